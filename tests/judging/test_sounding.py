"""Which sound takes the verdict away, which is only remarked on, and that no honest answer is either."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from support.delivery import measured
from support.recordings import NAMES, label, sound
from support.sound import JFK, everything
from support.sounds import at_level, higher, level_db, mains_hum, mixed, notes, whispered

from simulator.adapters.files import FileSource
from simulator.domain.speech import SAMPLE_RATE_HZ, Transcript, Word
from simulator.judging.sounding import remarked
from simulator.judging.trust import trusted
from simulator.judging.voices import second_share
from simulator.packs import load_rubric
from simulator.ports import Samples

RUBRIC = load_rubric()
RULES = RUBRIC.trust
LENGTH_S = 24.0
ANSWER = "webhook-no-numbers"
SPEECH = sound(ANSWER, 0, LENGTH_S)


def words_of(name: str, end_s: float = np.inf) -> tuple[Word, ...]:
    """What is said in a recording, as a recogniser that hears everything would have it."""
    said = (Word(one["text"], one["start"], one["end"], 0.9) for one in label(name)["words"])
    return tuple(word for word in said if word.end_s < end_s)


WORDS = words_of(ANSWER, LENGTH_S)


def transcript(made: Samples, words: tuple[Word, ...] = WORDS) -> Transcript:
    return Transcript(words, len(made) / SAMPLE_RATE_HZ, prosody=measured(made, 16_000))


def reason(made: Samples, words: tuple[Word, ...] = WORDS) -> str:
    """The id of the message; '' where it is trusted."""
    trust = trusted(transcript(made, words), RULES)
    if trust.level == "high":
        return ""
    return next(name for name, text in RULES.messages.items() if trust.why.startswith(text.split("{")[0]))


def remarks(made: Samples, words: tuple[Word, ...] = WORDS) -> list[str]:
    return [note.id for note in remarked(transcript(made, words), RUBRIC)]


@pytest.mark.parametrize("name", NAMES)
def test_a_recorded_answer_is_nothing_but_an_answer(name: str) -> None:
    made, words = sound(name), words_of(name)
    assert remarks(made, words) == []
    if len(words) >= RULES.least_words and words[-1].end_s - words[0].start_s >= RULES.least_s:
        assert reason(made, words) == ""


def test_a_person_who_speaks_in_an_old_recording_is_nothing_but_that() -> None:
    made = everything(FileSource(JFK))
    words = tuple(Word(f"w{at}", 0.3 + at * 0.5, 0.75 + at * 0.5, 0.9) for at in range(21))
    found = trusted(Transcript(words, len(made) / SAMPLE_RATE_HZ, prosody=measured(made)), RULES)
    assert found.why == RULES.messages["not-english"]  # which is the words' fault, and not the sound's
    assert remarks(made, words) == []


def test_without_the_sound_nothing_is_said_of_it() -> None:
    bare = Transcript(WORDS, LENGTH_S)
    assert trusted(bare, RULES).level == "high"
    assert list(remarked(bare, RUBRIC)) == []


@pytest.mark.parametrize(
    ("under_db", "withheld", "remark"), [(-6, "hum", []), (6, "", ["hum"]), (12, "", ["hum"]), (30, "", [])]
)
@pytest.mark.parametrize("mains", [50, 60])
def test_hum_is_borne_under_the_voice_and_not_above_it(
    mains: int, under_db: float, withheld: str, remark: list[str]
) -> None:
    made = mixed(SPEECH, mains_hum(LENGTH_S, mains), under_db)
    assert reason(made) == withheld
    assert withheld or remarks(made) == remark


@pytest.mark.parametrize(("under_db", "withheld", "remark"), [(-12, "music", []), (30, "", [])])
@pytest.mark.parametrize("chords", [False, True])
def test_music_is_borne_where_it_is_faint(
    chords: bool, under_db: float, withheld: str, remark: list[str]
) -> None:
    made = mixed(SPEECH, notes(LENGTH_S, 0.5, chords=chords), under_db)
    assert reason(made) == withheld
    assert withheld or remarks(made) == remark


def test_music_beside_the_voice_is_remarked_on() -> None:
    made = mixed(SPEECH, notes(LENGTH_S, 0.5, chords=True), 3)
    assert reason(made) == ""
    assert remarks(made) == ["music"]


def test_music_alone_is_named_whether_or_not_words_were_made_of_it() -> None:
    alone = notes(LENGTH_S, 0.5, chords=True)
    assert reason(alone, ()) == "music"
    assert reason(alone) == "music"
    assert reason(alone, WORDS[:3]) == "music"


@pytest.mark.parametrize("name", ["webhook-no-numbers", "webhook-we", "webhook-generic-reflection"])
def test_a_whisper_is_told_from_a_voice(name: str) -> None:
    made, words = sound(name, 0, LENGTH_S), words_of(name, LENGTH_S)
    assert reason(whispered(made), words) == "whisper"
    assert reason(made, words) == ""


def test_noise_that_hides_the_voice_is_no_whisper() -> None:
    hiss = np.random.default_rng(2).normal(0, 1, len(SPEECH)).astype(np.float32)
    assert reason(mixed(SPEECH, hiss, -3)) == ""


def in_turns(other: Samples, each_s: float, share: float) -> Samples:
    """The answer, with so much of it in another's voice, `each_s` at a time."""
    made = SPEECH.copy()
    every_s = each_s / share
    for begin_s in np.arange(every_s - each_s, LENGTH_S - each_s, every_s):
        here = slice(round(begin_s * SAMPLE_RATE_HZ), round((begin_s + each_s) * SAMPLE_RATE_HZ))
        made[here] = at_level(other[here], level_db(SPEECH))
    return made


SECOND = sound("webhook-generic-reflection", 0, LENGTH_S)
"""A woman's voice; the answer's is a man's."""


@pytest.mark.parametrize("each_s", [3.0, 6.0])
def test_a_second_voice_that_holds_a_good_part_takes_the_verdict_away(each_s: float) -> None:
    assert reason(in_turns(SECOND, each_s, 0.4)) == "second-voice"


def test_a_second_voice_that_puts_in_a_word_is_remarked_on() -> None:
    made = in_turns(SECOND, 3.0, 0.14)
    assert reason(made) == ""
    assert remarks(made) == ["second-voice"]


@pytest.mark.parametrize("semitones", [-3, 3])
def test_the_same_voice_a_little_higher_or_lower_is_no_second_one(semitones: int) -> None:
    other = higher(sound(ANSWER, 0, 40), semitones)[: len(SPEECH)]
    assert second_share(measured(in_turns(other, 4.0, 0.5)), WORDS, RULES.sound) == 0.0


def test_an_offset_is_remarked_on_and_borne() -> None:
    made = SPEECH + np.float32(0.05)
    assert reason(made) == ""
    assert remarks(made) == ["offset"]


def test_an_offset_and_nothing_else_is_named() -> None:
    assert reason(np.full(10 * SAMPLE_RATE_HZ, 0.3, np.float32), ()) == "offset"
    assert reason(np.zeros(10 * SAMPLE_RATE_HZ, np.float32), ()) == "silent"


def test_hum_without_a_word_is_named() -> None:
    assert reason(mains_hum(10.0), ()) == "hum"


def test_what_breaks_up_is_named_where_it_cannot_be_understood() -> None:
    broken = np.clip(SPEECH * 200, -1, 1)
    assert reason(broken, ()) == "clipped"
    assert reason(broken, tuple(replace(word, confidence=0.1) for word in WORDS)) == "clipped"
    assert reason(broken) == ""
