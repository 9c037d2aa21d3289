"""Finds packs, shipped and the user's own, and makes them into Story, Rubric and Principle.

A pack is whole or refused: there is no reading round a fault, and all faults of a file come together.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from simulator.domain.principle import Principle
from simulator.domain.rubric import Rubric
from simulator.domain.spacing import Spacing
from simulator.domain.story import Story
from simulator.errors import PackError
from simulator.packs.faults import Fault, described, field_name, in_order, listed, pack_error, shown
from simulator.packs.overlay import EXTENDS, idle_nulls, laid_over
from simulator.packs.principle_rules import principle_breaks
from simulator.packs.resources import resource_folder
from simulator.packs.rubric_rules import rubric_breaks
from simulator.packs.shape import Shape, choice, nearest
from simulator.packs.shelf import Shelf
from simulator.packs.story_rules import OWN, PRINCIPLES, SIGNALS, breaks
from simulator.packs.tree import MOST_BYTES, Tree, read_tree
from simulator.packs.vocabulary import Break
from simulator.packs.wording import type_faults

Pack = TypeVar("Pack", Story, Rubric, Principle, Spacing)
ENDINGS = (".yaml", ".yml")
GENERAL = "general"
"""The shipped rubric."""
MOST_OVERLAYS = 8
"""Rubrics laid over one another. Source: judgement; more of them is a ring."""
_ADAPTERS: dict[type[Any], TypeAdapter[Any]] = {}


def load_story(name: str, folder: Path | None = None, rubric: Rubric | None = None) -> Story:
    """The story called `name`: an id, or a path to a `.yaml` file.

    Args:
        name: the id of a shipped story or of one in `folder`, or a path (a name with an ending or a slash).
        folder: where the user's own stories are; one with the id of a shipped story replaces it.
        rubric: the one in use, whose signals and principles a story may name besides the shipped ones.

    Raises:
        PackError: there is no such story, or its file is wrong; one line a fault.
    """
    if name.endswith(ENDINGS) or Path(name).name != name:
        return _load(Path(name), Story, rubric=rubric)
    return _load(story_file(name, folder), Story, name, rubric)


def story_file(name: str, folder: Path | None = None) -> Path:
    """Where the story of that id stands. Raises PackError where there is none; the file is not read."""
    files = _files(folder)
    if name not in files:
        raise pack_error((_no_story(name, tuple(files), folder),), code="story-unknown")
    return files[name]


def load_rubric(rubric: str | Path | None = None, principles: Path | None = None) -> Rubric:
    """A rubric with the principles that can be asked about under it.

    A rubric that names principles of its own has those alone. Any other has the shipped ones, and those
    in `principles`, of which one with the name of a shipped one replaces it; each is read when it is
    first asked for.

    Args:
        rubric: its name, or the path to a `.yaml` file; None: the general one.
        principles: where the user's own principles are.

    Raises:
        PackError: there is no such rubric, or its file is wrong; one line a fault.
    """
    found = _load(_rubric_file(rubric or GENERAL), Rubric)
    if found.principles:
        return found
    files = _files(principles, "principles")
    return replace(found, principles=Shelf(files, lambda name, path: _load(path, Principle, name, found)))


def principle_names(rubric: Rubric) -> dict[str, str]:
    """What each principle of the rubric is called, without checking its file; a nameless one by its id."""
    principles = rubric.principles
    if not isinstance(principles, Shelf):
        return {name: principle.name for name, principle in principles.items()}
    return _names(principles.files)


def shelved_names(principles: Iterable[str], folder: Path | None = None) -> dict[str, str]:
    """What these principles are called, shipped or in `folder`, without reading a rubric; not the unknown."""
    files = _files(folder, "principles")
    return _names({name: files[name] for name in principles if name in files})


def _names(files: Mapping[str, Path]) -> dict[str, str]:
    return {name: _called(path) or name for name, path in files.items()}


def readable_principles(rubric: Rubric) -> tuple[dict[str, Principle], dict[str, PackError]]:
    """The rubric's principles whose files are right, and what is wrong with each of the others."""
    good: dict[str, Principle] = {}
    wrong: dict[str, PackError] = {}
    for name in rubric.principles:
        try:
            good[name] = rubric.principles[name]
        except PackError as error:
            wrong[name] = error
    return good, wrong


