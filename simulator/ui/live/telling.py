"""An outcome -> pages of lines and excerpts: verdict, time, evidence, follow-ups, the interviewer's thoughts.

Says what was judged in the judge's own sentences; adds none of its own but headings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from textual.content import Content

from simulator.domain.review import RATINGS, Hit, Lens, Rating, SectionTime
from simulator.domain.wording import (
    GRADE_NAMES,
    NOTHING_HEARD,
    SECTION_NAMES,
    STATUS_NAMES,
    clock,
    rating_name,
    readable,
)
from simulator.ui.live.clockwork import Reading
from simulator.ui.live.look import BAD, COST, CREDIT, GAP, GOOD, NEAR, QUIET, STRONG, quoted, say
from simulator.ui.live.outcome import FollowUp, Outcome
from simulator.ui.live.widgets import Aligned, Excerpt, Piece
from simulator.ui.live.widgets.sections import bar

BAR = 30
_STATUS_TONES = {"on_target": GOOD, "short": NEAR, "over": NEAR, "missing": BAD}
_STATUS_SIGNS = {"on_target": "●", "short": "▽", "over": "■", "missing": "○"}


def verdict_line(rating: Rating | None) -> Content:
    """The rating in words and as steps of six."""
    if rating is None:
        return Content.styled(rating_name(None), f"bold {NEAR}")
    step = RATINGS.index(rating) + 1
    tone = GOOD if step > len(RATINGS) / 2 else BAD
    steps = "●" * step + "○" * (len(RATINGS) - step)
    return Content.assemble((rating_name(rating), f"bold {tone}"), "  ", (steps, tone))


def verdict(outcome: Outcome) -> Iterator[Piece]:
    """The rating with its reasons, what to mend first, one line to say next time."""
    if not outcome.opening:
        yield say(NOTHING_HEARD)
        return
    yield verdict_line(outcome.rating)
    close = outcome.close
    for change in (*(close.changed_by if close else ()), *outcome.changes):
        yield say(change, QUIET)
    if outcome.opening.trust.level == "low":
        yield say(outcome.opening.trust.why)
    yield heading("Why")
    for reason in outcome.opening.verdict.reasons:
        if reason.quote:
            yield _excerpt(outcome, reason.text, (reason.quote, reason.start_s))
        else:
            yield _plain(say(reason.text))
    if close and close.fixes:
        yield heading("Mend first")
        for number, fix in enumerate(close.fixes, start=1):
            yield Aligned(Content.styled(f"{number}.".rjust(6), QUIET), say(fix))
    if close and close.say_instead:
        yield heading("Say this next time")
        yield _plain(say(quoted(close.say_instead), STRONG))


def time(outcome: Outcome) -> Iterator[Piece]:
    """Each section against its target, and how it was said."""
    review = outcome.opening
    if not review:
        return
    yield from section_times(outcome, BAR)
    if review.delivery.notes:
        yield heading("How it was said")
    for note in review.delivery.notes:
        if note.quote:
            yield _excerpt(outcome, note.text, (note.quote, note.start_s))
        else:
            yield _plain(say(note.text))


def section_times(outcome: Outcome, width: int) -> Iterator[Content]:
    """A line a section and one for their sum, with bars of so many columns."""
    sections = outcome.opening.sections if outcome.opening else ()
    yield heading("Time per section")
    for section in sections:
        yield section_line(section, width)
    spoken_s = sum(section.spoken_s for section in sections)
    target_s = sum(section.target_s for section in sections)
    yield Content.styled(f"{'Total'.ljust(width + 12)} {clock(spoken_s)} of {clock(target_s)}", STRONG)


def section_line(section: SectionTime, width: int) -> Content:
    """Name, bar, seconds against the target, state."""
    reading = Reading(section.name, section.spoken_s, section.target_s)
    off = round(section.spoken_s) - round(section.target_s)
    by = f" by {abs(off)} s" if section.status in ("short", "over") and off else ""
    tone = _STATUS_TONES[section.status]
    return Content.assemble(
        SECTION_NAMES[section.name].ljust(12),
        bar(reading, width, tone),
        (f" {clock(section.spoken_s)} of {clock(section.target_s)}  ", ""),
        (f"{_STATUS_SIGNS[section.status]} {STATUS_NAMES[section.status]}{by}", tone),
    )


def evidence(outcome: Outcome) -> Iterator[Piece]:
    """What earned, what cost, what was missing."""
    review = outcome.opening
    if not review:
        return
    yield heading("What earned credit")
    if not review.signals:
        yield _plain(say("Nothing that a bar raiser could write down yet."))
    for hit in _first(review.signals):
        yield _hit(outcome, hit, CREDIT, GOOD)
    if review.disqualifiers:
        yield heading("What costs the hire")
    for hit in review.disqualifiers:
        yield _hit(outcome, hit, COST, BAD, why=True)
    if review.gaps:
        yield heading("What was missing, and where it belongs")
    for gap in review.gaps:
        yield Aligned(Content.styled(f"      {GAP} {SECTION_NAMES[gap.section]}", NEAR), say(gap.why), 20)
    yield from _of_principle(outcome, review.lens)


def _of_principle(outcome: Outcome, lens: Lens | None) -> Iterator[Piece]:
    """What was heard of the principle asked about, and what was not."""
    if lens is None:
        return
    yield heading(f"For {readable(lens.principle)}")
    for hit in _first(lens.shows):
        yield _hit(outcome, hit, CREDIT, GOOD)
    for hit in _first(lens.harms):
        yield _hit(outcome, hit, COST, BAD, why=True)
    for lack in lens.missing:
        yield _plain(say(f"{GAP} {readable(lack.id)}: not heard", QUIET))


def follow_ups(outcome: Outcome) -> Iterator[Piece]:
    """Each follow-up with its answer's grade."""
    if not outcome.follow_ups:
        yield say("No follow-up was asked.", QUIET)
    for one in outcome.follow_ups:
        yield heading(f"{one.turn}. {readable(one.probe.id)}")
        yield say(one.question)
        yield _graded(outcome, one)


