"""`hotseat stories bank`: which story answers which question, by how it has really gone."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from simulator.domain.record import Glance
    from simulator.domain.rubric import Rubric
    from simulator.domain.speech import Transcript
    from simulator.domain.story import Story
    from simulator.history import SqliteHistory
    from simulator.judging.likeness import Subject


def bank() -> None:
    """Shows which story answers which question: strength from real attempts, gaps, stories told too often."""
    from simulator.cli.library import readable_stories
    from simulator.cli.remembering import with_history
    from simulator.cli.wiring import OWN, Desk
    from simulator.domain.bank import Shelved
    from simulator.history.bank import bank as banked
    from simulator.packs import principle_names
    from simulator.reporting.printing import print_bank

    rubric = Desk(OWN).rubric
    stories, wrong = readable_stories()
    for faults in wrong:
        typer.echo(str(faults), err=True)
    shelved = [Shelved(story.id, story.title, story.principles, mine) for story, mine in stories]
    attempts = with_history(lambda kept: _attempts(kept, [story for story, _ in stories], rubric))
    first = rubric.loop.principles
    print_bank(banked(attempts, shelved, principle_names(rubric), rubric.bank, first), rubric.bank)


def known_subjects(stories: Sequence[Story], rubric: Rubric) -> dict[str, Subject]:
    """What each story is about, by its id; a story without words is left out."""
    from simulator.judging import subject

    return {name: subject(words, rubric) for name, words in _words(stories).items()}


def _words(stories: Sequence[Story]) -> dict[str, list[str]]:
    told = {
        story.id: " ".join(section.strong_example or "" for section in story.sections.values()).split()
        for story in stories
    }
    return {name: words for name, words in told.items() if words}


def _attempts(kept: SqliteHistory, stories: Sequence[Story], rubric: Rubric) -> list[Glance]:
    """What the history holds, the oldest first. A free answer counts for the story that it tells."""
    from simulator.cli.wiring import OWN
    from simulator.domain.record import mode_of

    attempts = kept.outcomes()
    counts = (one for one in attempts if mode_of(one.mode).attempt and one.rating)
    free = [one.session for one in counts if one.story == OWN]
    told = _stories_told(kept, free, stories, rubric) if free else {}
    return [replace(one, story=told[one.session]) if one.session in told else one for one in attempts]


def _stories_told(
    kept: SqliteHistory, free: Sequence[str], stories: Sequence[Story], rubric: Rubric
) -> dict[str, str]:
    """Which known story each free answer tells; what has been found out is noted and not looked for again."""
    shelf = _shelf(stories, rubric)
    told = kept.told(shelf)
    new = [name for name in free if name not in told]
    if new:
        found = dict(_looked_up(new, known_subjects(stories, rubric), rubric))
        kept.note_told(shelf, found)
        told |= found
    return told


def _shelf(stories: Sequence[Story], rubric: Rubric) -> str:
    """A name for all that decides which of the stories an answer tells."""
    rules = (rubric.loop.same_story, rubric.trust.english, rubric.quoting)
    return hashlib.sha256(repr((_words(stories), rules)).encode()).hexdigest()


def _looked_up(
    sessions: Sequence[str], known: dict[str, Subject], rubric: Rubric
) -> Iterator[tuple[str, str]]:
    """Each session with the story that its answer tells; what came by an import has no words here."""
    from simulator.cli.kept import TRACE, sessions_folder
    from simulator.cli.remembering import MANY
    from simulator.errors import InputError
    from simulator.reporting.traces import read_trace
    from simulator.reporting.turns import session_of

    if len(sessions) >= MANY:
        typer.echo(f"Reading what was told in {len(sessions)} sessions; this is done once.", err=True)
    for name in sessions:
        trace = sessions_folder() / name / TRACE
        if not trace.is_file():
            yield name, _told(None, known, rubric)
            continue
        try:
            turns = session_of(read_trace(trace)).turns
        except InputError as error:
            typer.echo(f"{error} The bank cannot tell which story it was.", err=True)
        else:
            yield name, _told(turns[0].transcript if turns else None, known, rubric)


def _told(said: Transcript | None, known: dict[str, Subject], rubric: Rubric) -> str:
    """The known story that an answer tells; 'own' where it tells none of them."""
    from simulator.cli.wiring import OWN
    from simulator.judging import likeness, subject

    about = subject((word.text for word in said.words), rubric) if said else {}
    like = {name: likeness(about, other) for name, other in known.items()}
    best = max(like, key=lambda name: like[name], default=OWN)
    return best if like.get(best, 0.0) >= rubric.loop.same_story else OWN
