"""The microphone check: it hears until a word is recognised, and no longer than anybody waits."""

from __future__ import annotations

import numpy as np
from support.cases import spoken
from support.rehearsal import Rehearsal

from simulator.adapters.scripted import ScriptedSource, sound_of
from simulator.events import Noticed, SoundHeard, WordsHeard
from simulator.session.checking import check_microphone

SAID = spoken("Can you hear me now. Is this thing on.")


def parts():
    return Rehearsal(SAID).interview.parts


def microphone(seconds_after: float = 20.0) -> ScriptedSource:
    sound = sound_of(SAID.words, SAID.duration_s)
    silence = np.zeros(int(seconds_after * 16_000), np.float32)
    return ScriptedSource(np.concatenate([sound, silence]), live=True)


def test_it_tells_the_level_and_ends_with_the_first_words() -> None:
    told: list[object] = []
    assert check_microphone(microphone(), parts(), told.append, lambda: False)
    assert "Can" in [word.text for word in told[-1].words]
    assert len([event for event in told if isinstance(event, WordsHeard)]) == 1
    levels = [event.level_db for event in told if isinstance(event, SoundHeard)]
    assert max(levels) > -30
    assert told[-1].at_s < SAID.duration_s + 2


def test_it_ends_when_nobody_waits_and_lets_go_of_the_microphone() -> None:
    source = microphone()
    waits = iter([False] * 5 + [True])
    assert not check_microphone(source, parts(), lambda _: None, lambda: next(waits))
    assert next(waits, "over") == "over"


def test_silence_is_no_word_and_what_the_microphone_notices_is_told_once() -> None:
    source = ScriptedSource(np.zeros(16_000 * 8, np.float32), live=True)
    source.notice = ("microphone-zeros", "The microphone gives no sound at all.")
    told: list[object] = []
    assert not check_microphone(source, parts(), told.append, lambda: False)
    assert [event.code for event in told if isinstance(event, Noticed)] == ["microphone-zeros"]
    assert not [event for event in told if isinstance(event, WordsHeard)]
