"""The close: the rating after the follow-ups, what moved it, three things to mend, one line to say.

A story may say that a weak answer changes the verdict outright. Otherwise follow-ups move a rating by
one step at most: they complete an opening answer and do not replace it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from simulator.asking.quoting import speakable
from simulator.asking.values import Close, Turn
from simulator.domain.review import RATINGS, Grade, Hit, Rating, Review
from simulator.domain.rubric import Rubric
from simulator.domain.story import Story
from simulator.domain.wording import rating_name

MOST_FIXES = 3
"""More than three things to mend are mended by nobody. Source: judgement."""


def close(review: Review, turns: tuple[Turn, ...], *, story: Story | None, rubric: Rubric) -> Close:
    """How the interview ends, after all its turns."""
    before = review.verdict.rating
    if before is None:
        return Close(None, (), (review.trust.why, rubric.wording.withheld), "")
    subjects = _subjects(turns)
    rating, changes = _moved(before, subjects, rubric, story)
    fixes = tuple(dict.fromkeys(_fixes(review, subjects, rubric)))[:MOST_FIXES]
    return Close(rating, changes, fixes, _line(review, subjects, story, rubric))


def _subjects(turns: Sequence[Turn]) -> dict[str, Grade]:
    """The last grade of each subject: a good second answer makes up for a weak first one.

    A rescore stands whatever came after it.
    """
    grades: dict[str, Grade] = {}
    for turn in turns:
        kept = grades.get(turn.probe.id)
        if kept is None or kept.rescore is None:
            grades[turn.probe.id] = turn.grade
    return grades


def _moved(
    before: Rating, subjects: dict[str, Grade], rubric: Rubric, story: Story | None
) -> tuple[Rating, tuple[str, ...]]:
    rescores = [grade for grade in subjects.values() if grade.rescore and _worse(grade.rescore, before)]
    if rescores:
        last = min(rescores, key=lambda grade: RATINGS.index(grade.rescore or before))
        after = last.rescore or before
        return after, (_changed(rubric.sway.rescore_text, before, after, [last], rubric, story),)
    strong = [grade for grade in subjects.values() if grade.grade == "strong"]
    weak = [grade for grade in subjects.values() if grade.grade == "weak"]
    net, sway, at = len(strong) - len(weak), rubric.sway, RATINGS.index(before)
    if net >= sway.lift_net and before in sway.lift_from and before != RATINGS[-1]:
        after = RATINGS[at + 1]
        return after, (_changed(sway.lift_text, before, after, strong, rubric, story),)
    if -net >= sway.drop_net and before in sway.drop_from and before != RATINGS[0]:
        after = RATINGS[at - 1]
        return after, (_changed(sway.drop_text, before, after, weak, rubric, story),)
    told = (_changed(sway.unmoved_text, before, before, [], rubric, story),) if subjects else ()
    return before, told


def _changed(  # noqa: PLR0913, PLR0917  # the sentence's marks
    text: str, before: Rating, after: Rating, grades: list[Grade], rubric: Rubric, story: Story | None
) -> str:
    subjects = [rubric.wording.subjects.get(grade.probe, grade.probe) for grade in grades]
    marks = {
        "probes": _listed(subjects),
        "before": rating_name(before),
        "after": rating_name(after),
        "why": _rescore_why(grades[0], story) if grades else "",
    }
    for name, value in marks.items():
        text = text.replace("{" + name + "}", value)
    return text


def _rescore_why(grade: Grade, story: Story | None) -> str:
    probe = story.probes.get(grade.probe) if story else None
    return probe.rescore.why if probe and probe.rescore else grade.why


def _listed(names: Sequence[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _worse(rating: Rating, than: Rating) -> bool:
    return RATINGS.index(rating) < RATINGS.index(than)


def _fixes(review: Review, subjects: dict[str, Grade], rubric: Rubric) -> Iterator[str]:
    """What to mend, the gravest first: what the rating fell for, weak follow-ups, gaps, then polish."""
    yield from _advice(_grave(review, rubric)[:MOST_FIXES], rubric, most=2)
    for name, grade in subjects.items():
        if grade.grade == "weak" and name in rubric.probes:
            yield _with_quote(rubric.probes[name].fix, grade.quote, rubric)
    yield from _advice(_grave(review, rubric)[2:], rubric, most=MOST_FIXES)
    yield from (rubric.gaps[gap.id].fix if gap.id in rubric.gaps else gap.why for gap in review.gaps)
    heard = {hit.id for hit in review.signals}
    for name, advice in rubric.wording.add.items():
        if name not in heard:
            yield advice
    yield from (note.text for note in review.delivery.notes)
    yield from rubric.wording.polish


def _grave(review: Review, rubric: Rubric) -> list[Hit]:
    """The most telling hit of each disqualifier that the rubric weighs, the dearest first."""
    costs = rubric.verdict.cost
    by_id: dict[str, list[Hit]] = {}
    for hit in review.disqualifiers:
        if hit.id in costs:
            by_id.setdefault(hit.id, []).append(hit)
    told = [costs[name].telling(hits) for name, hits in by_id.items()]
    return sorted(told, key=lambda hit: (-costs[hit.id].points, hit.start_s))


def _advice(hits: Sequence[Hit], rubric: Rubric, *, most: int) -> Iterator[str]:
    for hit in hits[:most]:
        if hit.id in rubric.wording.mend:
            yield _with_quote(rubric.wording.mend[hit.id], hit.quote, rubric)


def _with_quote(text: str, quote: str, rubric: Rubric) -> str:
    """The advice with the candidate's words in it; without words, only its second sentence."""
    said = speakable(quote, rubric.quoting)
    if said:
        return text.replace("{quote}", f"“{said}”")
    kept = text.split("{quote}", 1)[-1].lstrip(" .") if "{quote}" in text else text
    return kept[:1].upper() + kept[1:]


def _line(review: Review, subjects: dict[str, Grade], story: Story | None, rubric: Rubric) -> str:
    """The strong line for the gravest subject that is still open: a weak answer's, else the first probe's."""
    weak = [name for name, grade in subjects.items() if grade.grade == "weak"]
    open_ids = [probe.id for probe in review.probes if probe.id not in subjects]
    for name in (*weak, *open_ids):
        if story and name in story.probes:
            return story.probes[name].signature
        if name in rubric.probes:
            return rubric.probes[name].say
    return ""
