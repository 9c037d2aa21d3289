"""Nothing leaves the machine, and nothing that was said reaches a log, an exception or a foreign folder."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from support.command import HOTSEAT, environment, hotseat
from support.recordings import FOLDER

import simulator

SPOKEN = FOLDER / "probe-influence-weak.flac"
SAID = "rumpelstiltskin"

NO_NETWORK = """
import os, sys

def refuse(event, args):
    if event in ("socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo",
                 "socket.gethostbyname", "socket.gethostbyaddr"):
        with open(os.environ["REACHED"], "a") as file:
            file.write(f"{event} {args}\\n")
        raise OSError("no network in this test")

sys.addaudithook(refuse)
"""
"""Runs before the program in each of its processes, the voice's and the recogniser's too."""

BREAKS = """
class Breaking(RuntimeError):
    pass

def broken(*_args, **_kwargs):
    raise Breaking("the secret is rumpelstiltskin")

import simulator.session.thinking
simulator.session.thinking.review = broken
"""


def before_the_program(folder: Path, script: str) -> dict[str, str]:
    """Surroundings in which Python runs `script` first."""
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(script)
    path = os.pathsep.join(filter(None, (str(folder), os.environ.get("PYTHONPATH"))))
    return {"PYTHONPATH": path, "REACHED": str(folder / "reached")}


def alone() -> tuple[str, ...]:
    """The command that takes every network away, loopback too; empty where this system cannot."""
    for command in (("unshare", "--net"), ("unshare", "--net", "--map-root-user")):
        if shutil.which(command[0]):
            tried = subprocess.run([*command, "true"], capture_output=True, check=False)
            if tried.returncode == 0:
                return command
    return ()


@pytest.mark.parametrize(
    "command",
    [
        ("demo", "--plain"),
        ("drill", "webhook-drop-rate", "result", "--plain", "--answers", SPOKEN),
        ("review", SPOKEN),
    ],
    ids=lambda command: command[0],
)
def test_every_part_works_where_there_is_no_network_and_asks_for_none(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    more = before_the_program(tmp_path / "hook", NO_NETWORK)
    done = subprocess.run(
        [*alone(), HOTSEAT, *map(str, command)],
        env=environment(tmp_path, **more),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert not Path(more["REACHED"]).exists(), Path(more["REACHED"]).read_text()


def test_the_hook_would_have_told(tmp_path: Path) -> None:
    more = before_the_program(tmp_path / "hook", NO_NETWORK)
    done = hotseat(tmp_path, "models", "pull", "tiny.en", **more)
    assert done.returncode == 4
    assert "socket." in Path(more["REACHED"]).read_text()


def test_only_the_fetching_of_models_knows_a_way_out() -> None:
    package = Path(simulator.__file__).parent
    ways = {"socket", "http", "urllib", "ssl", "requests", "httpx", "aiohttp", "ftplib", "smtplib", "asyncio"}
    knowing = {}
    for path in sorted(package.rglob("*.py")):
        names = set()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.level == 0:
                names.add((node.module or "").split(".")[0])
        if names & ways:
            knowing[str(path.relative_to(package))] = names & ways
    assert knowing == {"adapters/models.py": {"http", "urllib"}}


def typed(home: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    """An interview whose typed answer holds the secret."""
    told = f"I noticed a bug called {SAID}. I wrote the fix for {SAID} myself. It took a week.\n\n"
    return subprocess.run(
        [HOTSEAT, "interview", "--type", "--silent", "--plain", *arguments],
        env=environment(home, **more),
        input=told * 6,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )


def holding(folder: Path) -> set[str]:
    """The files below `folder` in which the secret stands."""
    found = [path for path in folder.rglob("*") if path.is_file() and SAID.encode() in path.read_bytes()]
    return {path.name for path in found}


def test_what_was_said_stands_with_the_session_and_its_history_and_nowhere_else(tmp_path: Path) -> None:
    (tmp_path / "tmp").mkdir()
    done = typed(tmp_path, TMPDIR=str(tmp_path / "tmp"))
    assert done.returncode == 0, done.stderr
    assert SAID in done.stdout
    assert SAID not in done.stderr
    sessions = tmp_path / ".local/share/hotseat/sessions"
    (session,) = sessions.iterdir()
    assert "trace.jsonl" in holding(session)
    assert holding(tmp_path) - holding(session) <= {"history.db", "history.db-wal"}
    assert hotseat(tmp_path, "forget", session.name).returncode == 0
    assert holding(tmp_path) == set()


def test_a_fault_of_the_programs_own_tells_nothing_of_what_was_said(tmp_path: Path) -> None:
    done = typed(tmp_path, **before_the_program(tmp_path / "hook", BREAKS))
    assert done.returncode == 1, done.stderr
    assert "a fault of its own: Breaking in" in done.stderr
    assert SAID not in done.stderr
