"""Timed words -> units as long as a sentence, and within them clauses.

A unit ends where punctuation says so, or, where the recogniser writes none, at a pause that does not
leave a word hanging. Fillers and repaired starts are left out of what is matched and kept in what is
quoted. The module hears how speech is cut up; it gives no meaning to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from simulator.domain.speech import Transcript, Word
from simulator.judging.repairs import spoken_tokens
from simulator.judging.tokens import Token, plain

PAUSE_S = 0.3
"""The shortest pause that can end a unit in bare text.
Source: within an answer pauses of 0.25-0.6 s are normal; words of one phrase follow at under 0.2 s."""
CALM_PAUSES_S = (PAUSE_S, 0.45, 0.6, 0.8, 1.0, 1.3)
SHORTEST_MEAN_WORDS = 5.0
"""A speaker whose pauses cut finer than this pauses inside clauses: a longer pause is asked for.
Source: judgement."""
LONG_PAUSE_S = 2.5
"""Ends a unit even after a hanging word: the candidate has begun again. Source: judgement."""
PUNCTUATED_WORDS = 45
"""With at least one sentence end in so many words the text counts as punctuated. Source: judgement."""
LONGEST_WORDS = 70
"""A unit without any end is cut at a conjunction once it is longer than this.
Source: the longest labelled sentence has 66 words."""

_ENDS = (".", "?", "!", "…")
_CLOSERS = "\"'”’)]"
_ABBREVIATIONS = frozenset("mr. mrs. ms. dr. st. vs. e.g. i.e. etc. no. approx.".split())
_HANGING = frozenset(
    "a an the my our your his their its this of to from with for in on at by into about as and or but so "
    "because that which who if when than then i we they he she it's i'm i'd i've we're we'd is are was "
    "were "
    "be been very quite like um uh er".split()
)
_STRANDED = frozenset(
    "this that of to from with for in on by at into about so like then is was were be been".split()
)
"""Hanging words that a thought can also end on: 'so I stepped in', 'nobody had asked for that'."""
_AFTER_STRANDED = frozenset(
    "and so but because then if instead after i we they he she it i'm i'd i've i'll we're we'd we've we'll "
    "they're they'd they've he's he'd she's she'd it's it'd that's there's there what's".split()
)
"""Words that open a thought and follow no preposition: after a pause they show that the last one ended."""
_BEFORE_POINTING = frozenset(
    "like after before do did does doing done about of for with than all to at on from by in since over "
    "through behind against around without hate love wanted".split()
)
"""Before these 'that' points back ('after that') and can end a thought; elsewhere it opens what is said."""
_STARTERS = frozenset("so and but then because after before when while which".split())
_SUBJECTS = frozenset(
    "i we they he she it you nobody somebody someone everyone everybody there this that these those no "
    "one i'm i'd i've i'll we're we'd we've we'll they're they'd they've they'll he's he'd she's she'd "
    "it's "
    "it'd there's that's the my our their his her".split()
)
_DOERS = frozenset(
    "i we they he she nobody i'm i'd i've i'll we're we'd we've we'll they're they'd they've they'll "
    "he'd she'd".split()
)
_SAID_OF = frozenset("it this there he she they i we nobody".split())
_AUXILIARIES = frozenset(
    "is was were are isn't wasn't weren't aren't has hasn't would wouldn't will won't can can't could "
    "couldn't does doesn't did didn't".split()
)
_OPENED = frozenset("it's it'd it'll there's that's".split())
"""These begin a statement of their own, whether a comma is heard before them or not."""
_BEFORE_NOUN = frozenset("the a root real this that main true its deeper".split())
_ASIDE = (("instead", "of"), ("rather", "than"), ("as", "opposed"))
_JOINTS = frozenset("and or so then plus".split())
_TURNS = frozenset("but because although though whereas while until unless except".split())
_BEFORE_SUBORDINATE = frozenset(
    "that what which who whom how why where when if whether than as whatever everything all thing "
    "think thought guess believe mean know".split()
)
_SAYS = frozenset("said says say told goes asked went thought".split())
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Clause:
    """One thought of a unit: its `tokens` as matched, and the unit's words `first`-`last` (both included)."""

    tokens: tuple[Token, ...]

    @property
    def first(self) -> int:
        return self.tokens[0].word

    @property
    def last(self) -> int:
        return self.tokens[-1].word

    @property
    def text(self) -> str:
        return plain(self.tokens)


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch as long as a sentence. `words` are all that was said; `first` is the index of the first of
    them in the transcript; `tokens` are what is matched, each with the index of its word in `words`."""

    words: tuple[Word, ...]
    first: int
    tokens: tuple[Token, ...]
    clauses: tuple[Clause, ...]
    text: str
    """What is matched, as one text."""
    repaired: bool = False
    """A 'we' was taken back at once for an 'I'."""
    mended: tuple[str, ...] = ()
    """What each of `words` is likelier to have been; empty where none is doubted."""

    @property
    def start_s(self) -> float:
        return self.words[0].start_s

    @property
    def end_s(self) -> float:
        return self.words[-1].end_s

    @property
    def spoken(self) -> tuple[str, ...]:
        """What is judged: one text for each of `words`."""
        return self.mended or tuple(word.text for word in self.words)

    def quote(self, first: int, last: int) -> str:
        """The original words `first`-`last`, both included."""
        return " ".join(word.text for word in self.words[first : last + 1]).strip(" ,;:")


def units_of(transcript: Transcript) -> tuple[Unit, ...]:
    """The units of an answer, in order; words that are nothing but punctuation go with their neighbours."""
    return tuple(unit_of(words, first) for words, first in stretches(transcript.words))


def stretches(words: Sequence[Word]) -> list[tuple[tuple[Word, ...], int]]:
    """The words of each unit, and the index of the first of them."""
    edges = [0, *_unit_ends(words), len(words)]
    return [(tuple(words[a:b]), a) for a, b in pairwise(edges) if b > a]


def unit_of(words: Sequence[Word], first: int = 0, mended: tuple[str, ...] = ()) -> Unit:
    """One unit of the words given; `mended`: the texts to judge in place of the words' own."""
    spoken = spoken_tokens(mended or [word.text for word in words])
    clauses = tuple(_clauses(words, spoken.tokens))
    text = plain(spoken.tokens)
    return Unit(tuple(words), first, spoken.tokens, clauses, text, spoken.repaired, mended)


