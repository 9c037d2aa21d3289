"""Shipped packs, the user's own, and what stands for what."""

from __future__ import annotations

import shutil
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from simulator.domain.rubric import Rubric
from simulator.domain.story import Story
from simulator.errors import PackError
from simulator.packs import check, load_rubric, load_story, resource_folder, story_file, story_ids

SHIPPED = resource_folder("prompts") / "stories" / "webhook-drop-rate.yaml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "stories").mkdir()
    return tmp_path / "stories"


def copy(folder: Path, name: str, old: str = "", new: str = "") -> Path:
    text = SHIPPED.read_text(encoding="utf-8")
    assert old in text
    path = folder / name
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "pack", sorted(resource_folder("prompts").rglob("*.yaml")), ids=lambda path: path.name
)
def test_every_shipped_pack_is_right(pack: Path) -> None:
    assert [str(fault) for fault in check(pack)] == []


def test_shipped_rubric_loads() -> None:
    assert isinstance(load_rubric(), Rubric)


def test_without_a_folder_the_shipped_stories_are_there() -> None:
    shipped = (resource_folder("prompts") / "stories").glob("*.yaml")
    assert story_ids() == tuple(sorted(path.stem for path in shipped))
    assert load_story("webhook-drop-rate").id == "webhook-drop-rate"


def test_a_folder_that_does_not_exist_yet_is_an_empty_one(tmp_path: Path) -> None:
    assert story_ids(tmp_path / "stories") == story_ids()


def test_a_story_of_ones_own_joins_the_shipped_ones(folder: Path) -> None:
    copy(folder, "late-parcels.yaml", "id: webhook-drop-rate", "id: late-parcels")
    assert story_ids(folder) == tuple(sorted(("late-parcels", *story_ids())))
    assert load_story("late-parcels", folder).id == "late-parcels"


def test_a_story_of_the_same_id_replaces_the_shipped_one(folder: Path) -> None:
    copy(folder, "webhook-drop-rate.yml", "title: The webhooks that went missing", "title: My own telling")
    assert story_ids(folder) == story_ids()
    assert load_story("webhook-drop-rate", folder).title == "My own telling"
    assert load_story("webhook-drop-rate").title == "The webhooks that went missing"


def test_hidden_files_and_other_endings_are_no_stories(folder: Path) -> None:
    for name in (".swap.yaml", "notes.txt", "late-parcels.yaml~"):
        copy(folder, name)
    assert story_ids(folder) == story_ids()


def test_a_path_is_taken_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = copy(tmp_path, "draft.yaml")
    assert load_story(str(path)).id == "webhook-drop-rate"
    monkeypatch.chdir(tmp_path)
    assert load_story("draft.yaml").id == "webhook-drop-rate"


def test_a_files_name_is_not_given_a_second_ending(folder: Path) -> None:
    with pytest.raises(PackError, match=r"put draft\.yaml into"):
        story_file("draft.yaml", folder)


@pytest.mark.parametrize(
    ("name", "mend"),
    [
        ("webhook-drop-rates", "write webhook-drop-rate"),
        ("zebra", f"choose {', '.join(story_ids())} or own"),
    ],
)
def test_an_unknown_story_names_what_there_is(name: str, mend: str, folder: Path) -> None:
    with pytest.raises(PackError) as caught:
        load_story(name, folder)
    assert (
        str(caught.value) == f"stories: there is no story '{name}'; {mend}, or put {name}.yaml into {folder}."
    )
    assert caught.value.code == "story-unknown"


def test_an_id_unlike_the_files_name_is_a_fault(folder: Path) -> None:
    path = copy(folder, "late-parcels.yaml")
    with pytest.raises(PackError) as caught:
        load_story("late-parcels", folder)
    assert str(caught.value) == (
        f"{path}:6: id is 'webhook-drop-rate', unlike the file's name; "
        "name the file webhook-drop-rate.yaml or make the id late-parcels."
    )


def test_a_wrong_pack_raises_with_a_line_for_each_fault(folder: Path) -> None:
    path = copy(folder, "draft.yaml", "target_s: 30", "target_s: -3")
    text = path.read_text(encoding="utf-8").replace("level: sde2", "level: boss", 1)
    path.write_text(text, encoding="utf-8")
    with pytest.raises(PackError) as caught:
        load_story(str(path))
    assert caught.value.code == "pack-invalid"
    assert caught.value.exit_status == 3
    assert str(caught.value).splitlines() == [str(fault) for fault in check(path)]
    assert len(check(path)) == 2


def names(kind: type[Any]) -> set[str]:
    return {field.name for field in fields(kind)}


@pytest.mark.parametrize(("kind", "other"), [(Rubric, Story), (Story, Rubric)])
def test_a_rubric_is_told_from_a_story_by_its_fields(
    kind: type[Any], other: type[Any], tmp_path: Path
) -> None:
    own = sorted(names(kind) - names(other))
    path = tmp_path / "draft.yaml"
    path.write_text("id: mine\nprobes: {}\n" + "".join(f"{name}: 1.5\n" for name in own), encoding="utf-8")
    complained_of = {fault.field for fault in check(path)}
    assert set(own) <= complained_of
    assert not (names(other) - names(kind)) & complained_of
    assert not [fault for fault in check(path) if "not a known field" in fault.problem]


def test_a_rubric_of_ones_own_is_read_from_its_path(tmp_path: Path) -> None:
    path = tmp_path / "my-rubric.yaml"
    shutil.copy(resource_folder("prompts") / "rubric.yaml", path)
    assert load_rubric(path) == load_rubric()
