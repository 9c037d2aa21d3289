"""A sound handed out block by block, without any device."""

from __future__ import annotations

import numpy as np
import pytest

from simulator.adapters.playback import FADE_S, StreamPlayback
from simulator.errors import DeviceError
from simulator.ports import Samples

RATE_HZ = 1000


def well() -> None:
    pass


def failed() -> None:
    raise DeviceError("it went away", code="loudspeaker-gone")


def taken(playback: StreamPlayback, frames: int, delay_s: float = 0.0) -> Samples:
    out = np.full((frames, 2), 9, np.float32)
    playback.fill(out, delay_s)
    assert np.array_equal(out[:, 0], out[:, 1])
    return out[:, 0]


def ramp(count: int) -> Samples:
    return (np.arange(count) + 1).astype(np.float32) / count


def test_blocks_hold_the_whole_sound_and_silence_after_it() -> None:
    sound = ramp(25)
    playback = StreamPlayback(sound, RATE_HZ, well)
    heard = np.concatenate([taken(playback, 10) for _ in range(4)])
    assert np.array_equal(heard[:25], sound)
    assert not heard[25:].any()


def test_it_plays_until_the_last_of_it_has_come_out_of_the_device() -> None:
    playback = StreamPlayback(ramp(5), RATE_HZ, well)
    assert playback.playing
    taken(playback, 10, delay_s=1000)
    assert playback.playing
    at_once = StreamPlayback(ramp(5), RATE_HZ, well)
    taken(at_once, 10, delay_s=-1)
    assert not at_once.playing
    at_once.wait()


def test_a_stopped_sound_dies_away_within_a_few_milliseconds() -> None:
    playback = StreamPlayback(np.ones(1000, np.float32), RATE_HZ, well)
    assert taken(playback, 10).all()
    playback.stop()
    assert not playback.playing
    last = taken(playback, 100)
    fading = int(FADE_S * RATE_HZ)
    assert np.all(np.diff(last[:fading]) < 0)
    assert not last[fading:].any()
    assert not taken(playback, 100).any()


def test_a_sound_of_nothing_is_over_at_once() -> None:
    playback = StreamPlayback(np.zeros(0, np.float32), RATE_HZ, well)
    assert not playback.playing
    playback.wait()


def test_a_failed_output_is_said_to_whoever_asks() -> None:
    for ask in (lambda p: p.playing, lambda p: p.wait(), lambda p: p.stop()):
        with pytest.raises(DeviceError):
            ask(StreamPlayback(ramp(5), RATE_HZ, failed))


def test_one_who_is_interrupted_while_waiting_leaves_silence(monkeypatch: pytest.MonkeyPatch) -> None:
    playback = StreamPlayback(ramp(50), RATE_HZ, well)

    def interrupted(_: float) -> bool:
        raise KeyboardInterrupt

    monkeypatch.setattr(playback._handed_out, "wait", interrupted)
    with pytest.raises(KeyboardInterrupt):
        playback.wait()
    assert not playback.playing


@pytest.mark.parametrize(("heard", "stopped"), [(True, False), (False, False), (True, True)])
def test_only_the_end_of_a_whole_sound_is_waited_for_at_the_close(heard: bool, stopped: bool) -> None:
    playback = StreamPlayback(ramp(5), RATE_HZ, well)
    if heard:
        taken(playback, 10, delay_s=1000)
    if stopped:
        playback.stop()
    assert (playback.let_go(0.1) > 900) == (heard and not stopped)
    assert not playback.playing
