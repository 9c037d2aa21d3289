"""Fixtures that several rooms' tests share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from support.pulse import SoundServer, lacking, sound_server


@pytest.fixture(scope="session")
def pulse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SoundServer]:
    """A sound server of the tests' own; where the machine lacks the system parts, the test is skipped."""
    if reason := lacking():
        pytest.skip(reason)
    with sound_server(tmp_path_factory.mktemp("pulse")) as server:
        yield server
