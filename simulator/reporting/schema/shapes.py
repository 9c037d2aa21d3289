"""The few shapes that every schema is put together from."""

from __future__ import annotations

from typing import Any

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def text(description: str = "", *, empty: bool = False) -> Schema:
    return described({"type": "string"} if empty else {"type": "string", "minLength": 1}, description)


def number(description: str = "", *, most: float | None = None, least: float = 0) -> Schema:
    bounds: Schema = {"type": "number", "minimum": least}
    return described(bounds if most is None else {**bounds, "maximum": most}, description)


def whole(description: str = "", *, most: int | None = None) -> Schema:
    return {**number(description, most=most), "type": "integer"}


def one_of(names: tuple[str, ...], description: str = "", *, or_null: bool = False) -> Schema:
    return described({"enum": [*names, None] if or_null else [*names]}, description)


def identifier(description: str = "") -> Schema:
    return described({"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"}, description)


def many(items: Schema, description: str = "", **bounds: int) -> Schema:
    return described({"type": "array", "items": items, **bounds}, description)


def record(properties: dict[str, Schema], *, optional: tuple[str, ...] = (), closed: bool = True) -> Schema:
    required = [name for name in properties if name not in optional]
    shape: Schema = {"type": "object", "properties": properties, "required": required}
    return {**shape, "additionalProperties": False} if closed else shape


def ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def described(schema: Schema, description: str) -> Schema:
    return {"description": description, **schema} if description else schema


def document(name: str, title: str, body: Schema, definitions: dict[str, Schema] | None = None) -> Schema:
    head = {"$schema": DIALECT, "$id": f"urn:hotseat:{name}:1", "title": title}
    return {**head, **body, **({"$defs": definitions} if definitions else {})}
