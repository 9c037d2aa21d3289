"""A story told for the first time -> its sections, phrases worth keeping, and what it lacks.

The words stay the candidate's: sentences are laid into sections and cleared of fillers, nothing more. A
phrase is proposed only where the judge heard a signal, and only if it is found again to the letter.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from simulator.domain.review import SECTIONS, Hit, Level, SectionName, SectionTime
from simulator.domain.rubric import Rubric
from simulator.domain.speech import Transcript
from simulator.domain.telling import Draft, Need, Proposal, ToldSection
from simulator.judging.clauses import Unit
from simulator.judging.decide import decide
from simulator.judging.detect import detect
from simulator.judging.evidence import gather
from simulator.judging.findings import Findings
from simulator.judging.gaps import open_gaps
from simulator.judging.likeness import content_words
from simulator.judging.numbers import has_number
from simulator.judging.phrasing import proposed
from simulator.judging.texts import fill, quoted

MOST_PRINCIPLES = 3
"""A story that is told for everything is told for nothing. Source: judgement."""
MOST_FOLLOW_UPS = 3
"""Follow-ups that the pack names. Source: judgement; more than these are not prepared for."""
LEAST_TITLE = 5
"""Letters of a word that may stand in a title: shorter ones are mostly small change. Source: judgement."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Something that was told. `section` None: the whole story; else the answer to a question about one."""

    transcript: Transcript
    section: SectionName | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A unit, the section it counts for, and what was heard in it."""

    section: SectionName
    unit: Unit
    signals: tuple[Hit, ...]
    costs: tuple[Hit, ...]


def needs(pieces: Sequence[Piece], *, rubric: Rubric, principle: str) -> tuple[Need, ...]:
    """What the story still lacks: sections first, in order, then gaps; the first piece is the whole story."""
    told = {sentence.section for sentence in _sentences(pieces, rubric)}
    rules = rubric.telling
    missing = [
        Need(name, name, rules.sections[name], rubric.wording.missing[name])
        for name in SECTIONS
        if name not in told
    ]
    gaps = [
        Need(name, rubric.gaps[name].section, rules.gaps.get(name, ""), rubric.gaps[name].fix)
        for name in _open(pieces, rubric, principle)
        if rubric.gaps[name].section in told
    ]
    return (*missing, *gaps)


def draft(pieces: Sequence[Piece], *, rubric: Rubric, principle: str, level: Level) -> Draft:
    """The story, from all that was told; the first piece is the whole of it."""
    first = pieces[0].transcript
    findings = detect(first, None, rubric)
    review = decide(findings, first, story=None, rubric=rubric, principle=principle, level=level)
    sentences = _sentences(pieces, rubric)
    lacks = needs(pieces, rubric=rubric, principle=principle)
    return Draft(
        title=_title(pieces, rubric) or rubric.principles[principle].name,
        question=rubric.principles[principle].questions[0],
        principles=_principles(sentences, principle, rubric),
        level=level,
        sections=tuple(_section(name, sentences, lacks, rubric) for name in SECTIONS),
        follow_ups=tuple(probe.question for probe in review.probes[:MOST_FOLLOW_UPS]),
        unsure=review.trust.why if review.trust.level == "low" else "",
    )


def _sentences(pieces: Sequence[Piece], rubric: Rubric) -> list[Sentence]:
    return [sentence for piece in pieces for sentence in _of_piece(piece, rubric)]


def _of_piece(piece: Piece, rubric: Rubric) -> Iterator[Sentence]:
    """The piece's sentences; greeting and chatter belong to no section and are left out."""
    findings = detect(piece.transcript, None, rubric)
    for unit, path in zip(findings.units, findings.unit_sections, strict=True):
        section = piece.section or path
        if section:
            inside = [
                tuple(hit for hit in hits if unit.start_s <= hit.start_s and hit.end_s <= unit.end_s)
                for hits in (findings.signals, findings.disqualifiers)
            ]
            yield Sentence(section, unit, inside[0], inside[1])


