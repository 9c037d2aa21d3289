from __future__ import annotations

from pathlib import Path

import pytest

from simulator.adapters.choice import (
    BEST_FIRST,
    BETTER,
    NOTICE,
    PREFERENCE,
    Choice,
    better_than,
    choose,
    lighter_than,
)
from simulator.adapters.models import CATALOGUE
from simulator.errors import HotseatError, ModelError, UsageError

TINY, BASE, SMALL, MINE = (Path("models") / name for name in ("tiny.en", "base.en", "small.en", "mine"))
SPHINX = Choice("pocketsphinx", "pocketsphinx")


def whisper(folder: Path) -> Choice:
    return Choice("faster-whisper", folder.name, folder)


@pytest.mark.parametrize(
    ("wanted", "there", "chosen"),
    [
        (None, [], Choice("pocketsphinx", "pocketsphinx", notice=NOTICE)),
        (None, [TINY], whisper(TINY)),
        (None, [MINE], whisper(MINE)),
        (None, [TINY, SMALL], whisper(SMALL)),
        (None, [MINE, TINY], whisper(TINY)),
        (None, [SMALL, TINY, BASE], whisper(BASE)),
        ("small.en", [SMALL, BASE], whisper(SMALL)),
        ("mine", [MINE, BASE], whisper(MINE)),
        ("pocketsphinx", [], SPHINX),
        ("pocketsphinx", [BASE], SPHINX),
        ("./mine", [BASE], whisper(Path("mine"))),
        ("/far/base.en", [BASE], whisper(Path("/far/base.en"))),
        ("~/mine", [], whisper(Path.home() / "mine")),
    ],
)
def test_what_is_chosen(wanted: str | None, there: list[Path], chosen: Choice) -> None:
    assert choose(wanted, {folder.name: folder for folder in there}) == chosen


@pytest.mark.parametrize(
    ("wanted", "there", "error", "says"),
    [
        ("base.en", [], ModelError, "hotseat models pull base.en"),
        ("small.en", [BASE], ModelError, "hotseat models pull small.en"),
        ("mine", [BASE], UsageError, "./mine"),
        ("", [BASE], UsageError, "choose from base.en, small.en, tiny.en, pocketsphinx"),
    ],
)
def test_what_was_asked_for_and_is_not_there_is_never_replaced(
    wanted: str, there: list[Path], error: type[HotseatError], says: str
) -> None:
    with pytest.raises(error, match=says):
        choose(wanted, {folder.name: folder for folder in there})


def test_the_notice_tells_how_to_get_the_better_one_and_what_it_costs() -> None:
    assert f"hotseat models pull {BETTER}" in NOTICE
    assert f"({round(CATALOGUE[BETTER].size / 1e6)} MB)" in NOTICE


def test_every_model_that_can_be_fetched_has_its_place_in_the_order() -> None:
    assert set(PREFERENCE) == set(CATALOGUE)
    assert set(BEST_FIRST) == set(CATALOGUE)


@pytest.mark.parametrize(
    ("live", "there", "better"),
    [
        (SPHINX, [], None),
        (SPHINX, [TINY], TINY),
        (whisper(BASE), [TINY, BASE], None),
        (whisper(BASE), [BASE, SMALL], SMALL),
        (whisper(SMALL), [BASE, SMALL], None),
        (whisper(MINE), [SMALL, MINE], None),
    ],
)
def test_who_hears_the_recordings_again(live: Choice, there: list[Path], better: Path | None) -> None:
    found = better_than(live, {folder.name: folder for folder in there})
    assert found == (whisper(better) if better else None)


@pytest.mark.parametrize(
    ("live", "there", "lighter"),
    [
        (SPHINX, [TINY], []),
        (whisper(TINY), [TINY, BASE], [SPHINX]),
        (whisper(SMALL), [TINY, SMALL], [whisper(TINY), SPHINX]),
        (whisper(SMALL), [TINY, BASE, SMALL], [whisper(BASE), whisper(TINY), SPHINX]),
        (whisper(MINE), [TINY, MINE], [SPHINX]),
    ],
)
def test_who_takes_over_where_the_machine_is_too_slow(
    live: Choice, there: list[Path], lighter: list[Choice]
) -> None:
    assert list(lighter_than(live, {folder.name: folder for folder in there})) == lighter
