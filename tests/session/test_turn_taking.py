"""Pauses, patience and second thoughts, before a microphone, on virtual time."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future
from dataclasses import replace

import pytest
from support.cases import spoken
from support.rehearsal import Rehearsal

from simulator.adapters.archive import FolderArchive
from simulator.adapters.scripted import ScriptedTranscriber, sound_of
from simulator.domain.speech import Transcript, Word
from simulator.domain.turn_taking import Floor
from simulator.errors import EngineError
from simulator.events import (
    AnswerEnded,
    AnswerReopened,
    Asked,
    CameIn,
    Closed,
    Event,
    Graded,
    HeardAgain,
    HitHeard,
    ListeningStarted,
    Noticed,
    Overran,
    Paused,
    Reviewed,
    SectionsClocked,
    SessionEnded,
    SilenceGrew,
    SoundHeard,
)
from simulator.hearing import EndpointSettings, FixedSilence, HearingSettings, Scribe, TurnTaking
from simulator.session.parts import Lighter, SecondEar
from simulator.session.thinking import LAST

QUESTION_S = 8.0
"""Longer than the scripted voice takes for the question, with the room's ring."""
OPENING = """I noticed that some of our payment webhooks were failing from time to time. It was not my team.
So I pulled the delivery logs and I counted the failed calls by client. Then I traced each one to a timeout
in the gateway, and I reproduced that in staging with a slow network. I wrote a retry for our side.
I added an alert to the queue where the failed ones end, and I sent all of it to the other team for review.
As a result the failures fell from two per cent to a tenth of it. I learned to check the other side first."""
LONG = OPENING.replace(
    "I wrote a retry",
    "I looked at each of them by hand, and I wrote down what the client had sent and what we had answered. "
    * 14
    + "I wrote a retry",
)
"""The same with all its time used."""
ROUTED = "I escalated it in a Slack message, and the other team handled it from there. That was all I did."


def joined(*pieces: str | float) -> Transcript:
    """Texts, and the seconds of silence between them, as one answer."""
    words: list[Word] = []
    now_s = 0.0
    for piece in pieces:
        if isinstance(piece, str):
            said = spoken(piece)
            words += [
                replace(word, start_s=word.start_s + now_s, end_s=word.end_s + now_s) for word in said.words
            ]
            now_s = words[-1].end_s
        else:
            now_s += piece
    return Transcript(tuple(words), now_s)


def live(*pieces: str | float, **options) -> Rehearsal:
    """A rehearsal before a microphone: the question is heard out, then these pieces are said."""
    options.setdefault("probes", 0)
    options.setdefault("endpoint", TurnTaking(EndpointSettings()))
    return Rehearsal(joined(QUESTION_S, *pieces), live=True, **options).run()


def said(transcript: Transcript) -> str:
    return " ".join(word.text for word in transcript.words)


def silence_before_end(rehearsal: Rehearsal) -> float:
    """How long the candidate had been silent when the (first) answer ended."""
    transcript = rehearsal.of(AnswerEnded)[0].transcript
    return transcript.duration_s - transcript.words[-1].end_s


def test_a_finished_answer_is_not_made_to_wait() -> None:
    rehearsal = live(LONG, 30.0)
    assert rehearsal.of(AnswerEnded)[0].reason == "silence"
    assert silence_before_end(rehearsal) == pytest.approx(EndpointSettings().finished_s, abs=0.3)
    assert not [event for event in rehearsal.of(SilenceGrew) if event.text]


@pytest.mark.parametrize("pause_s", [2.0, 3.0, 3.5])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("I noticed that the webhooks were failing and", "so I pulled the logs and counted them."),
        ("It was not my team, but um", "I counted the failures by client anyway."),
        ("I noticed that some payments were failing.", "So I wrote a retry for our side."),
    ],
)
def test_nobody_who_is_thinking_is_cut_off(before: str, after: str, pause_s: float) -> None:
    rehearsal = live(before, pause_s, after, 0.5, keys=[])
    heard = rehearsal.of(AnswerEnded)[-1].transcript
    assert said(heard).endswith(after.rsplit(maxsplit=1)[-1])
    assert not [event for event in rehearsal.of(SilenceGrew) if event.text]


class DropsTheLast(ScriptedTranscriber):
    """Hears the last word of a stretch while it guesses, and no more when it is done, as recognisers do."""

    def session(self):
        session = super().session()
        session.finish = lambda: session.so_far()[:-1]
        return session


