"""What a page is made of: one attempt at a story, with its sound where there is any."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from simulator.domain.review import Review
from simulator.domain.speech import Transcript
from simulator.reporting.turns import Session, Turn


@dataclass(frozen=True, slots=True)
class Clip:
    """A recording, ready to travel inside the page."""

    media_type: str
    data: bytes
    """Compressed."""
    duration_s: float
    outline: tuple[float, ...]
    """The loudest sample, 0-1, of each step."""
    step_s: float


@dataclass(frozen=True, slots=True)
class Attempt:
    """One session, or one reviewed file, as it goes into a page.

    Args:
        name: the session's id or the file's name; the page shows it.
        when: the day and time at which it began, as people read it; empty where unknown.
        clips: file name of a recording, as the session's turns name it -> its sound.
    """

    name: str
    session: Session
    when: str = ""
    clips: Mapping[str, Clip] = field(default_factory=dict)


def reviewed_file(
    name: str, question: str, transcript: Transcript, review: Review, clip: Clip | None = None
) -> Attempt:
    """A recording or transcript that was judged outside any session."""
    turn = Turn(0, question, None, name if clip else "", transcript, ended=True, review=review)
    return Attempt(name, Session(turns=(turn,)), clips={name: clip} if clip else {})
