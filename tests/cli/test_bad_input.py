"""Bad input, as a user meets it: one clear sentence, the right exit status, never a traceback."""

from __future__ import annotations

import json
import wave
from pathlib import Path

import pytest
from support.cases import all_cases, heard, spoken
from support.command import hotseat, said_plainly

from simulator.reporting import transcript_object

GERMAN = """Als ich im letzten Jahr bei der Firma gearbeitet habe, ist mir aufgefallen, dass viele Kunden ihre
Rechnungen zu spät bekommen haben. Ich habe mir das angesehen und den Fehler gefunden. Danach habe ich die
Software repariert und die Kunden waren wieder zufrieden mit unserer Arbeit."""


def transcript_file(folder: Path, name: str, transcript) -> Path:
    path = folder / f"{name}.json"
    path.write_text(json.dumps(transcript_object(transcript)), encoding="utf-8")
    return path


@pytest.fixture
def good(tmp_path):
    return transcript_file(tmp_path, "good", heard(all_cases()[0]["sentences"]).transcript)


def silence(path: Path, seconds: float = 3.0) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16_000)
        file.writeframes(bytes(int(seconds * 32_000)))
    return path


def test_one_bad_file_does_not_stop_the_rest_and_the_order_is_kept(tmp_path, good):
    broken = tmp_path / "broken.json"
    broken.write_text('{"words": [{"text": "hi", "start": 3, "end": 1}], "duration": 4}')
    done = hotseat(
        tmp_path, "review", "--json", str(good), str(broken), str(tmp_path / "none.wav"), str(good)
    )
    said = said_plainly(done, 3)
    objects = [json.loads(line) for line in done.stdout.splitlines()]
    assert [o["source"] for o in objects] == [str(good), str(broken), str(tmp_path / "none.wav"), str(good)]
    assert [o["schema"] for o in objects] == [
        "hotseat.review/1",
        "hotseat.error/1",
        "hotseat.error/1",
        "hotseat.review/1",
    ]
    assert "broken.json" in said
    assert "word 1" in said
    assert "none.wav" in said


@pytest.mark.parametrize(
    ("content", "mend"),
    [
        ('{"duration": 9, "words": []}', "words"),
        ('{"duration": 9, "words": [{"text": "a", "start": NaN, "end": 1}]}', "word 1"),
        (
            '{"duration": 9, "words": [{"text": "a", "start": 2, "end": 3},'
            ' {"text": "b", "start": 1, "end": 2}]}',
            "word 2",
        ),
        ("not json", "JSON"),
        ("[]", "object"),
    ],
)
def test_a_transcript_that_breaks_the_format_is_named_with_the_place(tmp_path, content, mend):
    path = tmp_path / "t.json"
    path.write_text(content)
    said = said_plainly(hotseat(tmp_path, "review", str(path)), 3)
    assert "t.json" in said
    assert mend in said


def test_a_silent_recording_an_empty_one_and_one_that_is_text(tmp_path):
    silent = silence(tmp_path / "silent.wav")
    empty = tmp_path / "empty.wav"
    empty.write_bytes(b"")
    text = tmp_path / "text.wav"
    text.write_text("This is not sound at all.\n" * 50)
    done = hotseat(tmp_path, "review", str(silent), str(empty), str(text))
    said = said_plainly(done, 3)
    for name in ("silent.wav", "empty.wav", "text.wav"):
        assert name in said
    assert "no speech was heard" in said


@pytest.mark.parametrize(
    ("transcript", "why"),
    [
        (spoken("Yes."), "word"),
        (spoken(GERMAN), "English"),
    ],
    ids=["one word", "another language"],
)
def test_an_answer_that_cannot_be_judged_gets_no_verdict_and_the_reason(tmp_path, transcript, why):
    path = transcript_file(tmp_path, "answer", transcript)
    done = hotseat(tmp_path, "review", "--json", str(path))
    assert done.returncode == 0, done.stderr
    review = json.loads(done.stdout)
    assert review["verdict"]["rating"] is None
    assert review["trust"]["level"] == "low"
    assert why in review["trust"]["why"]


@pytest.mark.parametrize(
    ("arguments", "status", "mend"),
    [
        (["review", "--story", "nowhere", "x.json"], 3, "webhook-drop-rate"),
        (["review", "--principle", "luck", "x.json"], 2, "ownership"),
        (["review", "--level", "boss", "x.json"], 2, "senior"),
        (["grade", "--probe", "luck", "x.json"], 2, "influence"),
        (["interview", "--answers", "nowhere.wav"], 3, "nowhere.wav"),
        (["review", "--model", "base.en", "x.wav"], 4, "hotseat models pull base.en"),
        (["review", "--model", "huge.en", "x.wav"], 2, "base.en"),
        (["stories", "show", "nowhere"], 3, "webhook-drop-rate"),
        (["fly"], 2, "fly"),
    ],
)
def test_what_is_not_there_is_named_with_what_is(tmp_path, arguments, status, mend):
    silence(tmp_path / "x.wav")
    arguments = [str(tmp_path / a) if a == "x.wav" else a for a in arguments]
    assert mend in said_plainly(hotseat(tmp_path, *arguments), status)


def test_a_wrong_pack_gets_every_fault_and_a_good_one_a_word(tmp_path):
    shipped = Path(__file__).parents[2] / "prompts" / "stories" / "webhook-drop-rate.yaml"
    wrong = tmp_path / "wrong.yaml"
    text = shipped.read_text(encoding="utf-8").replace("target_s: 30", "target_s: -3", 1)
    wrong.write_text(text + "\ncolour: red\n", encoding="utf-8")
    done = hotseat(tmp_path, "stories", "check", str(wrong), str(shipped))
    said = said_plainly(done, 3)
    assert "sections.situation.target_s" in said
    assert "-3" in said
    assert "colour" in said
    assert f"{shipped}: good." in done.stdout


def test_settings_that_are_wrong_are_named(tmp_path):
    folder = tmp_path / ".config" / "hotseat"
    folder.mkdir(parents=True)
    (folder / "settings.toml").write_text("level = [")
    assert "settings.toml" in said_plainly(hotseat(tmp_path, "review", "x.json"), 3)
    (folder / "settings.toml").write_text('levle = "sde1"')
    assert "levle" in said_plainly(hotseat(tmp_path, "review", "x.json"), 2)
    (folder / "settings.toml").write_text('level = "sde1"')
    assert "HOTSEAT_VOICE_RATE_WPM is '9'" in said_plainly(
        hotseat(tmp_path, "review", "x.json", HOTSEAT_VOICE_RATE_WPM="9"), 2
    )


def test_settings_are_laid_over_each_other(tmp_path, good):
    folder = tmp_path / ".config" / "hotseat"
    folder.mkdir(parents=True)
    (folder / "settings.toml").write_text('level = "sde1"')

    def level(*arguments, **more):
        done = hotseat(tmp_path, "review", "--json", *arguments, str(good), **more)
        return json.loads(done.stdout)["level"]

    assert level() == "sde1"
    assert level(HOTSEAT_LEVEL="senior") == "senior"
    assert level("--level", "sde2", HOTSEAT_LEVEL="senior") == "sde2"
