"""Whatever was said and however it sounded: no failure, and every quote is the candidate's own words."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from support.delivery import described

from simulator.domain.speech import Prosody, Transcript, Word

TEXTS = st.sampled_from(
    "I we um uh the the you know kind of just maybe and . logs, — tra- 3 failed? It".split()
)
WORDS = st.lists(st.tuples(TEXTS, st.floats(0, 6), st.floats(0, 1.5)), max_size=80)
FRAMES = st.lists(st.tuples(st.floats(-100, 0), st.sampled_from([0.0, 90.0, 121.5, 240.0])), max_size=60)


@settings(max_examples=60, deadline=None)
@given(said=WORDS, frames=FRAMES, heard=st.booleans())
def test_any_answer_can_be_described(
    said: list[tuple[str, float, float]], frames: list[tuple[float, float]], heard: bool
) -> None:
    at, words = 0.0, []
    for text, gap_s, length_s in said:
        words.append(Word(text, at + gap_s, at + gap_s + length_s))
        at += gap_s
    prosody = Prosody(0.5, tuple(db for db, _ in frames), tuple(hz for _, hz in frames), (0.0, 9.5))
    delivery = described(Transcript(tuple(words), at + 2, prosody=prosody if heard else None))
    spoken = " ".join(word.text for word in words)
    starts = {word.start_s for word in words}
    assert (delivery.sound is not None) is heard
    for note in delivery.notes:
        assert "{" not in note.text
        assert note.quote in spoken
        assert note.start_s in starts | {0.0}
