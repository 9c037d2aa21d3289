"""The interview as lines on a terminal: an observer that is called with each event.

Works as well into a pipe or a file, where nothing is redrawn. Notices go to a console of their own
(standard error). Everything that comes from packs, recordings or devices is shown as text: markup in
it means nothing and control characters are replaced.
"""

from __future__ import annotations

import contextlib
import io
import sys
import time
from collections.abc import Callable, Iterable
from types import TracebackType
from typing import Protocol

from rich.console import Console, RenderableType
from rich.text import Text

from simulator.domain.review import Grade, Review
from simulator.domain.wording import (
    LEVEL_NAMES,
    NOTHING_HEARD,
    NOTHING_TYPED,
    clock,
    in_ascii,
    readable,
    safe,
)
from simulator.events import (
    AnswerEnded,
    AnswerReopened,
    Asked,
    CameIn,
    EndReason,
    Event,
    Graded,
    HeardAgain,
    ListeningStarted,
    Noticed,
    Overran,
    Passing,
    Paused,
    Rescored,
    Reviewed,
    SessionEnded,
    SessionStarted,
    SilenceGrew,
    SpeechStarted,
    SpeechStopped,
    WordsHeard,
)
from simulator.ui.running import INDENT, MAX_WIDTH, RunningAnswer

ENDINGS: dict[EndReason, str] = {
    "silence": "You paused, so the answer ended",
    "key": "You finished",
    "limit": "The time limit ended the answer",
    "source_ended": "The recording ended",
    "skipped": "You left this follow-up out",
    "interrupted": "The answer was interrupted",
}
KEYS_HINT = " (Enter when you have finished, Esc to start again)"
TYPING_HINT = "  Type your answer. An empty line ends it, /again starts over, /skip leaves a follow-up out."
RUNNING_HINT = " · Enter when done, Esc to restart"


class Pages(Protocol):
    """Draws what was judged."""

    def review(self, review: Review) -> RenderableType: ...

    def grade(self, grade: Grade) -> RenderableType: ...

    def interview(self, events: Iterable[Event]) -> RenderableType: ...


