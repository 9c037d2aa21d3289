"""Told stories become packs: any labelled answer, written, read back, and heard again."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.cases import all_cases, heard, spoken

from simulator.domain.review import SECTIONS
from simulator.domain.telling import Draft, Proposal, ToldSection
from simulator.errors import PackError
from simulator.judging import draft, practise, review
from simulator.judging.telling import Piece
from simulator.packs import check, load_rubric, load_story
from simulator.packs.writing import keep_new, story_id, written

RUBRIC = load_rubric()
MISHEARD = {"noise": 0.15, "bare": True}
OWN = [case for case in all_cases() if case["story"] == "own"]


def kept(folder: Path, told: Draft, name: str = "mine"):
    path = folder / f"{name}.yaml"
    keep_new(path, written(name, told, RUBRIC, "a recogniser"))
    assert check(path) == ()
    return load_story(name, folder)


@pytest.mark.parametrize(
    ("case", "how"),
    [(case, MISHEARD if at % 3 == 0 else {}) for at, case in enumerate(OWN)],
    ids=[case["id"] for case in OWN],
)
def test_a_telling_becomes_a_pack_whose_phrases_are_heard_again(case, how, tmp_path: Path) -> None:
    said = heard(case["sentences"], **how).transcript
    told = draft([Piece(said)], rubric=RUBRIC, principle=case["principle"], level=case["level"])
    story = kept(tmp_path, told)
    assert tuple(story.sections) == SECTIONS
    phrases = [phrase for section in story.sections.values() for phrase in section.phrases]
    for name, section in story.sections.items():
        for phrase in section.phrases:
            assert section.strong_example and phrase.lower() in section.strong_example.lower()
        wanted = practise(said, name, story=story, rubric=RUBRIC).wanted
        assert [one.text for one in wanted if one.to_the_letter] == list(section.phrases)
    again = review(said, story=story, rubric=RUBRIC, principle=case["principle"], level=case["level"])
    before = review(said, story=None, rubric=RUBRIC, principle=case["principle"], level=case["level"])
    assert phrases or not before.signals
    # One's own words earn what they earned before, and no more.
    assert {hit.id for hit in again.signals} == {hit.id for hit in before.signals}


AWKWARD = st.text(min_size=1, max_size=60).filter(lambda text: text.split())


@given(title=AWKWARD, text=AWKWARD, phrase=AWKWARD, advice=AWKWARD, by=AWKWARD)
@settings(max_examples=60, deadline=None)
def test_whatever_was_said_the_pack_can_be_read(  # noqa: PLR0917  # one a field
    title, text, phrase, advice, by, tmp_path_factory
) -> None:
    sections = tuple(
        ToldSection(name, 20.0, 3.2, text, (Proposal(phrase, "noticed"),), (advice,)) for name in SECTIONS
    )
    told = Draft(title, text, ("ownership",), "sde2", sections, (advice,), advice)
    story = kept(tmp_path_factory.mktemp("packs"), told)
    assert story.sections["task"].phrases
    assert story.title


def test_sections_that_were_never_told_are_left_open(tmp_path: Path) -> None:
    case = next(case for case in OWN if case["id"] == "own-infra-no-reflection")
    said = heard(case["sentences"]).transcript
    story = kept(tmp_path, draft([Piece(said)], rubric=RUBRIC, principle="ownership", level="sde2"))
    assert story.sections["reflection"].strong_example is None
    assert story.sections["reflection"].phrases == ()
    text = (tmp_path / "mine.yaml").read_text(encoding="utf-8")
    assert "MISSING: There is no Reflection" in text


def test_a_telling_of_small_words_is_called_after_its_principle(tmp_path: Path) -> None:
    said = spoken("We had ten jobs a day and I cut it to two. I did it on my own, and it has held.")
    told = draft([Piece(said)], rubric=RUBRIC, principle="dive-deep", level="sde2")
    assert told.title == RUBRIC.principles["dive-deep"].name
    assert kept(tmp_path, told).title == told.title


RUBRIC_OF_ONES_OWN = """\
extends: general
id: mine
signals:
  kept-calm: {why: You kept calm., guards: [supposed], cues: [i kept calm]}
verdict: {credit: {kept-calm: 1}}
wording: {credit: {kept-calm: You kept calm.}, add: {kept-calm: Say how you kept calm.}}
"""


@pytest.mark.parametrize(("name", "signal"), [("behavioural", "shared-credit"), ("mine", "kept-calm")])
def test_a_story_means_what_the_rubric_in_use_hears(tmp_path: Path, name: str, signal: str) -> None:
    (tmp_path / "mine.yaml").write_text(RUBRIC_OF_ONES_OWN)
    rubric = load_rubric(tmp_path / "mine.yaml" if name == "mine" else name)
    sections = tuple(
        ToldSection(each, 20.0, 3.2, "I said so.", (Proposal("said so", signal),), ()) for each in SECTIONS
    )
    principle = next(iter(rubric.principles))
    told = Draft("Title", "Question?", (principle,), "sde2", sections, ())
    path = tmp_path / "told.yaml"
    keep_new(path, written("told", told, rubric))
    assert check(path, rubric) == ()
    assert load_story("told", tmp_path, rubric).sections["task"].means == {signal: ("said so",)}
    under_general = [fault.problem for fault in check(path)]
    assert under_general == (["is no signal"] * len(SECTIONS) if name == "mine" else [])


def test_nothing_is_written_over(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    keep_new(path, "first")
    with pytest.raises(PackError, match=r"mine\.yaml: there is such a file already"):
        keep_new(path, "second")
    assert path.read_text() == "first"
    (tmp_path / "file").write_text("")
    with pytest.raises(PackError, match="cannot be written"):
        keep_new(tmp_path / "file" / "mine.yaml", "x")


@pytest.mark.parametrize(
    ("title", "taken", "name"),
    [
        ("Late parcels", set(), "late-parcels"),
        ("Late parcels", {"late-parcels", "late-parcels-2"}, "late-parcels-3"),
        ("¿…?", set(), "story"),
        ("A" * 90, set(), "a" * 40),
    ],
)
def test_an_id_is_made_of_the_title_and_taken_by_nobody(title: str, taken: set[str], name: str) -> None:
    assert story_id(title, frozenset(taken)) == name
