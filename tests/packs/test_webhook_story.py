"""The shipped story holds every fact it was built on; the facts stand here a second time, by hand."""

from __future__ import annotations

import re
from dataclasses import asdict

import pytest

from simulator.domain.review import SECTIONS
from simulator.domain.story import Story
from simulator.packs import load_story

QUESTION = "Tell me about a time you advocated for a responsible approach when others pushed for shortcuts."
TARGETS_S = {"situation": 30, "task": 20, "action": 90, "result": 20, "reflection": 15}
PHRASES = {
    "situation": [
        "I noticed",
        "persistent 0.3% webhook drop rate",
        "no alert existed",
        "no ticket was filed",
        "outside my team's scope",
    ],
    "task": ["not my team", "no ticket existed", "nobody had asked me", "took ownership", "sustainable fix"],
    "action": [
        "I pulled",
        "I traced",
        "I reproduced",
        "I wrote",
        "I added",
        "I submitted",
        "collaborated asynchronously",
    ],
    "result": [
        "0.3% to zero",
        "$8,000 weekly revenue recovered",
        "adopted my dead letter queue alert pattern",
        "improving payment reliability",
    ],
    "reflection": [
        "shared webhook reliability SLO",
        "cross-team visibility",
        "organizational gap",
        "scalable, reliable systems",
    ],
}
SIGNATURES = {
    "influence": "I brought a solution, not just a problem",
    "motivation": "I recognized the business impact and took initiative",
    "quantification": "I analyzed logs and estimated revenue impact",
    "hindsight": "I would propose shared SLOs and monitoring",
}
# What each part has to say, as words or stems found in it, whatever its wording.
SUMMARY = [
    "Platform team",
    "payment notification service",
    "0.3%",
    "late",
    "trust",
    "revenue",
    "no alert",
    "no ticket",
    "not your team",
    "unasked",
    "a month of delivery logs",
    "intermittent timeouts",
    "downstream payment gateway",
    "staging",
    "simulating network latency",
    "exponential backoff",
    "dead letter queue alert",
    "ready-to-merge pull request",
    "asynchronous",
    "two weeks",
    "$8,000",
    "post-mortem",
    "standard",
    "webhook templates",
]
TAKEAWAYS = [["beyond your team"], ["numbers", "business terms"], ["lasts across teams"]]
COACHING = {
    "situation": ["architecture", "nobody owned"],
    "task": ["boundary", "gap", "out loud"],
    "action": ['"I" in every sentence'],
    "result": ["metric", "business", "second-order effect"],
    "reflection": ["only this story"],
}
MISTAKES = {
    "situation": ["ninety seconds", "architecture", "gone"],
    "task": ["I started investigating", "assigned"],
    "action": ["We figured out the root cause together", "invisible"],
    "result": ["Things got better and the team was happy", "activity, not impact"],
    "reflection": ["I learned that communication is important"],
}
PROBE_QUESTIONS = {
    "influence": ["Platform team", "accept and deploy", "authority"],
    "motivation": ["outside your team", "ticket"],
    "quantification": ["quantify", "impact", "drop rate"],
    "hindsight": ["differently", "next cross-team issue"],
}
PROBES_FOR = {
    "influence": ["influence", "ownership across teams"],
    "motivation": ["motive"],
    "quantification": ["rigour"],
    "hindsight": ["self-awareness"],
}
WEAK_PROBES = {
    "influence": (["Slack message", "other team handled it"], ["routing, not owning", "confirms", "No Hire"]),
    "motivation": (["free time", "might help"], ["casual side task", "business"]),
    "quantification": (["guessed", "payments are critical"], ["no data"]),
    "hindsight": (["communicate more with the other team"], ["generic"]),
}
STRONG_PROBES = {
    "influence": [
        "tech lead",
        "visibility",
        "ready-to-merge",
        "business impact",
        "deployment",
        "velocity",
        "without a solution",
        "two to three weeks",
    ],
    "motivation": ["revenue", "trust", "nobody was on it", "stop the losses"],
    "quantification": [
        "correlated",
        "delayed confirmations in the payment logs",
        "average revenue lost for each failed notification",
        "$8,000 a week",
    ],
    "hindsight": ["SLOs", "dashboard", "upfront", "early", "jointly"],
}
MARKS = [
    ["told another team", "no fix of your own"],
    ["passive hand-off"],
    ["quantified"],
    ["vague and unmeasurable"],
    ['no "we"', "no individual contribution"],
]
LENSES = {
    "customer-obsession": (["pain", "late", "restored"], ["ownership eased"], ["retries and alerting"]),
    "ownership": (
        ["no assignment", "no ticket", "shortcut"],
        ["no ticket", "pushed back", "long-term"],
        ["across teams"],
    ),
    "dive-deep": (
        ["logs", "reproduction", "root cause", "design of the fix"],
        ["depth and rigour"],
        ["business impact", "adoption"],
    ),
}
LEVELS = {
    "sde1": (
        ["technical fix", "scope", "technically"],
        ["communication across teams", "ownership"],
        (120, 120),
    ),
    "sde2": (["as it is told"], ["own target", "2 minutes 55"], (175, 175)),
    "senior": (
        ["organisational thinking", "shared SLOs", "trade-off", "systemic", "beyond the code"],
        ["trade-offs made clear", "systemic thinking", "leading across teams"],
        (150, 180),
    ),
}
MODES = {
    "walkthrough": [
        "overview",
        "strong examples",
        "coaching",
        "mistakes",
        "weak answer",
        "lenses",
        "knowledge",
    ],
    "drill": ["one section at a time", "clock", "again until it sits"],
    "interview": ["question", "answer", "probes", "verdict"],
}
WORDS_A_MINUTE = 150