def _called(path: Path) -> str:
    tree, faults = _read(path)
    called = None if faults else tree.data.get("name")
    return called if isinstance(called, str) else ""


def rubric_names() -> tuple[str, ...]:
    """The names of the shipped rubrics, the general one first."""
    return (GENERAL, *sorted(_files(None, "rubrics")))


def load_spacing(path: Path | None = None) -> Spacing:
    """When to practise again, from `path` or as shipped. Raises PackError with one line a fault."""
    return _load(path or resource_folder("prompts") / "spacing.yaml", Spacing)


def story_ids(folder: Path | None = None) -> tuple[str, ...]:
    """The ids of all stories, shipped and in `folder`, in the order of the alphabet. Opens no file."""
    return tuple(sorted(_files(folder)))


def check(path: Path, rubric: Rubric | None = None, name: str | None = None) -> tuple[Fault, ...]:
    """Everything that is wrong with a pack; of which kind it is shows from its fields.

    `rubric`: the one that a story or a principle is for; None: the general one. `name`: the id by which it is
    looked for; None: it is given by its path.
    """
    tree, faults = _read(path)
    if faults:
        return faults
    kind = _kind(tree.data)
    if kind is Principle:
        rubric = rubric or load_rubric()
    pack, faults = _checked(tree, str(path), kind, rubric)
    return faults if pack is None or name is None else (*_misnamed(pack, tree, path, name), *faults)


def _misnamed(pack: Any, tree: Tree, path: Path, name: str) -> tuple[Fault, ...]:
    """What is wrong with a file that is looked for by another name than it has."""
    if pack.id == name:
        return ()
    mend = f"name the file {pack.id}.yaml or make the id {name}"
    return (Fault(str(path), tree.line(("id",)), "id", f"is '{pack.id}', unlike the file's name", mend),)


def _rubric_file(rubric: str | Path) -> Path:
    path = Path(rubric)
    if isinstance(rubric, Path) or path.suffix in ENDINGS or path.name != rubric:
        return path
    if rubric == GENERAL:
        return resource_folder("prompts") / "rubric.yaml"
    files = _files(None, "rubrics")
    if rubric not in files:
        mend = f"{choice(rubric, rubric_names())}, or give the path of a .yaml file"
        fault = Fault("rubric", 0, "", f"there is no rubric '{shown(rubric)}'", mend)
        raise pack_error((fault,), code="rubric-unknown")
    return files[rubric]


def _files(folder: Path | None, kind: str = "stories") -> dict[str, Path]:
    folders = [resource_folder("prompts") / kind, *([folder] if folder else [])]
    found = [file for place in folders if place.is_dir() for file in sorted(place.iterdir())]
    return {file.stem: file for file in found if file.suffix in ENDINGS and not file.name.startswith(".")}


def _no_story(name: str, known: tuple[str, ...], folder: Path | None) -> Fault:
    meant = nearest(name, known)
    mend = f"write {meant}" if meant else f"choose {listed((*sorted(known), OWN))}"
    stem = Path(name).stem if Path(name).suffix in ENDINGS else name
    place = f", or put {stem}.yaml into {folder}" if folder else ", or give the path of a .yaml file"
    return Fault("stories", 0, "", f"there is no story '{name}'", mend + place)


