"""Drill and walkthrough as lines on a terminal: what the interview's lines lack.

A count stands on one line where there is a terminal, and each number on its own where there is none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from rich.console import Console
from rich.text import Text

from simulator.domain.lesson import Step
from simulator.domain.wording import SECTION_NAMES, STATUS_NAMES, clock
from simulator.events import (
    Asked,
    Chosen,
    CountedDown,
    Event,
    Practised,
    SectionSet,
    SessionEnded,
    SessionStarted,
    StepShown,
)
from simulator.ui.running import INDENT, MAX_WIDTH
from simulator.ui.terminal import Pages, TerminalScreen

SAID, MISSED, LIT = "cyan", "yellow", "bold cyan"
WALK_HINT = "Enter on · Esc back · Space voice · P next chapter · Q leave"
DRILL_HINT = "Enter when done · Esc again · P next · Q leave"


class PracticeScreen(TerminalScreen):
    """Shows a drill or a walkthrough; call it with each event. Arguments as of `TerminalScreen`."""

    def __init__(self, console: Console, pages: Pages, *, keys: bool, typed: bool = False) -> None:
        super().__init__(console, pages, keys=keys, typed=typed)
        self._right = self._asked_checks = self._good = self._attempts = 0
        self._step: Step | None = None
        own: dict[type[Event], Callable[..., None]] = {
            SectionSet: self._section_set,
            Practised: self._practised,
            StepShown: self._step_shown,
            Chosen: self._chosen,
            SessionEnded: self._practice_ended,
        }
        self._shown |= own

    def __call__(self, event: Event) -> None:
        if isinstance(event, CountedDown):
            self._console.print(Text(f"{INDENT}{event.left}…", "bold"), end="\n" if event.left == 1 else "")
        else:
            super().__call__(event)

    def part(self, events: Iterable[Event]) -> None:
        """What stays of a session that was shown elsewhere: what it came to, and where it is."""
        for event in events:
            if isinstance(event, (Practised, Chosen)):
                self._count(event)
            elif isinstance(event, SessionEnded):
                self._practice_ended(event)

    def _count(self, event: Practised | Chosen) -> None:
        if isinstance(event, Chosen):
            self._asked_checks += 1
            self._right += event.right
        else:
            self._attempts += 1
            self._good += event.exercise.good

    def _session_started(self, event: SessionStarted) -> None:
        super()._session_started(event)
        if self._keys:
            self._line(WALK_HINT if event.mode == "walkthrough" else DRILL_HINT, "dim")

    def _asked(self, event: Asked) -> None:
        self._line("")
        self._line(event.text, "bold")

    def _section_set(self, event: SectionSet) -> None:
        row = "●" * event.in_a_row + "○" * (event.goal - event.in_a_row)
        self._line(f"{INDENT}{SECTION_NAMES[event.section]}, {clock(event.target_s)} · {row} in a row", "dim")

    def _practised(self, event: Practised) -> None:
        done = event.exercise
        self._count(event)
        verdict = "Good" if done.good else "Not yet"
        times = f"{clock(done.spoken_s)} of {clock(done.target_s)}, {STATUS_NAMES[done.status]}"
        self._line(f"{INDENT}{verdict} · {times}", "bold")
        for wanted in done.wanted:
            if wanted.quote:
                how = "" if wanted.to_the_letter else f"  (as “{wanted.quote}”)"
                self._block(f"said    {wanted.text}{how}", SAID)
            else:
                self._block(f"missed  {wanted.text}", MISSED)
        for hit in done.disqualifiers:
            self._block(f"costs   {hit.why} {clock(hit.start_s)} “{hit.quote}”", "magenta")
        self._block(done.advice)

    def _step_shown(self, event: StepShown) -> None:
        step = self._step = event.step
        self._line("")
        self._line(f"{step.title}  ({event.turn + 1} of {event.count})", "bold")
        self._lit_block(step)
        for lit in step.lit[-1:]:
            if lit.remark:
                self._block(f"→ {lit.remark}", "italic")
        for number, option in enumerate(step.check.options if step.check else (), start=1):
            self._block(f"{number}  {option}")

    def _lit_block(self, step: Step) -> None:
        """The text with its lit stretches in colour and between brackets: colour is not the only sign."""
        width = min(self._console.width, MAX_WIDTH) - len(INDENT)
        for paragraph in _with_brackets(step).split("\n\n"):
            text = Text(self._plain(paragraph))
            text.highlight_regex(r"\[[^\]]+\]", LIT)
            for line in text.wrap(self._console, width):
                self._console.print(Text(INDENT) + line)
            self._line("")

    def _chosen(self, event: Chosen) -> None:
        check = self._step.check if self._step else None
        if check:
            self._count(event)
            said = "Right" if event.right else f"Not {event.option + 1}, but {check.right + 1}"
            self._block(f"{said}. {check.why}", SAID if event.right else MISSED)

    def _practice_ended(self, event: SessionEnded) -> None:
        self.close()
        self._line("")
        for line in self._sums():
            self._line(line, "bold")
        if event.folder:
            self._line("Kept", "bold")
            self._console.print(Text(INDENT + self._plain(event.folder)), soft_wrap=True)

    def _sums(self) -> Iterator[str]:
        if self._attempts:
            yield f"{self._good} of {self._attempts} attempts were good."
        if self._asked_checks:
            yield f"{self._right} of {self._asked_checks} checks were right."


def _with_brackets(step: Step) -> str:
    text = step.text
    for lit in sorted(step.lit, key=lambda one: -one.begin):
        if lit.end - lit.begin < len(step.text):
            text = f"{text[: lit.begin]}[{text[lit.begin : lit.end]}]{text[lit.end :]}"
    return text
