"""Sessions that broke off with something to judge in them: found, and told of where the next one begins."""

from __future__ import annotations

import shlex
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.cli import kept
from simulator.errors import InputError

if TYPE_CHECKING:
    from simulator.cli.wiring import Desk

TAIL_BYTES = 4096
"""How much of a trace's end is looked at for how it ended. Source: its last line has under 1000 bytes."""
NOTHING_TO_JUDGE = ("demo", "walkthrough")
"""Modes in which the candidate has answered nothing."""
HEADER_BYTES, BYTES_PER_S = 44, 32_000
"""Of a recording: 16-bit mono at 16 kHz."""


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A session that broke off: its folder, and how many seconds of answers are in it."""

    folder: Path
    kept_s: float
    telling: bool = False
    """Whether a story was being told."""

    @property
    def sentence(self) -> str:
        from simulator.domain.wording import clock

        kept = f"with {clock(self.kept_s)} of answers recorded" if self.kept_s else "with typed answers"
        return f"Your session {self.folder.name} broke off, {kept}"

    @property
    def mend(self) -> str:
        return taken_up_by(self.folder) if self.telling else "'hotseat resume' judges it or goes on"


def offer(desk: Desk) -> None:
    """Has the session that begins now tell of the latest that broke off, if there is one.

    Folders of sessions that were killed before anything happened in them go on this occasion.
    """
    from simulator.adapters.holding import clear_away

    clear_away(path for path in kept.sessions_folder().glob("*") if path.is_dir())
    found = unfinished()
    if found:
        more = f" (and {len(found) - 1} before it)" if len(found) > 1 else ""
        desk.notices.append(("session-unfinished", f"{found[-1].sentence}{more}; {found[-1].mend}."))


def unfinished() -> list[Unfinished]:
    """The sessions that broke off with something to judge in them, in the order of their names."""
    found = []
    for trace in (folder / kept.TRACE for folder in kept.sessions()):
        with suppress(OSError):
            if one := _broken_off(trace):
                found.append(one)
    return found


def ended(trace: Path) -> bool:
    """Whether a session came to its end, by the last of its trace. Raises OSError."""
    with trace.open("rb") as file:
        file.seek(max(0, trace.stat().st_size - TAIL_BYTES))
        return b'"event": "session_ended"' in file.read()


def _broken_off(trace: Path) -> Unfinished | None:
    from simulator.adapters.holding import is_held

    if ended(trace) or is_held(trace.parent):
        return None
    sounds = [path.stat().st_size - HEADER_BYTES for path in trace.parent.glob("*.wav")]
    kept_s = sum(size for size in sounds if size > 0) / BYTES_PER_S
    lines = trace.read_bytes()
    typed = any(b'"event": "%b"' % told in lines for told in (b"answer_ended", b"words_typed"))
    nobodys = any(b'"mode": "%b"' % mode.encode() in lines for mode in NOTHING_TO_JUDGE)
    if nobodys or not (kept_s or typed):
        return None
    return Unfinished(trace.parent, kept_s, b'"mode": "telling"' in lines)


def taken_up_by(folder: Path) -> str:
    """How a story that was being told is gone on with: from its recordings, in the order of the questions."""
    from simulator.events import ListeningStarted
    from simulator.reporting.traces import read_trace

    try:
        told = [one for one in read_trace(folder / kept.TRACE) if isinstance(one, ListeningStarted)]
    except InputError:
        return f"'hotseat stories new' takes the recordings in {folder} with --answers"
    latest = {one.turn: folder / Path(one.recording).name for one in told if one.recording}
    recordings = [shlex.quote(str(path)) for path in latest.values() if path.is_file()]
    if not recordings:
        return "it was typed, so tell it again: hotseat stories new --type"
    return f"go on from its recordings: hotseat stories new --answers {' '.join(recordings)}"
