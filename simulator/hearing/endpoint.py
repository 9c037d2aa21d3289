"""Decides how long a silence is borne before the answer has ended. Reads no clock and hears nothing."""

from __future__ import annotations

from simulator.domain.turn_taking import Floor, Patience
from simulator.hearing.settings import EndpointSettings


class TurnTaking:
    """Waits by how finished the answer sounds.

    Somebody who pauses in an open clause, or has not come to the Result, is thinking: the silence is shown,
    then softly spoken into, and only then taken for the end. Where the answer may be over, nothing is said.
    """

    def __init__(self, settings: EndpointSettings) -> None:
        self._settings = settings

    def patience(self, floor: Floor | None) -> Patience:
        """`floor` None: not a word has been said yet."""
        own = self._settings
        if floor is None:
            return self._ladder(own.first_word_show_s, own.first_word_encourage_s, own.first_word_end_s)
        if floor.open_clause or not self._answered(floor):
            return self._ladder(own.show_s, own.encourage_s, own.end_s)
        return self._ladder(own.show_s, None, self._closed_s(floor))

    def _closed_s(self, floor: Floor) -> float:
        if floor.doubted:
            return self._settings.doubted_s
        if floor.section is None:
            return self._settings.answered_s
        return self._settings.finished_s if self._told(floor) else self._settings.settled_s

    def _answered(self, floor: Floor) -> bool:
        if floor.section is None:
            return floor.words >= self._settings.answer_words
        return floor.section in {"result", "reflection"}

    def _told(self, floor: Floor) -> bool:
        if floor.section == "result":
            return floor.used >= 1.0
        return floor.section == "reflection" and floor.used >= self._settings.told_share

    def _ladder(self, show_s: float, encourage_s: float | None, end_s: float) -> Patience:
        factor = self._settings.patience
        shown_s = show_s * factor
        encouraged_s = encourage_s * factor if encourage_s is not None else None
        return Patience(shown_s if show_s < end_s else None, encouraged_s, end_s * factor)


class FixedSilence:
    """Waits just so long, whatever was said, and says nothing meanwhile."""

    def __init__(self, silence_s: float) -> None:
        self._patience = Patience(None, None, silence_s)

    def patience(self, floor: Floor | None) -> Patience:  # noqa: ARG002  # the port's form
        return self._patience
