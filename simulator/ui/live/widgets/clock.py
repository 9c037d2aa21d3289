"""One large clock of one section, with its state in words beside it."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Digits

from simulator.domain.wording import SECTION_NAMES, clock
from simulator.ui.live.clockwork import Reading
from simulator.ui.live.look import BAD, NEAR, QUIET, SIGNS, TONES, in_words, say
from simulator.ui.live.widgets.shown import Shown


class SectionClock(Horizontal):
    """Large figures between the section's state and the whole answer's time; three lines high."""

    DEFAULT_CSS = """
    SectionClock { height: 3; }
    SectionClock #section { width: 1fr; max-width: 34; }
    SectionClock Digits { width: 19; text-align: center; }
    SectionClock #total { width: 1fr; text-align: right; }
    SectionClock .near { color: $warning; }
    SectionClock .over { color: $error; }
    SectionClock .on_time { color: $success; }
    SectionClock .waiting { color: $secondary; }
    """

    def compose(self) -> ComposeResult:
        yield Shown(id="section")
        yield Digits("0:00", classes="waiting")
        yield Shown(id="total")

    def show(
        self, reading: Reading | None, total_s: float, budget_s: float, *, title: str = "Your answer"
    ) -> None:
        """Without a reading, the whole answer's time stands large under `title`."""
        if reading:
            pace, large_s = reading.pace, reading.spoken_s
            state = Content.assemble(
                (f"{SECTION_NAMES[reading.name]}\n", "bold"),
                (f"{SIGNS[pace]} {in_words(pace, reading.spoken_s, reading.target_s)}\n", TONES[pace]),
                (f"target {clock(reading.target_s)}", QUIET),
            )
        else:
            pace, large_s = ("on_time" if total_s else "waiting"), total_s
            state = say(title, "bold")
        self.query_one("#section", Shown).show(state)
        self.query_one("#total", Shown).show(_total(total_s, budget_s) if reading else Content())
        digits = self.query_one(Digits)
        if digits.value != clock(large_s):
            digits.update(clock(large_s))
        if not digits.has_class(pace):
            digits.set_classes(pace)


def _total(total_s: float, budget_s: float) -> Content:
    past_s = total_s - budget_s
    style, word = (BAD, f"■ {clock(past_s)} past it") if budget_s and past_s > 0 else (QUIET, "")
    if budget_s and not word and total_s > 0.9 * budget_s:
        style, word = NEAR, "▲ nearly up"
    return Content.assemble(
        ("Whole answer\n", QUIET),
        (clock(total_s), "bold"),
        (f" of {clock(budget_s)}\n" if budget_s else "\n", QUIET),
        (word, style),
    )
