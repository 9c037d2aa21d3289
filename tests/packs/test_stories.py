"""Every shipped story is whole, and the judge grades its strong and weak answers as the story says.

General over `prompts/stories`: a story that is added later is held to this without a word more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pocketsphinx
import pytest
from num2words import num2words
from support.cases import spoken

from simulator.domain.review import LEVELS, RATINGS, SECTIONS, Hit, Review, SectionName
from simulator.domain.speech import Transcript
from simulator.domain.story import Story
from simulator.domain.wording import LEVEL_NAMES
from simulator.judging import grade, review
from simulator.judging.detect import detect
from simulator.judging.listening import signals_meant
from simulator.judging.practice import practise
from simulator.packs import load_rubric, load_story, story_ids
from simulator.packs.story_rules import MODES, SIGNALS

RUBRIC = load_rubric()
DOCUMENT = Path(__file__).parents[2] / "docs" / "stories.md"
STORIES = {name: load_story(name) for name in story_ids()}
PLACES = [(name, section) for name in STORIES for section in SECTIONS]
PROBES = [(name, probe) for name, story in STORIES.items() for probe in story.probes]
LENSES = [(name, principle) for name, story in STORIES.items() for principle in story.principles]
HIRE = RATINGS.index("hire")
WORDS_A_MINUTE = 150
LEAST_PROBES = 4
MARKS = 5
CHECKS = 3
_NUMBER = re.compile(r"(\$?)(\d[\d,]*(?:\.\d+)?)(%?)")


def strong_answer(story: Story, **how: Any) -> Transcript:
    """The five strong examples told in one go; `how` they are recognised, to the letter if not said."""
    return spoken(" ".join(story.sections[name].strong_example for name in SECTIONS), **how)


@cache
def judged(name: str, principle: str) -> Review:
    story = STORIES[name]
    return review(strong_answer(story), story=story, rubric=RUBRIC, principle=principle, level=story.level)


def seconds(text: str) -> float:
    """How long the text takes as said aloud: figures in full, hyphenated words apart."""
    aloud = _NUMBER.sub(_in_words, text)
    return len(re.findall(r"[\w']+", aloud.replace("-", " "))) / WORDS_A_MINUTE * 60


def _in_words(figure: re.Match[str]) -> str:
    dollar, number, percent = figure.groups()
    said = num2words(number.replace(",", "")).replace(" and ", " ")
    return f"{said}{' dollars' if dollar else ''}{' percent' if percent else ''}"


def spoken_texts(story: Story) -> Iterator[str]:
    yield from (section.strong_example for section in story.sections.values())
    yield from (example.text for example in story.reflections)
    for probe in story.probes.values():
        yield from (probe.question, probe.weak.text, probe.strong.text)
    yield from (story.question, story.weak_answer.text)


def said_at(phrase: str, answer: Transcript) -> float:
    """When the answer begins to say the phrase, in seconds."""
    wanted = _plain(phrase).split()
    said = [_plain(word.text) for word in answer.words]
    at = next(at for at in range(len(said)) if said[at : at + len(wanted)] == wanted)
    return answer.words[at].start_s


def _plain(text: str) -> str:
    return re.sub(r"[^\w'$%. ]", "", text.lower()).strip(".")


# --- what each story has --------------------------------------------------------------------------------


def test_every_story_has_a_home_of_its_own_and_the_levels_vary() -> None:
    homes = [story.principles[0] for story in STORIES.values()]
    assert len(set(homes)) == len(homes)
    assert {story.level for story in STORIES.values()} == set(LEVELS)
    known = {principle for story in STORIES.values() for principle in story.principles}
    assert known <= set(RUBRIC.principles)


def test_the_signals_that_a_story_may_name_are_the_rubric_s() -> None:
    assert set(SIGNALS) == set(RUBRIC.signals)


@pytest.mark.parametrize("name", STORIES)
def test_every_part_is_there(name: str) -> None:
    story = STORIES[name]
    assert len(story.principles) == len(story.lenses)
    assert {level for example in story.reflections for level in example.levels} == set(LEVELS)
    assert len(story.probes) >= LEAST_PROBES
    assert set(story.probes) <= set(RUBRIC.probes)
    assert sum(probe.rescore is not None for probe in story.probes.values()) == 1
    assert len(story.weak_answer.marks) == MARKS
    assert len(re.split(r"(?<=[.!?]) ", story.weak_answer.text)) == MARKS
    assert len(story.knowledge_checks) == CHECKS
    assert set(story.modes) == set(MODES)


@pytest.mark.parametrize("name", STORIES)
def test_the_right_option_is_never_twice_in_one_place(name: str) -> None:
    checks = STORIES[name].knowledge_checks
    assert len({[way.correct for way in check.options].index(True) for check in checks}) == len(checks)


@pytest.mark.parametrize("name", STORIES)
def test_the_targets_add_up_to_what_the_level_allows(name: str) -> None:
    story = STORIES[name]
    shortest, longest = story.levels[story.level].time_s
    assert shortest <= sum(section.target_s for section in story.sections.values()) <= longest
    told_s = sum(seconds(section.strong_example) for section in story.sections.values())
    assert shortest * 0.95 <= told_s <= longest * 1.05


@pytest.mark.parametrize(("name", "section"), PLACES)
def test_a_strong_example_carries_its_phrases_within_its_time(name: str, section: SectionName) -> None:
    told = STORIES[name].sections[section]
    said = told.strong_example.lower()
    assert [phrase for phrase in told.phrases if phrase.lower() not in said] == []
    assert seconds(told.strong_example) == pytest.approx(told.target_s, rel=0.1)


@pytest.mark.parametrize("name", STORIES)
def test_strong_action_has_i_in_every_sentence_and_no_we(name: str) -> None:
    action = STORIES[name].sections["action"].strong_example
    assert [said for said in re.split(r"(?<=[.!?]) ", action) if not re.search(r"\bI\b", said)] == []
    assert not re.search(r"\bwe\b", action, re.IGNORECASE)


@pytest.mark.parametrize("name", STORIES)
def test_a_reflection_is_as_long_as_its_section(name: str) -> None:
    story = STORIES[name]
    for example in story.reflections:
        assert seconds(example.text) == pytest.approx(story.sections["reflection"].target_s, rel=0.2)


@pytest.mark.parametrize(("name", "probe"), PROBES)
def test_a_strong_answer_carries_its_signature(name: str, probe: str) -> None:
    told = STORIES[name].probes[probe]
    assert told.signature.lower() in told.strong.text.lower()
    assert told.signature.lower() not in told.weak.text.lower()


@pytest.mark.parametrize("name", STORIES)
def test_no_sign_stands_in_spoken_text_that_a_voice_would_stumble_over(name: str) -> None:
    for text in spoken_texts(STORIES[name]):
        assert re.findall(r"[^A-Za-z ,.:?'\-]", _NUMBER.sub("", text.replace("SDE2", ""))) == []


@pytest.mark.parametrize("name", STORIES)
def test_every_sum_and_percentage_of_the_telling_is_in_the_overview(name: str) -> None:
    story = STORIES[name]

    def figures(text: str) -> set[str]:
        return set(re.findall(r"\$[\d,.]*\d|\d[\d.,]*%", text))

    told = " ".join(section.strong_example for section in story.sections.values())
    assert figures(told) <= figures(story.overview.summary)


@pytest.mark.parametrize("name", STORIES)
def test_phrases_are_the_story_s_own(name: str) -> None:
    own = {phrase.lower() for told in STORIES[name].sections.values() for phrase in told.phrases}
    others = {
        phrase.lower()
        for other, story in STORIES.items()
        if other != name
        for told in story.sections.values()
        for phrase in told.phrases
    }
    assert own & others == set()


@cache
def dictionary() -> frozenset[str]:
    """The words that the embedded recogniser knows."""
    with open(f"{pocketsphinx.get_model_path()}/en-us/cmudict-en-us.dict", encoding="utf-8") as lines:  # noqa: PTH123  the library gives a string
        return frozenset(line.split()[0] for line in lines)


def test_the_rubric_s_vocabulary_is_what_the_embedded_recogniser_lacks() -> None:
    assert [word for word in RUBRIC.vocabulary if word in dictionary()] == []


@pytest.mark.parametrize("name", STORIES)
def test_the_vocabulary_is_what_the_embedded_recogniser_lacks(name: str) -> None:
    story, general = STORIES[name], RUBRIC.vocabulary
    assert [word for word in story.vocabulary if word in dictionary() or word in general] == []
    answers = [probe.strong.text for probe in story.probes.values()]
    told = " ".join([*(section.strong_example for section in story.sections.values()), *answers]).lower()
    missing = {word for word in re.findall(r"[a-z][a-z']*", told) if word not in dictionary()}
    assert sorted(missing - story.vocabulary.keys() - general.keys()) == []


def test_the_list_in_the_documentation_is_the_stories_that_ship() -> None:
    rows = re.findall(
        r"^\| `(.*?)` \| (.*?) \| (.*?) \| (.*?) \|", DOCUMENT.read_text(encoding="utf-8"), re.M
    )
    assert rows == [
        (
            name,
            story.title,
            " · ".join(RUBRIC.principles[one].name for one in story.principles),
            LEVEL_NAMES[story.level],
        )
        for name, story in STORIES.items()
    ]


# --- what the judge makes of it -------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "principle"), LENSES)
def test_the_strong_answer_is_a_hire_for_each_of_its_principles(name: str, principle: str) -> None:
    found = judged(name, principle)
    assert RATINGS.index(found.verdict.rating) >= HIRE, found.verdict.ledger
    assert found.disqualifiers == ()


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("name", STORIES)
def test_misheard_words_take_no_hire_from_the_strong_answer(name: str, seed: int) -> None:
    story = STORIES[name]
    found = review(
        strong_answer(story, bare=True, noise=0.1, seed=seed),
        story=story,
        rubric=RUBRIC,
        principle=story.principles[0],
        level=story.level,
    )
    assert RATINGS.index(found.verdict.rating) >= HIRE, found.verdict.ledger


@pytest.mark.parametrize("name", STORIES)
def test_every_section_of_the_strong_answer_is_there_and_on_target(name: str) -> None:
    found = judged(name, STORIES[name].principles[0])
    assert {one.name: one.status for one in found.sections} == dict.fromkeys(SECTIONS, "on_target")


@pytest.mark.parametrize("name", STORIES)
def test_every_phrase_of_the_strong_answer_is_heard_as_what_it_means(name: str) -> None:
    story, answer = STORIES[name], strong_answer(STORIES[name])
    found = detect(answer, story, RUBRIC)
    units = [(unit.words[0].start_s, unit.words[-1].end_s) for unit in found.units]

    def heard(signal: str, at_s: float) -> bool:
        start_s, end_s = next((start, end) for start, end in units if start <= at_s < end)
        return any(hit.id == signal and start_s <= hit.start_s < end_s for hit in found.signals)

    missed = [
        (phrase, signal)
        for section, told in story.sections.items()
        for phrase in told.phrases
        for signal in signals_meant(phrase, told, section, RUBRIC)
        if not heard(signal, said_at(phrase, answer))
    ]
    assert missed == []


@pytest.mark.parametrize("name", STORIES)
def test_the_strong_answer_shows_every_signal(name: str) -> None:
    story = STORIES[name]
    assert {hit.id for hit in judged(name, story.principles[0]).signals} == set(RUBRIC.signals)


@pytest.mark.parametrize(("name", "section"), PLACES)
def test_a_strong_example_is_a_good_attempt_in_the_drill(name: str, section: SectionName) -> None:
    story = STORIES[name]
    attempt = practise(spoken(story.sections[section].strong_example), section, story=story, rubric=RUBRIC)
    assert attempt.good, attempt.advice
    assert [one.text for one in attempt.wanted if not one.to_the_letter] == []


@pytest.mark.parametrize("name", STORIES)
def test_the_weak_answer_is_rated_as_the_story_says_or_worse(name: str) -> None:
    story = STORIES[name]
    worst = min(RATINGS.index(story.weak_answer.rating), RATINGS.index("leaning_no_hire"))
    for principle in story.principles:
        found = review(
            spoken(story.weak_answer.text),
            story=story,
            rubric=RUBRIC,
            principle=principle,
            level=story.level,
        )
        assert RATINGS.index(found.verdict.rating) <= worst, found.verdict.ledger
        assert _is_said(story.weak_answer.marks[0].quote, found.disqualifiers)


def _is_said(quote: str, hits: tuple[Hit, ...]) -> bool:
    """Whether what the story marks first, as the gravest, is what the judge holds against the answer too."""
    return any(_plain(quote) in _plain(hit.quote) or _plain(hit.quote) in _plain(quote) for hit in hits)


@pytest.mark.parametrize(("name", "probe"), PROBES)
@pytest.mark.parametrize(("bare", "noise"), [(False, 0.0), (True, 0.0), (True, 0.1)])
def test_answers_to_a_probe_are_graded_as_what_they_are(
    name: str, probe: str, bare: bool, noise: float
) -> None:
    story = STORIES[name]
    told = story.probes[probe]
    for text, wanted in ((told.weak.text, "weak"), (told.strong.text, "strong")):
        found = grade(spoken(text, bare=bare, noise=noise), probe=probe, story=story, rubric=RUBRIC)
        assert found.grade == wanted
        changes = told.rescore is not None and told.rescore.when == wanted
        assert found.rescore == (told.rescore.rating if told.rescore and changes else None)
