"""The README is true: its commands, settings, links and pictures are there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from support.command import hotseat

from simulator.settings import Settings

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
COMMANDS = sorted(set(re.findall(r"^hotseat ([^#\n>]+)", README, re.MULTILINE)))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page):
    links = re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8"))
    missing = [link for link in links if "://" not in link and not (page.parent / link).exists()]
    assert not missing


def test_every_setting_is_named_and_no_other():
    table = README.split("| setting | meaning |")[1].split("\n\n")[0]
    assert {
        name for row in table.splitlines()[2:] for name in re.findall(r"`(\w+)`", row.split("|")[1])
    } == set(Settings.model_fields)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_and_option_is_one_that_the_program_has(tmp_path, command):
    words = command.split()
    name = [words[0], words[1]] if words[0] in ("stories", "models", "principles") else [words[0]]
    done = hotseat(tmp_path, *name, "--help")
    assert done.returncode == 0, done.stderr
    for option in re.findall(r"--[a-z]+", command):
        assert option in done.stdout


def test_make_has_the_two_commands():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"`make (\w+)`", README):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)
