"""A pack's JSON Schema, asked field by field: which names are known here, what should stand there.

It speaks in the words of somebody who writes packs and knows no field by name, so a new field or bound
needs no new sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from rapidfuzz import fuzz, process

from simulator.packs.faults import FieldPath, listed

NEAR = 70
"""Likeness, 0-100, from which a name is taken for a slip of the pen. Source: judgement: one wrong letter in
four still is (`taks`, `task`: 75), two different words are not (`probes`, `modes`: 55)."""

ID_MEND = "give small letters, digits and single hyphens, such as late-confirmations"
Schema = dict[str, Any]


def nearest(name: str, known: Sequence[str], near: float = NEAR) -> str | None:
    """The known name that `name` was probably meant to be: at least `near` like it, 0-100."""
    found = process.extractOne(name.lower(), known, scorer=fuzz.ratio, score_cutoff=near)
    return str(found[0]) if found else None


def choice(name: str, known: Sequence[str]) -> str:
    """The mend for an unknown name: the one that was meant, or all there are."""
    meant = nearest(name, known)
    return f"write {meant}" if meant else f"choose {listed(known)}"


class Shape:
    """What a pack of one kind looks like."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema

    def fields(self, path: FieldPath) -> list[str]:
        """The names that the mapping at `path` may hold."""
        return [name for found in self._at(path) for name in found.get("properties", {})]

    def keys(self, path: FieldPath) -> list[str]:
        """The keys that the mapping at `path` is bound to; empty where any id will do."""
        found = [self._resolved(schema.get("propertyNames", {})) for schema in self._at(path)]
        return [name for names in found for name in names.get("enum", [])]

    def wanted(self, path: FieldPath, value: Any = None) -> str:
        """What to write at `path`, where `value` stands now."""
        unit = "seconds" if any(str(step).endswith("_s") for step in path[-2:]) else "a number"
        ways = [_in_words(found, unit, value) for found in self._at(path)]
        return " or ".join(dict.fromkeys(ways)) or "see the field's description in the schema"

    def is_text(self, path: FieldPath) -> bool:
        return any(found.get("type") == "string" for found in self._at(path))

    def _at(self, path: FieldPath) -> list[Schema]:
        found = list(self._branches(self._schema))
        for step in path:
            found = [way for schema in found for way in self._below(schema, step)]
        return found

    def _below(self, schema: Schema, step: str | int) -> Iterator[Schema]:
        if isinstance(step, int):
            items = schema.get("prefixItems", [])
            below = items[step] if step < len(items) else schema.get("items")
        else:
            below = schema.get("properties", {}).get(step, schema.get("additionalProperties"))
        if isinstance(below, dict):
            yield from self._branches(below)

    def _branches(self, schema: Schema) -> Iterator[Schema]:
        schema = self._resolved(schema)
        ways = schema.get("anyOf") or schema.get("oneOf")
        if not ways:
            yield schema
            return
        for way in ways:
            if way.get("type") != "null":
                yield from self._branches(way)

    def _resolved(self, schema: Schema) -> Schema:
        while "$ref" in schema:
            schema = self._schema["$defs"][schema["$ref"].rsplit("/", 1)[-1]]
        return schema


def _in_words(schema: Schema, unit: str, value: Any) -> str:
    if "enum" in schema or "const" in schema:
        return f"choose {listed(str(way) for way in schema.get('enum') or [schema['const']])}"
    kind = schema.get("type")
    if kind in {"number", "integer"}:
        return _number_in_words(schema, "a whole number" if kind == "integer" else unit)
    if kind == "string":
        return "put it in quotes to make it a text" if isinstance(value, int | float) else "give a text"
    if kind == "array":
        return _list_in_words(schema)
    if kind == "object":
        return _mapping_in_words(schema)
    return "write true or false" if kind == "boolean" else "give a plain value"


def _number_in_words(schema: Schema, unit: str) -> str:
    low = schema.get("minimum", schema.get("exclusiveMinimum"))
    high = schema.get("maximum", schema.get("exclusiveMaximum"))
    if low is not None and high is not None:
        return f"give {unit} between {low:g} and {high:g}"
    if low is not None:
        return f"give {unit} {'above' if 'exclusiveMinimum' in schema else 'of at least'} {low:g}"
    if high is not None:
        return f"give {unit} {'below' if 'exclusiveMaximum' in schema else 'of at most'} {high:g}"
    return f"give {unit}"


def _list_in_words(schema: Schema) -> str:
    least, most = schema.get("minItems", 0), schema.get("maxItems")
    if least and most == least:
        return f"give a list of exactly {least}"
    return f"give a list of at least {least}, each after a dash" if least else "give a list"


def _mapping_in_words(schema: Schema) -> str:
    if "properties" not in schema:
        return "give a mapping, one 'name: value' a line"
    return f"give a mapping with {listed(schema.get('required') or list(schema['properties']), 'and')}"