def _unit_ends(words: Sequence[Word]) -> list[int]:
    """Indices of the words that begin a new unit."""
    ends = [at for at, word in enumerate(words, start=1) if _ends_sentence(word.text)]
    if len(ends) * PUNCTUATED_WORDS >= len(words) and ends:
        rests = {at for at, gap_s in _gaps(words) if gap_s >= PAUSE_S and _rest_breaks(words, at, gap_s)}
        cuts = sorted({*ends, *rests} - {len(words)})
    else:
        cuts = _pause_breaks(words)
    return _cut_long(words, cuts)


def _gaps(words: Sequence[Word]) -> Iterator[tuple[int, float]]:
    """The index of each word but the first, and the silence before it."""
    for at, (left, right) in enumerate(pairwise(words), start=1):
        yield at, right.start_s - left.end_s


@lru_cache(maxsize=16384)
def _ends_sentence(text: str) -> bool:
    bare = text.rstrip(_CLOSERS)
    return bare.endswith(_ENDS) and bare.lower() not in _ABBREVIATIONS


def _rest_breaks(words: Sequence[Word], at: int, gap_s: float) -> bool:
    """Whether a pause ends a sentence: before a capital it does, where a final word was misheard."""
    if words[at - 1].text.endswith((",", ";", ":")):
        return gap_s >= LONG_PAUSE_S
    text = words[at].text
    return text[:1].isupper() or (_bare(text) not in _HANGING and gap_s >= 2 * PAUSE_S)


def _pause_breaks(words: Sequence[Word]) -> list[int]:
    rests = [(at, gap_s) for at, gap_s in _gaps(words) if gap_s >= PAUSE_S]
    ending = [(at, gap_s) for at, gap_s in rests if gap_s >= LONG_PAUSE_S or not _hangs(words, at)]
    cuts: list[int] = []
    for pause_s in CALM_PAUSES_S:
        cuts = [at for at, gap_s in ending if gap_s >= pause_s]
        if len(words) >= SHORTEST_MEAN_WORDS * (len(cuts) + 1):
            break
    return cuts


