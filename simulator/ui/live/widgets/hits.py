"""What has been earned (and, where wanted, what it cost), lit as it is said."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from simulator.domain.review import Hit
from simulator.domain.wording import clock, readable
from simulator.ui.live.look import BAD, COST, CREDIT, GOOD, QUIET, quoted, say
from simulator.ui.live.widgets.shown import Shown


class HitBoard(Shown):
    """Each signal once, in the order first heard; `quotes`: one a line, with the words that earned it."""

    DEFAULT_CSS = "HitBoard { height: auto; }"

    def hits(
        self, earned: Sequence[Hit], costs: Sequence[Hit], *, quotes: bool = False, empty: str = ""
    ) -> None:
        """Shows these; the latest stands out."""
        marked = [(hit, CREDIT, GOOD) for hit in _once(earned)] + [(hit, COST, BAD) for hit in _once(costs)]
        if not marked:
            self.show(say(empty, QUIET))
            return
        latest = max(marked, key=lambda mark: mark[0].end_s)[0]
        lines = [
            Content.assemble(
                (f"{sign} ", style),
                (readable(hit.id), f"bold {style}" if hit is latest else style),
                (f"  {clock(hit.start_s)} {quoted(hit.quote)}" if quotes else "", QUIET),
            )
            for hit, sign, style in marked
        ]
        self.show(Content("\n" if quotes else "   ").join(lines))


def _once(hits: Sequence[Hit]) -> list[Hit]:
    return list({hit.id: hit for hit in reversed(hits)}.values())[::-1]
