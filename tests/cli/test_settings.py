"""Settings as they come from a file and from the environment, right and wrong."""

from __future__ import annotations

from pathlib import Path

from support.command import hotseat, said_plainly


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "hotseat"
    folder.mkdir()
    (folder / "settings.toml").write_bytes(b"level = \xff")
    done = hotseat(tmp_path, "review", "none.json", XDG_CONFIG_HOME=str(tmp_path))
    assert "settings.toml: not UTF-8 text" in said_plainly(done, 3)


def test_an_empty_variable_is_none(tmp_path: Path) -> None:
    done = hotseat(tmp_path, "review", "none.json", HOTSEAT_LEVEL="", HOTSEAT_RUBRIC="")
    assert said_plainly(done, 3).startswith("none.json: ")


def test_a_rubric_may_be_named_from_home(tmp_path: Path) -> None:
    done = hotseat(tmp_path, "review", "none.json", HOTSEAT_RUBRIC="~/mine.yaml")
    assert said_plainly(done, 3).startswith(f"{tmp_path}/mine.yaml: there is no such file")


def test_a_recording_that_is_not_there_is_all_that_is_said(tmp_path: Path) -> None:
    assert said_plainly(hotseat(tmp_path, "review", "none.wav"), 3) == (
        "none.wav: there is no such file; check the path."
    )


def test_a_transcript_is_known_by_its_ending_in_any_case(tmp_path: Path) -> None:
    path = tmp_path / "ANSWER.JSON"
    path.write_text("{}")
    assert "words is not a list" in said_plainly(hotseat(tmp_path, "review", str(path)), 3)