def _hangs(words: Sequence[Word], at: int) -> bool:
    """Whether the word before a pause leaves the thought open, by itself and by what follows the pause."""
    behind = _bare(words[at - 1].text)
    if behind not in _STRANDED:
        return behind in _HANGING
    ahead = _bare(words[at].text)
    if behind == "that" and ahead in _SUBJECTS:
        return at < 2 or _bare(words[at - 2].text) not in _BEFORE_POINTING
    return ahead not in _AFTER_STRANDED


def _cut_long(words: Sequence[Word], cuts: list[int]) -> list[int]:
    edges = [0, *cuts, len(words)]
    extra = [at for a, b in pairwise(edges) for at in _cuts_inside(words, a, b)]
    return sorted({*cuts, *extra})


def _cuts_inside(words: Sequence[Word], start: int, end: int) -> Iterator[int]:
    """Cuts of a run-on stretch: each at a conjunction before a subject, near the middle."""
    if end - start <= LONGEST_WORDS:
        return
    bare = [_bare(words[at].text) for at in range(start, end)]
    places = [
        start + at for at in range(8, len(bare) - 8) if bare[at] in _STARTERS and bare[at + 1] in _SUBJECTS
    ]
    if places:
        middle = min(places, key=lambda at: abs(at - (start + end) / 2))
        yield from _cuts_inside(words, start, middle)
        yield middle
        yield from _cuts_inside(words, middle, end)


@lru_cache(maxsize=16384)
def _bare(text: str) -> str:
    return text.lower().strip(" .,;:!?…\"'“”()-–—")


def _clauses(words: Sequence[Word], tokens: Sequence[Token]) -> Iterator[Clause]:
    texts, marked = [*(token.text for token in tokens), ""], _marks(words, tokens)
    start = 0
    for at in range(1, len(tokens)):
        if at - start >= _SHORTEST and _clause_begins(texts, at, start, marked=marked[at]):
            yield Clause(tuple(tokens[start:at]))
            start = at
    if tokens:
        yield Clause(tuple(tokens[start:]))


def _clause_begins(texts: Sequence[str], at: int, start: int, *, marked: bool) -> bool:
    """Whether a clause begins with the word at `at`; `marked`: a comma, a dash or a pause is before it."""
    behind, here, ahead = texts[at - 1 : at + 2]
    if here in _TURNS or here == "cause":
        return _turns(here, behind, ahead)
    if here in _JOINTS:
        return marked or ahead in _SUBJECTS
    if (here, ahead) in _ASIDE:
        return True
    new_doer = _is_subject(here, ahead) and behind not in _BEFORE_SUBORDINATE
    begins = marked or (new_doer and (at - start >= 3 or behind in _SAYS))
    return begins and not (behind in _JOINTS or behind in _TURNS)


def _is_subject(here: str, ahead: str) -> bool:
    """Whether a word is surely what the next words are said of: 'it was', not 'fixed it'."""
    return here in _DOERS or here in _OPENED or (here in _SAID_OF and ahead in _AUXILIARIES)


def _turns(here: str, behind: str, ahead: str) -> bool:
    """Whether a word that can open a clause does: not 'for a while', not 'the root cause'."""
    if here == "cause":
        return ahead in _SUBJECTS and behind not in _BEFORE_NOUN
    return bool(ahead) and (here, behind) != ("while", "a")


def _marks(words: Sequence[Word], tokens: Sequence[Token]) -> list[bool]:
    """Whether a comma, a dash or a pause of the unit stands before each token."""
    broken = [_breaks(word.text) for word in words]
    marks = [False]
    for (_, left), (_, right) in pairwise(tokens):
        rests = right > left and words[right].start_s - words[right - 1].end_s >= PAUSE_S
        marks.append(rests or any(broken[left : max(right, left + 1)]))
    return marks


@lru_cache(maxsize=16384)
def _breaks(text: str) -> bool:
    return text.rstrip(_CLOSERS).endswith((",", ";", ":", "—", "–", *_ENDS))
