"""Finds packs, shipped and the user's own, and makes them into Story and Rubric.

A pack is whole or refused: there is no reading round a fault, and all faults of a file come together.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from simulator.domain.rubric import Rubric
from simulator.domain.spacing import Spacing
from simulator.domain.story import Story
from simulator.packs.faults import Fault, field_name, in_order, listed, pack_error
from simulator.packs.resources import resource_folder
from simulator.packs.rubric_rules import rubric_breaks
from simulator.packs.shape import Shape, nearest
from simulator.packs.story_rules import OWN, breaks
from simulator.packs.tree import MOST_BYTES, Tree, read_tree
from simulator.packs.wording import type_faults

Pack = TypeVar("Pack", Story, Rubric, Spacing)
ENDINGS = (".yaml", ".yml")
_ADAPTERS: dict[type[Any], TypeAdapter[Any]] = {}


def load_story(name: str, folder: Path | None = None) -> Story:
    """The story called `name`: an id, or a path to a `.yaml` file.

    Args:
        name: the id of a shipped story or of one in `folder`, or a path (a name with an ending or a slash).
        folder: where the user's own stories are; one with the id of a shipped story replaces it.

    Raises:
        PackError: there is no such story, or its file is wrong; one line a fault.
    """
    if name.endswith(ENDINGS) or Path(name).name != name:
        return _load(Path(name), Story)
    return _load(story_file(name, folder), Story, name)


def story_file(name: str, folder: Path | None = None) -> Path:
    """Where the story of that id stands. Raises PackError where there is none; the file is not read."""
    files = _files(folder)
    if name not in files:
        raise pack_error((_no_story(name, tuple(files), folder),), code="story-unknown")
    return files[name]


def load_rubric(path: Path | None = None) -> Rubric:
    """The rubric at `path`, or the shipped one. Raises PackError with one line a fault."""
    return _load(path or resource_folder("prompts") / "rubric.yaml", Rubric)


def load_spacing(path: Path | None = None) -> Spacing:
    """When to practise again, from `path` or as shipped. Raises PackError with one line a fault."""
    return _load(path or resource_folder("prompts") / "spacing.yaml", Spacing)


def story_ids(folder: Path | None = None) -> tuple[str, ...]:
    """The ids of all stories, shipped and in `folder`, in the order of the alphabet. Opens no file."""
    return tuple(sorted(_files(folder)))


def check(path: Path) -> tuple[Fault, ...]:
    """Everything that is wrong with a pack; of which kind it is shows from its fields."""
    tree, faults = _read(path)
    if faults:
        return faults
    return _checked(tree, str(path), _kind(tree.data))[1]


def _files(folder: Path | None) -> dict[str, Path]:
    folders = [resource_folder("prompts") / "stories", *([folder] if folder else [])]
    found = [file for place in folders if place.is_dir() for file in sorted(place.iterdir())]
    return {file.stem: file for file in found if file.suffix in ENDINGS and not file.name.startswith(".")}


def _no_story(name: str, known: tuple[str, ...], folder: Path | None) -> Fault:
    meant = nearest(name, known)
    mend = f"write {meant}" if meant else f"choose {listed((*sorted(known), OWN))}"
    place = f", or put {name}.yaml into {folder}" if folder else ", or give the path of a .yaml file"
    return Fault("stories", 0, "", f"there is no story '{name}'", mend + place)


def _load(path: Path, kind: type[Pack], name: str | None = None) -> Pack:
    tree, faults = _read(path)
    pack: Pack | None = None
    if not faults:
        pack, faults = _checked(tree, str(path), kind)
    if pack is not None and name is not None and pack.id != name:
        mend = f"name the file {pack.id}.yaml or make the id {name}"
        faults = (
            Fault(str(path), tree.line(("id",)), "id", f"is '{pack.id}', unlike the file's name", mend),
        )
    if pack is None or faults:
        raise pack_error(faults)
    return pack


def _read(path: Path) -> tuple[Tree, tuple[Fault, ...]]:
    """The values of a file, or why it has none."""
    content, fault = _text(path)
    if fault:
        return Tree(), (fault,)
    tree = read_tree(content, str(path))
    if tree.faults:
        return tree, in_order(tree.faults)
    if not isinstance(tree.data, dict):
        mend = "begin with 'id: my-story' and see docs/packs.md"
        problem = "the file holds no fields" if tree.data is None else "the file is not a mapping of fields"
        return tree, (Fault(str(path), 1, "", problem, mend),)
    return tree, ()


def _text(path: Path) -> tuple[str, Fault | None]:
    def fault(problem: str, mend: str) -> tuple[str, Fault]:
        return "", Fault(str(path), 0, "", problem, mend)

    try:
        size = path.stat().st_size
        if not path.is_file():
            return fault("this is not a file", "give the path of a .yaml file")
        if size > MOST_BYTES:
            return fault("the file is above 1 MB", "a pack is a short text: check that it is the right file")
        return path.read_text(encoding="utf-8-sig"), None
    except FileNotFoundError:
        return fault("there is no such file", "check its name and folder")
    except UnicodeDecodeError:
        return fault("the file is not UTF-8 text", "save it as UTF-8, or check that it is the right file")
    except (OSError, ValueError):
        return fault("the file cannot be read", "check its permissions")


def _kind(data: dict[str, Any]) -> type[Any]:
    return max(
        (Story, Rubric, Spacing), key=lambda kind: len(data.keys() & {field.name for field in fields(kind)})
    )


def _checked(tree: Tree, file: str, kind: type[Any]) -> tuple[Any, tuple[Fault, ...]]:
    """The pack, and what is wrong with it; None where its types do not fit."""
    try:
        # JSON in strict mode takes lists for tuples and nothing else for what it is not: 30 is no text.
        pack = adapter(kind).validate_json(json.dumps(tree.data), strict=True)
    except ValidationError as error:
        errors = error.errors(include_url=False, include_input=False)
        return None, in_order(type_faults(errors, tree, _shape(kind), file))
    return pack, in_order(_rule_faults(pack, tree, file))


def _rule_faults(pack: Story | Rubric | Spacing, tree: Tree, file: str) -> Iterator[Fault]:
    if isinstance(pack, Spacing):
        return
    for path, problem, mend in breaks(pack) if isinstance(pack, Story) else rubric_breaks(pack):
        yield Fault(file, tree.line(path), field_name(path), problem, mend)


def adapter(kind: type[Any]) -> TypeAdapter[Any]:
    """pydantic's view of a pack's dataclasses, made once a process."""
    if kind not in _ADAPTERS:
        _ADAPTERS[kind] = TypeAdapter(kind)
    return _ADAPTERS[kind]


def _shape(kind: type[Any]) -> Shape:
    return Shape(adapter(kind).json_schema())
