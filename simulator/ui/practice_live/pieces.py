"""A step of a walkthrough -> what is shown of it: text with its stretches, remarks, options."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from textual.content import Content

from simulator.domain.lesson import Chapter, Check, Lit, Step
from simulator.domain.wording import safe
from simulator.events import Chosen
from simulator.ui.live.look import BAD, COST, CREDIT, GOOD, NEAR, QUIET, STRONG, quoted, say
from simulator.ui.practice_live.values import CHAPTER_NAMES
from simulator.ui.practice_live.walked import WalkProgress

LIT = "bold underline $success"
MARK, NEWEST = "underline $warning", "bold underline $error"
RAISED = "¹²³⁴⁵⁶⁷⁸⁹"
"""Numbers that lead from a mark to its remark."""
_PARAGRAPHS = re.compile(r"\n{2,}")


def body(progress: WalkProgress) -> Content:
    """Everything that is to be read of the step shown."""
    step = progress.step
    return (
        Content("\n\n").join([part for part in _parts(step, progress) if part.plain]) if step else Content()
    )


def _parts(step: Step, progress: WalkProgress) -> Iterator[Content]:
    if step.check:
        yield Content.assemble(plain(step.text, STRONG), "\n\n", options(step.check, progress.chosen))
        yield reason(step.check, progress.chosen)
    elif _whole(step):
        yield say(progress.question, QUIET)
        yield say(quoted(step.text))
        yield Content.assemble(("→ ", STRONG), say(step.lit[0].remark, STRONG))
    elif any(one.remark for one in step.lit):
        yield stretches(step.text, ((one, _marking(step, one)) for one in step.lit))
        yield remarks(step)
    else:
        yield stretches(step.text, ((one, (LIT, "")) for one in progress.lit()))


def _whole(step: Step) -> bool:
    """Whether a remark is about all of it."""
    return len(step.lit) == 1 and step.lit[0].end - step.lit[0].begin >= len(step.text)


def _marking(step: Step, lit: Lit) -> tuple[str, str]:
    number = step.lit.index(lit)
    return NEWEST if lit is step.lit[-1] else MARK, RAISED[number % len(RAISED)]


def remarks(step: Step) -> Content:
    """One a line, numbered as the marks are; the newest stands out."""
    lines = [
        Content.assemble(
            (RAISED[number % len(RAISED)], BAD if one is step.lit[-1] else NEAR),
            " ",
            say(one.remark, STRONG if one is step.lit[-1] else QUIET),
        )
        for number, one in enumerate(step.lit)
    ]
    return Content("\n").join(lines)


def stretches(text: str, lit: Iterable[tuple[Lit, tuple[str, str]]]) -> Content:
    """The text with each stretch in its style and its sign behind it; of two that overlap, the first."""
    parts, at = [], 0
    for one, (style, sign) in sorted(lit, key=lambda pair: pair[0].begin):
        if one.begin >= at:
            parts += [plain(text[at : one.begin]), plain(text[one.begin : one.end], style), say(sign, style)]
            at = one.end
    return Content.assemble(*parts, plain(text[at:]))


def plain(text: str, style: str = "") -> Content:
    """Text from a pack with its paragraphs, and nothing else in it that a terminal would take for more."""
    whole = "\n\n".join(safe(paragraph) for paragraph in _PARAGRAPHS.split(text))
    return Content.styled(whole, style) if style else Content(whole)


def options(check: Check, chosen: Chosen | None) -> Content:
    """The options with their keys; once one is chosen, the right one is marked, and a wrong one."""
    lines = []
    for place, option in enumerate(check.options):
        sign, style = " ", ""
        if chosen and place == check.right:
            sign, style = CREDIT, f"bold {GOOD}"
        elif chosen and place == chosen.option:
            sign, style = COST, BAD
        elif chosen:
            style = QUIET
        lines.append(Content.assemble((f"{sign} {place + 1}  ", style or "bold"), say(option, style)))
    return Content("\n").join(lines)


def reason(check: Check, chosen: Chosen | None) -> Content:
    """Whether it was right, and why the right one is."""
    if not chosen:
        return Content()
    word, tone = ("Right.", GOOD) if chosen.right else (f"Not {chosen.option + 1}; {check.right + 1}.", BAD)
    return Content.assemble((word, f"bold {tone}"), " ", say(check.why))


def chapters(progress: WalkProgress) -> Content:
    """The list of chapters: where one is, and where one has been."""
    here = progress.step.chapter if progress.step else None
    return Content("\n").join([_chapter(name, here, progress.visited) for name in CHAPTER_NAMES])


def _chapter(name: Chapter, here: Chapter | None, visited: set[Chapter]) -> Content:
    if name == here:
        return Content.styled(f"▸ {CHAPTER_NAMES[name]}", "bold $primary")
    return Content.styled(f"{CREDIT if name in visited else ' '} {CHAPTER_NAMES[name]}", QUIET)


def way(at: int, count: int, width: int) -> Content:
    """How far one has come, as a line."""
    done = round(width * (at + 1) / count) if count else 0
    return Content.assemble(("━" * done, "$primary"), ("─" * (width - done), QUIET))
