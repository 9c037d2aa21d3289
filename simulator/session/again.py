"""The second hearing: after the close, a better recogniser writes the recordings down again.

It takes its time, and Ctrl-C ends it; what was judged first then stands. Where it changes a judgement, it
says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from simulator.asking import changed_grade, changed_review
from simulator.domain.review import Probe
from simulator.errors import HotseatError
from simulator.events import HeardAgain, Noticed
from simulator.session.parts import SecondEar
from simulator.session.stage import Stage
from simulator.session.thinking import Past, Thought, judged


@dataclass(frozen=True, slots=True)
class Heard:
    """One answer that stands. `probe` None: the opening one. `thought` None: nothing was said."""

    probe: Probe | None
    path: Path | None
    thought: Thought | None


def hear_again(stage: Stage, second: SecondEar, answers: Sequence[Heard]) -> Past | None:
    """Everything judged anew by better words; None where that was broken off."""
    wording = stage.brief.rubric.wording
    stage.emit(Noticed, code="second-hearing", text=wording.again_begins.replace("{recogniser}", second.name))
    past = Past()
    try:
        for turn, heard in enumerate(answers):
            past = _heard_again(stage, second, heard, past, turn)
    except KeyboardInterrupt:
        stage.emit(Noticed, code="second-hearing-left", text=wording.again_left)
        return None
    except HotseatError as error:
        stage.emit(Noticed, code=error.code, text=f"{error} {wording.again_left}")
        return None
    return past


def _heard_again(stage: Stage, second: SecondEar, heard: Heard, past: Past, turn: int) -> Past:
    if heard.path is None or heard.thought is None or not heard.thought.words:
        return past
    transcript = second.hear(heard.path)
    first, rubric = heard.thought.past, stage.brief.rubric
    after = judged(transcript, past, heard.probe, stage.brief)
    facts: dict[str, object] = {"review": None, "grade": None}
    if heard.probe:
        facts["grade"] = after.turns[-1].grade
        changes = changed_grade(first.turns[-1].grade, after.turns[-1].grade, rubric)
    else:
        assert first.opening and after.opening  # noqa: S101  # both have just been judged
        facts["review"] = after.opening
        changes = changed_review(first.opening, after.opening, rubric)
    facts |= {"recogniser": second.name, "transcript": transcript, "changes": changes}
    stage.emit(HeardAgain, turn=turn, **facts)
    return after
