"""Whether an answer sounds finished: does the last clause want more, and how far has the story come?

It goes by the last words only, and is made for words without punctuation, of which one in four is wrong.
How long a pause is then borne is not decided here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Literal

from simulator.domain.manners import TurnRules
from simulator.domain.review import SectionName, SectionTime
from simulator.domain.rubric import Rubric
from simulator.domain.speech import Word
from simulator.domain.turn_taking import Floor

_CLOSERS = "\"'”’)]"
_BROKEN = (",", ";", ":", "-", "–", "—", "…", "...")
_ENDS = (".", "?", "!")
_BARE = re.compile(r"[^\w'%$£€.-]")
_FIGURE = re.compile(r"\d[\d.,]*")
_Ending = Literal["open", "leaning", "closed"]


def floor(
    words: Sequence[Word],
    sections: Sequence[SectionTime] | None,
    budget_s: float | None,
    rubric: Rubric,
) -> Floor:
    """Where the candidate stands after these words.

    Args:
        sections: of the opening answer by these words; None in the answer to a follow-up.
        budget_s: the time that the opening answer may take, in seconds.
    """
    rules = rubric.turn_taking
    return Floor(
        open_clause=wants_more(words, rules),
        section=None if sections is None else _section(sections, rules),
        used=words[-1].end_s / budget_s if words and budget_s else 0.0,
        words=len(words),
        doubted=_doubted(words[-rules.doubted_words :], rules),
    )


def wants_more(words: Sequence[Word], rules: TurnRules) -> bool:
    """Whether the last clause is open; so it is before the first word."""
    spoken = [(word, bare) for word in words[-rules.look_back :] if (bare := _bare(word.text))]
    if not spoken:
        return True
    last, said = spoken[-1][0], [bare for _, bare in spoken]
    mark = last.text.rstrip(_CLOSERS)
    doubted = last.confidence is not None and last.confidence < rules.unsure_below
    ending = _ending(said, rules)
    if ending == "open" or doubted or mark.endswith(_BROKEN) or said[-2:-1] == said[-1:]:
        return True
    return ending == "leaning" and not mark.endswith(_ENDS)


def _doubted(words: Sequence[Word], rules: TurnRules) -> bool:
    """Whether these are guesses, taken together; words without a confidence are believed."""
    known = [word.confidence for word in words if word.confidence is not None]
    return bool(known) and len(known) == len(words) and sum(known) / len(known) < rules.doubted_below


def _bare(text: str) -> str:
    return _BARE.sub("", text.lower().replace("’", "'")).strip(".'-")


def _ending(said: Sequence[str], rules: TurnRules) -> _Ending:
    """What the longest ending that fits says; words that are in no list end a clause."""
    for length in range(len(said), 0, -1):
        ending = " ".join(said[-length:])
        if ending in rules.fillers or ending in rules.open:
            return "open"
        if ending in rules.closed:
            return "closed"
        if length == 2 and said[-2] in rules.joints and said[-1] in rules.waiting:
            return "open"
        if length == 2 and _is_number(said[-1], rules) and said[-2] in rules.number_ends_after:
            return "closed"
        if ending in rules.leaning:
            return "leaning"
    return "leaning" if _is_number(said[-1], rules) else "closed"


def _is_number(word: str, rules: TurnRules) -> bool:
    return word in rules.numbers or bool(_FIGURE.fullmatch(word))


def _section(sections: Sequence[SectionTime], rules: TurnRules) -> SectionName:
    """The section of the last words, as far as it can be known before the answer is over.

    The judge knows a section by its place too, and takes the last words of half an answer for its end. So
    Result and Reflection are believed only behind a good piece of Action and with some Result.
    """
    spoken = {section.name: section for section in sections if section.spans}
    latest = sorted(spoken, key=lambda name: spoken[name].spans[-1][1])
    if not _reached_result(spoken, rules):
        latest = [name for name in latest if name not in {"result", "reflection"}]
    return latest[-1] if latest else "situation"


def _reached_result(spoken: Mapping[SectionName, SectionTime], rules: TurnRules) -> bool:
    least: dict[SectionName, float] = {"action": rules.least_action_s, "result": rules.least_result_s}
    return all(name in spoken and spoken[name].spoken_s >= least_s for name, least_s in least.items())
