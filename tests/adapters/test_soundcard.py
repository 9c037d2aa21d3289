"""Microphone and loudspeaker on a real sound server. What is under test runs in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from support.pulse import SoundServer, sound_server
from support.sound import JFK, everything, loudness, read_wav, write_wav

from simulator.adapters.files import FileSource
from simulator.domain.speech import SAMPLE_RATE_HZ
from simulator.ports import Samples

pytestmark = pytest.mark.soundcard

LISTEN = """
import sys
from pathlib import Path
from simulator.adapters.archive import FolderArchive
from simulator.adapters.soundcard import Microphone

microphone = Microphone(sys.argv[2] if len(sys.argv) > 2 else None)
recording = FolderArchive(Path(sys.argv[1])).recording("heard")
print(microphone.name, flush=True)
for chunk in microphone.chunks():
    recording.write(chunk)
    print(len(chunk), microphone.zeros_s, microphone.overflows, flush=True)
"""

PLAY = """
import sys, time
from pathlib import Path
import numpy as np
from simulator.adapters.soundcard import Loudspeaker
from simulator.ports import Sound
from support.sound import read_wav

loudspeaker = Loudspeaker()
clip = Sound(*read_wav(Path(sys.argv[1])))
tone = Sound((0.5 * np.sin(np.arange(5 * 48_000) * 0.1)).astype(np.float32), 48_000)
exec(sys.argv[2])
loudspeaker.close()
"""

FAIL = """
import sys
from simulator.adapters import soundcard
from simulator.errors import DeviceError

try:
    eval(sys.argv[1], vars(soundcard))
except DeviceError as error:
    print(error.code, error.exit_status, error, sep="|")
"""


def best_agreement(heard: Samples, said: Samples) -> float:
    """The best correlation of loudness over all delays in steps of 20 ms, 0-1."""
    a, b = loudness(heard, 0.02), loudness(said, 0.02)
    return max(float(np.corrcoef(a[shift : shift + len(b)], b)[0, 1]) for shift in range(len(a) - len(b) + 1))


def span_s(sound: Samples) -> float:
    """From the first sound to the last."""
    return float(np.ptp(np.flatnonzero(np.abs(sound) > 0.01))) / SAMPLE_RATE_HZ


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two seconds of real speech, to the last sample."""
    sound = everything(FileSource(JFK))[: 2 * SAMPLE_RATE_HZ]
    return write_wav(tmp_path_factory.mktemp("clip") / "clip.wav", sound)


