"""What makes a tough interviewer cut in, and with which words; each thing once, and never without a quote."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.asking.quoting import speakable
from simulator.domain.manners import CutInRule, ToughRules
from simulator.domain.review import Review
from simulator.domain.rubric import Rubric
from simulator.domain.speech import Word
from simulator.domain.turn_taking import CutIn

SITUATION_LONG, WE_ACTION = "situation-long", "we-action"
LAST_WORDS = 12
"""How many of the last words are quoted of a story that does not get on. Source: judgement; a breath."""


def cut_in(review: Review, words: Sequence[Word], said: frozenset[str], *, rubric: Rubric) -> CutIn | None:
    """What to break in with at this point of the opening answer, if anything.

    Args:
        review: of the answer up to now.
        words: all of it.
        said: what the interviewer has cut in with already.
    """
    rules = rubric.tough
    if SITUATION_LONG not in said and _lingers(review, rules.situation_times):
        quote, start_s = _last_thought(words, rubric)
        return _cut_in(SITUATION_LONG, rules.situation_long, quote, start_s, rubric)
    ours = [hit for hit in review.disqualifiers if hit.id == rules.we and hit.section == "action"]
    if WE_ACTION not in said and len(ours) >= rules.we_least and _is_theirs(review, rules):
        return _cut_in(WE_ACTION, rules.we_action, ours[-1].quote, ours[-1].start_s, rubric)
    return None


def _lingers(review: Review, times: float) -> bool:
    """Whether Situation is past so many times its target and still goes on.

    Result and Reflection are left out of account: what sounds like them before any Action is more background.
    """
    parts = [each for each in review.sections if each.spans and each.name in {"situation", "task", "action"}]
    latest = max(parts, key=lambda section: section.spans[-1][1], default=None)
    return latest is not None and latest.name == "situation" and latest.spoken_s > times * latest.target_s


def _is_theirs(review: Review, rules: ToughRules) -> bool:
    """Whether there is a good piece of Action, and nothing in it that the candidate did."""
    action = next(section for section in review.sections if section.name == "action")
    mine = any(hit.id == rules.mine and hit.section == "action" for hit in review.signals)
    return action.spoken_s >= rules.action_s and not mine


def _last_thought(words: Sequence[Word], rubric: Rubric) -> tuple[str, float]:
    """The last words of the answer, cut so that they can be said, and when they began."""
    last = words[-LAST_WORDS:]
    return speakable(" ".join(word.text for word in last), rubric.quoting), last[0].start_s


def _cut_in(name: str, rule: CutInRule, quote: str, start_s: float, rubric: Rubric) -> CutIn | None:
    """None where there is nothing to quote: who cuts in can say what for."""
    said = speakable(quote, rubric.quoting)
    if not said:
        return None
    text = rule.texts[int(start_s) % len(rule.texts)]
    return CutIn(name, text.replace("{quote}", f"“{said}”"), rule.because, quote, start_s)
