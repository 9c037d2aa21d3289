"""A told story -> its pack: plain YAML that its owner goes on writing. The comments are in the template.

What it writes can be read back and is right; nothing is written over.
"""

from __future__ import annotations

import json
import os
import re
import textwrap
from pathlib import Path

from simulator.domain.rubric import Rubric
from simulator.domain.telling import Draft
from simulator.domain.wording import safe
from simulator.errors import PackError
from simulator.packs.resources import resource_folder

TEMPLATE = "own-story.yaml.j2"
WIDTH = 110
LONGEST_ID = 40
"""Characters of an id, which is typed by hand and names a file. Source: judgement."""


def story_id(title: str, taken: frozenset[str]) -> str:
    """An id for a title, unlike any that is taken: `late-parcels`, `late-parcels-2` …"""
    name = "-".join(re.findall(r"[a-z0-9]+", title.lower()))[:LONGEST_ID].strip("-") or "story"
    number = 1
    while (candidate := name if number == 1 else f"{name}-{number}") in taken:
        number += 1
    return candidate


def written(identifier: str, draft: Draft, rubric: Rubric, heard_by: str = "") -> str:
    """The text of the pack. `heard_by`: the recogniser, empty where the story was typed."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415  # only here, and slow

    environment = Environment(  # noqa: S701  # this is YAML, and every value is quoted by a filter
        loader=FileSystemLoader(resource_folder("prompts")),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    environment.filters |= {"text": _text, "line": safe, "folded": _folded}
    return environment.get_template(TEMPLATE).render(
        id=identifier,
        draft=draft,
        heard_by=heard_by,
        coaching=rubric.telling.coaching,
        common_mistake=rubric.telling.common_mistake,
    )


def keep_new(path: Path, text: str) -> None:
    """Writes a file that does not exist yet, readable by its owner alone.

    Raises:
        PackError: there is such a file, or it cannot be written.
    """
    if path.exists():
        raise PackError(f"{path}: there is such a file already; choose another name.", code="story-exists")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise PackError(
            f"{path}: the file cannot be written ({error.strerror}); check the folder's permissions.",
            code="story-unwritable",
        ) from None


def _text(text: str) -> str:
    """In double quotes, on one line; such a text of JSON is YAML as well."""
    return json.dumps(safe(text), ensure_ascii=False)


def _folded(text: str, indent: int) -> str:
    """Below `>-`: wrapped lines, which are read back as one."""
    flat = " ".join(safe(text).split())
    space = " " * indent
    return textwrap.fill(
        flat,
        WIDTH,
        initial_indent=space,
        subsequent_indent=space,
        break_long_words=False,
        break_on_hyphens=False,
    )
