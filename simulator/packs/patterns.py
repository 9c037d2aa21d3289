"""Whether a rubric's pattern can be read, and whether it would ever come to an end.

A pattern runs over every sentence of every answer, so its cost is bounded by its form before it is ever
run: words are kept apart by spaces, nothing but the inside of a word repeats without end, and the ways to
try it are counted. It is strict rather than exact: a harmless pattern may have to be written more plainly.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import inf

from simulator.packs.faults import shown
from simulator.packs.shape import choice

MOST_SIGNS = 500
"""Longest pattern. Source: judgement: the longest shipped one has 397; beyond that two are easier to read."""
MOST_WAYS = 3_000
"""Ways to try a pattern from one word. Source: judgement; the shipped ones have 2,520 at most, and 1,700 ways
were measured to cost 30 ms on an endless sentence of 60 words."""
WAYS_IN_WORD = 3
"""Ways to share out a word between two endless repetitions. Source: judgement: the digits of a number."""
MOST_TIMES = 30
"""A counted repetition. Source: judgement: as many words as a long sentence has."""
MOST_IN_WORD = 2
"""Endless repetitions inside one word: `\\S*\\d\\S*` has two.
Source: each multiplies the ways to try it by the word's letters."""

_LIST = re.compile(r"<([a-z_]+)>")
_ANY_LIST = re.compile(r"<(\w[\w -]*)>")
_SIGN = re.compile(
    r"""(?P<group>\((?:\?(?:[:=!]|<[=!]))?)
      | (?P<close>\)) | (?P<bar>\|)
      | (?P<times>(?:[*+?]|\{(?P<least>\d*)(?P<comma>,?)(?P<most>\d*)\})[?+]?)
      | (?P<atom>[a-z']+(?![a-z'*+?{])|\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|.)""",
    re.VERBOSE | re.DOTALL,
)
_PLAIN = re.compile(r"[a-z' -]{1,100}")
_IN_WORD = re.compile(r"\\[Swd]|[a-z0-9'$%-]|\[(?!\^)[a-z0-9'-]+\]")
_LOOSE = re.compile(r"[(\\[. ]|$")
_CAPITAL = re.compile(r"[A-Z]")
Problem = tuple[str, str]
"""What is wrong, and how to mend it."""


def problems(text: str, words: Mapping[str, Sequence[str]]) -> Iterator[Problem]:
    """What is wrong with a pattern over the lists in `words`; the first thing only."""
    if _PLAIN.fullmatch(text):
        return
    if len(text) > MOST_SIGNS:
        yield f"has {len(text)} signs", f"split it into patterns of at most {MOST_SIGNS}"
        return
    for name in _ANY_LIST.findall(text):
        if name not in words:
            mend = choice(name, tuple(words)) if words else "write the words out, for a list holds no lists"
            yield f"names <{shown(name)}>, which is no list of words", mend
            return
    try:
        re.compile(_whole(spelled(text, words)))
    except (re.error, OverflowError, RecursionError) as error:
        reason = error.msg if isinstance(error, re.error) else "too large"
        yield f"is no regular expression: {reason}", "mend it, or write \\ before a sign that is meant"
        return
    if _CAPITAL.search(re.sub(r"\\.", "", text)):
        yield "holds a capital letter, which is never heard", "write it in small letters"
        return
    yield from _costs(spelled(text, words))


def spelled(text: str, words: Mapping[str, Sequence[str]]) -> str:
    """The pattern with its lists written out and `~` as up to four words, as the judge reads it."""
    full = _LIST.sub(lambda found: "(?:" + "|".join(words[found[1]]) + ")", text)
    return full.replace(" ~ ", r" (?:\S+ ){0,4}?")


def _whole(text: str) -> str:
    return rf"(?<!\S)(?:{text})(?!\S)"


