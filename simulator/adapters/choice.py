"""Which recogniser takes part, as a pure function of what is asked for and what is there.

Nothing stands in silently for anything: what is asked for by name and is not there is an error, and the
embedded recogniser, taken for want of a better one, says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from simulator.errors import ModelError, UsageError

EMBEDDED = "pocketsphinx"

PREFERENCE = ("base.en", "small.en", "tiny.en")
"""Where nothing is asked for, the first of these that is there; then any other.

Source: a 10 s stretch on two cores, in the shapes of each: tiny.en 0.4-0.5 s, base.en about 1 s,
small.en about 3 s, in which a candidate waits. tiny.en mishears more. small.en can be asked for by name.
"""

BEST_FIRST = ("small.en", "base.en", "tiny.en")
"""The same by how little they mishear, and by what they cost."""

BETTER = "base.en"

NOTICE = (
    "Hearing with the embedded recogniser, which mishears about one word in four of clear speech and more"
    f" of a real room. 'hotseat models pull {BETTER}' fetches a far better one, once (148 MB)."
)


@dataclass(frozen=True, slots=True)
class Choice:
    """The recogniser to build. `folder` None: the embedded one. `notice`: to be said once, or None."""

    engine: Literal["faster-whisper", "pocketsphinx"]
    model: str
    folder: Path | None = None
    notice: str | None = None


def choose(wanted: str | None, available: Mapping[str, Path]) -> Choice:
    """Chooses.

    Args:
        wanted: a model's name, `pocketsphinx`, or a folder, known by a slash in it; None for the best
            that is there.
        available: the Whisper models on this machine, name to folder.

    Raises:
        ModelError: a model that exists, but not here.
        UsageError: no such model.
    """
    if wanted is None:
        return _best(available)
    if wanted == EMBEDDED:
        return Choice("pocketsphinx", EMBEDDED)
    if wanted in available:
        return Choice("faster-whisper", wanted, available[wanted])
    if "/" in wanted or "\\" in wanted:
        folder = Path(wanted).expanduser()
        return Choice("faster-whisper", folder.name, folder)
    if wanted in PREFERENCE:
        raise ModelError(
            f"The model '{wanted}' is not on this machine; 'hotseat models pull {wanted}' fetches it.",
            code="model-missing",
        )
    raise UsageError(
        f"There is no model '{wanted}'; choose from {', '.join((*sorted(PREFERENCE), EMBEDDED))}, or name"
        f" a folder with a slash in it, such as ./{wanted}.",
        code="model-unknown",
    )


def _best(available: Mapping[str, Path]) -> Choice:
    for name in (*PREFERENCE, *sorted(available)):
        if name in available:
            return Choice("faster-whisper", name, available[name])
    return Choice("pocketsphinx", EMBEDDED, notice=NOTICE)


def better_than(live: Choice, available: Mapping[str, Path]) -> Choice | None:
    """The recogniser on this machine that mishears least, if that is another than the live one.

    A model of the user's own is taken for the best.
    """
    if live.model not in (*BEST_FIRST, EMBEDDED):
        return None
    for name in BEST_FIRST:
        if name == live.model:
            return None
        if name in available:
            return Choice("faster-whisper", name, available[name])
    return None


def lighter_than(live: Choice, available: Mapping[str, Path]) -> tuple[Choice, ...]:
    """The quicker recognisers on this machine, the next best first; the embedded one is always the last."""
    if live.model == EMBEDDED:
        return ()
    known = BEST_FIRST[BEST_FIRST.index(live.model) + 1 :] if live.model in BEST_FIRST else ()
    lighter = [Choice("faster-whisper", name, available[name]) for name in known if name in available]
    return (*lighter, Choice("pocketsphinx", EMBEDDED))
