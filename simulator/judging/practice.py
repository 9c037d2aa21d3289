"""One section practised alone -> how it went. All of the answer is taken for that section."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from simulator.domain.practice import Exercise, Wanted
from simulator.domain.review import Hit, SectionName, SectionStatus
from simulator.domain.rubric import Rubric
from simulator.domain.speech import Transcript
from simulator.domain.story import Story
from simulator.judging.detect import detect
from simulator.judging.findings import Findings
from simulator.judging.listening import said_in, signals_meant
from simulator.judging.matching import PhraseTable, phrase_of
from simulator.judging.sections import status_of
from simulator.judging.texts import fill, quoted


def practise(
    transcript: Transcript, section: SectionName, *, story: Story | None, rubric: Rubric
) -> Exercise:
    """Judges one attempt at one section; `story` None: the candidate's own, under the rubric's signals."""
    findings = detect(transcript, story, rubric)
    rule, words = rubric.sections[section], transcript.words
    spoken_s = words[-1].end_s - words[0].start_s if words else 0.0
    target_s = story.sections[section].target_s if story else rule.target_s
    status = status_of(spoken_s, target_s, rule)
    wanted = _phrases(findings, section, story, rubric) if story else _signals(findings, section, rubric)
    costs = tuple(hit for hit in findings.disqualifiers if _counts(hit, section, rubric))
    enough = sum(bool(one.quote) for one in wanted) >= rubric.drill.least_share * len(wanted)
    advice = _advice(status, wanted, costs, rubric)
    good = status == "on_target" and enough and not costs
    return Exercise(section, spoken_s, target_s, status, wanted, costs, advice, good)


def _phrases(findings: Findings, section: SectionName, story: Story, rubric: Rubric) -> tuple[Wanted, ...]:
    """Each phrase of the story's section: to the letter, or by a signal that it means and no other took."""
    told = story.sections[section]
    said = _to_the_letter(findings, told.phrases)
    free = [hit for hit in findings.signals if not any(_overlap(hit, one) for one in said.values())]
    wanted = []
    for text in told.phrases:
        if text in said:
            wanted.append(said[text])
            continue
        meant = signals_meant(text, told, section, rubric)
        hit = next((hit for hit in free if hit.id in meant), None)
        if hit:
            free.remove(hit)
        wanted.append(Wanted(text, hit.quote, hit.start_s) if hit else Wanted(text))
    return tuple(wanted)


def _to_the_letter(findings: Findings, phrases: Sequence[str]) -> dict[str, Wanted]:
    table = PhraseTable([phrase_of(text, text, prepared=True) for text in phrases])
    found: dict[str, Wanted] = {}
    for unit, matches in zip(findings.units, table.find([*map(said_in, findings.units)]), strict=True):
        for match in matches:
            start_s = unit.words[match.first].start_s
            one = Wanted(match.phrase.text, unit.quote(match.first, match.last), start_s, to_the_letter=True)
            found.setdefault(match.phrase.text, one)
    return found


def _overlap(hit: Hit, one: Wanted) -> bool:
    return hit.start_s <= one.start_s <= hit.end_s


def _signals(findings: Findings, section: SectionName, rubric: Rubric) -> tuple[Wanted, ...]:
    """What the rubric wants of such a section in any story."""
    heard = {hit.id: hit for hit in reversed(findings.signals)}
    return tuple(
        Wanted(rubric.wording.add[name], heard[name].quote, heard[name].start_s)
        if name in heard
        else Wanted(rubric.wording.add[name])
        for name in rubric.drill.wants[section]
    )


def _counts(hit: Hit, section: SectionName, rubric: Rubric) -> bool:
    """Some things cost only in some sections, and this one was named beforehand."""
    where = rubric.disqualifiers[hit.id].sections
    return not where or section in where


def _advice(status: SectionStatus, wanted: Sequence[Wanted], costs: Sequence[Hit], rubric: Rubric) -> str:
    """The first of what there is to say: what costs the hire, the clock, what is missing, praise."""
    return next(_remarks(status, wanted, costs, rubric))


def _remarks(
    status: SectionStatus, wanted: Sequence[Wanted], costs: Sequence[Hit], rubric: Rubric
) -> Iterator[str]:
    rules = rubric.drill
    if status == "missing":
        yield rules.nothing
    for hit in costs:
        if hit.id in rubric.wording.mend:
            yield fill(rubric.wording.mend[hit.id], quote=quoted(hit.quote))
    if status in {"short", "over"}:
        yield rules.short if status == "short" else rules.over
    for one in wanted:
        if not one.quote:
            yield rules.missed.replace("{wanted}", one.text)
    yield rules.praise
