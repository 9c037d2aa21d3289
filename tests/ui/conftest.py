"""What the screens' pictures have in common."""

from __future__ import annotations

import pytest


@pytest.fixture
def plain_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting of the terminal's that would change a picture."""
    for name in ("NO_COLOR", "TEXTUAL", "TEXTUAL_FILTERS"):
        monkeypatch.delenv(name, raising=False)