def test_a_last_word_that_only_the_guess_heard_holds_the_floor() -> None:
    answer = joined(QUESTION_S, LONG, 0.6, "and", 3.2, "I would do the same again.", 30.0)
    known = DropsTheLast([(sound_of(answer.words, answer.duration_s), answer.words)])
    rehearsal = Rehearsal(
        answer, live=True, probes=0, scribe=Scribe(known), endpoint=TurnTaking(EndpointSettings())
    ).run()
    assert "same" in said(rehearsal.of(AnswerEnded)[0].transcript)


def test_a_silence_is_first_shown_then_softly_encouraged_and_only_then_taken_for_the_end() -> None:
    rehearsal = live("I noticed that the webhooks were failing and", 30.0)
    shown, encouraged = rehearsal.of(SilenceGrew)
    patience = TurnTaking(EndpointSettings()).patience(Floor(True, "situation", 0.1, 8))
    assert (shown.text, encouraged.text != "") == ("", True)
    assert shown.silent_s == pytest.approx(patience.show_s, abs=0.15)
    assert encouraged.silent_s == pytest.approx(patience.encourage_s, abs=0.15)
    assert silence_before_end(rehearsal) == pytest.approx(patience.end_s, abs=0.4)
    question, soft = rehearsal.sink.played
    assert abs(soft.samples).max() < 0.6 * abs(question.samples).max()


def test_an_encouragement_falls_silent_when_the_candidate_speaks_on() -> None:
    rehearsal = live("I noticed that the webhooks were failing and", 4.4, OPENING, 30.0)
    assert len([event for event in rehearsal.of(SilenceGrew) if event.text]) == 1
    assert rehearsal.sink.stopped
    assert said(rehearsal.of(AnswerEnded)[0].transcript).endswith("first.")


def test_whoever_says_nothing_is_encouraged_before_the_session_ends() -> None:
    rehearsal = live(40.0)
    assert [bool(event.text) for event in rehearsal.of(SilenceGrew)] == [False, True]
    assert rehearsal.of(SessionEnded)[0].reason == "nothing_heard"


def test_who_speaks_on_as_the_probe_begins_goes_on_with_the_same_answer() -> None:
    more = "And I also told the platform team what I had found."
    rehearsal = live(OPENING, 2.8, more, 30.0, probes=1)
    first, second, *_ = rehearsal.of(AnswerEnded)
    assert [e.turn for e in rehearsal.of(AnswerReopened)] == [0]
    assert (first.turn, second.turn) == (0, 0)
    assert said(second.transcript) == f"{said(first.transcript)} {more}"
    assert rehearsal.sink.stopped
    assert len(rehearsal.of(Reviewed)) == 2
    assert [e.turn for e in rehearsal.of(Asked)] == [0, 1, 1]
    assert len([e for e in rehearsal.of(ListeningStarted) if e.turn == 0]) == 1


def test_who_speaks_later_answers_the_probe() -> None:
    rehearsal = live(OPENING, 25.0, ROUTED, 30.0, probes=1)
    assert not rehearsal.of(AnswerReopened)
    assert said(rehearsal.of(AnswerEnded)[1].transcript) == ROUTED
    assert len(rehearsal.of(Graded)) == 1


def test_the_question_that_is_asked_was_rendered_before_the_answer_ended() -> None:
    rehearsal = live(OPENING, 25.0, ROUTED, 30.0, probes=1)
    asked = rehearsal.of(Asked)[1]
    assert asked.text in rehearsal.interview.parts.voice.prepared


def test_the_question_that_is_asked_is_the_one_that_the_whole_answer_calls_for() -> None:
    rehearsal = live(OPENING, 25.0, probes=1)
    review, asked = rehearsal.of(Reviewed)[0].review, rehearsal.of(Asked)[1]
    assert asked.probe == review.probes[0]


