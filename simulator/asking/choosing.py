"""Which follow-up comes next, and how it is said.

The review has ranked the probes; here only the turns are weighed: what was asked already, whether a
weak answer is worth one dig, how many questions are left.
"""

from __future__ import annotations

from dataclasses import replace

from simulator.asking.quoting import speakable
from simulator.asking.values import Ask, Turn
from simulator.domain.review import Probe, Review
from simulator.domain.rubric import Rubric


def next_ask(
    review: Review,
    turns: tuple[Turn, ...],
    *,
    rubric: Rubric,
    limit: int,
    done: frozenset[str] = frozenset(),
) -> Ask | None:
    """The next question, or None when the interview should close.

    Args:
        review: of the opening answer; its probes are ranked, the gravest first, and carry the story's own
            questions.
        turns: what was asked and answered so far, in order.
        limit: the most follow-ups in all, digs counted.
        done: subjects that are not to be asked about any more, not even to dig.
    """
    left = limit - len(turns)
    if left <= 0:
        return None
    asked = done | {turn.probe.id for turn in turns}
    fresh = [probe for probe in review.probes if probe.id not in asked]
    last = turns[-1].probe.id if turns else ""
    if last in rubric.probes and last not in done and _worth_digging(turns, left=left, fresh=bool(fresh)):
        return _dig(turns, rubric)
    return _ask(fresh[0], turns, review, rubric) if fresh else None


def _worth_digging(turns: tuple[Turn, ...], *, left: int, fresh: bool) -> bool:
    """Once a subject, after a weak answer that settled nothing, and with a question left for the next."""
    last = turns[-1]
    times = sum(turn.probe.id == last.probe.id for turn in turns)
    settled = last.grade.rescore is not None
    return last.grade.grade == "weak" and times == 1 and not settled and (left > 1 or not fresh)


def _ask(probe: Probe, turns: tuple[Turn, ...], review: Review, rubric: Rubric) -> Ask:
    """Another wording each turn, and another first one for another answer; the same for the same words."""
    first = int(review.probes[0].start_s)
    quote = speakable(probe.quote, rubric.quoting)
    leads = rubric.wording.lead_quote if quote else rubric.wording.lead_plain
    lead = leads[(first + len(turns)) % len(leads)]
    return Ask(probe, _said(lead, quote, probe.question))


def _dig(turns: tuple[Turn, ...], rubric: Rubric) -> Ask:
    last = turns[-1]
    rule = rubric.probes[last.probe.id]
    question = rule.dig[len(turns) % len(rule.dig)]
    quote = speakable(last.grade.quote, rubric.quoting)
    leads = [lead for lead in rubric.wording.lead_dig if ("{quote}" in lead) == bool(quote)]
    leads = leads or list(rubric.wording.lead_plain)
    again = replace(last.probe, question=question, because=last.grade.why, quote=last.grade.quote)
    again = replace(again, start_s=last.grade.start_s)
    return Ask(again, _said(leads[len(turns) % len(leads)], quote, question))


def _said(lead: str, quote: str, question: str) -> str:
    closed = quote if quote.endswith(("?", "!")) else f"{quote}."
    return f"{lead.replace('{quote}', f'“{closed}”')} {question}".strip()
