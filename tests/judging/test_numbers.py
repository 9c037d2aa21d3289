"""Numbers in words, in digits and in between come to one form."""

import pytest

from simulator.judging.numbers import has_number, has_unit, merge
from simulator.judging.tokens import tokens_of


def form(text: str) -> str:
    return " ".join(piece.text for piece in merge(tokens_of(text.split())))


@pytest.mark.parametrize(
    ("alike", "found"),
    [
        (
            (
                "zero point three percent",
                "point three per cent",
                "nought point three percent",
                "0.3%",
                "0.3 %",
            ),
            "0.3%",
        ),
        (
            ("eight thousand dollars", "$8,000", "eight grand", "eight k", "$8k", "8 thousand dollars"),
            "$8000",
        ),
        (("one point four million", "1.4 million"), "1400000"),
        (("a hundred and twelve", "one hundred and twelve", "112"), "112"),
        (("twenty-six hundred", "2,600", "two thousand six hundred"), "2600"),
        (("thirty one", "thirty-one", "thirtyone", "31"), "31"),
        (("two million", "2 million", "2m"), "2000000"),
    ],
)
def test_the_same_number_has_one_form(alike: tuple[str, ...], found: str) -> None:
    assert {form(text) for text in alike} == {found}


@pytest.mark.parametrize(
    "text", ["one of them", "no one knew", "that's the point", "a month later", "and so on"]
)
def test_words_that_are_no_numbers_stay(text: str) -> None:
    assert form(text) == text


def test_numbers_stand_among_their_words() -> None:
    assert form("it went from zero point three percent to zero") == "it went from 0.3% to 0"
    assert form("three or four of the trucks") == "3 or 4 of the trucks"


def test_a_piece_knows_the_words_it_came_from() -> None:
    piece = merge(tokens_of("about zero point three percent of it".split()))[1]
    assert (piece.text, piece.first, piece.last) == ("0.3%", 1, 4)


@pytest.mark.parametrize("text", ["nine hours", "$40", "12%", "eight grand", "forty patients"])
def test_a_number_with_what_it_counts(text: str) -> None:
    assert has_unit(text.split())


def test_one_alone_is_no_number() -> None:
    assert not has_number("one of those things".split())
    assert has_number("twenty of those things".split())
    assert not has_unit("hours and hours".split())
