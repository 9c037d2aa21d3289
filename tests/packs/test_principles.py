"""A principle's pack: what it may hold, whose it is, and when it is read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.domain.principle import LEAST_QUESTIONS
from simulator.errors import PackError
from simulator.packs import check, load_rubric, resource_folder
from simulator.packs.shelf import Shelf
from simulator.packs.story_rules import PRINCIPLES

SHIPPED = (resource_folder("prompts") / "principles" / "ownership.yaml").read_text(encoding="utf-8")
Check = Callable[[str], list[str]]


@pytest.fixture
def faults(tmp_path: Path) -> Check:
    """What is wrong with a principle of this text, each fault without its file and line."""

    def checked(text: str) -> list[str]:
        path = tmp_path / "ownership.yaml"
        path.write_text(text, encoding="utf-8")
        return [str(fault).split(": ", 1)[1] for fault in check(path)]

    return checked


def small(**changes: str) -> str:
    """A small principle that is right; `changes` stand in place of its fields, empty ones are left out."""
    fields = {
        "id": "craft",
        "name": "Craft",
        "meaning": "Work that lasts.",
        "questions": "[a, b, c, d, e, f]",
        "weighs": "[durable-fix]",
        "shows": "{made-well: {why: It was made well., cues: [i made it well]}}",
        "harms": "{thrown-together: {why: It was thrown together., cues: [i threw it together]}}",
        "levels": "{sde1: {bar: Some.}, sde2: {bar: More.}, senior: {bar: All.}}",
    } | changes
    return "".join(f"{name}: {value}\n" for name, value in fields.items() if value)


PROBE = (
    "{hands: {question: Whose hands?, because: I ask., rest: 0.3, dig: [More?], strong: [mine], "
    "weak: [theirs], "
    "signals: [%s], disqualifiers: [%s], why_strong: Good., why_weak: Bad., fix: '%s', say: Mine., "
    "triggers: [{when: %s, gravity: 1, because: It was said.}]}}"
)


PAIR = "{strong: {text: I made it., tells: Good.}, weak: {text: It was made., tells: Bad.}}"
EXAMPLES = f"{{question: %d, opening: {PAIR}%s}}"


def test_a_small_principle_is_right(faults: Check) -> None:
    assert faults(small()) == []
    assert faults(small(shows="", harms="")) == []
    assert faults(small(examples=EXAMPLES % (6, ""))) == []
    for called_by in ("thrown-together", "made-well", "blame", "no-number"):
        probe = PROBE % ("durable-fix", "blame", "You said {quote}.", called_by)
        assert faults(small(probes=probe)) == []


WRONG = [
    ({"weighs": "[durable-fx]"}, "weighs[1] is 'durable-fx', which is no signal; write durable-fix."),
    (
        {"questions": "[a, b, c]"},
        f"questions has 3 items; give a list of at least {LEAST_QUESTIONS}, each after a dash.",
    ),
    ({"questions": "[a, b, c, d, e, a]"}, "questions[6] is question 1 once more: 'a'; ask something else."),
    ({"shows": "{noticed: {why: W., cues: [x]}}"}, "shows.noticed is a signal of the rubric too; rename it."),
    (
        {"harms": "{blame: {why: W., cues: [x]}}"},
        "harms.blame is a disqualifier of the rubric too; rename it.",
    ),
    ({"harms": "{made-well: {why: W., cues: [x]}}"}, "harms.made-well is one of shows too; rename it."),
    ({"shows": "{made-well: {why: W.}}"}, "shows.made-well is heard by nothing; list phrasings under cues."),
    (
        {"shows": "{made-well: {why: W., patterns: ['(a+)+']}}"},
        "shows.made-well.patterns[1] repeats a group "
        "without end; give the repetition a bound, such as {0,4} for +.",
    ),
    (
        {"harms": "{x: {why: W., cues: [y], unless: ['<nobodies> here']}}"},
        "harms.x.unless[1] names <nobodies>, which is no list of words; write nobody.",
    ),
    (
        {"shows": "{x: {why: W., acts: true}}"},
        "shows.x.acts is true, but there are no doers; say whose acts count, such as 'doers: [i]'.",
    ),
    (
        {"levels": "{sde1: {bar: Some.}, sde2: {bar: More.}}"},
        "levels.senior is missing; add it, for a principle needs all three.",
    ),
    (
        {"levels": "{sde1: {bar: S., credit: {notice: 2}}, sde2: {bar: M.}, senior: {bar: A.}}"},
        "levels.sde1.credit.notice is no signal of verdict.credit; write noticed.",
    ),
    (
        {"probes": PROBE % ("durable-fix", "blame", "Mend.", "thrown-togethr")},
        "probes.hands.triggers[1].when is "
        "'thrown-togethr', which is no evidence of the principle, disqualifier or gap; "
        "write thrown-together.",
    ),
    (
        {"probes": PROBE % ("durablefix", "blame", "Mend.", "blame")},
        "probes.hands.signals[1] is 'durablefix', which is no signal; write durable-fix.",
    ),
    (
        {"probes": PROBE % ("durable-fix", "blam", "Mend.", "blame")},
        "probes.hands.disqualifiers[1] is 'blam', which is no disqualifier; write blame.",
    ),
    (
        {"probes": (PROBE % ("noticed", "blame", "Mend.", "blame")).replace("hands:", "influence:")},
        "probes.influence is a probe of the rubric too; rename it.",
    ),
    (
        {"probes": PROBE % ("noticed", "blame", "You said {quot}.", "blame")},
        "probes.hands.fix holds {quot}, which nobody fills in here; write {quote}.",
    ),
    ({"meanin": "W."}, "meanin is not a known field; write meaning."),
    (
        {"examples": EXAMPLES % (7, "")},
        "examples.question is 7, beyond the last question; give the number of one, 1 to 6.",
    ),
    (
        {"examples": EXAMPLES % (1, f", probes: {{hand: {PAIR}}}")},
        "examples.probes.hand is no follow-up of this principle; leave it out.",
    ),
    (
        {
            "examples": EXAMPLES % (1, f", probes: {{hand: {PAIR}}}"),
            "probes": PROBE % ("noticed", "blame", "Mend.", "blame"),
        },
        "examples.probes.hand is no follow-up of this principle; write hands.",
    ),
    (
        {"examples": "{question: 1, opening: {strong: {text: I made it., tells: Good.}}}"},
        "examples.opening.weak is missing; add a mapping with text and tells.",
    ),
]


@pytest.mark.parametrize(("changes", "said"), WRONG)
def test_one_slip_one_sentence(changes: dict[str, str], said: str, faults: Check) -> None:
    assert faults(small(**changes)) == [said]


def test_all_sixteen_are_there_and_say_enough() -> None:
    principles = load_rubric().principles
    assert set(principles) == set(PRINCIPLES)
    for principle in principles.values():
        assert len(principle.questions) >= LEAST_QUESTIONS
        assert principle.shows
        assert principle.harms
        assert principle.probes


def test_no_level_takes_weight_off_a_signal_that_the_principle_weighs() -> None:
    rubric = load_rubric()
    for principle in rubric.principles.values():
        for level, bar in principle.levels.items():
            general = {**rubric.verdict.credit, **rubric.levels[level].credit}
            lowered = [
                name for name in principle.weighs if bar.credit.get(name, general[name]) < general[name]
            ]
            assert (principle.id, level, lowered) == (principle.id, level, [])


def test_only_what_is_asked_for_is_read() -> None:
    read: list[str] = []
    known = load_rubric().principles["ownership"]
    shelf = Shelf({"b": Path("b"), "a": Path("a")}, lambda name, _: (read.append(name), known)[1])
    assert (list(shelf), len(shelf), "a" in shelf, "c" in shelf, read) == (["a", "b"], 2, True, False, [])
    assert shelf["a"] is shelf["a"]
    assert shelf.get("c") is None
    assert read == ["a"]


def test_ones_own_principle_is_added_or_replaces_a_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "craft.yaml").write_text(small(), encoding="utf-8")
    mine = small(id="ownership", name="Mine")
    (tmp_path / "ownership.yaml").write_text(mine, encoding="utf-8")
    principles = load_rubric(None, tmp_path).principles
    assert (principles["craft"].question, principles["ownership"].name) == ("a", "Mine")
    assert len(principles) == len(PRINCIPLES) + 1


def test_a_wrong_principle_is_told_of_when_it_is_asked_about(tmp_path: Path) -> None:
    (tmp_path / "craft.yaml").write_text(small(id="crafts"), encoding="utf-8")
    principles = load_rubric(None, tmp_path).principles
    assert principles["ownership"].name == "Ownership"
    with pytest.raises(PackError, match=r"craft\.yaml:1: id is 'crafts', unlike the file's name"):
        principles["craft"]


def test_asking_puts_a_principles_follow_ups_among_the_general_ones() -> None:
    rubric = load_rubric()
    asked = rubric.asking("ownership")
    assert set(asked.probes) - set(rubric.probes) == set(rubric.principles["ownership"].probes)
    assert set(asked.probes) <= set(asked.wording.subjects)
