"""Transcripts from outside: the good ones, and one sentence for each way of being wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from simulator.domain.speech import Transcript, Word
from simulator.errors import TranscriptError
from simulator.reporting import json_line, transcript_object
from simulator.reporting.schema import transcript_schema
from simulator.reporting.transcripts import MAX_BYTES, read_transcript

SAID = "embezzlement"


def _word(**changes: Any) -> dict[str, Any]:
    return {"text": SAID, "start": 1.0, "end": 1.5, "confidence": 0.9} | changes


def _answer(*words: Any, **changes: Any) -> dict[str, Any]:
    return {"language": "en", "duration": 9.0, "words": list(words) or [_word()]} | changes


def _without(value: dict[str, Any], key: str) -> dict[str, Any]:
    return {name: item for name, item in value.items() if name != key}


def _write(folder: Path, content: Any) -> Path:
    path = folder / "answer.json"
    text = content if isinstance(content, str) else json.dumps(content)
    path.write_text(text, encoding="utf-8")
    return path


BAD: list[tuple[str, Any, str, str]] = [
    ("nothing", "", "transcript-not-json", "not valid JSON"),
    ("text", f"{SAID} {{", "transcript-not-json", "line 1"),
    ("cut short", json.dumps(_answer())[:-20], "transcript-not-json", "not valid JSON"),
    ("nested too deeply", "[" * 100_000, "transcript-not-json", "not valid JSON"),
    (
        "an endless number",
        f'{{"duration": {"9" * 5000}, "words": []}}',
        "transcript-not-json",
        "not valid JSON",
    ),
    ("a list", [_word()], "transcript-wrong-type", "no object"),
    ("null", "null", "transcript-wrong-type", "no object"),
    ("no list of words", _without(_answer(), "words"), "transcript-wrong-type", "words is not a list"),
    ("words as text", _answer(words=SAID), "transcript-wrong-type", "words is not a list"),
    ("no words", _answer(words=[]), "transcript-no-words", "there are no words"),
    ("a word as text", _answer(_word(), SAID), "transcript-wrong-type", "word 2 is not an object"),
    ("no text", _answer(_without(_word(), "text")), "transcript-wrong-type", "word 1: text is not"),
    ("text as number", _answer(_word(text=7)), "transcript-wrong-type", "word 1: text is not"),
    ("empty text", _answer(_word(text=" \n")), "transcript-empty-word", "word 1: text is empty"),
    ("no start", _answer(_without(_word(), "start")), "transcript-missing-field", "word 1: start is missing"),
    ("start as text", _answer(_word(start="1")), "transcript-wrong-type", "word 1: start is not a number"),
    ("start as truth", _answer(_word(start=True)), "transcript-wrong-type", "word 1: start is not a number"),
    (
        "NaN",
        _answer(_word(start=float("nan"))),
        "transcript-start-not-finite",
        "word 1: start is not a finite",
    ),
    (
        "infinity",
        _answer(_word(end=float("inf"))),
        "transcript-end-not-finite",
        "word 1: end is not a finite",
    ),
    (
        "beyond floats",
        _answer(_word(end=10**400)),
        "transcript-end-not-finite",
        "word 1: end is not a finite",
    ),
    ("negative", _answer(_word(start=-0.5)), "transcript-start-negative", "word 1: start is negative"),
    ("milliseconds", _answer(_word(end=171_200)), "transcript-end-too-late", "not milliseconds"),
    (
        "end first",
        _answer(_word(start=2.0)),
        "transcript-end-before-start",
        "word 1: it ends before it starts",
    ),
    ("order", _answer(_word(), _word(start=0.2)), "transcript-out-of-order", "word 2 starts before word 1"),
    ("confidence", _answer(_word(confidence=93)), "transcript-confidence-range", "word 1: confidence"),
    (
        "no confidence",
        _answer(_word(confidence=float("nan"))),
        "transcript-confidence-range",
        "outside 0 to 1",
    ),
    (
        "confidence as text",
        _answer(_word(confidence="high")),
        "transcript-wrong-type",
        "confidence is not a number",
    ),
    ("no duration", _without(_answer(), "duration"), "transcript-missing-field", "duration is missing"),
    (
        "duration NaN",
        _answer(duration=float("nan")),
        "transcript-duration-not-finite",
        "duration is not a finite",
    ),
    ("duration negative", _answer(duration=-3), "transcript-duration-negative", "duration is negative"),
    ("duration short", _answer(duration=1.2), "transcript-duration-short", "before the last word"),
    ("language", _answer(language=7), "transcript-wrong-type", "language is not a code"),
]


@pytest.mark.parametrize(
    ("content", "code", "says"), [case[1:] for case in BAD], ids=[case[0] for case in BAD]
)
def test_a_wrong_transcript_is_named_in_one_sentence(
    tmp_path: Path, content: Any, code: str, says: str
) -> None:
    path = _write(tmp_path, content)
    with pytest.raises(TranscriptError) as caught:
        read_transcript(path)
    message = str(caught.value)
    assert caught.value.code == code
    assert caught.value.exit_status == 3
    assert message.startswith(f"{path}: ")
    assert says in message
    assert message.count("\n") == 0
    assert message.endswith(".")
    assert SAID not in message
    assert caught.value.__suppress_context__  # the decoder's own error would quote the file


def test_a_good_transcript_is_read(tmp_path: Path) -> None:
    words = [_word(text=" I", start=0, end=0.2), _without(_word(), "confidence")]
    read = read_transcript(_write(tmp_path, _answer(*words, duration=2)))
    assert read == Transcript((Word("I", 0.0, 0.2, 0.9), Word(SAID, 1.0, 1.5, None)), 2.0, "en")


def test_language_may_be_absent_and_other_fields_are_ignored(tmp_path: Path) -> None:
    content = _without(_answer(_word(speaker="A")), "language") | {"model": "x"}
    assert read_transcript(_write(tmp_path, content)).language == "en"
    Draft202012Validator(transcript_schema()).validate(content)


def test_overlapping_words_and_a_duration_rounded_down_are_no_fault(tmp_path: Path) -> None:
    content = _answer(_word(), _word(start=1.4, end=2.0), duration=1.96)
    assert read_transcript(_write(tmp_path, content)).duration_s == 2.0


def test_what_is_written_can_be_read_again(tmp_path: Path) -> None:
    transcript = Transcript((Word("caf\u00e9", 0.25, 0.5, 0.75), Word("ok", 0.5, 0.75)), 2.0, "fr")
    assert read_transcript(_write(tmp_path, json_line(transcript_object(transcript)))) == transcript


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_other_unicode_encodings_are_read(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "answer.json"
    path.write_text(json.dumps(_answer(), ensure_ascii=False), encoding=encoding)
    assert read_transcript(path).text == SAID


def test_control_characters_in_a_word_do_not_get_in(tmp_path: Path) -> None:
    text = read_transcript(_write(tmp_path, _answer(_word(text="\x1b[2Jhi\n\ud800there")))).text
    assert text == "\ufffd[2Jhi \ufffdthere"


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "answer.json"
    path.write_bytes(b"\xff\xfe\xff\x00\x80")
    with pytest.raises(TranscriptError, match="not valid JSON"):
        read_transcript(path)


def test_a_file_that_is_not_there_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(TranscriptError, match="no such file"):
        read_transcript(tmp_path / "absent.json")
    with pytest.raises(TranscriptError, match="not a file"):
        read_transcript(tmp_path)


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "huge.json"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(TranscriptError, match="over 50 MB"):
        read_transcript(path)


def test_a_file_name_cannot_write_to_the_terminal(tmp_path: Path) -> None:
    with pytest.raises(TranscriptError) as caught:
        read_transcript(tmp_path / "a\x1b[2J.json")
    assert "\x1b" not in str(caught.value)