@dataclass(slots=True)
class _Branch:
    """One alternative of a group, as far as it has been read."""

    parts: list[str] = field(default_factory=list)
    """Its signs; `(` for a group, which may be anything."""
    ways: float = 1
    in_word: int = 0
    """Endless repetitions since the last space."""
    endless: bool = False

    @property
    def apart(self) -> bool:
        """Whether a space keeps two rounds of it apart."""
        return " " in (self.parts[:1] + self.parts[-1:])


@dataclass(slots=True)
class _Group:
    branches: list[_Branch] = field(default_factory=lambda: [_Branch()])

    @property
    def ways(self) -> float:
        return max(branch.ways for branch in self.branches)

    @property
    def ways_a_round(self) -> float:
        """Alternatives that begin with a certain sign exclude one another; the others add up."""
        loose = [branch for branch in self.branches if _LOOSE.match("".join(branch.parts[:1]))]
        return max(1, sum(branch.ways for branch in loose), self.ways)


def _costs(text: str) -> Iterator[Problem]:
    """What would make the pattern too dear to run."""
    groups = [_Group()]
    last: _Group | str = ""
    for sign in _SIGN.finditer(text):
        branch = groups[-1].branches[-1]
        if sign["group"]:
            groups.append(_Group())
        elif sign["bar"]:
            groups[-1].branches.append(_Branch())
        elif sign["close"]:
            last = groups.pop()
            _take_in(groups[-1].branches[-1], last)
        elif sign["times"]:
            problem = _repeat(branch, last, sign)
            if problem:
                yield problem
                return
        else:
            last = sign["atom"]
            branch.parts.append(last)
            branch.in_word *= last != " "
        if groups[-1].branches[-1].in_word > MOST_IN_WORD:
            yield "repeats too often inside one word", "put a space between the repetitions"
            return
    if groups[0].ways > MOST_WAYS:
        mend = "leave out gaps, give them smaller bounds, or split it into two patterns"
        yield "can be tried in too many ways", mend


def _take_in(branch: _Branch, group: _Group) -> None:
    """Adds a group that has just been closed to the alternative that holds it."""
    runs = [one.in_word + branch.in_word * (one.parts[:1] != [" "]) for one in group.branches]
    joined = branch.in_word and max(runs) > branch.in_word
    branch.ways *= WAYS_IN_WORD if joined else 1
    branch.in_word = max(branch.in_word, *runs)
    branch.endless |= any(one.endless for one in group.branches)
    branch.ways *= group.ways
    branch.parts.append("(")


def _repeat(branch: _Branch, last: _Group | str, sign: re.Match[str]) -> Problem | None:
    """Counts a repetition of what was read last; gives what speaks against it."""
    least, most = _bounds(sign)
    if branch.parts:
        branch.parts[-1] += sign["times"]  # an optional space keeps nothing apart
    if MOST_TIMES < most < inf:
        return f"repeats up to {most:g} times", f"give a bound of at most {MOST_TIMES}, such as {{0,4}}"
    if isinstance(last, _Group):
        return _repeat_group(branch, last, least, most)
    if most == inf:
        branch.ways *= WAYS_IN_WORD if branch.in_word else 1
        branch.endless, branch.in_word = True, branch.in_word + 1
        if not _IN_WORD.fullmatch(last):
            return f"repeats '{shown(last)}' without end", "repeat only \\S, \\w, \\d or a letter without end"
    return None


def _repeat_group(branch: _Branch, group: _Group, least: float, most: float) -> Problem | None:
    if most == inf:
        return "repeats a group without end", "give the repetition a bound, such as {0,4} for +"
    if most > 1 and any(one.endless and not one.apart for one in group.branches):
        return "repeats a group in which words run together", "begin or end the group with a space"
    rounds = group.ways_a_round**most if most > 1 else group.ways
    branch.ways *= rounds / group.ways * (most - least + 1)
    return None


def _bounds(sign: re.Match[str]) -> tuple[float, float]:
    simple = {"?": (0, 1), "*": (0, inf), "+": (1, inf)}.get(sign["times"][0])
    if simple:
        return simple
    least = float(sign["least"] or 0)
    return least, float(sign["most"]) if sign["most"] else inf if sign["comma"] else least
