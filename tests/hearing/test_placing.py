"""Words are put where speech was."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from simulator.domain.speech import Word
from simulator.hearing.placing import place

SPANS = [(10.0, 12.0), (15.0, 18.0)]


def times(*words: Word, not_before_s: float = 0.0) -> list[tuple[float, float]]:
    placed = place(words, offset_s=10.0, spans=SPANS, not_before_s=not_before_s)
    return [(word.start_s, word.end_s) for word in placed]


def test_a_word_within_speech_is_only_moved_into_the_answers_time() -> None:
    assert times(Word("so", 0.5, 0.75)) == [(10.5, 10.75)]


def test_a_word_stretched_over_a_pause_goes_where_most_of_it_was_spoken() -> None:
    assert times(Word("then", 1.9, 5.5)) == [(15.0, 15.5)]


def test_a_word_in_silence_goes_to_the_nearest_speech() -> None:
    assert times(Word("early", 4.0, 4.5)) == [(15.0, 15.0)]


def test_nothing_comes_before_what_was_settled() -> None:
    assert times(Word("so", 0.5, 0.75), not_before_s=10.6) == [(10.6, 10.75)]


seconds = st.floats(-5, 15)


@given(st.lists(st.tuples(seconds, seconds), max_size=12))
def test_whatever_the_recogniser_says_words_are_in_order_and_apart(raw: list[tuple[float, float]]) -> None:
    words = [Word(f"w{number}", *pair) for number, pair in enumerate(raw)]
    placed = place(words, offset_s=10.0, spans=SPANS, not_before_s=0.0)
    assert [word.text for word in placed] == [word.text for word in words]
    edges = [edge for word in placed for edge in (word.start_s, word.end_s)]
    assert edges == sorted(edges)
    assert all(10.0 <= edge <= 18.0 for edge in edges)
