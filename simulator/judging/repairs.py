"""Fillers, repeats and repaired starts, taken out of what is matched.

'We, well, I should say I wrote' becomes 'I wrote'. What is dropped here is still there to quote.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from simulator.judging.tokens import Token, tokens_of

FILLERS = frozenset("um uh er erm hmm mm mhm ah oh eh ooh umm uhh".split())
"""Words that carry nothing wherever they stand."""
PHRASES: tuple[tuple[str, ...], ...] = (
    ("you", "know"),
    ("i", "mean"),
    ("sort", "of"),
    ("kind", "of"),
    ("how", "to", "say"),
    ("how", "you", "say"),
    ("i", "wanna", "say"),
    ("i", "want", "to", "say"),
    ("let's", "say"),
    ("i", "should", "say"),
    ("let's", "face", "it"),
)
"""Fillers of several words."""
_OPENING = frozenset(phrase[0] for phrase in PHRASES)
_MAY_FILL = FILLERS | _OPENING | {"like"}
"""With these words every filler begins."""
_KEEP_BEFORE: dict[tuple[str, ...], frozenset[str]] = {
    ("you", "know"): frozenset("do did if as let don't didn't would".split()),
    ("i", "mean"): frozenset("what that than".split()),
    ("sort", "of"): frozenset("some any this that what a same".split()),
    ("kind", "of"): frozenset("some any this that what a same new".split()),
}
_REAL_LIKE_BEFORE = frozenset(
    "i'd would looks look looked feels felt feel seems seemed seem sounds sounded is was it's things stuff "
    "something anything nothing not people don't didn't they'd we'd you you'd just more much exactly act "
    "acted".split()
)
_QUOTING = frozenset("was were i'm he's she's they're we're".split())
"""'He was like, …' tells what he said."""
_TURNING = frozenset("well no sorry actually rather or not correction".split())
_FIRST_PERSON = frozenset("i i'm i'd i've i'll".split())
_FIRST_PLURAL = frozenset("we we're we'd we've we'll".split())
_LONGEST_REPEAT = 4
_LONGEST_TURN = 7


class Spoken(NamedTuple):
    """What is left to match, and whether a 'we' was taken back."""

    tokens: tuple[Token, ...]
    repaired: bool


def spoken_tokens(words: Sequence[str]) -> Spoken:
    """The tokens of spoken words without fillers, repeats and starts that were taken back."""
    paused = frozenset(at for at, word in enumerate(words) if _pauses(word))
    tokens = _without_fillers(tokens_of(words), paused)
    tokens, repaired = _without_taken_back(tokens)
    return Spoken(tuple(_without_repeats(tokens)), repaired)


@lru_cache(maxsize=16384)
def _pauses(word: str) -> bool:
    """Whether it is written with a comma or a dash behind it."""
    return word.rstrip("\"'”’").endswith((",", "—", "–", "-"))


def _without_fillers(tokens: list[Token], paused: frozenset[int]) -> list[Token]:
    kept: list[Token] = []
    at = 0
    while at < len(tokens):
        length = _filler_length(tokens, at, kept, paused) if tokens[at].text in _MAY_FILL else 0
        if not length:
            kept.append(tokens[at])
        at += max(length, 1)
    return kept


def _filler_length(tokens: list[Token], at: int, kept: list[Token], paused: frozenset[int]) -> int:
    here = tokens[at].text
    behind = kept[-1].text if kept else ""
    if here in FILLERS:
        return 1
    if here == "like":
        return int(_is_filler_like(tokens, at, behind, paused))
    for phrase in PHRASES if here in _OPENING else ():
        ahead = tuple(token.text for token in tokens[at : at + len(phrase)])
        if ahead == phrase and behind not in _KEEP_BEFORE.get(phrase, ()):
            return len(phrase)
    return 0


def _is_filler_like(tokens: list[Token], at: int, behind: str, paused: frozenset[int]) -> bool:
    quoting = behind in _QUOTING and tokens[at].word - 1 not in paused
    if tokens[at].word in paused:
        return not quoting
    ahead = tokens[at + 1].text if at + 1 < len(tokens) else ""
    return behind not in _REAL_LIKE_BEFORE and ahead not in ("that", "this", "it")


def _without_taken_back(tokens: list[Token]) -> tuple[list[Token], bool]:
    """Drops 'we … no, not we' before the 'I' that replaces it within a few words."""
    for at, token in enumerate(tokens):
        if token.text not in _FIRST_PLURAL:
            continue
        end = _turn_end(tokens, at)
        if end:
            rest, _ = _without_taken_back(tokens[end:])
            return tokens[:at] + rest, True
    return tokens, False


def _turn_end(tokens: list[Token], at: int) -> int:
    """The index of the 'I' that takes back the 'we' at `at`; 0 where none does."""
    turned = False
    for ahead in range(at + 1, min(at + _LONGEST_TURN, len(tokens))):
        text = tokens[ahead].text
        if text in _FIRST_PERSON and turned:
            follows = ahead + 1 < len(tokens) and tokens[ahead + 1].text in (
                "should",
                "mean",
                "guess",
                "think",
            )
            if not follows:
                return ahead
        turned = turned or text in _TURNING
        if text in ("but", "because", "and", "that", "if", "so", "when", "which") and not turned:
            return 0
    return 0


def _without_repeats(tokens: list[Token]) -> list[Token]:
    """Drops a run of up to four words that is said again at once ('it got, it got miles better')."""
    kept: list[Token] = []
    said: list[str] = []
    for token in tokens:
        again = token.text in said[-_LONGEST_REPEAT:]
        kept.append(token)
        said.append(token.text)
        for size in range(1, min(_LONGEST_REPEAT, len(said) // 2) + 1) if again else ():
            if said[-2 * size : -size] == said[-size:] and _may_stammer(kept[-size:]):
                del kept[-2 * size : -size], said[-2 * size : -size]
                break
    return kept


def _may_stammer(run: list[Token]) -> bool:
    """Numbers and stressed words are said twice on purpose."""
    return not (
        len(run) == 1
        and (run[0].text[0].isdigit() or run[0].text in ("so", "very", "really", "no", "had", "that"))
    )
