"""What comes with the program is found in a checkout, in a wheel, and nowhere else."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import simulator
from simulator.errors import PackError
from simulator.packs import resource_folder

ROOT = Path(simulator.__file__).parent.parent


@pytest.mark.parametrize("name", ["prompts", "audio_fixtures"])
def test_found_beside_the_package_in_a_checkout(name: str) -> None:
    assert resource_folder(name) == ROOT / name


def test_found_inside_the_package_of_a_wheel_even_where_another_stands_beside_it(tmp_path: Path) -> None:
    package = tmp_path / "simulator"
    for folder in (package / "prompts", tmp_path / "prompts"):
        folder.mkdir(parents=True)
    assert resource_folder("prompts", package) == package / "prompts"


def test_a_copy_without_them_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(PackError, match=r"'prompts' .* install hotseat again") as caught:
        resource_folder("prompts", tmp_path / "simulator")
    assert caught.value.code == "resources-missing"


def test_the_working_folder_is_not_looked_into(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "prompts").mkdir()
    monkeypatch.chdir(tmp_path)
    assert resource_folder("prompts") == ROOT / "prompts"


def test_a_wheel_carries_the_packs_and_an_unpacked_one_loads_them(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True, timeout=120)
    (wheel,) = tmp_path.glob("*.whl")
    site = tmp_path / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    program = (
        "import simulator; from simulator.packs import *;"
        "print(simulator.__file__); print(resource_folder('audio_fixtures')); print(*story_ids());"
        "print(load_story('webhook-drop-rate').title)"
    )
    environment = {**os.environ, "PYTHONPATH": str(site)}
    run = [sys.executable, "-c", program]
    done = subprocess.run(
        run, cwd=tmp_path, env=environment, check=True, capture_output=True, text=True, timeout=60
    )
    package, fixtures, ids, title = done.stdout.splitlines()
    assert Path(package).parent == site / "simulator"
    assert Path(fixtures) == site / "simulator" / "audio_fixtures"
    assert "webhook-drop-rate" in ids.split()
    assert title == "The webhooks that went missing"
