"""`kill -9` in the middle of a typed answer: what stood there is offered back and judged."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from support.command import HOTSEAT, environment, hotseat

TYPED = ("interview", "own", "--type", "--plain", "--silent", "--json", "--no-open", "--probes", "0")
LINES = (
    "I noticed that the export was late every Monday and that nobody had looked at it",
    "so I pulled the logs of a month and I found the one query that held the lock",
)


def test_what_was_typed_before_the_end_of_an_answer_is_kept(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [HOTSEAT, *TYPED], env=environment(tmp_path), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdin
    assert process.stdout
    kept: list[str] = []
    process.stdin.write("\n".join([*LINES, ""]))
    process.stdin.flush()
    try:
        for line in process.stdout:
            event = json.loads(line)
            if event["event"] == "words_typed":
                kept[event["kept"] :] = [word["text"] for word in event["words"]]
                if " ".join(kept) == " ".join(LINES):
                    break
    finally:
        process.kill()
        process.wait()
        process.stdin.close()
        process.stdout.close()
    offered = hotseat(tmp_path, *TYPED)
    assert "broke off" in offered.stdout
    told = [
        json.loads(line)
        for line in hotseat(tmp_path, "resume", "--judge", "--json", "--no-open").stdout.splitlines()
    ]
    (ended,) = [line for line in told if line["event"] == "answer_ended"]
    assert " ".join(word["text"] for word in ended["transcript"]["words"]) == " ".join(LINES)
    assert [line["event"] for line in told if line["event"] in ("reviewed", "closed")] == [
        "reviewed",
        "closed",
    ]
    assert Path(told[-1]["folder"]).is_dir()
