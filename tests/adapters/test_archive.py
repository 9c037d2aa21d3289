"""What is kept of a session, whatever happens to the program or the disk."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from support.sound import everything, read_wav

from simulator.adapters.archive import FolderArchive
from simulator.adapters.files import FileSource
from simulator.domain.speech import SAMPLE_RATE_HZ
from simulator.errors import ArchiveError
from simulator.ports import Samples

CHUNK = 1600

WRITER = """
import sys
from pathlib import Path
import numpy as np
from simulator.adapters.archive import FolderArchive

archive = FolderArchive(Path(sys.argv[1]))
recording = archive.recording("answer")
print(recording.path, flush=True)
written = 0
while True:
    recording.write(np.full(1600, 0.25, np.float32))
    archive.append('{"chunk": %d}' % written)
    written += 1
    print(written, flush=True)
"""

NEVER_CLOSED = """
import sys
from pathlib import Path
from simulator.adapters.archive import FolderArchive

recording = FolderArchive(Path(sys.argv[1])).recording("answer")
recording._file.close()  # as the collector may do before it comes to the rest
"""


def test_a_recording_that_nobody_closed_goes_without_a_word(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", NEVER_CLOSED, str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert len(read_wav(tmp_path / "answer.wav")[0]) == 0


def tone(seconds: float) -> Samples:
    return (0.5 * np.sin(np.arange(int(seconds * SAMPLE_RATE_HZ)) * 0.1)).astype(np.float32)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_recording_comes_back_as_it_was(tmp_path: Path) -> None:
    recording = FolderArchive(tmp_path / "s").recording("answer")
    sound = tone(1.0)
    for begin in range(0, len(sound), CHUNK):
        recording.write(sound[begin : begin + CHUNK])
    recording.close()
    recording.close()
    kept, rate_hz = read_wav(tmp_path / "s" / "answer.wav")
    assert rate_hz == SAMPLE_RATE_HZ
    assert np.max(np.abs(kept - sound)) < 1e-4


def test_it_can_be_read_while_it_is_being_made_from_the_first_moment(tmp_path: Path) -> None:
    recording = FolderArchive(tmp_path).recording("answer")
    assert len(read_wav(tmp_path / "answer.wav")[0]) == 0
    recording.write(tone(0.1))
    assert len(read_wav(tmp_path / "answer.wav")[0]) == CHUNK
    recording.close()


def test_too_loud_sound_is_clipped_and_does_not_wrap_around(tmp_path: Path) -> None:
    recording = FolderArchive(tmp_path).recording("answer")
    recording.write(np.array([1.5, -1.5], np.float32))
    recording.close()
    assert read_wav(tmp_path / "answer.wav")[0] == pytest.approx([1.0, -1.0], abs=1e-4)


def test_only_the_owner_can_read_it(tmp_path: Path) -> None:
    archive = FolderArchive(tmp_path / "sessions" / "one")
    archive.append("{}")
    recording = archive.recording("answer")
    recording.close()
    assert recording.path is not None
    assert mode(tmp_path / "sessions" / "one") == 0o700
    assert mode(recording.path) == 0o600
    assert mode(tmp_path / "sessions" / "one" / "trace.jsonl") == 0o600


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    for _ in range(3):
        recording = FolderArchive(tmp_path).recording("answer")
        recording.write(tone(0.1))
        recording.close()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["answer-2.wav", "answer-3.wav", "answer.wav"]


def test_the_trace_is_on_disk_line_by_line(tmp_path: Path) -> None:
    archive = FolderArchive(tmp_path)
    archive.append('{"event": "one"}')
    assert (tmp_path / "trace.jsonl").read_text() == '{"event": "one"}\n'
    FolderArchive(tmp_path).append('{"event": "zwei – два"}\n')
    assert (tmp_path / "trace.jsonl").read_text("utf-8").splitlines() == [
        '{"event": "one"}',
        '{"event": "zwei – два"}',
    ]


@pytest.mark.skipif(os.name != "posix", reason="there is no SIGKILL here")
def test_kill_9_costs_no_more_than_half_a_second(tmp_path: Path) -> None:
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert writer.stdout is not None
    path = Path(writer.stdout.readline().strip())
    while int(writer.stdout.readline()) < 100:
        pass
    writer.send_signal(signal.SIGKILL)
    reported = [int(line) for line in writer.stdout.read().splitlines() if line]
    writer.stdout.close()
    assert writer.wait() == -signal.SIGKILL
    written = max([100, *reported]) * CHUNK
    kept, _ = read_wav(path)
    assert len(kept) >= written - SAMPLE_RATE_HZ // 2
    assert np.allclose(kept, 0.25, atol=1e-4)
    assert len(everything(FileSource(path))) >= written - SAMPLE_RATE_HZ // 2
    assert len((tmp_path / "trace.jsonl").read_text().splitlines()) >= written // CHUNK - 5


FILLER = """
import resource, sys
from pathlib import Path
import numpy as np
from simulator.adapters.archive import FolderArchive
from simulator.errors import ArchiveError

resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))
recording = FolderArchive(Path(sys.argv[1])).recording("answer")
try:
    while True:
        recording.write(np.full(1600, 0.25, np.float32))
except ArchiveError as error:
    recording.close()
    print(error)
"""


@pytest.mark.skipif(os.name != "posix", reason="file sizes cannot be limited here")
def test_a_full_disk_is_said_in_one_sentence_and_what_was_written_is_kept(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FILLER, str(tmp_path)], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.count("\n") == 1
    assert str(tmp_path / "answer.wav") in done.stdout
    assert "cannot be written" in done.stdout
    assert done.stderr == ""
    kept, _ = read_wav(tmp_path / "answer.wav")
    assert len(kept) >= 20_000
    assert np.allclose(kept, 0.25, atol=1e-4)


def test_a_folder_that_cannot_be_made_is_said_with_its_name(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ArchiveError, match=r"file.*cannot be written") as caught:
        FolderArchive(tmp_path / "file" / "session")
    assert caught.value.exit_status == 4


def test_a_folder_that_went_away_is_said_too(tmp_path: Path) -> None:
    archive = FolderArchive(tmp_path / "s")
    (tmp_path / "s").rmdir()
    with pytest.raises(ArchiveError, match=r"trace\.jsonl: cannot be written"):
        archive.append("{}")
    with pytest.raises(ArchiveError, match=r"answer\.wav: cannot be written"):
        archive.recording("answer")