def _load(path: Path, kind: type[Pack], name: str | None = None, rubric: Rubric | None = None) -> Pack:
    tree, faults = _read(path)
    pack: Pack | None = None
    if not faults:
        pack, faults = _checked(tree, str(path), kind, rubric)
    if pack is not None and name is not None:
        faults = _misnamed(pack, tree, path, name) or faults
    if pack is None or faults:
        raise pack_error(faults)
    return pack


def _read(path: Path, above: int = 0) -> tuple[Tree, tuple[Fault, ...]]:
    """The values of a file, or why it has none; `above`: how many rubrics are laid over this one."""
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
    return _extended(tree, path, above) if EXTENDS in tree.data else (tree, ())


def _extended(tree: Tree, path: Path, above: int) -> tuple[Tree, tuple[Fault, ...]]:
    """A rubric laid over the one that it extends."""
    own = dict(tree.data)
    name, line = own.pop(EXTENDS), tree.line((EXTENDS,))
    if not isinstance(name, str) or above == MOST_OVERLAYS:
        problem = "leads back to itself" if isinstance(name, str) else described(name)
        return tree, (Fault(str(path), line, EXTENDS, problem, f"name a rubric, such as {GENERAL}"),)
    try:
        file = _rubric_file(name)
    except PackError:
        mend = f"{choice(name, rubric_names())}, or give the path of a .yaml file"
        return tree, (Fault(str(path), line, EXTENDS, f"is '{shown(name)}', which is no rubric", mend),)
    base, faults = _read(path.parent / file, above + 1)
    if faults:
        return tree, faults
    tree.data = laid_over(base.data, own)
    idle = idle_nulls(base.data, own)
    return tree, in_order(Fault(str(path), tree.line(at), field_name(at), *said) for at, *said in idle)


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
        (Story, Principle, Rubric, Spacing),
        key=lambda kind: len(data.keys() & {field.name for field in fields(kind)}),
    )


def _checked(
    tree: Tree, file: str, kind: type[Any], rubric: Rubric | None = None
) -> tuple[Any, tuple[Fault, ...]]:
    """The pack, and what is wrong with it; None where its types do not fit. A principle needs its rubric."""
    try:
        # JSON in strict mode takes lists for tuples and nothing else for what it is not: 30 is no text.
        pack = adapter(kind).validate_json(json.dumps(tree.data), strict=True)
    except ValidationError as error:
        errors = error.errors(include_url=False, include_input=False)
        return None, in_order(type_faults(errors, tree, _shape(kind), file))
    return pack, in_order(
        Fault(file, tree.line(path), field_name(path), problem, mend)
        for path, problem, mend in _breaks(pack, rubric)
    )


def _breaks(pack: Story | Rubric | Principle | Spacing, rubric: Rubric | None) -> Iterator[Break]:
    if isinstance(pack, Spacing):
        return iter(())
    if isinstance(pack, Story):
        return breaks(pack, _signals(pack, rubric), (*PRINCIPLES, *(rubric.principles if rubric else ())))
    if isinstance(pack, Rubric):
        return rubric_breaks(pack)
    assert rubric is not None  # noqa: S101  # both callers give a principle its rubric
    return principle_breaks(pack, rubric)


def _signals(story: Story, rubric: Rubric | None) -> tuple[str, ...]:
    """The signals that the story may name: those of the rubric in use and of every shipped one."""
    known = (*SIGNALS, *(rubric.signals if rubric else ()))
    named = {signal for told in story.sections.values() for signal in told.means}
    if not named.issubset(known):  # rare, and the other rubrics take long to read
        known = (*known, *(signal for name in rubric_names() for signal in load_rubric(name).signals))
    return tuple(dict.fromkeys(known))


def adapter(kind: type[Any]) -> TypeAdapter[Any]:
    """pydantic's view of a pack's dataclasses, made once a process."""
    if kind not in _ADAPTERS:
        _ADAPTERS[kind] = TypeAdapter(kind)
    return _ADAPTERS[kind]


def _shape(kind: type[Any]) -> Shape:
    return Shape(adapter(kind).json_schema())
