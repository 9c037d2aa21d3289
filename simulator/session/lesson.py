"""A story -> the steps of its walkthrough, in order. Pure; nothing is shown or said here."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.domain.lesson import Check, Lit, Step
from simulator.domain.review import SECTIONS, SectionName
from simulator.domain.rubric import Rubric
from simulator.domain.story import Story
from simulator.domain.wording import LEVEL_NAMES, rating_name, readable


def steps(story: Story, rubric: Rubric) -> tuple[Step, ...]:
    """Everything there is to learn from the story: overview, sections, the weak answer, and so on."""
    parts = (_overview, _sections, _weak_answer, _reflections, _lenses, _levels, _probes, _checks)
    return tuple(step for part in parts for step in part(story, rubric))


def _overview(story: Story, rubric: Rubric) -> Iterator[Step]:
    titles, told = rubric.walkthrough, story.overview
    if told is None:
        return
    yield Step("overview", titles.overview, told.summary)
    yield Step("overview", titles.showed, told.showed)
    yield Step("overview", titles.takeaways, "\n\n".join(told.takeaways))


def _sections(story: Story, rubric: Rubric) -> Iterator[Step]:
    for name in SECTIONS:
        yield from _section(name, story, rubric)


def _section(name: SectionName, story: Story, rubric: Rubric) -> Iterator[Step]:
    titles, told = rubric.walkthrough, story.sections[name]
    marks = {"section": name.capitalize(), "seconds": f"{told.target_s:.0f}"}
    yield Step(name, _filled(titles.coaching, marks), told.coaching)
    if example := told.strong_example:
        lit = sorted((_place(example, phrase) for phrase in told.phrases), key=lambda one: one.begin)
        yield Step(name, _filled(titles.example, marks), example, lit=tuple(one for one in lit if one.end))
    yield Step(name, _filled(titles.mistake, marks), told.common_mistake)


def _weak_answer(story: Story, rubric: Rubric) -> Iterator[Step]:
    """The answer as a whole, then once more for each remark, in the order in which they stand in it."""
    titles, weak = rubric.walkthrough, story.weak_answer
    if weak is None:
        return
    yield Step("weak_answer", titles.weak_answer, weak.text)
    marks = [(_place(weak.text, mark.quote), mark.remark) for mark in weak.marks]
    found = sorted((Lit(lit.begin, lit.end, remark) for lit, remark in marks), key=lambda one: one.begin)
    for number in range(1, len(found) + 1):
        title = _filled(titles.mark, {"number": str(number), "count": str(len(found))})
        yield Step("weak_answer", title, weak.text, aloud=False, lit=tuple(found[:number]))
    title = _filled(titles.thinks, {"rating": rating_name(weak.rating)})
    yield Step("weak_answer", title, weak.bar_raiser_thinks)


def _reflections(story: Story, rubric: Rubric) -> Iterator[Step]:
    for reflection in story.reflections:
        levels = ", ".join(LEVEL_NAMES[level] for level in reflection.levels)
        yield Step("reflections", _filled(rubric.walkthrough.reflection, {"levels": levels}), reflection.text)


def _lenses(story: Story, rubric: Rubric) -> Iterator[Step]:
    titles = rubric.walkthrough
    for name, lens in story.lenses.items():
        parts = (
            f"{titles.lead_with} {lens.lead_with}",
            f"{titles.emphasise} {lens.emphasise}",
            f"{titles.play_down} {lens.play_down}",
        )
        asked = rubric.principles.get(name)  # a rubric with principles of its own may not have it
        principle = asked.name if asked else readable(name)
        yield Step("lenses", _filled(titles.lens, {"principle": principle}), "\n\n".join(parts))


def _levels(story: Story, rubric: Rubric) -> Iterator[Step]:
    for name, level in story.levels.items():
        title = _filled(rubric.walkthrough.level, {"level": LEVEL_NAMES[name]})
        yield Step("levels", title, f"{level.focus}\n\n{level.bar}")


def _probes(story: Story, rubric: Rubric) -> Iterator[Step]:
    titles = rubric.walkthrough
    for probe in story.probes.values():
        yield Step("probes", titles.probe, f"{probe.question}\n\n{probe.probes_for}")
        for title, answer in ((titles.probe_weak, probe.weak), (titles.probe_strong, probe.strong)):
            whole = Lit(0, len(answer.text), answer.tells)
            yield Step("probes", title, answer.text, lit=(whole,))


def _checks(story: Story, rubric: Rubric) -> Iterator[Step]:
    count = str(len(story.knowledge_checks))
    for number, check in enumerate(story.knowledge_checks, start=1):
        right = next(at for at, option in enumerate(check.options) if option.correct)
        asked = Check(tuple(option.text for option in check.options), right, check.why)
        title = _filled(rubric.walkthrough.check, {"number": str(number), "count": count})
        yield Step("checks", title, check.question, check=asked)


def _place(text: str, part: str) -> Lit:
    """Where the part stands in the text, whatever its capitals; nowhere is an empty stretch."""
    begin = text.lower().find(part.lower())
    return Lit(begin, begin + len(part)) if begin >= 0 else Lit(0, 0)


def _filled(text: str, marks: dict[str, str]) -> str:
    for name, value in marks.items():
        text = text.replace("{" + name + "}", value)
    return text
