"""One answer, on scripted parts and in virtual time: nothing here waits."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import replace
from typing import TypeVar

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.sound import words_every

from simulator.adapters.scripted import (
    ScriptedDetector,
    ScriptedSource,
    ScriptedTranscriber,
    sound_of,
)
from simulator.domain.speech import SAMPLE_RATE_HZ, Transcript, Word
from simulator.errors import EngineError
from simulator.hearing import (
    Heard,
    HearingSettings,
    Listener,
    Scribe,
    SpeechBegan,
    SpeechPaused,
    WordsGuessed,
    WordsSettled,
)
from simulator.ports import Samples

SETTINGS = HearingSettings()
Told = TypeVar("Told", SpeechBegan, SpeechPaused, WordsSettled, WordsGuessed)
FRAME_S = 512 / SAMPLE_RATE_HZ


class Answer:
    """An answer of these words, heard to its end."""

    def __init__(
        self,
        words: tuple[Word, ...],
        duration_s: float,
        *,
        hearing: HearingSettings = SETTINGS,
        chunk_samples: int = 1600,
        sound: Samples | None = None,
    ) -> None:
        self.sound = sound_of(words, duration_s) if sound is None else sound
        self.transcriber = ScriptedTranscriber([(self.sound, words)])
        self.heard: list[tuple[float, Heard]] = []
        """Each with how many seconds of sound were fed when it was told."""
        self.silences: list[tuple[float, float]] = []
        """How long silence had lasted, by how many seconds of sound were fed."""
        listener = Listener(ScriptedDetector(), Scribe(self.transcriber), hearing)
        fed_s = 0.0
        for chunk in ScriptedSource(self.sound, chunk_samples).chunks():
            fed_s += len(chunk) / SAMPLE_RATE_HZ
            self.heard += [(fed_s, heard) for heard in listener.feed(chunk)]
            self.silences.append((fed_s, listener.silent_s))
        self.transcript: Transcript = listener.finish()

    def told(self, kind: type[Told]) -> list[tuple[float, Told]]:
        return [(at_s, heard) for at_s, heard in self.heard if isinstance(heard, kind)]

    @property
    def stretches(self) -> list[float]:
        return [len(session.fed) / SAMPLE_RATE_HZ for session in self.transcriber.sessions]


def texts(words: tuple[Word, ...]) -> list[str]:
    return [word.text for word in words]


def test_every_word_is_heard_once_near_where_it_was_said() -> None:
    words = words_every(0.15, 150)
    answer = Answer(words, 75.0)
    assert texts(answer.transcript.words) == texts(words)
    for heard, said in zip(answer.transcript.words, words, strict=True):
        assert heard.start_s == pytest.approx(said.start_s, abs=2 * FRAME_S)
        assert heard.end_s == pytest.approx(said.end_s, abs=2 * FRAME_S)
    assert answer.transcript.duration_s == 75.0


def test_begin_and_pause_are_told_with_their_times() -> None:
    answer = Answer(words_every(0.1, 5, start_s=1.0), 6.0)
    (began_at, began), (paused_at, paused) = answer.heard[:2]
    assert isinstance(began, SpeechBegan)
    assert isinstance(paused, SpeechPaused)
    assert began.start_s == pytest.approx(1.0, abs=FRAME_S)
    assert paused.end_s == pytest.approx(2.9, abs=FRAME_S)
    assert began_at == pytest.approx(1.0 + SETTINGS.shortest_speech_s, abs=0.15)
    assert paused_at == pytest.approx(2.9 + SETTINGS.hangover_s, abs=0.15)


def test_words_settle_at_the_first_pause_once_the_stretch_is_long_enough() -> None:
    early, late = words_every(0.1, 30), words_every(0.1, 5, start_s=14.0)
    answer = Answer(early + late, 20.0)
    settled_at, settled = answer.told(WordsSettled)[0]
    assert texts(settled.words) == texts(early)
    assert settled_at == pytest.approx(early[-1].end_s + SETTINGS.settle_pause_s, abs=0.15)


def test_a_short_stretch_waits_for_a_long_pause() -> None:
    words = words_every(0.1, 5) + words_every(0.1, 5, start_s=3.6) + words_every(0.1, 5, start_s=8.0)
    answer = Answer(words, 14.0)
    assert len(answer.told(SpeechPaused)) == 3
    assert [len(settled.words) for _, settled in answer.told(WordsSettled)] == [10, 5]


def test_the_recogniser_gets_no_long_silence_and_no_sound_twice() -> None:
    words = words_every(5.0, 6)
    answer = Answer(words, 40.0, hearing=replace(SETTINGS, speculate=False))
    most_s = 0.3 + SETTINGS.preroll_s + SETTINGS.tail_s + 2 * FRAME_S
    assert len(answer.stretches) == 6
    assert max(answer.stretches) <= most_s


def test_a_stretch_without_a_pause_is_cut_at_the_quietest_place_within_the_limit() -> None:
    words = (Word("on", 1.0, 70.0),)
    sound = sound_of(words, 72.0)
    hush = slice(int(27.0 * SAMPLE_RATE_HZ), int(27.08 * SAMPLE_RATE_HZ))
    sound[hush] *= 0.05
    answer = Answer(words, 72.0, sound=sound)
    assert max(answer.stretches) <= SETTINGS.longest_stretch_s + SETTINGS.tail_s
    assert answer.stretches[0] == pytest.approx(27.04 - (1.0 - SETTINGS.preroll_s), abs=0.05)
    fed = np.concatenate([session.fed for session in answer.transcriber.sessions])
    begin = int(1.0 * SAMPLE_RATE_HZ)
    assert np.array_equal(fed[np.flatnonzero(fed)[0] :][:1_000_000], sound[begin:][:1_000_000])


def test_no_stretch_is_cut_just_as_the_candidate_stops() -> None:
    answer = Answer((Word("on", 1.0, 28.75),), 40.0)
    assert len(answer.stretches) == 1


def test_a_settling_pause_below_the_hangover_loses_nothing() -> None:
    words = words_every(0.22, 100)
    answer = Answer(words, 54.0, hearing=replace(SETTINGS, settle_pause_s=0.1))
    assert texts(answer.transcript.words) == texts(words)


def test_a_long_answer_is_not_kept_in_memory() -> None:
    words = (*words_every(0.1, 250), Word("on", 110.0, 300.0))
    sound = sound_of(words, 300.0)
    listener = Listener(ScriptedDetector(), Scribe(Deaf()), SETTINGS)
    tracemalloc.start()
    for chunk in ScriptedSource(sound).chunks():
        listener.feed(chunk)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 60 * 4 * SAMPLE_RATE_HZ  # one minute of sound


class Patient(Executor):
    """Takes orders, and carries them out when it is told to work."""

    def __init__(self) -> None:
        self._orders: list[tuple[Future, Callable]] = []

    def submit(self, fn, /, *args, **kwargs) -> Future:
        future: Future = Future()
        self._orders.append((future, lambda: fn(*args, **kwargs)))
        return future

    def begin(self) -> Callable[[], None]:
        """Begins all orders; the answer finishes them."""
        begun = [(future, order) for future, order in self._orders if future.set_running_or_notify_cancel()]
        self._orders.clear()

        def finish() -> None:
            for future, order in begun:
                future.set_result(order())

        return finish

    def work(self) -> None:
        self.begin()()


class Breaking:
    """A recogniser that breaks down on every sound."""

    name = "breaking"

    def session(self) -> Breaking:
        return self

    def feed(self, samples: Samples) -> None:
        raise EngineError("It broke down.", code="recogniser-failed")

    def so_far(self) -> tuple[Word, ...]:
        return ()

    def finish(self) -> tuple[Word, ...]:
        return ()


class Deaf:
    """A recogniser that keeps nothing and hears nothing, and its session."""

    name = "deaf"

    def session(self) -> Deaf:
        return self

    def feed(self, samples: Samples) -> None:
        pass

    def so_far(self) -> tuple[Word, ...]:
        return ()

    def finish(self) -> tuple[Word, ...]:
        return ()


def test_cutting_neither_loses_nor_doubles_a_word() -> None:
    words = words_every(0.06, 400, start_s=0.5)
    answer = Answer(words, 150.0)
    assert texts(answer.transcript.words) == texts(words)
    assert len(answer.stretches) >= 5


def test_silence_is_counted_from_the_last_word_and_before_the_first_from_the_start() -> None:
    answer = Answer(words_every(0.1, 5, start_s=1.0), 6.0)
    silent = {round(fed_s, 1): silent_s for fed_s, silent_s in answer.silences}
    assert silent[0.5] == pytest.approx(0.5, abs=2 * FRAME_S)
    assert silent[2.0] == 0
    assert silent[6.0] == pytest.approx(6.0 - 2.9, abs=2 * FRAME_S)


def test_where_nothing_is_said_nothing_is_written_down() -> None:
    nothing = Answer((), 30.0)
    assert nothing.transcript.words == ()
    assert nothing.silences[-1][1] == pytest.approx(30.0, abs=FRAME_S)
    assert nothing.transcriber.sessions == []


def test_an_answer_may_go_on_after_its_transcript_was_taken_in_a_silence() -> None:
    words = words_every(0.1, 5) + words_every(0.1, 5, start_s=8.0)
    sound = sound_of(words, 9.9)
    listener = Listener(ScriptedDetector(), Scribe(ScriptedTranscriber([(sound, words)])), SETTINGS)
    cut = int(7.9 * SAMPLE_RATE_HZ)
    listener.feed(sound[:cut])
    assert texts(listener.transcript().words) == texts(words[:5])
    listener.feed(sound[cut:])
    assert texts(listener.finish().words) == texts(words)


def test_at_a_pause_the_open_words_are_guessed_at_once() -> None:
    answer = Answer(words_every(0.1, 5) + words_every(0.1, 5, start_s=3.6), 9.0)
    (first_s, first), (second_s, second) = answer.told(WordsGuessed)
    assert texts(first.words) == [f"w{place}" for place in range(5)]
    assert first_s == pytest.approx(2.9 + SETTINGS.hangover_s, abs=0.15)
    assert len(second.words) == 10  # the short pause between has settled nothing
    assert second_s < answer.told(WordsSettled)[0][0]


def test_a_guess_that_comes_when_the_candidate_has_spoken_on_is_thrown_away() -> None:
    worker = Patient()
    words = words_every(0.1, 5) + words_every(0.1, 5, start_s=3.6)
    sound = sound_of(words, 5.0)
    scribe = Scribe(ScriptedTranscriber([(sound, words)]), worker)
    listener = Listener(ScriptedDetector(), scribe, SETTINGS)
    listener.feed(sound[: int(3.4 * SAMPLE_RATE_HZ)])
    listener.feed(sound[int(3.4 * SAMPLE_RATE_HZ) : int(4.4 * SAMPLE_RATE_HZ)])
    worker.work()
    assert listener.feed(np.zeros(0, np.float32)) == ()


def test_a_guess_under_way_when_the_candidate_speaks_on_tells_what_was_said_until_then() -> None:
    worker = Patient()
    words = words_every(0.1, 5) + words_every(0.1, 5, start_s=3.6)
    sound = sound_of(words, 5.0)
    listener = Listener(ScriptedDetector(), Scribe(ScriptedTranscriber([(sound, words)]), worker), SETTINGS)
    listener.feed(sound[: int(3.4 * SAMPLE_RATE_HZ)])
    finish = worker.begin()
    assert not listener.feed(sound[int(3.4 * SAMPLE_RATE_HZ) : int(3.6 * SAMPLE_RATE_HZ)])
    assert listener.feed(sound[int(3.6 * SAMPLE_RATE_HZ) : int(4.0 * SAMPLE_RATE_HZ)]) != ()
    finish()
    (guessed,) = listener.feed(np.zeros(0, np.float32))
    assert isinstance(guessed, WordsGuessed)
    assert guessed.void
    assert texts(guessed.words) == texts(words[:5])


def test_when_no_more_is_to_be_heard_all_is_ordered_and_the_words_come_when_they_come() -> None:
    worker = Patient()
    words = words_every(0.1, 5)
    sound = sound_of(words, 2.95)
    listener = Listener(ScriptedDetector(), Scribe(ScriptedTranscriber([(sound, words)]), worker), SETTINGS)
    listener.feed(sound)
    assert not listener.stop()
    assert listener.waiting
    worker.work()
    assert listener.stop()
    assert texts(listener.finish().words) == texts(words)
    assert listener.transcript().duration_s == pytest.approx(2.95)


def test_words_come_in_order_however_late_the_recogniser_is() -> None:
    worker = Patient()
    words = words_every(0.1, 5) + words_every(0.1, 5, start_s=5.0) + words_every(0.1, 5, start_s=9.0)
    sound = sound_of(words, 14.0)
    scribe = Scribe(ScriptedTranscriber([(sound, words)]), worker)
    listener = Listener(ScriptedDetector(), scribe, SETTINGS)
    assert not [h for h in listener.feed(sound) if isinstance(h, WordsSettled)]
    assert listener.late_s == pytest.approx(14.0 - 2.9 - SETTINGS.parting_pause_s, abs=0.1)
    worker.work()
    told = [h for h in listener.feed(np.zeros(0, np.float32)) if isinstance(h, WordsSettled)]
    assert texts(tuple(word for heard in told for word in heard.words)) == texts(words)
    assert listener.late_s == 0


def test_a_relieved_recogniser_hands_over_what_it_has_not_begun() -> None:
    worker = Patient()
    words = words_every(0.1, 5) + words_every(0.1, 5, start_s=5.0)
    sound = sound_of(words, 9.0)
    slow, quick = (ScriptedTranscriber([(sound, words)]) for _ in range(2))
    scribe = Scribe(slow, worker)
    listener = Listener(ScriptedDetector(), scribe, SETTINGS)
    listener.feed(sound[: 4 * SAMPLE_RATE_HZ])
    scribe.relieve(lambda: quick)
    listener.feed(sound[4 * SAMPLE_RATE_HZ :])
    worker.work()
    assert texts(listener.finish().words) == texts(words)
    assert (len(slow.sessions), len(quick.sessions)) == (1, 1)


@pytest.mark.parametrize("order", ["guess", "finish"])
def test_a_recogniser_that_breaks_down_is_told_of_when_its_words_are_due(order: str) -> None:
    stretch = Scribe(Breaking()).begin()
    stretch.feed(np.zeros(1600, np.float32))
    with pytest.raises(EngineError):
        getattr(stretch, order)().result()


def test_an_answer_that_stops_in_mid_word_keeps_that_word() -> None:
    words = (*words_every(0.1, 3), Word("cut", 2.2, 2.5))
    answer = Answer(words, 2.4)
    assert texts(answer.transcript.words) == ["w0", "w1", "w2", "cut"]
    assert answer.transcript.words[-1].end_s <= 2.4


def test_an_answer_of_one_word_is_an_answer() -> None:
    answer = Answer((Word("no", 0.5, 0.7),), 1.0)
    assert texts(answer.transcript.words) == ["no"]


def test_no_sound_at_all_is_no_words() -> None:
    assert Answer((), 0.0).transcript == Transcript((), 0.0)


def test_the_detector_forgets_the_answer_before() -> None:
    detector = ScriptedDetector([0.9] * 20)
    for _ in range(2):
        listener = Listener(detector, Scribe(ScriptedTranscriber([])), SETTINGS)
        told = listener.feed(np.zeros(20 * 512, np.float32))
        assert [type(heard) for heard in told] == [SpeechBegan]


gaps = st.lists(st.floats(0.05, 3.5), min_size=1, max_size=25)


@settings(max_examples=25, deadline=None)
@given(gaps, st.integers(1, 5000), st.floats(0.12, 4.0))
def test_how_sound_is_chopped_into_chunks_changes_nothing(
    pauses: list[float], chunk_samples: int, length_s: float
) -> None:
    words, now_s = [], 0.3
    for number, pause_s in enumerate(pauses):
        words.append(Word(f"w{number}", now_s, now_s + length_s))
        now_s += length_s + pause_s
    said = tuple(words)
    chopped = Answer(said, now_s, chunk_samples=max(chunk_samples, 200))
    whole = Answer(said, now_s, chunk_samples=10**9)
    assert [heard for _, heard in chopped.heard] == [heard for _, heard in whole.heard]
    assert chopped.transcript == whole.transcript
    assert chopped.stretches == whole.stretches
    settled = [word for _, heard in chopped.told(WordsSettled) for word in heard.words]
    assert tuple(settled) == chopped.transcript.words[: len(settled)]
    assert texts(chopped.transcript.words) == texts(said)
    assert max(chopped.stretches) < 30.0
