"""No file from a stranger breaks a reader or is obeyed. `make fuzz` tries a million."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.hostile import EDITS, bent, offer, readers

READERS = readers()
BRIEFLY = settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("name", READERS)
def test_what_is_bent_is_taken_or_refused_in_a_sentence(name: str) -> None:
    reader = READERS[name]

    @BRIEFLY
    @given(st.sampled_from(range(len(reader.seeds))), EDITS)
    def holds(seed: int, edits: list) -> None:
        with tempfile.TemporaryDirectory() as folder:
            offer(reader, bent(reader.seeds[seed], edits), Path(folder))

    holds()


@pytest.mark.parametrize("name", ["transcript", "trace", "settings", "export", "database", "audio"])
def test_the_seeds_are_taken_as_they_are(name: str, tmp_path: Path) -> None:
    assert all(offer(READERS[name], seed, tmp_path) for seed in READERS[name].seeds)


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00" * 100_000,
        b"[" * 100_000,
        b'{"a":' * 50_000,
        b"a: &a [x,x,x,x,x,x,x,x,x]\n" + b"".join(b"b%d: &b%d [*a,*a,*a]\n" % (n, n) for n in range(30)),
        b"- " * 50_000,
        b"9" * 1_000_000,
    ],
    ids=["empty", "zeros", "brackets", "objects", "laughs", "lists", "digits"],
)
def test_bombs_are_refused(name: str, data: bytes, tmp_path: Path) -> None:
    taken = offer(READERS[name], data, tmp_path)
    assert not taken or (data == b"" and name in ("settings", "database"))  # nothing set, nothing kept