def fault(pulse: SoundServer, expression: str, **env: str) -> tuple[str, ...]:
    done = subprocess.run(
        [sys.executable, "-c", FAIL, expression],
        env=pulse.env | env,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return tuple(done.stdout.strip().split("|"))


def test_what_is_said_before_the_microphone_is_heard_and_kept(
    pulse: SoundServer, clip: Path, tmp_path: Path
) -> None:
    listener = pulse.start(sys.executable, "-c", LISTEN, str(tmp_path), stdout=subprocess.PIPE)
    assert listener.stdout is not None
    assert listener.stdout.readline().strip() == "default"
    listener.stdout.readline()
    pulse.play_into_microphone(clip)
    lengths, spoken, zeros_s = [], False, 0.0
    while not (spoken and zeros_s > 0.4):  # nothing but zeros, after the clip
        length, zeros_s, _ = (float(value) for value in listener.stdout.readline().split())
        spoken = spoken or (length > 0 and zeros_s == 0)
        lengths.append(length)
    listener.kill()
    listener.stdout.close()
    listener.wait()
    heard, rate_hz = read_wav(tmp_path / "heard.wav")
    assert rate_hz == SAMPLE_RATE_HZ
    said = everything(FileSource(clip))
    assert best_agreement(heard, said) > 0.9
    assert span_s(heard) == pytest.approx(span_s(said), abs=0.03)
    assert 0 < max(lengths) <= SAMPLE_RATE_HZ * 0.11


def test_exact_silence_is_counted_and_is_no_error(pulse: SoundServer, tmp_path: Path) -> None:
    listener = pulse.start(sys.executable, "-c", LISTEN, str(tmp_path), "DEF", stdout=subprocess.PIPE)
    assert listener.stdout is not None
    assert listener.stdout.readline().strip() == "default"
    chunks = [listener.stdout.readline().split() for _ in range(30)]
    listener.kill()
    listener.stdout.close()
    listener.wait()
    lengths_s = sum(int(length) for length, _, _ in chunks) / SAMPLE_RATE_HZ
    assert float(chunks[-1][1]) == pytest.approx(lengths_s, abs=0.1)
    assert lengths_s > 0.5


def test_a_microphone_that_was_never_anything_but_zeros_says_so(pulse: SoundServer) -> None:
    script = (
        "from simulator.adapters.soundcard import Microphone\n"
        "microphone = Microphone()\n"
        "for _ in microphone.chunks():\n"
        "    if microphone.notice:\n"
        "        print(microphone.notice[0], microphone.zeros_s >= 3)\n"
        "        break\n"
    )
    done = pulse.python(script)
    assert done.stdout.split() == ["microphone-zeros", "True"], done.stderr


def played(pulse: SoundServer, clip: Path, steps: str) -> tuple[Samples, str]:
    """What comes out of the loudspeaker while `steps` run, and what they print."""
    with pulse.record_loudspeaker() as heard:
        env = pulse.env | {"PYTHONPATH": str(Path(__file__).parent.parent)}
        done = subprocess.run(
            [sys.executable, "-c", PLAY, str(clip), steps],
            env=env,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert (done.returncode, done.stderr) == (0, "")
    return heard[0], done.stdout


def test_questions_one_after_another_come_out_of_the_loudspeaker_whole(
    pulse: SoundServer, clip: Path
) -> None:
    heard, _ = played(
        pulse, clip, "loudspeaker.start(clip).wait()\ntime.sleep(1)\nloudspeaker.start(clip).wait()"
    )
    said = everything(FileSource(clip))
    between = int(np.argmax(np.diff(np.flatnonzero(np.abs(heard) > 0.01))))
    first_end = int(np.flatnonzero(np.abs(heard) > 0.01)[between]) + SAMPLE_RATE_HZ // 2
    for one in (heard[:first_end], heard[first_end:]):
        padded = np.pad(one, SAMPLE_RATE_HZ)
        assert best_agreement(padded, said) > 0.9
        assert span_s(one) == pytest.approx(span_s(said), abs=0.03)


def test_a_sound_is_begun_and_not_waited_for(pulse: SoundServer, clip: Path) -> None:
    steps = "sound = loudspeaker.start(tone)\nprint(sound.playing)\nsound.wait()\nprint(sound.playing)"
    heard, printed = played(pulse, clip, steps)
    assert printed.split() == ["True", "False"]
    assert span_s(heard) == pytest.approx(5, abs=0.03)


def test_a_sound_that_is_stopped_falls_silent(pulse: SoundServer, clip: Path) -> None:
    steps = (
        "sound = loudspeaker.start(tone)\ntime.sleep(1)\nsound.stop()\nprint(sound.playing)\ntime.sleep(3)"
    )
    heard, printed = played(pulse, clip, steps)
    assert printed.split() == ["False"]
    assert 0 < span_s(heard) < 2.5


def test_a_second_sound_takes_the_place_of_the_first(pulse: SoundServer, clip: Path) -> None:
    steps = (
        "first = loudspeaker.start(tone)\ntime.sleep(0.5)\nsecond = loudspeaker.start(clip)\n"
        "print(first.playing, second.playing)\nsecond.wait()"
    )
    heard, printed = played(pulse, clip, steps)
    assert printed.split() == ["False", "True"]
    said = everything(FileSource(clip))
    assert best_agreement(heard, said) > 0.9
    assert span_s(heard) < 5


def test_an_output_that_was_closed_is_opened_anew(pulse: SoundServer, clip: Path) -> None:
    steps = (
        "first = loudspeaker.start(tone)\nloudspeaker.close()\nprint(first.playing)\nfirst.wait()\n"
        "loudspeaker.close()\nloudspeaker.start(clip).wait()"
    )
    heard, printed = played(pulse, clip, steps)
    assert printed.split() == ["False"]
    assert best_agreement(heard, everything(FileSource(clip))) > 0.9


def test_a_loudspeaker_that_goes_away_is_said(tmp_path: Path, pulse: SoundServer) -> None:
    """The server ends under the open loudspeaker, once while it sounds and once while it is silent."""
    with sound_server(tmp_path) as server:
        steps = (
            "[l := Loudspeaker(), long := Sound(np.ones(480_000, np.float32), 8_000), "
            "print(l.start(long).playing, flush=True)"
        )
        waiting = [
            server.start(sys.executable, "-c", FAIL, steps + after, stdout=subprocess.PIPE)
            for after in (
                ", l._output._now.wait()]",
                ", l._output._now.stop(), l._output._closed.wait(30), l.start(long)]",
            )
        ]
        begun = [program.stdout.readline() for program in waiting if program.stdout]
        server.run("pactl", "exit")
        said = [program.communicate(timeout=30)[0].split("|")[:2] for program in waiting]
    assert begun == ["True\n", "True\n"]
    assert said == [["loudspeaker-gone", "4"], ["loudspeaker-refused", "4"]]


def test_devices_are_listed_by_name_the_systems_choice_first(pulse: SoundServer) -> None:
    script = "from simulator.adapters.soundcard import devices\nfor device in devices(): print(device)"
    listed = pulse.python(script).stdout.splitlines()
    assert [line.split()[0] for line in listed] == ["microphone"] * 2 + ["loudspeaker"] * 2
    assert listed[0].split()[1] == "default"
    assert [line.endswith("the system’s choice") for line in listed] == [True, False, True, False]


def test_a_name_that_is_not_there_is_answered_with_those_that_are(pulse: SoundServer) -> None:
    code, status, message = fault(pulse, "Microphone('Bleu Yeti')")
    assert (code, status) == ("microphone-unknown", "4")
    assert message == "There is no microphone 'Bleu Yeti'; there is 'default', 'pulse'."
    assert fault(pulse, "Loudspeaker('hi-fi')")[0] == "loudspeaker-unknown"


def test_a_machine_without_devices_says_so(pulse: SoundServer, tmp_path: Path) -> None:
    nowhere = {"PULSE_SERVER": f"unix:{tmp_path}/none", "HOME": str(tmp_path)}
    if fault(pulse, "print(len(devices()))", **nowhere) != ("0",):
        pytest.skip("this machine has sound devices of its own")
    code, status, message = fault(pulse, "Microphone()", **nowhere)
    assert (code, status) == ("microphone-missing", "4")
    assert "connect one" in message
    assert fault(pulse, "Loudspeaker()", **nowhere)[0] == "loudspeaker-missing"


def test_a_device_that_cannot_be_opened_is_named(pulse: SoundServer, tmp_path: Path) -> None:
    """The server ends between the choice of the device and its opening."""
    broken = "PULSE_SERVER"
    opening = (
        f"[m := Microphone(), __import__('os').environ.__setitem__('{broken}', 'unix:{tmp_path}/none'), "
        "next(m.chunks())]"
    )
    code, status, message = fault(pulse, opening)
    assert (code, status) == ("microphone-refused", "4")
    assert "'default' cannot be opened" in message
    played = opening.replace("Microphone", "Loudspeaker").replace(
        "next(m.chunks())", "m.start(Sound(np.zeros(9, np.float32), 9))"
    )
    assert fault(pulse, played)[0] == "loudspeaker-refused"


def test_a_microphone_that_goes_away_is_said(tmp_path: Path, pulse: SoundServer) -> None:
    """The server ends under the open microphone."""
    with sound_server(tmp_path) as server:
        listener = server.start(
            sys.executable,
            "-c",
            FAIL,
            "[print(len(c), flush=True) for c in Microphone(returns_within_s=3).chunks()]",
            stdout=subprocess.PIPE,
        )
        assert listener.stdout is not None
        for _ in range(5):
            listener.stdout.readline()
        server.run("pactl", "exit")
        rest = listener.stdout.read().splitlines()
        listener.stdout.close()
        listener.wait(30)
    assert rest[-1].startswith("microphone-gone|4|The microphone 'default' went away")


def test_without_portaudio_it_says_what_to_install() -> None:
    hidden = "import ctypes.util; ctypes.util.find_library = lambda name: None\n" + FAIL
    done = subprocess.run(
        [sys.executable, "-c", hidden, "devices()"], capture_output=True, text=True, check=True, timeout=60
    )
    if sys.platform.startswith("linux"):  # elsewhere the wheel brings its own
        assert done.stdout.startswith("portaudio-missing|4|")
        assert "sudo apt install libportaudio2" in done.stdout
