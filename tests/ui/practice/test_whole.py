"""A drill and a walkthrough held on the screen with recorded audio and the real parts."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest
from support.live import text, until
from support.practice import STEPS
from support.sound import everything, write_wav

from simulator.adapters.archive import FolderArchive
from simulator.adapters.files import FileSource
from simulator.adapters.voice import SpokenVoice
from simulator.cli.archives import keeper
from simulator.cli.candidates import recorded
from simulator.cli.practice_live import drill_briefing, walk_briefing
from simulator.cli.wiring import Desk
from simulator.domain.speech import SAMPLE_RATE_HZ
from simulator.events import Chosen, Practised, StepShown, WordsHeard
from simulator.packs import resource_folder
from simulator.session.drilling import Drill
from simulator.session.walking import Walkthrough
from simulator.ui.practice_live import PracticeApp

FIXTURES = resource_folder("audio_fixtures")
CHAPTERS = len({step.chapter for step in STEPS})


def spoken_result(name: str, folder: Path) -> Path:
    """The Result of a recorded answer, as a recording of its own."""
    label = json.loads((FIXTURES / f"{name}.json").read_text(encoding="utf-8"))
    parts = [sentence for sentence in label["sentences"] if sentence["section"] == "result"]
    begin, end = parts[0]["start"] - 0.3, parts[-1]["end"] + 0.5
    sound = everything(FileSource(FIXTURES / f"{name}.flac"))
    return write_wav(folder / f"{name}.wav", sound[int(begin * SAMPLE_RATE_HZ) : int(end * SAMPLE_RATE_HZ)])


def app_of(make, folder: Path, *, drill: bool) -> PracticeApp:
    desk = Desk("webhook-drop-rate", model="pocketsphinx")
    archive = FolderArchive(folder)

    def hold(controls, tell) -> None:
        make(desk, controls, archive, (keeper(archive), tell)).run()

    briefing = drill_briefing(desk, recorded=True) if drill else walk_briefing(desk)
    return PracticeApp(briefing, hold)


def drive(app: PracticeApp, script) -> None:
    async def run() -> None:
        async with app.run_test(size=(80, 24)) as pilot:
            await script(pilot)
        app.settle()

    asyncio.run(run())


@pytest.mark.timeout(120)
def test_a_drill_with_recorded_attempts(tmp_path: Path) -> None:
    strong = spoken_result("webhook-strong", tmp_path)
    weak = spoken_result("webhook-no-numbers", tmp_path)
    answers = recorded([weak, strong])

    def make(desk, controls, archive, observers):
        parts = desk.parts(answers, controls, archive, observers, recorded=True, silent=True)
        return Drill(desk.brief("s", "drill"), parts, ("result",))

    app = app_of(make, tmp_path / "session", drill=True)

    async def script(pilot) -> None:
        for _ in range(20):
            try:
                await until(pilot, lambda: "Done. 1 of 2 attempts were good." in text(app))
                break
            except AssertionError:
                assert app.fault is None
        assert "✓ said" in text(app)
        await pilot.press("enter")

    drive(app, script)
    assert app.fault is None
    assert [event.in_a_row for event in app.events if isinstance(event, Practised)] == [0, 1]


@pytest.mark.timeout(120)
def test_a_walkthrough_with_its_checks_answered_by_voice(tmp_path: Path) -> None:
    checks = [step.check for step in STEPS if step.check]
    right = [check.right for check in checks]
    answers = []
    for number, check in enumerate(checks):
        sound = SpokenVoice().render(f"I would say: {check.options[check.right]}")
        answers.append(write_wav(tmp_path / f"{number}.wav", sound.samples, sound.rate_hz))
    first = next(at for at, step in enumerate(STEPS) if step.check)

    def make(desk, controls, archive, observers):
        parts = desk.parts(
            lambda turn, _: recorded(answers)(turn - first, ""),
            controls,
            archive,
            observers,
            recorded=True,
            silent=True,
        )
        return Walkthrough(desk.brief("s", "walkthrough"), parts, keys=True)

    app = app_of(make, tmp_path / "session", drill=False)

    async def script(pilot) -> None:
        def chapters() -> int:
            return len({event.step.chapter for event in app.events if isinstance(event, StepShown)})

        def decided() -> int:
            return sum(isinstance(event, Chosen) for event in app.events)

        for number in range(1, CHAPTERS):
            await until(pilot, lambda number=number: chapters() == number, f"chapter {number}")
            await pilot.press("p")
        for number, place in enumerate(right, start=1):
            await until(pilot, lambda number=number: decided() >= number or "not catch" in text(app))
            if decided() < number:  # it was misheard: the key is what is left
                await pilot.press(str(place + 1))
                await until(pilot, lambda number=number: "Right." in text(app) or decided() > number)
                await pilot.press("enter")
        await until(pilot, lambda: "3 of 3 checks were right." in text(app), "the end")
        await pilot.press("enter")

    drive(app, script)
    assert app.fault is None
    assert [event.option for event in app.events if isinstance(event, Chosen)] == right
    heard = [event.turn for event in app.events if isinstance(event, WordsHeard)]
    assert heard[0] == first
