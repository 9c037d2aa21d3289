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


def test_a_wrong_value_is_named_with_its_place_and_mend(tmp_path: Path) -> None:
    done = hotseat(tmp_path, "review", "none.json", HOTSEAT_LEVEL="foo", HOTSEAT_EPHEMERAL="perhaps")
    assert said_plainly(done, 2) == (
        "HOTSEAT_LEVEL is 'foo'; it should be 'sde1', 'sde2' or 'senior'."
        " HOTSEAT_EPHEMERAL is 'perhaps'; it should be a valid boolean."
    )


def test_an_unknown_setting_is_named_with_the_one_that_was_meant(tmp_path: Path) -> None:
    folder = tmp_path / "hotseat"
    folder.mkdir()
    (folder / "settings.toml").write_text('levl = "sde1"\nprobes = 9\n')
    said = said_plainly(hotseat(tmp_path, "review", "none.json", XDG_CONFIG_HOME=str(tmp_path)), 2)
    assert f"levl in {folder / 'settings.toml'} is no setting; write level." in said
    assert "is '9'; it should be less than or equal to 6." in said


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
