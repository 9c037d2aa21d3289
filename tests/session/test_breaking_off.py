"""The first moment of an answer: Ctrl-C leaves nothing open, and a key that is pressed at once counts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from support.rehearsal import Rehearsal

from simulator.adapters.archive import NullArchive, NullRecording
from simulator.events import AnswerEnded, Event, ListeningStarted, SessionEnded
from simulator.ports import Key
from simulator.session.storytelling import Storytelling

SAID = "I noticed that the backups had failed and nobody had an alert on them. " * 3
KINDS = pytest.mark.parametrize("kind", ["interview", "drill", "telling"])


class Watched(NullRecording):
    closed = False

    def close(self) -> None:
        self.closed = True


class WatchedArchive(NullArchive):
    def __init__(self) -> None:
        self.made: list[Watched] = []

    def recording(self, name: str) -> Watched:
        self.made.append(Watched())
        return self.made[-1]


class Fingers:
    """Keys that are pressed by `press`, of which the session is told once."""

    def __init__(self) -> None:
        self._key: Key | None = None

    def press(self, key: Key) -> None:
        self._key = key

    def pressed(self) -> Key | None:
        key, self._key = self._key, None
        return key


def session(kind: str, watch: Callable[[Event], None], **parts: object) -> Rehearsal:
    """A session of that kind with one answer."""
    drill = ("situation",) if kind == "drill" else None
    rehearsal = Rehearsal(SAID, watch=watch, drill=drill, probes=0)
    held = rehearsal.interview
    made = replace(held.parts, **parts)
    if kind == "telling":
        brief = replace(held.brief, story=None, mode="telling")
        rehearsal.interview = Storytelling(brief, made, lambda _: ("mine", Path("mine.yaml")))
    else:
        rehearsal.interview = type(held)(held.brief, made, *([drill] if drill else []))
    return rehearsal


@KINDS
def test_a_recording_that_has_just_begun_is_closed_when_the_candidate_leaves(kind: str) -> None:
    def leave(event: Event) -> None:
        if isinstance(event, ListeningStarted):
            raise KeyboardInterrupt

    archive = WatchedArchive()
    rehearsal = session(kind, leave, archive=archive)
    with pytest.raises(KeyboardInterrupt):
        rehearsal.run()
    assert [recording.closed for recording in archive.made] == [True]
    assert rehearsal.of(SessionEnded)[0].reason == "interrupted"


@KINDS
def test_whoever_sees_that_it_is_their_turn_and_presses_a_key_at_once_is_heard(kind: str) -> None:
    fingers = Fingers()

    def press(event: Event) -> None:
        if isinstance(event, ListeningStarted):
            fingers.press("done")

    rehearsal = session(kind, press, controls=fingers).run()
    assert rehearsal.of(AnswerEnded)[0].reason == "key"
