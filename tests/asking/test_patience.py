"""What is said softly into a silence."""

from support.labelled import RUBRIC

from simulator.asking import encouragement
from simulator.domain.turn_taking import Floor

STOPPED = Floor(True, "action", 0.5, 90)
RULES = RUBRIC.turn_taking


def test_who_has_stopped_in_the_middle_is_told_that_there_is_time() -> None:
    assert encouragement(STOPPED, 0, RUBRIC) == RULES.encourage[0]


def test_who_has_not_begun_is_invited() -> None:
    assert encouragement(None, 0, RUBRIC) == RULES.invite[0]
    assert encouragement(None, 0, RUBRIC) not in RULES.encourage


def test_the_lines_take_turns_and_begin_again() -> None:
    for floor, lines in ((STOPPED, RULES.encourage), (None, RULES.invite)):
        assert len(lines) > 1
        assert tuple(encouragement(floor, times, RUBRIC) for times in range(len(lines))) == lines
        assert encouragement(floor, len(lines), RUBRIC) == lines[0]


def test_the_lines_are_short() -> None:
    assert max(len(line.split()) for line in (*RULES.encourage, *RULES.invite)) <= 9
