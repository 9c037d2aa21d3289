"""The committee's debrief -> a page: the vote, each question with its evidence, what carried, what hurt."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from textual.content import Content

from simulator.domain.committee import Debrief, Finding, LoopRules
from simulator.domain.review import Reason
from simulator.domain.wording import UNANSWERED
from simulator.ui.live.look import BAD, COST, CREDIT, GOOD, NEAR, QUIET, STRONG, quoted, say
from simulator.ui.live.outcome import Outcome
from simulator.ui.live.telling import heading, verdict_line
from simulator.ui.live.widgets import Aligned, Excerpt, Piece


def debriefing(told: Debrief, rules: LoopRules, outcomes: Mapping[str, Outcome]) -> Iterator[Piece]:
    """`outcomes`: what came of each session, by its name; says where in its recording a quote ends."""
    yield Content.assemble(("The debrief  ", STRONG), verdict_line(told.vote))
    yield say(told.text)
    for number, finding in enumerate(told.findings):
        yield from _finding(number, finding, outcomes.get(finding.session, Outcome()))
    if told.carried or told.whole:
        yield heading(rules.carried)
        yield from _points(told.carried, rules.nothing_carried, CREDIT, GOOD)
    if told.hurt or told.whole:
        yield heading(rules.hurt)
        yield from _points(told.hurt, rules.nothing_hurt, COST, BAD)


def _finding(number: int, finding: Finding, outcome: Outcome) -> Iterator[Piece]:
    name = say(f"{number + 1}. {finding.name}  ", STRONG)
    came_to = verdict_line(finding.rating) if finding.heard else Content.styled(UNANSWERED, f"bold {NEAR}")
    yield Content.assemble("\n", name, came_to)
    yield Aligned(Content.styled("  asked", QUIET), say(finding.question, QUIET))
    for reason in finding.evidence:
        if reason.quote:
            span = outcome.span(0, reason.quote, reason.start_s)
            yield Excerpt(number, *span, reason.text, reason.quote)
        else:
            yield Aligned(Content(), say(reason.text))
    for remark in finding.remarks:
        yield Aligned(Content.styled("      ·", QUIET), say(remark))


def _points(points: Sequence[Reason], nothing: str, sign: str, tone: str) -> Iterator[Piece]:
    if not points:
        yield Aligned(Content(), say(nothing))
    for point in points:
        line = Content.assemble(say(point.text, tone), "  ", say(quoted(point.quote), "italic"))
        yield Aligned(Content.styled(f"      {sign}", tone), line)