class TerminalScreen:
    """Shows a session; call it with each event, and `close` it when the session is over or broke off.

    Args:
        console: where the interview is shown.
        pages: how reviews, grades and the end are drawn.
        notices: where notices go; by default standard error.
        keys: whether the candidate has Enter and Esc.
        typed: whether answers are typed here: then nothing is drawn where they are being written.
        elapsed_s: any steadily growing clock, in seconds, for the running time.
    """

    def __init__(  # noqa: PLR0913  # where and how it shows: each has its default
        self,
        console: Console,
        pages: Pages,
        *,
        notices: Console | None = None,
        keys: bool = True,
        typed: bool = False,
        elapsed_s: Callable[[], float] = time.monotonic,
    ) -> None:
        self._console = console
        self._pages = pages
        self._notices = notices or terminal_console(stderr=True)
        self._keys = keys
        self._typed = typed
        self._elapsed_s = elapsed_s
        self._events: list[Event] = []
        self._answer: RunningAnswer | None = None
        self._turn = -1
        self._shown: dict[type[Event], Callable[..., None]] = {
            SessionStarted: self._session_started,
            Noticed: self._noticed,
            Asked: self._asked,
            ListeningStarted: self._listening,
            SpeechStarted: self._speech_started,
            SpeechStopped: self._speech_stopped,
            WordsHeard: self._words_heard,
            SilenceGrew: self._silence_grew,
            Overran: self._overran,
            CameIn: self._came_in,
            Paused: self._paused,
            AnswerReopened: self._reopened,
            HeardAgain: self._heard_again,
            AnswerEnded: self._answer_ended,
            Reviewed: self._reviewed,
            Graded: self._graded,
            SessionEnded: self._session_ended,
        }

    def __call__(self, event: Event) -> None:
        if isinstance(event, Passing):
            return
        if isinstance(event, (Asked, Reviewed, Graded, Rescored)) or type(event) not in self._shown:
            self._events.append(event)
        if show := self._shown.get(type(event)):
            show(event)

    def __enter__(self) -> TerminalScreen:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Takes the running clock away and gives the cursor back, whatever state the session is in."""
        if self._answer:
            self._answer.stop()
            self._answer = None

    def recall(self, events: Iterable[Event]) -> None:
        """What was shown before the session broke off: the last page counts it in, and nothing is shown."""
        for event in events:
            if isinstance(event, (Asked, Reviewed, Graded, Rescored)) or type(event) not in self._shown:
                self._events.append(event)

    def part(self, events: Iterable[Event]) -> None:
        """What stays of a session that was shown elsewhere: how it ended, what it came to, where it is."""
        self._events = [event for event in events if not isinstance(event, Passing)]
        for event in self._events:
            if isinstance(event, SessionEnded):
                self._session_ended(event)

    def _session_started(self, event: SessionStarted) -> None:
        about = (event.mode, event.story, readable(event.principle), LEVEL_NAMES[event.level])
        self._line(f"hotseat {' · '.join(about)}", "bold")
        spoken = f", spoken by {event.voice}" if event.voice else ", the questions are shown, not spoken"
        self._line(f"heard by {event.recogniser}{spoken}", "dim")

    def _noticed(self, event: Noticed) -> None:
        if self._answer:
            self._answer.pause()
        self._notices.print(Text(self._plain(f"Note: {event.text}", self._notices), "yellow"))
        if self._answer:
            self._answer.resume()

    def _asked(self, event: Asked) -> None:
        self._line("")
        self._line("Interviewer" if event.probe is None else f"Interviewer, follow-up {event.turn}", "bold")
        self._block(event.text)
        if event.probe:
            self._block(f"Asked because: {event.probe.because}", "dim")

    def _listening(self, event: ListeningStarted) -> None:
        again = self._answer is not None and self._turn == event.turn
        self.close()
        self._line("" if not again else "  That take is set aside; start again when you are ready.")
        self._line("You", "bold")
        self._listening_on(event.turn)

    def _listening_on(self, turn: int) -> None:
        self._turn = turn
        if self._typed:
            self._line(TYPING_HINT, "dim")
            return
        self._answer = RunningAnswer(
            self._console, self._plain, self._elapsed_s, RUNNING_HINT if self._keys else ""
        )
        if not self._console.is_terminal:
            self._line(f"  Listening…{KEYS_HINT if self._keys else ''}", "dim")
        self._answer.start()

    def _speech_started(self, _: SpeechStarted) -> None:
        if self._answer:
            self._answer.tell("Hearing you")

    def _speech_stopped(self, _: SpeechStopped) -> None:
        if self._answer:
            self._answer.tell("A pause")

    def _silence_grew(self, event: SilenceGrew) -> None:
        if self._answer:
            self._answer.tell("Still listening")
        if event.text:
            self._aside(event.text)

    def _overran(self, event: Overran) -> None:
        if self._answer:
            name = readable(event.section)
            self._answer.tell(f"{name} is past its {clock(event.target_s)}")

    def _came_in(self, event: CameIn) -> None:
        self._aside(event.cut_in.text)

    def _paused(self, event: Paused) -> None:
        if self._answer:
            self._answer.tell("Paused" if event.on else "Listening")

    def _reopened(self, event: AnswerReopened) -> None:
        self._line("  You spoke on, so the question waits.", "dim")
        self._listening_on(event.turn)

    def _heard_again(self, event: HeardAgain) -> None:
        what = "the opening answer" if event.turn == 0 else f"follow-up {event.turn}"
        self._line(f"Heard again by {event.recogniser}: {what}", "bold")
        for change in event.changes or ("Nothing changes.",):
            self._block(change)

    def _aside(self, text: str) -> None:
        """Something that the interviewer says into the answer."""
        if self._answer:
            self._answer.pause()
        self._block(f"Interviewer: {text}", "italic")
        if self._answer:
            self._answer.resume()

    def _words_heard(self, event: WordsHeard) -> None:
        if self._answer and event.words:
            self._answer.words((word.text for word in event.words), event.words[-1].end_s)

    def _answer_ended(self, event: AnswerEnded) -> None:
        self.close()
        transcript = event.transcript
        count = len(transcript.words)
        heard = f"{count} word{'' if count == 1 else 's'}" if count else "no words were heard"
        self._line(f"  {ENDINGS[event.reason]} · {clock(transcript.duration_s)} · {heard}", "dim")
        self._line("")

    def _reviewed(self, event: Reviewed) -> None:
        self._console.print(self._pages.review(event.review))

    def _graded(self, event: Graded) -> None:
        self._console.print(self._pages.grade(event.grade))

    def _session_ended(self, event: SessionEnded) -> None:
        self.close()
        if event.reason == "nothing_heard":
            self._line(NOTHING_TYPED if self._typed else NOTHING_HEARD)
        elif event.reason == "interrupted":
            self._line("The interview was broken off; what was recorded is kept.")
        self._console.print(self._pages.interview((*self._events, event)))
        if event.folder:
            self._line("")
            self._line("Kept", "bold")
            # A path that is broken over two lines cannot be copied.
            self._console.print(Text(INDENT + self._plain(event.folder)), soft_wrap=True)

    def _line(self, text: str, style: str = "") -> None:
        self._console.print(Text(self._plain(text), style=style))

    def _block(self, text: str, style: str = "") -> None:
        """A paragraph, moved in, wrapped at a readable width."""
        width = min(self._console.width, MAX_WIDTH) - len(INDENT)
        for line in Text(self._plain(text)).wrap(self._console, width):
            self._console.print(Text(INDENT + line.plain.rstrip(), style))

    def _plain(self, text: str, console: Console | None = None) -> str:
        options = (console or self._console).options
        return in_ascii(safe(text)) if options.ascii_only or options.legacy_windows else safe(text)


def terminal_console(*, stderr: bool = False) -> Console:
    """A console on standard output or error that honours NO_COLOR and never fails on a character."""
    stream = sys.stderr if stderr else sys.stdout
    if isinstance(stream, io.TextIOWrapper):
        with contextlib.suppress(ValueError, OSError):  # a closed stream shows nothing anyway
            stream.reconfigure(errors="replace")
    return Console(stderr=stderr, highlight=False, markup=False, emoji=False)