def test_words_sections_hits_and_levels_are_told_while_the_candidate_speaks() -> None:
    rehearsal = live(OPENING, 30.0)
    ended = next(place for place, e in enumerate(rehearsal.events) if isinstance(e, AnswerEnded))
    before = rehearsal.events[:ended]
    assert [e for e in before if isinstance(e, SectionsClocked)]
    assert {e.hit.id for e in before if isinstance(e, HitHeard) and e.credit} >= {"noticed"}
    meters = [e for e in before if isinstance(e, SoundHeard)]
    assert [e.heard_s for e in meters] == sorted(e.heard_s for e in meters)
    assert max(e.level_db for e in meters) > -20 > min(e.level_db for e in meters)
    assert meters[-1].silent_s > 0.5
    assert len({(e.hit.id, round(e.hit.start_s)) for e in before if isinstance(e, HitHeard)}) == len(
        [e for e in before if isinstance(e, HitHeard)]
    )


def test_half_an_answer_is_not_clocked_as_its_end() -> None:
    half = OPENING.split("As a result", maxsplit=1)[0]
    clocked = live(half, 30.0).of(SectionsClocked)
    assert clocked
    for event in clocked:
        late = sum(section.spoken_s for section in event.sections if section.name in LAST)
        assert (event.current in LAST) or late == 0
        told = [span for section in event.sections for span in section.spans]
        assert len(told) == len(set(told))


RAMBLING = """So back then I was at a mid-size parcel company that shipped spectacles out of two warehouses.
The older one used to be a bakery and you could still smell it in summer. There were about thirty benches.
Every bench had a label printer, and the printers talked to a service that a contractor had made years before.
The company had two hundred people at the time, and the shop ran on a system that was older than most of them.
There was a team for the shop, there was a team for the payments, and there was a team for the warehouses.
And the thing with the service was that it would stall, it would just stop, and everyone was used to that.
It was part of the job, you know, like the weather. People there had been doing it that way for ten years.
The printers were also rather old, they were grey boxes with one button, and nobody knew who had bought them.
There was a canteen, and a yard with a crane, and in winter the yard was so cold that no label would stick."""


def test_a_section_that_overruns_is_told_once() -> None:
    overran = live(RAMBLING, OPENING, 30.0).of(Overran)
    assert [event.section for event in overran].count("situation") == 1
    assert overran[0].spoken_s > overran[0].target_s


def test_the_tough_interviewer_cuts_in_and_goes_back_to_listening() -> None:
    rehearsal = live(RAMBLING, 2.0, OPENING, 30.0, tough=True)
    (came_in,) = rehearsal.of(CameIn)
    assert came_in.cut_in.quote
    assert said(rehearsal.of(AnswerEnded)[0].transcript).endswith("first.")
    assert not live(RAMBLING, 2.0, OPENING, 30.0).of(CameIn)


def test_a_pause_stops_the_clock_and_hears_nothing() -> None:
    chunks = int((QUESTION_S + 1) * 10)
    keys = [None] * chunks + ["pause"] + [None] * 40 + ["pause"]
    rehearsal = live(OPENING, 30.0, keys=keys)
    assert [event.on for event in rehearsal.of(Paused)] == [True, False]
    heard = rehearsal.of(AnswerEnded)[0].transcript
    assert 0 < len(heard.words) < len(spoken(OPENING).words) - 5


def test_a_follow_up_can_be_left_out_and_another_is_asked() -> None:
    waiting: list[Event] = []
    skip = iter(["skip"])

    def keys():
        while True:
            yield next(skip, None) if waiting else None

    def watch(event: Event) -> None:
        if isinstance(event, SilenceGrew) and event.turn == 1:
            waiting.append(event)

    rehearsal = live(OPENING, 40.0, ROUTED, 25.0, probes=2, keys=keys(), watch=watch)
    reasons = [event.reason for event in rehearsal.of(AnswerEnded)]
    assert reasons[:2] == ["silence", "skipped"]
    asked = [event.probe.id for event in rehearsal.of(Asked) if event.probe]
    assert len(set(asked)) == len(asked) == 2
    assert len(rehearsal.of(Graded)) == 1


class Enter:
    """Presses Enter once at each of these seconds of the session."""

    def __init__(self, *at_s: float) -> None:
        self._at_s = deque(at_s)
        self._now_s = 0.0

    def watch(self, event: Event) -> None:
        self._now_s = event.at_s

    def keys(self):
        while True:
            due = bool(self._at_s) and self._now_s >= self._at_s[0]
            if due:
                self._at_s.popleft()
            yield "done" if due else None


