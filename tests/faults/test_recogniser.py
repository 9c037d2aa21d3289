"""A recogniser that crashes or hangs in mid-answer: it is started anew, and not a word is lost."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest
from support.cases import spoken
from support.contracts import check_asking_changes_nothing, check_transcriber
from support.rehearsal import Rehearsal

from simulator.adapters.scripted import FailingTranscriber, ScriptedTranscriber, sound_of
from simulator.adapters.sphinx import SphinxTranscriber
from simulator.adapters.worker import WorkerTranscriber
from simulator.domain.speech import Word
from simulator.errors import EngineError
from simulator.events import AnswerEnded, Closed, Noticed, WordsHeard
from simulator.hearing import Scribe

ANSWER = spoken(
    """I noticed that some of our payment webhooks were failing from time to time.
It was not my team. So I told the Platform team about it, and they fixed it after a few days."""
)
SOUND = sound_of(ANSWER.words, ANSWER.duration_s)
TWO = (Word("hello", 0.5, 0.9), Word("again", 1.0, 1.5))


def scripted() -> ScriptedTranscriber:
    return ScriptedTranscriber([(SOUND, ANSWER.words), (sound_of(TWO, 2.0), TWO)])


def failing(marks: tuple[Path, ...], how: str) -> FailingTranscriber:
    return FailingTranscriber(scripted(), marks, how)


def marks(folder: Path, times: int) -> tuple[Path, ...]:
    """As many failures as there are files."""
    made = tuple(folder / f"{number}" for number in range(times))
    for mark in made:
        mark.touch()
    return made


@pytest.fixture
def worker(tmp_path):
    """Makes a recogniser in a process that fails so often, in this way."""

    def make(how: str, times: int) -> WorkerTranscriber:
        return WorkerTranscriber(partial(failing, marks(tmp_path, times), how), hangs_after_s=2.0)

    return make


def test_a_recogniser_in_its_own_process_keeps_the_contract(worker):
    assert worker("crash", 0).notice is None
    check_transcriber(worker("crash", 0), sound_of(TWO, 2.0), {"hello", "again"})
    check_asking_changes_nothing(lambda: worker("crash", 0), SOUND)


def test_one_that_never_fails_and_one_that_may_keep_it_too():
    check_transcriber(failing((), "crash"), sound_of(TWO, 2.0), {"hello", "again"})


@pytest.mark.parametrize(("how", "said"), [("crash", "broke down"), ("hang", "did not answer any more")])
@pytest.mark.parametrize("times", [1, 2])
def test_one_that_crashes_or_hangs_is_started_anew_and_fed_all_again(worker, how, said, times):
    transcriber = worker(how, times)
    first, second = transcriber.session(), transcriber.session()
    first.feed(SOUND[:20_000])
    second.feed(sound_of(TWO, 2.0))
    assert first.so_far()
    first.feed(SOUND[20_000:])
    assert first.finish() == ANSWER.words
    assert second.finish() == TWO  # the other stretch had been fed to a process that is gone
    code, text = transcriber.notice
    assert code == "recogniser-restarted"
    assert said in text


def test_one_whose_library_fails_is_started_anew_and_puts_no_traceback_on_the_screen(worker, capfd):
    transcriber = worker("fault", 1)
    session = transcriber.session()
    session.feed(SOUND)
    assert session.finish() == ANSWER.words
    assert transcriber.notice[0] == "recogniser-restarted"
    assert capfd.readouterr() == ("", "")


def broken() -> ScriptedTranscriber:
    raise ValueError("a fault of a library's own")


def test_one_whose_library_fails_while_it_loads_says_so_in_a_sentence_alone(capfd):
    with pytest.raises(EngineError, match="cannot be started"):
        WorkerTranscriber(broken)
    assert capfd.readouterr() == ("", "")


def test_one_that_is_killed_by_the_system_is_started_anew():
    transcriber = WorkerTranscriber(scripted)
    session = transcriber.session()
    session.feed(SOUND)
    (child,) = multiprocessing.active_children()
    os.kill(child.pid, signal.SIGKILL)
    child.join()
    assert session.finish() == ANSWER.words


def test_what_fails_three_times_is_an_error_in_a_sentence_and_the_next_stretch_works(worker):
    transcriber = worker("crash", 3)
    session = transcriber.session()
    session.feed(SOUND)
    with pytest.raises(EngineError, match="failed 3 times on the same stretch of sound"):
        session.finish()
    again = transcriber.session()
    again.feed(SOUND)
    assert again.finish() == ANSWER.words


def test_an_error_of_the_recogniser_comes_through_as_it_is(worker):
    session = worker("refuse", 1).session()
    session.feed(SOUND)
    with pytest.raises(EngineError, match="broke down on this stretch"):
        session.so_far()
    assert session.finish() == ANSWER.words


def test_one_that_cannot_be_loaded_says_why():
    with pytest.raises(EngineError, match="ARPAbet"):
        WorkerTranscriber(partial(SphinxTranscriber, {"webhook": "no such phones"}))


def test_no_process_is_left_when_nobody_needs_it_any_more():
    transcriber = WorkerTranscriber(scripted)
    transcriber.session().feed(SOUND)
    assert multiprocessing.active_children()
    del transcriber
    gc.collect()
    assert not multiprocessing.active_children()


@pytest.mark.parametrize("how", ["crash", "hang"])
def test_an_interview_goes_on_with_every_word_and_says_what_happened(worker, how):
    with ThreadPoolExecutor(1) as thread:
        rehearsal = Rehearsal(ANSWER, probes=0, scribe=Scribe(worker(how, 1), thread))
        rehearsal.run()
    assert rehearsal.of(AnswerEnded)[0].transcript.words == ANSWER.words
    assert [word for event in rehearsal.of(WordsHeard) for word in event.words] == list(ANSWER.words)
    assert rehearsal.of(Closed)[0].rating
    assert "recogniser-restarted" in [event.code for event in rehearsal.of(Noticed)]
