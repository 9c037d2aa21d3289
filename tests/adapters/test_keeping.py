"""A session whose folder fails in the middle: nothing of it is lost, wherever it fails."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import wave
from pathlib import Path

import numpy as np
import pytest

from simulator.adapters.archive import TRACE, FolderArchive, new_folder, whole_lines
from simulator.adapters.holding import LOCK, held, is_held
from simulator.adapters.keeping import SafeArchive
from simulator.errors import ArchiveError

CHUNK = 1600


def sound(number: int) -> np.ndarray:
    return np.full(CHUNK, (number % 100 + 1) / 200, np.float32)


def pcm_of(path: Path) -> np.ndarray:
    with wave.open(str(path), "rb") as file:
        return np.frombuffer(file.readframes(file.getnframes()), "<i2")


def pcm(numbers: range) -> np.ndarray:
    return np.rint(np.concatenate([sound(number) for number in numbers]) * 32767).astype("<i2")


def safe(tmp_path: Path, *spare: str) -> SafeArchive:
    for name in spare:
        (tmp_path / name).mkdir()
    return SafeArchive(FolderArchive(tmp_path / "sessions" / "one"), [tmp_path / name for name in spare])


def test_where_nothing_fails_it_is_a_folder_like_any_other(tmp_path):
    archive = safe(tmp_path)
    archive.append('{"n": 1}')
    recording = archive.recording("answer")
    for number in range(3):
        recording.write(sound(number))
    recording.close()
    recording.close()
    assert archive.settle()
    assert archive.notice is None
    assert archive.folder == tmp_path / "sessions" / "one"
    assert recording.path == archive.folder / "answer.wav"
    assert np.array_equal(pcm_of(recording.path), pcm(range(3)))
    assert (archive.folder / TRACE).read_text() == '{"n": 1}\n'


def test_a_recording_that_a_session_left_open_is_closed_at_its_end(tmp_path):
    archive = SafeArchive(FolderArchive(tmp_path / "one"))
    recording = archive.recording("answer")
    recording.write(np.full(1600, 0.5, np.float32))
    assert archive.end()
    with wave.open(str(recording.path)) as file:
        assert file.getnframes() == 1600
    assert archive._recordings == []


def test_a_folder_that_is_taken_away_in_mid_answer_is_left_for_another_with_all_that_was_said(tmp_path):
    archive = safe(tmp_path, "spare")
    archive.append('{"n": 1}')
    recording = archive.recording("answer")
    for number in range(50):
        if number == 25:
            shutil.rmtree(archive.folder)
        recording.write(sound(number))
    archive.append('{"n": 2}')
    recording.close()
    assert archive.notice
    assert archive.notice[0] == "archive-moved"
    assert str(archive.folder) in archive.notice[1]
    assert archive.folder.parent == tmp_path / "spare"
    assert archive.folder.stat().st_mode & 0o777 == 0o700
    assert np.array_equal(pcm_of(recording.path), pcm(range(50)))
    assert (archive.folder / TRACE).read_text() == '{"n": 1}\n{"n": 2}\n'


def test_a_trace_that_cannot_be_written_takes_the_whole_session_elsewhere(tmp_path):
    archive = safe(tmp_path, "spare")
    first = archive.recording("answer")
    first.write(sound(1))
    first.close()
    archive.append('{"n": 1}')
    home = archive.folder
    (home / TRACE).unlink()
    (home / TRACE).mkdir()  # root may write anything but a folder
    second = archive.recording("probe-1")
    second.write(sound(2))
    archive.append('{"n": 2}')
    second.write(sound(3))
    second.close()
    assert archive.folder.parent == tmp_path / "spare"
    assert np.array_equal(pcm_of(archive.folder / "answer.wav"), pcm(range(1, 2)))
    assert np.array_equal(pcm_of(archive.folder / "probe-1.wav"), pcm(range(2, 4)))
    assert (archive.folder / TRACE).read_text() == '{"n": 1}\n{"n": 2}\n'
    assert not list(home.glob("*.wav"))


@pytest.mark.parametrize("broken", ["", '{"n":'])
def test_a_session_that_was_taken_up_moves_with_all_that_was_told_before_it_broke_off(tmp_path, broken):
    home = FolderArchive(tmp_path / "sessions" / "one").place
    (home / TRACE).write_text(f'{{"n": 1}}\n{{"n": "zwölf"}}\n{broken}', encoding="utf-8")
    archive = safe(tmp_path, "spare")
    whole_lines(home / TRACE)
    recording = archive.recording("answer")
    archive.append('{"n": 3}')
    recording.path.unlink()
    recording.write(sound(1))
    recording.close()
    assert archive.folder.parent == tmp_path / "spare"
    moved = (archive.folder / TRACE).read_text(encoding="utf-8")
    assert moved == '{"n": 1}\n{"n": "zwölf"}\n{"n": 3}\n'
    assert not (home / TRACE).exists()


def test_a_trace_that_holds_what_the_new_one_does_not_stays_where_it_is(tmp_path):
    archive = safe(tmp_path, "spare")
    archive.append('{"n": 1}')
    home = archive.folder
    (home / TRACE).write_text('{"n": 1}\n{"from": "elsewhere"}\n')
    recording = archive.recording("answer")
    recording.path.unlink()
    recording.write(sound(1))
    recording.close()
    assert archive.folder.parent == tmp_path / "spare"
    assert (home / TRACE).read_text() == '{"n": 1}\n{"from": "elsewhere"}\n'


def test_with_nowhere_to_write_it_is_held_in_memory_and_written_when_there_is_room_again(tmp_path):
    archive = safe(tmp_path)
    recording = archive.recording("answer")
    recording.write(sound(0))
    shutil.rmtree(tmp_path / "sessions")
    for number in range(1, 5):
        recording.write(sound(number))
    archive.append('{"n": 1}')
    assert archive.notice
    assert archive.notice[0] == "archive-in-memory"
    assert recording.path is None
    recording.close()
    assert not archive.settle()
    (tmp_path / "sessions").mkdir()
    assert archive.settle()
    assert np.array_equal(pcm_of(recording.path), pcm(range(5)))
    assert (archive.folder / TRACE).read_text() == '{"n": 1}\n'
    assert archive.notice[0] == "archive-moved"


LIMITED = """
import resource, signal, sys
from pathlib import Path
import numpy as np
from simulator.adapters.archive import FolderArchive
from simulator.adapters.keeping import SafeArchive
folder, spare = map(Path, sys.argv[1:])
archive = SafeArchive(FolderArchive(folder), [spare])
_, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
recording = archive.recording("answer")
for number in range(100):
    recording.write(np.full(1600, (number % 100 + 1) / 200, np.float32))
