"""A transcript as the page sets it: lines that begin where the speaker breathed, words that can be clicked,
and the stretches that were judged.

It finds no hits; it only finds the words that a hit's times cover.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from simulator.domain.review import Grade, Hit, Review, SectionName, SectionTime
from simulator.domain.speech import Transcript, Word
from simulator.domain.wording import readable

Kind = Literal["signal", "cost"]

BREATH_S = 0.4
"""A gap from which on a new line begins. Source: pauses within an answer last 0.25 to 0.6 s."""
LONG_LINE, SHORT_LINE = 26, 5
"""Words after which a line ends at the next small gap, and below which it goes on. Source: judgement."""
SMALL_GAP_S = 0.12
SLACK_S = 0.011
"""Times are kept to 0.01 s: a word may seem to reach out of its own hit by as much."""


@dataclass(frozen=True, slots=True)
class Note:
    """A judgement on a stretch of words; `number` is its row in the list beside the transcript, where every
    hearing of one signal or disqualifier has the same."""

    kind: Kind
    number: int
    label: str
    why: str
    start_s: float
    end_s: float
    quote: str

    @property
    def sign(self) -> str:
        return "+" if self.kind == "signal" else "−"


@dataclass(frozen=True, slots=True)
class Run:
    """Words that the same judgements cover; `ending` are those that end with it."""

    words: tuple[Word, ...]
    notes: tuple[Note, ...]
    ending: tuple[Note, ...]

    @property
    def kind(self) -> Literal["", "signal", "cost", "both"]:
        kinds = {note.kind for note in self.notes}
        return "both" if len(kinds) == 2 else next(iter(kinds), "")


@dataclass(frozen=True, slots=True)
class Line:
    """What was said in one go. `opens` where its section begins."""

    start_s: float
    section: SectionName | None
    opens: bool
    runs: tuple[Run, ...]


def notes_of(review: Review) -> tuple[Note, ...]:
    """The review's hits, signals first; those of one id share a number, from 1 as first heard."""
    return (*_numbered("signal", review.signals), *_numbered("cost", review.disqualifiers))


def note_of(grade: Grade, transcript: Transcript) -> tuple[Note, ...]:
    """The words that a grade rests on; empty where it rests on an absence."""
    begun = [word for word in transcript.words if word.start_s >= grade.start_s - SLACK_S]
    covered = begun[: len(grade.quote.split())]
    if not covered:
        return ()
    kind: Kind = "signal" if grade.grade == "strong" else "cost"
    return (
        Note(kind, 1, f"{grade.grade} answer", grade.why, covered[0].start_s, covered[-1].end_s, grade.quote),
    )


def lines_of(
    transcript: Transcript, notes: Sequence[Note], sections: Iterable[SectionTime] = ()
) -> tuple[Line, ...]:
    """The transcript in lines; a line never spans two sections."""
    spans = [(start, end, section.name) for section in sections for start, end in section.spans]
    lines: list[Line] = []
    current: SectionName | None = None
    for words, section in _stretches(transcript.words, spans):
        lines.append(Line(words[0].start_s, section, section not in (None, current), _runs(words, notes)))
        current = section or current
    return tuple(lines)


def _numbered(kind: Kind, hits: Sequence[Hit]) -> list[Note]:
    numbers = {name: number for number, name in enumerate(dict.fromkeys(hit.id for hit in hits), start=1)}
    return [
        Note(kind, numbers[hit.id], readable(hit.id), hit.why, hit.start_s, hit.end_s, hit.quote)
        for hit in hits
    ]


Span = tuple[float, float, SectionName]


def _stretches(
    words: Sequence[Word], spans: Sequence[Span]
) -> list[tuple[tuple[Word, ...], SectionName | None]]:
    stretches: list[tuple[list[Word], SectionName | None]] = []
    for word in words:
        section = _section(word, spans)
        if stretches and stretches[-1][1] == section and not _ends(stretches[-1][0], word):
            stretches[-1][0].append(word)
        else:
            stretches.append(([word], section))
    return [(tuple(line), section) for line, section in stretches]


def _ends(line: Sequence[Word], following: Word) -> bool:
    """Whether the line ends before the `following` word."""
    gap_s = following.start_s - line[-1].end_s
    said_out = gap_s >= BREATH_S or line[-1].text.endswith((".", "?", "!"))
    return (said_out and len(line) >= SHORT_LINE) or (len(line) >= LONG_LINE and gap_s >= SMALL_GAP_S)


def _section(word: Word, spans: Sequence[Span]) -> SectionName | None:
    middle = (word.start_s + word.end_s) / 2
    return next((name for start, end, name in spans if start - SLACK_S <= middle <= end + SLACK_S), None)


def _runs(words: Sequence[Word], notes: Sequence[Note]) -> tuple[Run, ...]:
    covered = [(word, _covering(word, notes)) for word in words]
    runs = []
    for covering, group in groupby(covered, key=lambda pair: pair[1]):
        said = tuple(word for word, _ in group)
        last = said[-1].end_s + SLACK_S
        runs.append(Run(said, covering, tuple(note for note in covering if note.end_s <= last)))
    return tuple(runs)


def _covering(word: Word, notes: Sequence[Note]) -> tuple[Note, ...]:
    middle = (word.start_s + word.end_s) / 2
    return tuple(note for note in notes if note.start_s - SLACK_S <= middle <= note.end_s + SLACK_S)
