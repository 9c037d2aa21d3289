"""Stories of one's own as their teller makes them: told aloud and by keys, edited, listed, checked."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from support.command import hotseat, said_plainly

from simulator import settings
from simulator.cli.library import show
from simulator.cli.telling import keeping
from simulator.cli.wiring import Desk
from simulator.domain.review import SECTIONS
from simulator.domain.telling import Draft, ToldSection
from simulator.errors import PackError
from simulator.packs import load_story, resource_folder

FIXTURES = resource_folder("audio_fixtures")
TELLING = (FIXTURES / "own-backup-fan.flac", FIXTURES / "probe-quantification-strong.flac")
TYPED = """\
I looked after the drivers' rota at a bakery, and I noticed that eleven of sixty vans left late every Monday.
Nobody was looking at it and there was no report. It was not my job and nobody had asked me.
I wrote down each departure for three weeks. I traced the delays to one missing key cabinet list.
My manager wanted to add a second shift, but I refused, because that only hides the cause.
I built a checklist and I handed it to the night crew, finished, and they put it up the same day.

Late vans went from eleven to one a week, which saved about 900 pounds a month.
Two depots copied the list.

Since then I always ask who owns the key before I ask who is slow.

"""


def stories(home: Path) -> Path:
    return home / ".config" / "hotseat" / "stories"


def typed(home: Path, *arguments: str, text: str = TYPED) -> subprocess.CompletedProcess[str]:
    command = ("stories", "new", *arguments, "--type", "--silent")
    return hotseat(home, *command, typed=text, timeout_s=200)


def test_a_story_told_by_voice_becomes_a_pack_that_is_practised(tmp_path: Path) -> None:
    arguments = ("--silent", "--json", "--model", "pocketsphinx", "--answers", *map(str, TELLING))
    done = hotseat(tmp_path, "stories", "new", "library-backups", *arguments)
    assert done.returncode == 0, done.stderr
    trace = [json.loads(line) for line in done.stdout.splitlines()]
    events = [line["event"] for line in trace]
    assert events[0] == "session_started"
    assert events[-3:] == ["story_drafted", "story_kept", "session_ended"]
    asked = [line["text"] for line in trace if line["event"] == "asked"]
    assert len(asked) >= 2
    assert any(word in asked[1] for word in ("figure", "number", "money"))
    folder = Path(trace[-1]["folder"])
    assert {path.name for path in folder.glob("*.wav")} >= {"story.wav", "piece-1.wav"}
    story = load_story("library-backups", stories(tmp_path))
    assert sum(len(section.phrases) for section in story.sections.values()) >= 4
    said = hotseat(tmp_path, "stories", "check")
    assert said.returncode == 0, said.stderr
    assert "library-backups.yaml: good." in said.stdout
    walked = hotseat(tmp_path, "walkthrough", "library-backups", "--silent", "--model", "pocketsphinx")
    assert walked.returncode == 0, walked.stderr
    assert "What the bar raiser" not in walked.stdout
    drilled = ("drill", "library-backups", "result", "--silent", "--model", "pocketsphinx", "--answers")
    done = hotseat(tmp_path, *drilled, str(TELLING[1]))
    assert done.returncode == 0, done.stderr
    assert "said " in done.stdout


def test_a_story_that_no_list_would_show_is_not_called_good(tmp_path: Path) -> None:
    folder = stories(tmp_path)
    folder.mkdir(parents=True)
    shipped = resource_folder("prompts") / "stories" / "one-command-setup.yaml"
    (folder / "mine.yaml").write_text(shipped.read_text(encoding="utf-8"), encoding="utf-8")
    said = said_plainly(hotseat(tmp_path, "stories", "check", "mine"), 3)
    assert "id is 'one-command-setup', unlike the file's name" in said
    assert hotseat(tmp_path, "stories", "check", str(shipped)).returncode == 0


def test_a_story_told_by_keys_is_asked_for_what_is_missing_and_interviewed_on(tmp_path: Path) -> None:
    done = typed(tmp_path, "late-vans", "--principle", "ownership")
    assert done.returncode == 0, done.stderr
    assert "how did it end?" in " ".join(done.stdout.split())
    text = (stories(tmp_path) / "late-vans.yaml").read_text(encoding="utf-8")
    assert "written down by" not in text
    story = load_story("late-vans", stories(tmp_path))
    assert "eleven to one" in (story.sections["result"].strong_example or "")
    assert any("own" in phrase for phrase in story.sections["reflection"].phrases)
    assert "late-vans: " in (listed := hotseat(tmp_path, "stories", "list")).stdout
    assert " · your own" in listed.stdout
    assert "Your own: " in hotseat(tmp_path, "stories", "show", "late-vans").stdout
    answer = hotseat(tmp_path, "review", "--story", "late-vans", str(TELLING[0]), "--model", "pocketsphinx")
    assert answer.returncode == 0, answer.stderr
    again = typed(tmp_path, "late-vans")
    assert "already" in said_plainly(again, 2)
    assert text == (stories(tmp_path) / "late-vans.yaml").read_text(encoding="utf-8")


def test_a_wrong_principle_is_named_before_the_first_question_and_costs_no_story(tmp_path: Path) -> None:
    principles = stories(tmp_path).parent / "principles"
    principles.mkdir(parents=True)
    (principles / "thrift.yaml").write_text("id: thrift\n")
    done = typed(tmp_path, "late-vans", "--json")
    assert done.returncode == 0, done.stderr
    trace = [json.loads(line) for line in done.stdout.splitlines()]
    events = [line["event"] for line in trace]
    assert events.index("noticed") < events.index("asked")
    said = next(line["text"] for line in trace if line["event"] == "noticed")
    assert "thrift.yaml:1: name is missing" in said
    assert "left out" in said
    assert (stories(tmp_path) / "late-vans.yaml").is_file()


def test_a_pack_that_is_not_right_is_never_told_to_be_good(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(settings, "CONFIG_FOLDER", tmp_path)
    sections = tuple(ToldSection(name, 20.0, 3.0, "I did.", (), ()) for name in SECTIONS)
    nameless = Draft("", "What did you do?", ("ownership",), "sde2", sections, ())
    with pytest.raises(PackError) as caught:
        keeping(Desk("own"), "vans", "")(nameless)
    first, mend = str(caught.value).splitlines()
    assert "vans.yaml" in first
    assert "title is empty" in first
    assert "'hotseat stories edit vans' opens it" in mend
    assert (tmp_path / "stories" / "vans.yaml").is_file()


def test_too_little_makes_no_story_and_says_where_it_is_kept(tmp_path: Path) -> None:
    done = typed(tmp_path, text="I fixed a thing.\n\n")
    assert done.returncode == 3
    assert "Too little was heard" in done.stdout
    assert "sessions" in done.stdout
    assert not stories(tmp_path).exists()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("Late Vans",), "such as late-vans"),
        (("own",), "kept for an answer"),
        (("webhook-drop-rate",), "already"),
        (("--type", "--answers", "x.wav"), "not both"),
        (("--principle", "nonesuch"), "no principle 'nonesuch'"),
    ],
)
def test_what_cannot_be_made_is_said_in_a_sentence(tmp_path: Path, arguments, says: str) -> None:
    assert says in said_plainly(hotseat(tmp_path, "stories", "new", *arguments), 2)


def test_a_shipped_story_is_copied_before_it_is_edited(tmp_path: Path) -> None:
    editor = "sed -i s/^title:.*/title:\\ Mine/"
    done = hotseat(tmp_path, "stories", "edit", "webhook-drop-rate", VISUAL=editor)
    assert done.returncode == 0, done.stderr
    assert "your copy" in done.stdout
    assert load_story("webhook-drop-rate", stories(tmp_path)).title == "Mine"
    assert load_story("webhook-drop-rate").title != "Mine"
    assert "Mine" in hotseat(tmp_path, "stories", "list").stdout


def test_a_fault_made_while_editing_is_named_with_its_line(tmp_path: Path) -> None:
    done = hotseat(
        tmp_path, "stories", "edit", "webhook-drop-rate", VISUAL="sed -i s/^level:.*/level:\\ boss/"
    )
    said = said_plainly(done, 3)
    assert "level is 'boss'; choose sde1, sde2 or senior" in said
    assert "opens it again" in said
    missing = hotseat(tmp_path, "stories", "edit", "webhook-drop-rate", VISUAL="/nowhere/editor")
    assert "set VISUAL or EDITOR" in said_plainly(missing, 2)
    assert "no story" in said_plainly(hotseat(tmp_path, "stories", "edit", "nonesuch"), 3)


@pytest.mark.parametrize("ending", ["yaml", "yml"])
def test_a_story_of_ones_own_says_where_it_stands(monkeypatch, tmp_path, capsys, ending: str) -> None:
    monkeypatch.setattr("simulator.settings.CONFIG_FOLDER", tmp_path)
    mine = tmp_path / "stories" / f"webhook-drop-rate.{ending}"
    mine.parent.mkdir()
    shipped = resource_folder("prompts") / "stories" / "webhook-drop-rate.yaml"
    mine.write_text(shipped.read_text(encoding="utf-8"), encoding="utf-8")
    show("webhook-drop-rate")
    assert f"Your own: {mine}" in capsys.readouterr().out
    show(str(mine))
    assert "Your own" not in capsys.readouterr().out
