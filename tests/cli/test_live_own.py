"""Stories, loops and drills of one's own on a real sound server: spoken, answered by voice and by keys."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from support.command import hotseat
from support.loopback import CTRL_C, FIXTURES, PROMPT, RATE_HZ, Live, said_aloud

from simulator.packs import load_story

pytestmark = [pytest.mark.soundcard, pytest.mark.timeout(900)]
STORY = "webhook-drop-rate"
SILENT = ("--silent", "--model", "pocketsphinx")
LEAVE_OUT, DONE, AGAIN = "p", "\n", "\x1b"
LOOP = "interview --loop --principles ownership,dive-deep --minutes 1 --probes 0".split()
TWICE = "webhook-routed-cafe.flac"


def test_a_story_is_told_aloud_and_what_it_lacks_is_asked_for_aloud(pulse, tmp_path):
    with (
        pulse.record_loudspeaker(RATE_HZ) as heard,
        Live(pulse, tmp_path, "stories", "new", "library-backups", **PROMPT) as live,
    ):
        live.answer("own-backup-fan.flac")
        live.answer("probe-quantification-weak.flac")
        while live.until("listening_started", "story_kept")["event"] == "listening_started":
            live.press(LEAVE_OUT)
        assert live.until("session_ended")["reason"] == "completed"
        _, err = live.ends()
        assert live.process.returncode == 0, err
    (loudspeaker,) = heard
    _, lacking, *_ = live.told("asked")
    assert said_aloud(loudspeaker, lacking["text"])
    assert said_aloud(loudspeaker, live.told("story_kept")[0]["text"])
    spoken = [line["reason"] for line in live.told("answer_ended")][:2]
    assert spoken == ["silence", "silence"]
    stories = tmp_path / "hotseat" / "stories"
    assert sum(len(one.phrases) for one in load_story("library-backups", stories).sections.values()) >= 4
    said = hotseat(tmp_path, "stories", "check", XDG_CONFIG_HOME=str(tmp_path))
    assert said.returncode == 0, said.stderr
    assert "library-backups.yaml: good." in said.stdout


def test_what_is_asked_for_is_taken_again_and_left_out_by_keys(pulse, tmp_path):
    with Live(pulse, tmp_path, "stories", "new", "left-to-them", "--silent", **PROMPT) as live:
        live.answer("probe-influence-weak.flac")
        live.until("listening_started")
        live.press(AGAIN)
        while live.until("listening_started", "story_kept")["event"] == "listening_started":
            live.press(LEAVE_OUT)
        _, err = live.ends()
    assert live.process.returncode == 0, err
    _, *questions = live.told("asked")
    assert len(questions) >= 2
    reasons = [line["reason"] for line in live.told("answer_ended")]
    assert reasons == ["silence", *("skipped" for _ in questions)]
    takes = [line["recording"] for line in live.told("listening_started") if line["turn"] == 1]
    assert takes == ["piece-1.wav", "piece-1-take-2.wav"]
    assert (tmp_path / "hotseat" / "stories" / "left-to-them.yaml").is_file()


def test_a_story_told_twice_in_a_loop_is_noticed_aloud_and_debriefed(pulse, tmp_path):
    with (
        pulse.record_loudspeaker(RATE_HZ) as heard,
        Live(pulse, tmp_path, *LOOP, **PROMPT) as live,
    ):
        live.answer(TWICE)
        live.answer(TWICE)
        live.until("repeated")
        live.until("listening_started")
        live.press(DONE)
        out, err = live.ends()
    assert live.process.returncode == 0, err
    first, second, another = live.told("asked")
    (loudspeaker,) = heard
    assert another["text"].startswith("I believe I have heard that one already today")
    assert said_aloud(loudspeaker, another["text"].partition("?")[0] + "?")
    assert live.told("repeated")[0]["told_to"] in first["text"]
    debrief = json.loads(out.splitlines()[-1])
    assert [finding["principle"] for finding in debrief["findings"]] == ["ownership", "dive-deep"]
    assert [finding["told_before"] for finding in debrief["findings"]] == ["", first["text"]]
    assert second["text"] != another["text"]


def practised_long_ago(home: Path) -> None:
    """A history of one interview that went badly, so long ago that all of it is due again."""
    now, then = home / "now", {"XDG_DATA_HOME": str(home), "XDG_CONFIG_HOME": str(home)}
    done = hotseat(now, "interview", STORY, *SILENT, "--probes", "0", "--answers", FIXTURES / TWICE)
    assert done.returncode == 0, done.stderr
    assert "Nothing is due before" in hotseat(now, "drill", "--next").stderr
    assert hotseat(now, "history", "--export", home / "now.json").returncode == 0
    text = (home / "now.json").read_text(encoding="utf-8")
    today = json.loads(text)["sessions"][0]["started"][:10]
    (home / "then.json").write_text(text.replace(today, "2026-01-05"), encoding="utf-8")
    assert hotseat(home, "history", "--import", home / "then.json", **then).returncode == 0


def test_what_is_due_is_drilled_aloud(pulse, tmp_path):
    practised_long_ago(tmp_path)
    with (
        pulse.record_loudspeaker(RATE_HZ) as heard,
        Live(pulse, tmp_path, "drill", "--next", **PROMPT) as live,
    ):
        live.answer("probe-influence-weak.flac")
        practised = live.until("practised")
        live.until("listening_started")
        live.press(CTRL_C)
        out, err = live.ends()
    assert live.process.returncode == 130, err
    assert json.loads(out.splitlines()[-1])["reason"] == "interrupted"
    (asked, *_), (section, *_) = live.told("asked"), live.told("section_set")
    assert section["section"].capitalize() in asked["text"]
    (loudspeaker,) = heard
    assert said_aloud(loudspeaker, asked["text"])
    assert said_aloud(loudspeaker, practised["exercise"]["advice"])


@pytest.mark.parametrize(
    "command",
    [("interview", STORY), LOOP, ("stories", "new"), ("drill", STORY, "situation")],
    ids=["interview", "loop", "stories new", "drill"],
)
def test_control_c_in_the_first_moment_of_an_answer_leaves_without_a_word(pulse, tmp_path, command):
    with Live(pulse, tmp_path, *command, "--silent") as live:
        live.until("listening_started")
        live.press(CTRL_C)
        out, err = live.ends()
    assert live.process.returncode == 130, err
    ended = json.loads(out.splitlines()[-1])
    assert (ended["event"], ended["reason"]) == ("session_ended", "interrupted")
    assert not [line for line in err.splitlines() if line and not line.startswith("Note:")]
    assert list(Path(ended["folder"]).glob("*.wav"))
