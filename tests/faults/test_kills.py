"""`kill -9` at moments of chance: the sound is on the disk, and `hotseat resume` judges it."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("there is no kill -9 on Windows", allow_module_level=True)

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))

from faulty.kills import LAST_S, SITTINGS, kill, unharmed_s

CHANCE = random.Random(20)  # noqa: S311  # it chooses moments
KILLS = [("drill" if number % 3 == 2 else "interview", CHANCE.random()) for number in range(10)]


@pytest.fixture(scope="module")
def spans(tmp_path_factory):
    """When each sitting has its first sound on the disk, and when it is over."""
    return {name: unharmed_s(name, tmp_path_factory.mktemp(name)) for name in SITTINGS}


@pytest.mark.parametrize(("sitting", "share"), KILLS)
def test_a_session_killed_at_any_moment_is_offered_back_whole(spans, tmp_path, sitting, share):
    first_s, end_s = spans[sitting]
    done = kill(sitting, tmp_path, first_s + share * (end_s - first_s))
    assert not done.fault
    assert done.lost_s < LAST_S


def test_one_killed_before_its_first_sound_leaves_nothing_to_take_up(spans, tmp_path):
    done = kill("interview", tmp_path, 0.5 * spans["interview"][0])
    assert not done.fault
