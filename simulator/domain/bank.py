"""The story bank: which story answers which question, how well it has gone, and where nothing is ready."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from annotated_types import Ge, Le

from simulator.domain.review import Rating
from simulator.domain.story import Text

Strength = Literal["strong", "fair", "weak", "untried"]


@dataclass(frozen=True, slots=True)
class BankRules:
    """How strength is told from attempts, and what is said about it."""

    latest: Annotated[int, Ge(1), Le(20)]
    """So many of the latest attempts count: what one could not do in spring says little in autumn.
    Source: judgement."""
    strong_from: Rating
    """Half of those or more at this rating or above: the story is strong."""
    fair_from: Rating
    """Likewise: it is fair; below, weak."""
    often: Annotated[int, Ge(2), Le(50)]
    """A story that was told for so many different principles is leant on too much. Source: judgement; a
    loop asks about five, and hears no story twice."""
    names: dict[Strength, Text]
    """What each strength is called."""
    state: Text
    """How much is lacking: `{gaps}` and `{thin}` of `{all}` principles."""
    tell: Text
    """The next step where a story is lacking; `{principle}`, `{id}`."""
    practise: Text
    """The next step where the best story is weak or untried; `{principle}`, `{id}`, `{story}`."""
    overused: Text
    """`{story}` and `{count}`."""
    ready: Text
    """Where every principle has a story that holds; nothing to fill."""


@dataclass(frozen=True, slots=True)
class Shelved:
    """A story as the bank knows it: `own` is the candidate's own."""

    id: str
    title: str
    principles: tuple[str, ...]
    own: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """One story for one principle."""

    story: str
    principle: str
    strength: Strength
    attempts: int
    best: Rating | None


@dataclass(frozen=True, slots=True)
class Row:
    """One principle: the stories that answer it, the strongest first; none is a gap."""

    principle: str
    name: str
    cells: tuple[Cell, ...]

    @property
    def ready(self) -> bool:
        return any(cell.strength in {"strong", "fair"} for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Bank:
    stories: tuple[Shelved, ...]
    rows: tuple[Row, ...]
    remarks: tuple[str, ...]
    """What is lacking, the next step, and stories that are used too often; a sentence each."""