def _open(pieces: Sequence[Piece], rubric: Rubric, principle: str) -> list[str]:
    """The gaps of the whole story that no later answer has closed."""
    first, *later = (_open_in(piece, rubric, principle) for piece in pieces)
    kept = {name for name, rule in rubric.gaps.items() if rule.later_than_s is not None}
    return [name for name in first if name in kept or all(name in left for left in later)]


def _open_in(piece: Piece, rubric: Rubric, principle: str) -> list[str]:
    findings = detect(piece.transcript, None, rubric)
    if piece.section:
        findings = _placed(findings, piece.section)
    evidence = gather(findings)
    gaps = open_gaps(evidence, findings, piece.transcript, story=None, rubric=rubric, principle=principle)
    return [gap.id for gap in gaps]


def _placed(findings: Findings, section: SectionName) -> Findings:
    """All of an answer counts for the section that it was asked for."""
    spans = tuple((unit.start_s, unit.end_s) for unit in findings.units)
    times = tuple(_time(time, spans if time.name == section else ()) for time in findings.sections)
    return replace(findings, sections=times, unit_sections=(section,) * len(findings.units))


def _time(time: SectionTime, spans: tuple[tuple[float, float], ...]) -> SectionTime:
    return replace(time, spans=spans, status="on_target" if spans else "missing")


def _section(
    name: SectionName, sentences: Sequence[Sentence], lacks: Sequence[Need], rubric: Rubric
) -> ToldSection:
    mine = [sentence for sentence in sentences if sentence.section == name]
    advice = [need.advice for need in lacks if need.section == name]
    costs = {hit.id: hit for sentence in mine for hit in sentence.costs if hit.id in rubric.wording.mend}
    advice += [fill(rubric.wording.mend[hit.id], quote=quoted(hit.quote)) for hit in costs.values()]
    heard = [(sentence.unit, sentence.signals) for sentence in mine]
    return ToldSection(
        name=name,
        target_s=rubric.sections[name].target_s,
        spoken_s=sum(sentence.unit.end_s - sentence.unit.start_s for sentence in mine),
        text=" ".join(_written(sentence.unit, rubric) for sentence in mine),
        phrases=tuple(Proposal(text, shows) for text, shows in proposed(heard, rubric)),
        mend=tuple(dict.fromkeys(advice)),
    )


def _written(unit: Unit, rubric: Rubric) -> str:
    """The sentence as it is read: without fillers, with a capital and a full stop."""
    fillers = set(rubric.quoting.fillers)
    text = " ".join(word.text for word in unit.words if word.text.lower().strip(".,") not in fillers)
    text = text.strip(" ,;:")
    if not text:
        return ""
    return text[0].upper() + text[1:] + ("" if text[-1] in ".?!" else ".")


def _principles(sentences: Sequence[Sentence], asked: str, rubric: Rubric) -> tuple[str, ...]:
    """The one asked about, and those for which all signals that weigh were heard."""
    heard = {hit.id for sentence in sentences for hit in sentence.signals}
    fit = [name for name, rule in rubric.principles.items() if heard.issuperset(rule.weighs)]
    return tuple(dict.fromkeys((asked, *fit)))[:MOST_PRINCIPLES]


def _title(pieces: Sequence[Piece], rubric: Rubric) -> str:
    """The words that come back most often, in the order in which they were said first."""
    said = [word for piece in pieces for word in content_words(_texts(piece), rubric)]
    said = [word for word in said if word.isalpha() and len(word) >= LEAST_TITLE and not has_number([word])]
    often = sorted(set(said), key=lambda word: (-said.count(word), said.index(word)))
    kept = sorted(often[: rubric.telling.title_words], key=said.index)
    return " ".join(kept).capitalize()


def _texts(piece: Piece) -> Iterator[str]:
    return (word.text for word in piece.transcript.words)
