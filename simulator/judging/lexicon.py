"""Word lists and word classes that the learned judge looks words up in, read from `word_classes.txt`."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=1)
def _lines() -> dict[str, list[str]]:
    text = files("simulator.judging").joinpath("word_classes.txt").read_text(encoding="utf-8")
    found: dict[str, list[str]] = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            name, words = line.split(":", 1)
            found.setdefault(name, []).extend(words.split())
    return found


def words_of(name: str) -> frozenset[str]:
    """The words of one list (lists have names in lower case, classes in capitals)."""
    return frozenset(_lines()[name])


@lru_cache(maxsize=1)
def word_classes() -> dict[str, tuple[str, ...]]:
    """Of each word the classes that name it, in the order of the file."""
    table: dict[str, list[str]] = {}
    for name, words in _lines().items():
        for word in words if name.isupper() else ():
            if name not in table.setdefault(word, []):
                table[word].append(name)
    return {word: tuple(names) for word, names in table.items()}
