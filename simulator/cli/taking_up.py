"""A session that broke off, taken up: what was recorded is judged, and it is closed or gone on with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.cli import holding, kept, practising
from simulator.cli.archives import keeper, kept_in
from simulator.cli.candidates import recorded, typing_candidate
from simulator.errors import AudioFileError, InputError

if TYPE_CHECKING:
    from simulator.cli.holding import Manner
    from simulator.cli.wiring import Desk
    from simulator.domain.speech import Transcript
    from simulator.events import Event
    from simulator.ports import Controls, Keyboard
    from simulator.session.parts import Brief, Candidate
    from simulator.session.resuming import Left, UnderWay


@dataclass(frozen=True, slots=True)
class Broken:
    """A session to take up: its folder, what its trace tells, and where that breaks off."""

    folder: Path
    events: tuple[Event, ...]
    left: Left


def take_up(
    desk: Desk, broken: Broken, manner: Manner, answers: list[Path], *, on: bool, as_json: bool
) -> None:
    """Judges what was recorded of it, and asks on where `on`."""
    from simulator.adapters.archive import whole_lines
    from simulator.adapters.clock import MonotonicClock
    from simulator.adapters.scripted import NobodyListens, ScriptedControls
    from simulator.session.drilling import Drill
    from simulator.session.loop import Interview
    from simulator.ui.controls import keys
    from simulator.ui.lines import LineKeyboard

    folder, left = broken.folder, broken.left
    typed = left.started is not None and left.started.recogniser == NobodyListens.name
    keyboard = LineKeyboard() if typed and on else None
    with (
        kept_in(folder, sound=not typed) as archive,
        nullcontext(keyboard) if keyboard else keys() if on else nullcontext(ScriptedControls()) as controls,
        _screen(broken.events, manner, controls, as_json=as_json) as show,
    ):
        whole_lines(folder / kept.TRACE)
        heard = replace(_heard(desk, folder, left.unjudged), typed=typed) if left.unjudged else None
        parts = desk.parts(
            _candidate(desk, answers, keyboard, on=on),
            controls,
            archive,
            (keeper(archive), show),
            recorded=manner.recorded,
            silent=manner.silent,
            keyboard=keyboard,
            typed=typed,
        )
        brief = as_it_began(desk.brief(folder.name, manner.mode), left)
        parts = replace(parts.within(brief.time_s), clock=MonotonicClock(left.at_s))
        if manner.mode == "drill":
            Drill(brief, parts, ()).take_up(left, heard)
        else:
            Interview(brief, parts).take_up(left, heard, go_on=on)
    if manner.mode != "drill":
        holding.report_of(folder, desk, manner, as_json=as_json)


def as_it_began(brief: Brief, left: Left) -> Brief:
    """With what no setting tells: whether the interviewer cuts in, and the time there is for it."""
    started = left.started
    return replace(brief, tough=started.tough, time_s=started.time_s) if started else brief


def _candidate(desk: Desk, answers: list[Path], keyboard: Keyboard | None, *, on: bool) -> Candidate:
    """Who answers what is still to be asked."""
    if keyboard:
        return typing_candidate(keyboard)
    if on and not answers:
        return desk.live_candidate()
    files, turns = recorded(answers), count()
    return lambda _turn, probe: files(next(turns), probe)


@contextmanager
def _screen(
    events: tuple[Event, ...], manner: Manner, controls: Controls, *, as_json: bool
) -> Iterator[Callable[[Event], None]]:
    """Who shows what comes, with what had been told before counted in."""
    from simulator.ui.terminal import TerminalScreen

    keys_there = getattr(controls, "available", False)
    lines = practising.screen_of_lines if manner.mode == "drill" else None
    with holding.shown(as_json, keys_there=keys_there, typed=manner.typed, lines=lines) as show:
        if isinstance(show, TerminalScreen):
            show.recall(events)
        yield show


def _heard(desk: Desk, folder: Path, under_way: UnderWay) -> Transcript:
    """The answer that was under way: as it had ended, else by its recording, else what had settled."""
    from simulator.domain.speech import Transcript

    if under_way.transcript:
        return under_way.transcript
    # The trace is a file that may have been changed: a name in it leads nowhere but into this folder.
    recording = folder / Path(under_way.recording).name
    settled = Transcript(under_way.words, under_way.words[-1].end_s if under_way.words else 0.0)
    if not under_way.recording or not recording.is_file():
        return settled
    try:
        return desk.heard(recording)
    except (AudioFileError, InputError):  # killed before its first sound
        return settled
