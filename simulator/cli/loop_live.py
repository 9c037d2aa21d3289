"""A loop on the screen, joined: every question in turn, the debrief, and the seconds behind its quotes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.cli.live import Player
from simulator.cli.loop import Agenda, Rounds, conduct
from simulator.cli.on_screen import Props, leave, run, targets
from simulator.domain.wording import LEVEL_NAMES, counted

if TYPE_CHECKING:
    from simulator.cli.debriefing import Kept
    from simulator.cli.holding import Manner
    from simulator.cli.wiring import Desk
    from simulator.domain.committee import Debrief
    from simulator.events import Event
    from simulator.ports import Controls
    from simulator.session.parts import Brief, Candidate
    from simulator.ui.loop_live import LoopBriefing


class LiveLoop:
    """One loop before the screen. `candidate` None: one who types."""

    def __init__(self, desk: Desk, candidate: Candidate | None, manner: Manner, plan: Agenda) -> None:
        self._desk = desk
        self._manner = manner
        self._plan = plan
        self._props = Props(desk, candidate, manner)
        self._player = Player(desk)
        self._heard = False
        self._kept: Kept | None = None
        self._folders: list[Path] = []
        self._recordings: dict[str, Path] = {}

    def run(self) -> bool:
        """Shows it to its end and gives the terminal back.

        Returns:
            Whether anything was heard.

        Raises:
            HotseatError: what broke the loop off.
            KeyboardInterrupt: the candidate left.
        """
        from simulator.ui.loop_live import LoopApp

        props, replay = self._props, None if self._manner.typed or not self._desk.kept else self._replay
        app = LoopApp(self._briefing(), self._hold, props.check, props.text, replay)
        try:
            run(app)
        finally:
            self._player.close()
        self._part()
        leave(app)
        return self._heard or self._kept is None

    def _part(self) -> None:
        """What stays on the terminal when the screen has gone; and every question's report page."""
        from simulator.cli.debriefing import tell
        from simulator.cli.holding import report_of

        if self._kept:
            tell(self._kept, self._desk, as_json=False)
        for folder in self._folders:
            report_of(folder, self._desk, replace(self._manner, opened=False), as_json=False)

    def _briefing(self) -> LoopBriefing:
        from simulator.ui.loop_live import LoopBriefing

        desk, manner, plan = self._desk, self._manner, self._plan
        return LoopBriefing(
            title=f"A loop of {counted(len(plan.principles), 'question')}",
            question="",
            principle="",
            level=LEVEL_NAMES[desk.level],
            targets=targets(desk),
            budget_s=desk.rubric.levels[desk.level].total_s,
            coach=manner.coach,
            typed=manner.typed,
            recorded=manner.recorded,
            principles=tuple((name, desk.rubric.principles[name].name) for name in plan.principles),
            limit_s=plan.minutes * 60,
            rules=desk.rubric.loop,
        )

    def _hold(self, controls: Controls, tell: Callable[[Event], None]) -> None:
        from simulator.cli.debriefing import keep
        from simulator.events import Debriefed

        rounds = Rounds(
            self._desk,
            parts=lambda: replace(self._props.parts(), controls=controls),
            showing=lambda: nullcontext(tell),
            over=lambda folder: self._folders.append(folder) if folder else None,
        )

        def debriefed(told: Debrief) -> None:
            self._kept = keep(told, self._desk)
            tell(Debriefed(at_s=0.0, debrief=told, path=str(self._kept.path or "")))

        self._heard = conduct(
            self._desk, self._manner, self._plan, lambda brief: self._noted(brief, rounds), debriefed
        )

    def _noted(self, brief: Brief, rounds: Rounds) -> Sequence[Event]:
        """Holds one question, and remembers what its answer was recorded in."""
        from simulator.events import ListeningStarted, SessionStarted

        events = rounds.hold(brief)
        sessions = [one.session for one in events if isinstance(one, SessionStarted)]
        recordings = [one.recording for one in events if isinstance(one, ListeningStarted) and not one.turn]
        if recordings and recordings[-1] and self._folders:
            self._recordings[sessions[0]] = self._folders[-1] / recordings[-1]
        return events

    def _replay(self, session: str, start_s: float, end_s: float) -> None:
        self._player.play(self._recordings.get(session), start_s, end_s)
