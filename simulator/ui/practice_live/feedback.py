"""An attempt or a follow-up's grade -> lines to read at once: the verdict, what to do, what was said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.content import Content

from simulator.domain.practice import Exercise, Wanted
from simulator.domain.review import Grade
from simulator.domain.wording import GRADE_NAMES, SECTION_NAMES, STATUS_NAMES, clock
from simulator.ui.live.look import BAD, COST, CREDIT, GAP, GOOD, NEAR, QUIET, STRONG, quoted, say


def attempt(done: Exercise) -> Content:
    """The most useful first: whether it was good, what to do, what it cost, what was missed, the rest."""
    return Content("\n").join([*_attempt(done)])


def _attempt(done: Exercise) -> Iterator[Content]:
    sign, word, tone = (CREDIT, "Good", GOOD) if done.good else (GAP, "Not yet", NEAR)
    said = sum(bool(one.quote) for one in done.wanted)
    times = f"{clock(done.spoken_s)} of {clock(done.target_s)}, {STATUS_NAMES[done.status]}"
    yield Content.assemble(
        (f"{sign} {word}", f"bold {tone}"),
        (f"  {SECTION_NAMES[done.section]} · {times} · {said} of {len(done.wanted)} said", QUIET),
    )
    yield say(done.advice, STRONG)
    for hit in done.disqualifiers:
        yield Content.assemble((f"{COST} {quoted(hit.quote)} {clock(hit.start_s)}  ", BAD), say(hit.why))
    yield from _missed([one for one in done.wanted if not one.quote])
    for one in done.wanted:
        if one.quote:
            yield _said(one)


def _missed(missed: Sequence[Wanted]) -> Iterator[Content]:
    for one in missed:
        yield Content.assemble((f"{GAP} missed  ", NEAR), say(one.text))


def _said(one: Wanted) -> Content:
    words = "" if one.to_the_letter else f"  as {quoted(one.quote)}"
    return Content.assemble(
        (f"{CREDIT} said    ", GOOD), say(one.text), (f"{words}  {clock(one.start_s)}", QUIET)
    )


def graded(grade: Grade, question: str, strong: str) -> Content:
    """The grade with its reason, the words it rests on, and how a strong answer sounds."""
    good = grade.grade == "strong"
    name = GRADE_NAMES[grade.grade].capitalize()
    lines = [
        say(question, QUIET),
        Content.assemble(
            (f"{CREDIT if good else COST} {name}.", f"bold {GOOD if good else BAD}"), " ", say(grade.why)
        ),
    ]
    if grade.quote:
        lines.append(say(f"{clock(grade.start_s)} {quoted(grade.quote)}", "italic"))
    if strong:
        lines.append(Content.assemble(("\nA strong answer  ", STRONG), say(quoted(strong))))
    return Content("\n").join(lines)
