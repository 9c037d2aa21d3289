"""The voice: each remark fires on sound made for it, and stays silent just below."""

from __future__ import annotations

import numpy as np
import pytest
from support.delivery import RULES, described, ids, measured, note, silence, tone
from support.recordings import label, sound

from simulator.domain.review import Delivery
from simulator.domain.speech import SAMPLE_RATE_HZ, Transcript, Word
from simulator.hearing.prosody import ProsodyMeter
from simulator.ports import Samples

SENTENCE = "I pulled all the logs and traced drops."
SENTENCES = 5
WORD_S, GAP_S = 0.36, 0.04


def answer(made: Samples, gap_after: dict[int, float] | None = None) -> Delivery:
    """Five sentences of eight words, evenly laid over the sound; some with a longer gap after them."""
    at, words = 0.0, []
    for k, text in enumerate((f"{SENTENCE} " * SENTENCES).split()):
        words.append(Word(text, at, at + WORD_S))
        at += WORD_S + (gap_after or {}).get(k, GAP_S)
    return described(Transcript(tuple(words), at, prosody=measured(made)))


COUNT = len(SENTENCE.split())
LENGTH_S = SENTENCES * COUNT * (WORD_S + GAP_S)


def lively(level: float = 0.2, semitones: float = 8.0) -> Samples:
    """A voice that goes up and down over `semitones`, once a sentence."""
    turns = np.linspace(0, 2 * np.pi * SENTENCES, round(LENGTH_S * SAMPLE_RATE_HZ))
    return tone(150 * 2 ** (semitones / 24 * np.sin(turns)), LENGTH_S, level)


def test_a_lively_clear_voice_is_left_in_peace() -> None:
    delivery = answer(lively())
    assert delivery.notes == ()
    assert delivery.sound is not None
    assert delivery.sound.loudness_db == pytest.approx(-18, abs=3)
    assert delivery.sound.clipped_share == 0
    assert delivery.sound.hesitations == 0


def test_words_alone_give_no_figures_of_the_voice() -> None:
    assert described(Transcript((Word("no", 0, 0.3),), 1.0)).sound is None


def test_no_words_and_no_voice_give_no_remark() -> None:
    delivery = described(Transcript((), 5.0, prosody=measured(silence(5))))
    assert delivery.sound is not None
    assert delivery.sound.loudness_db is delivery.sound.pitch_spread_st is delivery.sound.fading_share is None
    assert delivery.notes == ()


@pytest.mark.parametrize(("semitones", "noted"), [(0, ["flat"]), (3.2, ["flat"]), (4.2, []), (8, [])])
def test_a_spread_below_3_5_semitones_sounds_flat(semitones: float, noted: list[str]) -> None:
    delivery = answer(lively(semitones=semitones))
    assert ids(delivery) == noted
    assert delivery.sound is not None
    # four fifths of a sine lie within 95 % of its range
    assert delivery.sound.pitch_spread_st == pytest.approx(0.95 * semitones, abs=0.2)


def test_spread_is_against_the_speakers_own_middle() -> None:
    turns = np.linspace(0, 2 * np.pi * SENTENCES, round(LENGTH_S * SAMPLE_RATE_HZ))
    low, high = (answer(tone(hz * 2 ** (np.sin(turns) / 4), LENGTH_S)).sound for hz in (100, 220))
    assert low is not None
    assert high is not None
    assert low.pitch_spread_st == pytest.approx(high.pitch_spread_st, abs=0.2)


@pytest.mark.parametrize(("level", "noted"), [(0.005, ["quiet"]), (0.02, [])])
def test_a_very_soft_voice_is_remarked_on(level: float, noted: list[str]) -> None:
    assert ids(answer(lively(level))) == noted


@pytest.mark.parametrize(("share", "noted"), [(0.03, ["clipped"]), (0.0, [])])
def test_a_voice_that_is_cut_off_is_remarked_on_with_its_place(share: float, noted: list[str]) -> None:
    made = lively()
    begin = round(4.0 * SAMPLE_RATE_HZ)
    loud = slice(begin, begin + round(share * len(made)))
    made[loud] = np.clip(made[loud] * 20, -1, 1)
    delivery = answer(made)
    assert ids(delivery) == noted
    for item in delivery.notes:
        assert item.start_s == pytest.approx(4.0, abs=0.4)
        assert item.quote