def entered(
    *pieces: str | float, lag_s: float, enter_s: Sequence[float], probes: int = 2
) -> tuple[Rehearsal, Lagging]:
    """What is said is written down `lag_s` late or when it is waited for; Enter comes at these seconds."""
    answer = joined(QUESTION_S, *pieces)
    known = ScriptedTranscriber([(sound_of(answer.words, answer.duration_s), answer.words)])
    enter, worker = Enter(*enter_s), Lagging(lag_s)

    def watch(event: Event) -> None:
        enter.watch(event)
        worker.watch(event)

    rehearsal = Rehearsal(
        answer,
        live=True,
        probes=probes,
        keys=enter.keys(),
        scribe=Scribe(known, worker),
        hearing=HearingSettings(grace_s=0.0),
        endpoint=TurnTaking(EndpointSettings()),
        watch=watch,
    )
    worker.said = lambda: len(rehearsal.sink.played)
    return rehearsal.run(), worker


MORE = "I keep that list up to date now. Two other teams have taken it over for their own queues as well."


def breathing(text: str) -> list[str | float]:
    """The text with a breath after each sentence, in which words settle."""
    return [piece for sentence in re.split(r"(?<=\.)\s+", text) for piece in (sentence, 0.6)]


def told_s(text: str) -> float:
    """When it has been told, in seconds of the session."""
    return QUESTION_S + joined(*breathing(text)).duration_s


WEAK = "I asked them about it in the channel and they said yes. That was it, there was nothing more to it."


def test_after_enter_the_question_that_is_ready_begins_before_the_last_words_are_known() -> None:
    text = f"{OPENING} {MORE}"
    rehearsal, worker = entered(*breathing(text), 40.0, lag_s=3.0, enter_s=[told_s(text)])
    assert worker.waited_after[0] == 2  # the question and the follow-up: it sounded first
    ended, asked = rehearsal.of(AnswerEnded)[0], rehearsal.of(Asked)[1]
    assert (ended.reason, said(ended.transcript)) == ("key", " ".join(text.split()))
    assert asked.probe.id in {probe.id for probe in rehearsal.of(Reviewed)[0].review.probes}
    assert asked.text in rehearsal.interview.parts.voice.prepared


@pytest.mark.parametrize(
    ("text", "lag_s"),
    [(OPENING, 3.0), (f"{OPENING} {MORE}", 40.0)],
    ids=["the Result is not heard yet", "too much is unheard"],
)
def test_where_the_question_hangs_on_the_last_words_they_are_waited_for(text: str, lag_s: float) -> None:
    rehearsal, worker = entered(*breathing(text), 40.0, lag_s=lag_s, enter_s=[told_s(text)])
    assert worker.waited_after[0] == 1
    assert said(rehearsal.of(AnswerEnded)[0].transcript) == " ".join(text.split())
    assert rehearsal.of(Asked)[1].probe == rehearsal.of(Reviewed)[0].review.probes[0]


@pytest.mark.parametrize(("lag_s", "same"), [(0.0, True), (60.0, False)])
def test_an_answer_that_was_not_heard_is_not_dug_into(lag_s: float, same: bool) -> None:
    enter_s = [told_s(OPENING), told_s(OPENING) + 25.0 + spoken(WEAK).duration_s]
    pieces = (*breathing(OPENING), 25.0, WEAK, 60.0)
    rehearsal, _ = entered(*pieces, lag_s=lag_s, probes=3, enter_s=enter_s)
    graded = rehearsal.of(Graded)[0].grade
    first, second = (event.probe.id for event in rehearsal.of(Asked)[1:3])
    assert graded.grade == "weak"
    assert (first == second) is same
    assert rehearsal.of(Asked)[2].text in rehearsal.interview.parts.voice.prepared


def test_a_dig_that_is_left_out_is_not_asked_again() -> None:
    dug = [0]

    def keys():
        while True:
            yield "skip" if dug[0] == 1 else None
            dug[0] *= 2

    def watch(event: Event) -> None:
        if isinstance(event, ListeningStarted) and event.turn == 2:
            dug[0] += 1

    rehearsal = live(OPENING, 25.0, WEAK, 60.0, probes=4, keys=keys(), watch=watch)
    asked = [event.probe.id for event in rehearsal.of(Asked)[1:]]
    assert asked[0] == asked[1] != asked[2]


