"""Setting the candidate's words and measured values into the rubric's sentences."""

from __future__ import annotations


def fill(text: str, **marks: str) -> str:
    """`text` with each `{mark}` replaced; a mark that is not given is left standing."""
    for name, value in marks.items():
        text = text.replace("{" + name + "}", value)
    return text


def quoted(words: str) -> str:
    """The words in quotation marks, without the comma or full stop they happened to end on."""
    return f"“{words.strip().rstrip('.,;:')}”"
