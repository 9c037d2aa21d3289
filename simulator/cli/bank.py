"""`hotseat stories bank`: which story answers which question, by how it has really gone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from simulator.domain.record import SessionRecord
    from simulator.domain.rubric import Rubric
    from simulator.domain.speech import Transcript
    from simulator.domain.story import Story
    from simulator.judging.likeness import Subject


def bank() -> None:
    """Shows which story answers which question: strength from real attempts, gaps, stories told too often."""
    from simulator.cli.library import readable_stories
    from simulator.cli.wiring import OWN, Desk
    from simulator.domain.bank import Shelved
    from simulator.history.bank import bank as banked
    from simulator.reporting.printing import print_bank

    rubric = Desk(OWN).rubric
    stories, wrong = readable_stories()
    for faults in wrong:
        typer.echo(str(faults), err=True)
    shelved = [Shelved(story.id, story.title, story.principles, mine) for story, mine in stories]
    names = {name: rule.name for name, rule in rubric.principles.items()}
    records = _attempts([story for story, _ in stories], rubric)
    print_bank(banked(records, shelved, names, rubric.bank), rubric.bank)


def known_subjects(stories: Sequence[Story], rubric: Rubric) -> dict[str, Subject]:
    """What each story is about, by its id; a story without words is left out."""
    from simulator.judging import subject

    told = {
        story.id: " ".join(section.strong_example or "" for section in story.sections.values())
        for story in stories
    }
    return {name: subject(text.split(), rubric) for name, text in told.items() if text.split()}


def _attempts(stories: Sequence[Story], rubric: Rubric) -> Iterator[SessionRecord]:
    """Every session that can be read, the oldest first. A free answer counts for the story that it tells."""
    from simulator.cli.kept import TRACE, sessions
    from simulator.cli.wiring import OWN
    from simulator.errors import InputError
    from simulator.reporting.records import record_of
    from simulator.reporting.traces import read_trace
    from simulator.reporting.turns import session_of

    known = known_subjects(stories, rubric)
    for folder in sessions():
        try:
            events = read_trace(folder / TRACE)
            record = record_of(folder.name, events)
        except InputError as error:
            typer.echo(f"{error} The bank goes on without it.", err=True)
            continue
        if record.story == OWN:
            turns = session_of(events).turns
            record = replace(record, story=_told(turns[0].transcript if turns else None, known, rubric))
        yield record


def _told(said: Transcript | None, known: dict[str, Subject], rubric: Rubric) -> str:
    """The known story that an answer tells; 'own' where it tells none of them."""
    from simulator.cli.wiring import OWN
    from simulator.judging import likeness, subject

    about = subject((word.text for word in said.words), rubric) if said else {}
    like = {name: likeness(about, other) for name, other in known.items()}
    best = max(like, key=lambda name: like[name], default=OWN)
    return best if like.get(best, 0.0) >= rubric.loop.same_story else OWN