@pytest.fixture(scope="module")
def story() -> Story:
    return load_story("webhook-drop-rate")


def lacking(text: str, wanted: list[str]) -> list[str]:
    return [words for words in wanted if words.lower() not in text.lower()]


def spoken_words(text: str) -> int:
    """Words as said aloud: numbers in full, hyphenated words apart."""
    aloud = text.replace("0.3%", "zero point three percent").replace("$8,000", "eight thousand dollars")
    return len(re.findall(r"[\w']+", aloud.replace("-", " ")))


def test_question_principles_and_level(story: Story) -> None:
    assert story.question == QUESTION
    assert story.principles == ("ownership", "customer-obsession", "dive-deep")
    assert story.level == "sde2"


def test_overview(story: Story) -> None:
    assert lacking(story.overview.summary, SUMMARY) == []
    assert lacking(story.overview.showed, ["shared no SLO", "blind spot between"]) == []
    for takeaway, wanted in zip(story.overview.takeaways, TAKEAWAYS, strict=True):
        assert lacking(takeaway, wanted) == []


@pytest.mark.parametrize("name", SECTIONS)
def test_section(story: Story, name: str) -> None:
    section = story.sections[name]  # type: ignore[index]
    assert section.target_s == TARGETS_S[name]
    assert list(section.phrases) == PHRASES[name]
    assert lacking(section.coaching, COACHING[name]) == []
    assert lacking(section.common_mistake, MISTAKES[name]) == []


def test_strong_action_pushes_back_and_is_told_alone(story: Story) -> None:
    action = story.sections["action"].strong_example
    assert not re.search(r"\b(we|our|us)\b", action, re.IGNORECASE)
    assert lacking(action, ["shortcuts", "I pushed back"]) == []


def test_reflections(story: Story) -> None:
    engineer, senior = story.reflections
    assert engineer.levels == ("sde1", "sde2")
    wanted = ["reproduce", "intermittent network failure", "retries", "shared reliability metrics early"]
    assert lacking(engineer.text, wanted) == []
    assert senior.levels == ("senior",)
    wanted = ["root cause", "shared no reliability metrics", "blind spot", "late", "organisational alignment"]
    assert lacking(senior.text, [*wanted, "shared SLOs"]) == []
    for reflection in story.reflections:
        assert spoken_words(reflection.text) / WORDS_A_MINUTE * 60 == pytest.approx(15, rel=0.1)