@pytest.mark.parametrize(("drop_db", "noted"), [(16, ["fading"]), (9, [])])
def test_sentences_that_trail_off_are_remarked_on(drop_db: float, noted: list[str]) -> None:
    made = lively()
    for k in range(SENTENCES):
        begin = round((k * COUNT + COUNT - 2) * (WORD_S + GAP_S) * SAMPLE_RATE_HZ)
        end = round((k + 1) * COUNT * (WORD_S + GAP_S) * SAMPLE_RATE_HZ)
        made[begin:end] *= 10 ** (-drop_db / 20)
    delivery = answer(made)
    assert ids(delivery) == noted
    assert all(item.quote == "logs and traced drops." for item in delivery.notes)


def test_one_sentence_that_trails_off_is_left_in_peace() -> None:
    made = lively()
    made[-round(2 * (WORD_S + GAP_S) * SAMPLE_RATE_HZ) :] *= 0.1
    delivery = answer(made)
    assert delivery.sound is not None
    assert delivery.sound.fading_share == pytest.approx(1 / SENTENCES)
    assert delivery.notes == ()


def drawn_out(count: int, hum: Samples) -> Delivery:
    """An answer with `count` gaps of 0.6 s, each filled with `hum`."""
    step = round((WORD_S + GAP_S) * SAMPLE_RATE_HZ)
    base, pieces, gaps = lively(), [], {}
    for k in range(SENTENCES * COUNT):
        pieces.append(base[k * step : (k + 1) * step])
        if k % COUNT == 2 and len(gaps) < count:
            gaps[k] = GAP_S + 0.6
            lead = round((0.6 * SAMPLE_RATE_HZ - len(hum)) / 2)
            pieces += [np.zeros(lead, np.float32), hum, np.zeros(lead, np.float32)]
    return answer(np.concatenate(pieces), gaps)


@pytest.mark.parametrize(("count", "noted"), [(4, ["hesitations"]), (2, [])])
def test_a_steady_voice_between_words_is_a_hesitation(count: int, noted: list[str]) -> None:
    delivery = drawn_out(count, tone(120, 0.4))
    assert delivery.sound is not None
    assert delivery.sound.hesitations == count
    assert ids(delivery) == noted
    item = note(delivery, "hesitations")
    assert item is None or (str(count) in item.text and item.quote == "I pulled all the logs and")


@pytest.mark.parametrize(
    "hum",
    [
        silence(0.4),
        tone(120, 0.12),
        tone(120, 0.4, level=0.01),
        tone(np.linspace(100, 200, round(0.4 * SAMPLE_RATE_HZ)), 0.4),
        np.random.default_rng(0).uniform(-0.2, 0.2, 6400).astype(np.float32),
    ],
    ids=["silence", "too short", "far off", "moving like a word", "noise"],
)
def test_other_sound_between_words_is_none(hum: Samples) -> None:
    delivery = drawn_out(4, hum)
    assert delivery.sound is not None
    assert delivery.sound.hesitations == 0


def recorded(name: str) -> Delivery:
    meter = ProsodyMeter()
    meter.feed(sound(name))
    made = label(name)
    words = tuple(Word(word["text"], word["start"], word["end"]) for word in made["words"])
    return described(Transcript(words, made["duration"], prosody=meter.so_far()), {})


def test_a_monotone_recording_sounds_flat_and_a_good_one_needs_no_mending() -> None:
    assert ids(recorded("webhook-generic-reflection")) == ["flat"]
    assert ids(recorded("webhook-strong")) == []
    assert ids(recorded("demo-opening")) == []


def test_thinking_pauses_are_heard_as_what_they_are() -> None:
    item = note(recorded("webhook-thinking-pauses"), "pauses-inside")
    assert item is not None
    assert "3.4 seconds" in item.text


def test_words_after_the_end_of_the_sound_do_no_harm() -> None:
    words = tuple(Word("so", 100.0 + k, 100.5 + k) for k in range(20))
    delivery = described(Transcript(words, 130.0, prosody=measured(tone(120, 2.0))), {})
    assert delivery.sound is not None
    assert delivery.sound.pitch_spread_st is None


def test_every_message_of_the_rubric_belongs_to_a_remark() -> None:
    known = {"slow", "fast", "we", "fillers", "filler-burst", "hedges", "hedge-burst", "repeats", "pause"}
    known |= {f"{name}-{part}" for name in ("slow", "fast") for part in ("section", "stretch")}
    known |= {"pause-inside", "pauses-inside", "flat", "quiet", "clipped", "fading", "hesitations"}
    known |= {"offset", "hum", "music", "second-voice"}  # told by `simulator/judging/sounding.py`
    assert set(RULES.messages) == known
