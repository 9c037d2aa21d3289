"""Delivery is measured from the words, and says something only outside its bounds."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.labelled import found, spoken

from simulator.domain.review import Delivery
from simulator.domain.speech import Transcript
from simulator.judging.delivery import count_fillers, describe
from simulator.packs import load_rubric

RULES = load_rubric().delivery
ACTION = {"action": (0.0, 1000.0)}
PLAIN = "I pulled the logs and I traced the drops to a timeout in the gateway " * 4


def described(transcript: Transcript) -> Delivery:
    return describe(transcript, found((), (), ACTION), RULES)  # type: ignore[arg-type]


def paced(factor: float, text: str = PLAIN) -> Transcript:
    slow = spoken(text)
    words = tuple(replace(w, start_s=w.start_s * factor, end_s=w.end_s * factor) for w in slow.words)
    return Transcript(words, slow.duration_s * factor)


def said(name: str, delivery: Delivery) -> bool:
    head = RULES.messages[name].split("{")[0]
    return any(note.startswith(head) for note in delivery.notes)


def test_an_even_answer_is_left_in_peace():
    delivery = described(spoken(PLAIN))
    assert delivery.notes == ()
    assert delivery.words_per_minute == pytest.approx(150, abs=2)


def test_no_words_give_no_figures_and_no_notes():
    assert describe(Transcript((), 5.0), found(), RULES) == Delivery(0.0, None, 0, 0.0, 0.0)


@pytest.mark.parametrize(
    ("factor", "note"), [(1.45, "You speak at 1"), (0.72, "You speak at 2"), (1.3, ""), (0.85, "")]
)
def test_pace_is_remarked_on_below_110_and_above_190(factor: float, note: str):
    notes = described(paced(factor)).notes
    assert notes[0].startswith(note) if note else notes == ()


def test_a_rest_between_words_does_not_slow_the_pace():
    parted = described(spoken(PLAIN, PLAIN, pause_s=3.0))
    assert parted.words_per_minute == pytest.approx(described(spoken(PLAIN)).words_per_minute, abs=2)


@pytest.mark.parametrize(("pause_s", "noted"), [(3.5, False), (4.5, True)])
def test_a_pause_is_remarked_on_from_four_seconds(pause_s: float, noted: bool):
    delivery = described(spoken(PLAIN, PLAIN, pause_s=pause_s))
    assert delivery.longest_pause_s == pytest.approx(pause_s, abs=0.1)
    assert said("pause", delivery) is noted


def test_fillers_of_one_and_of_two_words_are_counted_and_real_words_are_not():
    words = spoken("Um, so, you know, I was, uh, kind of done. You knew the kind one.").words
    assert count_fillers(words, RULES) == 4


@pytest.mark.parametrize(("every", "noted"), [(15, True), (60, False)])
def test_fillers_are_remarked_on_beyond_six_a_minute(every: int, noted: bool):
    words = (PLAIN * 3).split()
    text = " ".join(
        word for k, word in enumerate(words) for word in ((word, "um") if k % every == 5 else (word,))
    )
    assert said("fillers", described(spoken(text))) is noted


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("I pulled it. I'd traced it. We shipped it. We've closed it.", 0.5),
        ("We pulled it. We'd traced it. I shipped it. We closed it.", 0.25),
        ("We pulled it. They shipped it.", None),
    ],
)
def test_i_and_we_are_counted_as_doers_with_their_short_forms(text: str, share: float | None):
    delivery = described(spoken(text))
    assert delivery.i_to_we == share
    assert said("we", delivery) is (share is not None and share < 0.5)


def test_i_and_we_outside_action_are_background():
    findings = found((), (), {"situation": (0.0, 1000.0)})
    assert describe(spoken("We ran it. We owned it. We did. We were."), findings, RULES).i_to_we is None