def thoughts(outcome: Outcome) -> Iterator[Piece]:
    """What the interviewer was thinking: why each follow-up, and how the rating came about."""
    for one in outcome.follow_ups:
        if one is outcome.follow_ups[0]:
            yield heading("Why I asked")
        probe = one.probe
        if probe.quote:
            yield _excerpt(outcome, f"{readable(probe.id)}: {probe.because}", (probe.quote, probe.start_s))
        else:
            yield _plain(say(f"{readable(probe.id)}: {probe.because}"))
    review = outcome.opening
    if review and review.verdict.ledger:
        yield heading("How the rating came about")
        for entry in review.verdict.ledger:
            tone = GOOD if entry.points >= 0 else BAD
            title = f"{entry.points:+.1f}  {entry.text}"
            if entry.quote:
                yield _excerpt(outcome, title, (entry.quote, entry.start_s), tone=tone)
            else:
                yield _plain(say(title, tone))


TABS: tuple[tuple[str, Callable[[Outcome], Iterator[Piece]]], ...] = (
    ("Verdict", verdict),
    ("Time", time),
    ("Evidence", evidence),
    ("Follow-ups", follow_ups),
    ("Their thoughts", thoughts),
)


def _plain(line: Content) -> Aligned:
    """A line below the excerpts, without a time."""
    return Aligned(Content(), line)


def heading(text: str) -> Content:
    return Content.assemble("\n", say(text, STRONG))


def _first(hits: tuple[Hit, ...]) -> list[Hit]:
    """Of hits of the same kind, the clearest."""
    best: dict[str, Hit] = {}
    for hit in hits:
        if hit.id not in best or hit.score > best[hit.id].score:
            best[hit.id] = hit
    return sorted(best.values(), key=lambda hit: hit.start_s)


def _hit(outcome: Outcome, hit: Hit, sign: str, tone: str, *, why: bool = False) -> Excerpt:
    start_s, end_s = outcome.span(0, hit.quote, hit.start_s)
    title = f"{sign} {readable(hit.id)}"
    return Excerpt(0, start_s, max(end_s, hit.end_s), title, hit.quote, hit.why if why else "", tone)


def _excerpt(
    outcome: Outcome, title: str, said: tuple[str, float], *, turn: int = 0, tone: str = ""
) -> Excerpt:
    """`said`: the quote, and where it begins."""
    quote, start_s = said
    return Excerpt(turn, *outcome.span(turn, quote, start_s), title, quote, "", tone)


def _graded(outcome: Outcome, one: FollowUp) -> Piece:
    grade = one.grade
    if grade is None:
        return _plain(say("No answer.", NEAR))
    strong = grade.grade == "strong"
    title = f"{CREDIT if strong else COST} {GRADE_NAMES[grade.grade].capitalize()}. {grade.why}"
    return _excerpt(outcome, title, (grade.quote, grade.start_s), turn=one.turn, tone=GOOD if strong else BAD)
