"""Doers, fillers, hedges and repeats: counted where they are meant, remarked on where they cost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.cases import all_cases, heard
from support.delivery import PLAIN, RULES, described, findings_of, ids, joined, note
from support.labelled import found, spoken

from simulator.domain.speech import Transcript
from simulator.judging.delivery import describe
from simulator.judging.delivery.wording import find, measure


def fillers(text: str) -> int:
    return len(find(spoken(text).words, RULES.fillers))


def hedges(text: str) -> int:
    return len(find(spoken(text).words, RULES.hedges))


def repeats(text: str) -> int:
    return len(measure(spoken(text).words, RULES).repeats)


def sprinkled(word: str, every: int, text: str = PLAIN * 3) -> Transcript:
    """The text with `word` after every so many others."""
    texts = text.split()
    return spoken(" ".join(f"{said} {word}" if k % every == 5 else said for k, said in enumerate(texts)))


@pytest.mark.parametrize("phrase", RULES.fillers.say)
def test_every_filler_is_counted(phrase: str) -> None:
    assert fillers(f"We moved, {phrase}, the retries.") == 1


@pytest.mark.parametrize("phrase", RULES.hedges.say)
def test_every_hedge_is_counted_once(phrase: str) -> None:
    assert hedges(f"It went fast {phrase} without trouble.") == 1


@pytest.mark.parametrize(
    "text",
    [
        "You knew the one.",
        "Did you know it?",
        "If you know why, say so.",
        "That is what I mean.",
        "Umbrella.",
    ],
)
def test_what_only_looks_like_a_filler_is_none(text: str) -> None:
    assert fillers(text) == 0


MEANT = [
    (kind, phrase, f"{before} {phrase}")
    for kind in ("fillers", "hedges")
    for phrase, words in getattr(RULES, kind).real_after.items()
    for before in words
] + [
    (kind, phrase, f"{phrase} {after}")
    for kind in ("fillers", "hedges")
    for phrase, words in getattr(RULES, kind).real_before.items()
    for after in words
]


@pytest.mark.parametrize(("kind", "phrase", "text"), MEANT)
def test_a_filler_or_hedge_that_is_meant_is_none(kind: str, phrase: str, text: str) -> None:
    rules = getattr(RULES, kind)
    alone, meant = spoken(f"went {phrase} there").words, spoken(f"went {text} there").words
    assert len(find(alone, rules)) == 1
    assert phrase not in [" ".join(word.text for word in meant[a : b + 1]) for a, b in find(meant, rules)]


@pytest.mark.parametrize(("every", "noted"), [(15, ["fillers"]), (40, [])])
def test_fillers_are_remarked_on_beyond_six_a_minute(every: int, noted: list[str]) -> None:
    delivery = described(sprinkled("um", every))
    assert ids(delivery) == noted
    assert delivery.fillers_per_minute > 0
    assert all(item.text.startswith("At least") and "um" in item.quote for item in delivery.notes)


def test_two_fillers_in_a_short_answer_are_never_too_many() -> None:
    delivery = described(spoken("I pulled the logs, um, and I traced, uh, the drops."))
    assert delivery.fillers_per_minute > 6
    assert delivery.notes == ()


@pytest.mark.parametrize(("burst", "noted"), [("um uh um uh", ["filler-burst"]), ("um uh um", [])])
def test_a_burst_of_fillers_is_remarked_on_with_its_place(burst: str, noted: list[str]) -> None:
    before, after = spoken(PLAIN * 4), spoken(PLAIN * 4)
    delivery = described(joined(before, spoken(f"So it was {burst} the gateway."), after))
    assert ids(delivery) == noted
    for item in delivery.notes:
        assert item.quote == f"{burst} the gateway. I"
        assert item.start_s > before.words[-1].end_s


@pytest.mark.parametrize(("every", "noted"), [(15, ["hedges"]), (48, [])])
def test_hedges_are_remarked_on_beyond_five_a_minute(every: int, noted: list[str]) -> None:
    delivery = described(sprinkled("maybe", every))
    assert ids(delivery) == noted
    assert delivery.hedges >= 3
    assert all(str(delivery.hedges) in item.text and "maybe" in item.quote for item in delivery.notes)


@pytest.mark.parametrize(
    ("burst", "noted"),
    [("I think maybe it was just sort of", ["hedge-burst"]), ("I think maybe it was just", [])],
)
def test_a_burst_of_hedges_is_remarked_on(burst: str, noted: list[str]) -> None:
    delivery = described(joined(spoken(PLAIN * 4), spoken(f"{burst} the gateway."), spoken(PLAIN * 4)))
    assert ids(delivery) == noted
    assert all(item.quote.startswith(burst) for item in delivery.notes)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("I I pulled the logs", 1),
        ("I um I pulled the logs", 1),
        ("we went we went to the gateway", 1),
        ("out of the gate out of the gate it came", 1),
        ("the the the logs", 2),
        ("I I pulled the the logs", 2),
        ("I tra- traced the drops", 1),
        ("it was very very good and I had had enough", 0),
        ("it was 2 2 3 on the line", 0),
        ("It held. It held all week", 0),
        ("I pulled the logs and I traced the drops", 0),
    ],
)
def test_repeats_are_words_said_again_at_once_and_not_on_purpose(text: str, count: int) -> None:
    assert repeats(text) == count


def test_what_is_said_again_after_a_rest_is_no_repeat() -> None:
    apart = joined(spoken("so we pulled"), spoken("we pulled the logs"), pause_s=3.0)
    assert measure(apart.words, RULES).repeats == ()


@pytest.mark.parametrize(("every", "noted"), [(14, ["repeats"]), (48, [])])
def test_repeats_are_remarked_on_beyond_five_a_minute(every: int, noted: list[str]) -> None:
    delivery = described(sprinkled("the the", every))
    assert ids(delivery) == noted
    assert delivery.repeats >= 3
    assert all("the the" in item.quote for item in delivery.notes)


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("I pulled it. I'd traced it. We shipped it. We've closed it.", 0.5),
        ("We pulled it. We'd traced it. I shipped it. We closed it.", 0.25),
        ("We pulled it. They shipped it.", None),
    ],
)
def test_i_and_we_are_counted_as_doers_with_their_short_forms(text: str, share: float | None) -> None:
    delivery = described(spoken(text))
    assert delivery.i_to_we == share
    item = note(delivery, "we")
    assert (item is not None) is (share is not None and share < 0.5)
    if item:
        assert item.quote.startswith("We pulled it.")
        assert "25 percent" in item.text


def test_i_and_we_outside_action_are_background() -> None:
    answer = spoken("We ran it. We owned it. We did. We were.")
    assert described(answer, {"situation": (0.0, 1000.0)}).i_to_we is None


def test_a_remark_without_a_message_in_the_rubric_is_not_made() -> None:
    answer = sprinkled("um", 15)
    quiet = replace(RULES, messages={})
    assert describe(answer, findings_of(answer), quiet).notes == ()
    assert describe(answer, findings_of(answer), quiet).fillers > 0


def test_a_plain_answer_is_left_in_peace() -> None:
    assert described(spoken(PLAIN)).notes == ()


def test_labelled_answers_that_are_a_hire_are_left_in_peace() -> None:
    strong = [case for case in all_cases() if set(case["expect"]["verdict"]) <= {"hire", "strong_hire"}]
    assert len(strong) > 20
    for case in strong:
        for bare in (False, True):
            transcript = heard(case["sentences"], bare=bare).transcript
            assert describe(transcript, found((), (), {}), RULES).notes == (), case["id"]
