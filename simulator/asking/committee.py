"""The debrief of a loop, as a hiring committee would write it: findings, what carried, what hurt, a vote.

It weighs ratings that the interviews have come to and judges no answer itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from simulator.domain.committee import Debrief, Finding, LoopRules, Round
from simulator.domain.review import RATINGS, Rating, Reason
from simulator.domain.rubric import Rubric
from simulator.domain.wording import counted


def debrief(loop: str, rounds: Sequence[Round], rubric: Rubric) -> Debrief:
    """What the committee writes after these interviews, in the order in which they were held."""
    rules = rubric.loop
    vote = _vote(rounds, rules)
    return Debrief(
        loop=loop,
        findings=tuple(_finding(one, rubric) for one in rounds),
        vote=vote,
        text=_said(vote, rounds, rules),
        carried=_heaviest((point for one in rounds for point in one.credit), rules.most),
        hurt=_heaviest((point for one in rounds for point in one.cost), rules.most),
    )


def _vote(rounds: Sequence[Round], rules: LoopRules) -> Rating | None:
    """By the mean; one bad interview holds it down, for one of five interviewers can, and so does silence.

    An answer whose words could not be trusted holds nothing down: that may be the microphone's fault.
    """
    ratings = _ratings(rounds)
    if not ratings:
        return None
    mean = sum(map(RATINGS.index, ratings)) / len(ratings)
    reached = [rating for rating, least in rules.vote_from.items() if mean >= least]
    vote = max((RATINGS.index(rating) for rating in reached), default=0)
    held = [most for rating, most in rules.one_holds_down.items() if rating in ratings]
    unanswered = sum(not one.heard for one in rounds) / len(rounds)
    held += [most for most, share in rules.unanswered_holds_down.items() if unanswered > share]
    return RATINGS[min([vote, *map(RATINGS.index, held)])]


def _said(vote: Rating | None, rounds: Sequence[Round], rules: LoopRules) -> str:
    if vote is None:
        return rules.no_vote
    rated, asked = len(_ratings(rounds)), len(rounds)
    text = rules.votes[vote].replace("{questions}", counted(rated, "question"))
    if rated == asked:
        return text
    return f"{text} {rules.not_all.replace('{rated}', str(rated)).replace('{asked}', str(asked))}"


def _ratings(rounds: Sequence[Round]) -> list[Rating]:
    return [one.rating for one in rounds if one.rating is not None]


def _finding(one: Round, rubric: Rubric) -> Finding:
    name = rubric.principles[one.principle].name
    remarks = tuple(_remarks(one, rubric.loop))
    return Finding(
        principle=one.principle,
        name=name,
        question=one.question,
        rating=one.rating,
        evidence=one.reasons,
        remarks=remarks,
        session=one.session,
        told_before=one.told_before,
        heard=one.heard,
    )


def _remarks(one: Round, rules: LoopRules) -> Iterator[str]:
    if not one.heard:
        yield rules.unheard
    if one.grades:
        strong, count = str(one.grades.count("strong")), str(len(one.grades))
        yield rules.follow_ups.replace("{strong}", strong).replace("{count}", count)
    if one.told_before:
        yield rules.twice.replace("{story}", one.told_before)


def _heaviest(points: Iterable[Reason], most: int) -> tuple[Reason, ...]:
    """What was heard in the most interviews, each thing with its first quote."""
    all_points = list(points)
    times = Counter(point.text for point in all_points)
    first = {point.text: point for point in reversed(all_points)}
    order = list(dict.fromkeys(point.text for point in all_points))
    return tuple(first[text] for text in sorted(order, key=lambda text: -times[text])[:most])