def test_a_recogniser_that_falls_behind_is_relieved_and_no_word_is_lost() -> None:
    answer = joined(QUESTION_S, OPENING, 30.0)
    known = ScriptedTranscriber([(sound_of(answer.words, answer.duration_s), answer.words)])
    worker = Lagging(9.0)
    rehearsal = Rehearsal(
        answer,
        live=True,
        probes=0,
        scribe=Scribe(known, worker),
        lighter=(Lighter("quick", lambda: known),),
        endpoint=FixedSilence(20.0),
        watch=worker.watch,
    ).run()
    notices = [event for event in rehearsal.of(Noticed) if event.code == "recogniser-slow"]
    assert len(notices) == 1
    assert "quick" in notices[0].text
    assert said(rehearsal.of(AnswerEnded)[0].transcript) == " ".join(OPENING.split())


def test_where_the_lighter_recogniser_cannot_be_loaded_the_slow_one_goes_on() -> None:
    def broken():
        raise EngineError("It cannot be loaded.", code="recogniser-unloadable")

    answer = joined(QUESTION_S, OPENING, 30.0)
    known = ScriptedTranscriber([(sound_of(answer.words, answer.duration_s), answer.words)])
    worker = Lagging(9.0)
    rehearsal = Rehearsal(
        answer,
        live=True,
        probes=0,
        scribe=Scribe(known, worker),
        lighter=(Lighter("quick", broken),),
        endpoint=FixedSilence(20.0),
        watch=worker.watch,
    ).run()
    assert "recogniser-unloadable" in [event.code for event in rehearsal.of(Noticed)]
    assert said(rehearsal.of(AnswerEnded)[0].transcript) == " ".join(OPENING.split())


class Lagging(Executor):
    """Carries out each order when the session has gone on for so many seconds since, or is waited for."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._now_s = 0.0
        self._orders: deque[tuple[float, Future, Callable]] = deque()
        self.said: Callable[[], int] = lambda: 0
        """How many things have been said aloud."""
        self.waited_after: list[int] = []
        """How many had been each time that somebody had to wait for words."""

    def watch(self, event: Event) -> None:
        self._now_s = event.at_s
        while self._orders and self._now_s - self._orders[0][0] >= self._seconds:
            self.work()

    def submit(self, fn, /, *args, **kwargs) -> Future:
        future = Awaited(self)
        self._orders.append((self._now_s, future, lambda: fn(*args, **kwargs)))
        return future

    def work(self) -> None:
        _, future, order = self._orders.popleft()
        if future.set_running_or_notify_cancel():
            try:
                future.set_result(order())
            except EngineError as error:
                future.set_exception(error)


class Awaited(Future):
    """Whoever waits for it makes the worker work."""

    def __init__(self, worker: Lagging) -> None:
        super().__init__()
        self._worker = worker

    def result(self, timeout: float | None = None):
        if not self.done():
            self._worker.waited_after.append(self._worker.said())
        while not self.done():
            self._worker.work()
        return super().result(timeout)


def better(transcript: Transcript) -> SecondEar:
    return SecondEar("a better ear", lambda _: transcript)


def test_a_second_hearing_is_told_with_what_it_changes(tmp_path) -> None:
    weak = "I noticed that webhooks were failing. It was not my team. So I told the Platform team about it."
    rehearsal = live(weak, 30.0, second=better(spoken(OPENING)), archive=FolderArchive(tmp_path / "kept"))
    (again,) = rehearsal.of(HeardAgain)
    assert again.recogniser == "a better ear"
    assert again.changes
    assert len(rehearsal.of(Closed)) == 2
    assert rehearsal.events[-1].reason == "completed"


def test_a_second_hearing_that_hears_the_same_changes_nothing(tmp_path) -> None:
    once = live(OPENING, 30.0)
    heard = once.of(AnswerEnded)[0].transcript
    rehearsal = live(OPENING, 30.0, second=better(heard), archive=FolderArchive(tmp_path / "kept"))
    (again,) = rehearsal.of(HeardAgain)
    assert again.changes == ()


def test_a_second_hearing_can_be_left_without_loss(tmp_path) -> None:
    def leave(_):
        raise KeyboardInterrupt

    archive = FolderArchive(tmp_path / "kept")
    rehearsal = live(OPENING, 30.0, second=SecondEar("a better ear", leave), archive=archive)
    assert len(rehearsal.of(Closed)) == 1
    assert rehearsal.events[-1].reason == "completed"