@pytest.mark.parametrize("name", SIGNATURES)
def test_probe(story: Story, name: str) -> None:
    probe = story.probes[name]
    assert lacking(probe.question, PROBE_QUESTIONS[name]) == []
    assert lacking(probe.probes_for, PROBES_FOR[name]) == []
    answer, tells = WEAK_PROBES[name]
    assert lacking(probe.weak.text, answer) == []
    assert lacking(probe.weak.tells, tells) == []
    assert lacking(probe.strong.text, STRONG_PROBES[name]) == []
    assert probe.signature == SIGNATURES[name]
    assert probe.signature in probe.strong.text


def test_there_are_four_probes_and_only_a_weak_influence_answer_rescores(story: Story) -> None:
    assert set(story.probes) == set(SIGNATURES)
    rescores = {name: probe.rescore for name, probe in story.probes.items() if probe.rescore}
    assert list(rescores) == ["influence"]
    assert (rescores["influence"].when, rescores["influence"].rating) == ("weak", "no_hire")


def test_weak_answer(story: Story) -> None:
    weak = story.weak_answer
    assert len(re.split(r"(?<=[.!?]) ", weak.text)) == 5
    wanted = ["I noticed", "told the Platform team", "fixed it after a few days", "seemed better"]
    assert lacking(weak.text, wanted) == []
    for mark, said in zip(weak.marks, MARKS, strict=True):
        assert mark.quote in weak.text
        assert lacking(mark.remark, said) == []
    wanted = ["sounds competent", "no content", "ownership is passive", "zero numbers", "leaning No Hire"]
    assert lacking(weak.bar_raiser_thinks, wanted) == []
    assert weak.rating == "leaning_no_hire"


def test_knowledge_checks(story: Story) -> None:
    ownership, result, disqualifier = story.knowledge_checks
    assert lacking(ownership.question, ["signals strong ownership best"]) == []
    assert lacking(result.question, ["the bug was fixed and the rate improved; the team was happy"]) == []
    assert lacking(disqualifier.question, ["top disqualifier for ownership"]) == []
    right = [next(way.text for way in check.options if way.correct) for check in story.knowledge_checks]
    assert lacking(right[0], ["took ownership"]) == []
    assert lacking(right[1], ["measured", "business"]) == []
    assert lacking(right[2], ["told the Platform team"]) == []
    # Always the same place would give the game away.
    assert len({[way.correct for way in check.options].index(True) for check in story.knowledge_checks}) == 3


@pytest.mark.parametrize("name", LENSES)
def test_lens(story: Story, name: str) -> None:
    lens = story.lenses[name]
    for text, wanted in zip((lens.lead_with, lens.emphasise, lens.play_down), LENSES[name], strict=True):
        assert lacking(text, wanted) == []


@pytest.mark.parametrize("name", LEVELS)
def test_level(story: Story, name: str) -> None:
    level = story.levels[name]  # type: ignore[index]
    focus, bar, time_s = LEVELS[name]
    assert lacking(level.focus, focus) == []
    assert lacking(level.bar, bar) == []
    assert level.time_s == time_s


def test_there_are_three_lenses_levels_and_modes(story: Story) -> None:
    assert set(story.lenses) == set(LENSES)
    assert set(story.levels) == set(LEVELS)
    assert set(story.modes) == set(MODES)
    for name, mode in story.modes.items():
        assert lacking(mode.purpose, MODES[name]) == []


def test_the_targets_add_up_to_the_level_at_which_it_is_told(story: Story) -> None:
    total = sum(section.target_s for section in story.sections.values())
    assert story.levels["sde2"].time_s == (total, total)


def test_no_number_of_the_story_is_told_in_two_ways(story: Story) -> None:
    def texts(value: object) -> list[str]:
        if isinstance(value, dict):
            return [text for below in value.values() for text in texts(below)]
        if isinstance(value, tuple | list):
            return [text for below in value for text in texts(below)]
        return [value] if isinstance(value, str) else []

    everything = " ".join(texts(asdict(story)))
    assert set(re.findall(r"\$[\d,.]*\d", everything)) == {"$8,000"}
    assert set(re.findall(r"\d[\d.]*%", everything)) == {"0.3%"}