print(archive.notice[0])
resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
recording.close()
print(archive.folder)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such limits on Windows")
def test_a_write_that_is_cut_short_by_the_system_leaves_no_gap(tmp_path):
    (tmp_path / "spare").mkdir()
    command = [sys.executable, "-c", LIMITED, str(tmp_path / "sessions" / "one"), str(tmp_path / "spare")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    notice, folder = done.stdout.split()
    assert notice == "archive-in-memory"
    assert np.array_equal(pcm_of(Path(folder) / "answer.wav"), pcm(range(100)))


READ_ONLY = """
import os, sys
from pathlib import Path
import numpy as np
from simulator.adapters.archive import FolderArchive
from simulator.adapters.keeping import SafeArchive
folder, spare = map(Path, sys.argv[1:])
if os.geteuid() == 0:
    os.setuid(65534)
archive = SafeArchive(FolderArchive(folder), [spare])
first = archive.recording("answer")
first.write(np.full(1600, 0.1, np.float32))
first.close()
folder.chmod(0o500)
second = archive.recording("probe-1")
second.write(np.full(1600, 0.2, np.float32))
second.close()
archive.append("{}")
print(archive.notice[0], archive.folder)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are others on Windows")
def test_a_folder_made_read_only_is_left_for_another(tmp_path):
    (spare := tmp_path / "spare").mkdir()
    for folder in (tmp_path, spare):
        folder.chmod(0o777)
    for above in tmp_path.parents:  # the one who may not write must come here
        if above.stat().st_uid == os.geteuid() and str(above).startswith("/tmp/"):  # noqa: S108
            above.chmod(above.stat().st_mode | 0o111)
    command = [sys.executable, "-c", READ_ONLY, str(tmp_path / "one"), str(spare)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    notice, folder = done.stdout.split()
    assert notice == "archive-moved"
    assert sorted(path.name for path in Path(folder).iterdir()) == ["answer.wav", "probe-1.wav", TRACE]


def test_two_sessions_of_one_name_have_a_folder_each(tmp_path):
    made = [new_folder(tmp_path / "sessions", "now") for _ in range(3)]
    assert [folder.name for folder in made] == ["now", "now-2", "now-3"]
    (tmp_path / "file").write_text("")
    with pytest.raises(ArchiveError):
        new_folder(tmp_path / "file" / "sessions", "now")


def test_a_line_that_was_being_written_is_taken_off_and_whole_ones_stay(tmp_path):
    trace = tmp_path / TRACE
    trace.write_text('{"n": 1}\n{"n": 2}\n{"n":')
    whole_lines(trace)
    whole_lines(trace)
    assert trace.read_text() == '{"n": 1}\n{"n": 2}\n'


HOLD = """
import sys, time
from pathlib import Path
from simulator.adapters.holding import held
with held(Path(sys.argv[1])) as mine:
    print(mine, flush=True)
    sys.stdin.read()
"""


def test_a_folder_is_held_until_its_program_ends_however_that_ends(tmp_path):
    assert not is_held(tmp_path)
    command = [sys.executable, "-c", HOLD, str(tmp_path)]
    other = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert other.stdout
    assert other.stdin
    assert other.stdout.readline() == "True\n"
    assert is_held(tmp_path)
    with held(tmp_path) as mine:
        assert not mine
    other.kill()
    other.wait()
    other.stdout.close()
    other.stdin.close()
    assert (tmp_path / LOCK).exists()
    assert not is_held(tmp_path)
    with held(tmp_path) as mine:
        assert mine
    assert not (tmp_path / LOCK).exists()
