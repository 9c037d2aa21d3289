"""Folders in which nothing was ever written are cleared away; every other one stays."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from simulator.adapters.holding import FRESH_S, LOCK, clear_away, held


def made(folder: Path, *, aged: bool = True, **files: bytes) -> Path:
    """A session's folder with these files and a lock that a killed program left."""
    folder.mkdir()
    (folder / LOCK).touch()
    for name, data in files.items():
        (folder / name).write_bytes(data)
    if aged:
        age(folder)
    return folder


def age(folder: Path) -> None:
    then = folder.stat().st_mtime - 2 * FRESH_S
    os.utime(folder, (then, then))


def test_what_a_session_killed_before_its_first_event_left_is_removed(tmp_path):
    made(tmp_path / "held-only")
    made(tmp_path / "empty-trace", trace=b"")
    clear_away(tmp_path.iterdir())
    assert not list(tmp_path.iterdir())


def test_a_single_byte_keeps_the_folder_and_all_in_it(tmp_path):
    folder = made(tmp_path / "one", trace=b"{", sound=b"")
    clear_away([folder])
    assert sorted(path.name for path in folder.iterdir()) == [LOCK, "sound", "trace"]


def test_a_session_that_begins_just_now_keeps_its_folder(tmp_path):
    folder = made(tmp_path / "now", aged=False)
    clear_away([folder])
    assert (folder / LOCK).exists()


def test_a_folder_that_is_held_stays(tmp_path):
    folder = made(tmp_path / "held")
    with held(folder):
        age(folder)
        clear_away([folder])
        assert (folder / LOCK).exists()


@pytest.mark.skipif(os.name == "nt", reason="links need a right on Windows")
def test_a_link_is_not_followed(tmp_path):
    elsewhere = made(tmp_path / "elsewhere")
    link = tmp_path / "link"
    link.symlink_to(elsewhere)
    clear_away([link])
    assert (elsewhere / LOCK).exists()
