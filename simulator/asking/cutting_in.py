"""What makes a tough interviewer cut in, and with which words; each thing once, and never without a quote."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.asking.quoting import speakable
from simulator.domain.manners import CutInRule
from simulator.domain.review import Review
from simulator.domain.rubric import Rubric
from simulator.domain.speech import Word
from simulator.domain.turn_taking import CutIn

SITUATION_LONG, WE_ACTION = "situation-long", "we-action"
QUOTED_WORDS = 12
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
        last = words[-QUOTED_WORDS:]
        quote = " ".join(word.text for word in last)
        return _cut_in(SITUATION_LONG, rules.situation_long, quote, last[0].start_s, rubric)
    ours = [hit for hit in review.disqualifiers if hit.id == rules.we and hit.section == "action"]
    if WE_ACTION not in said and len(ours) >= rules.we_least and _is_theirs(review, rubric):
        return _cut_in(WE_ACTION, rules.we_action, ours[-1].quote, ours[-1].start_s, rubric)
    return None


def _lingers(review: Review, times: float) -> bool:
    """Whether Situation is past so many times its target, and no Action has come after it."""
    sections = {section.name: section for section in review.sections}
    situation = sections["situation"]
    return situation.spoken_s > times * situation.target_s and not sections["action"].spans


def _is_theirs(review: Review, rubric: Rubric) -> bool:
    """Whether there is a good piece of Action, and nothing in it that the candidate did."""
    action = next(section for section in review.sections if section.name == "action")
    mine = any(hit.id == rubric.tough.mine and hit.section == "action" for hit in review.signals)
    return action.spoken_s >= rubric.tough.action_s and not mine


def _cut_in(name: str, rule: CutInRule, quote: str, start_s: float, rubric: Rubric) -> CutIn:
    said = speakable(quote, rubric.quoting)
    texts = [text for text in rule.texts if said or "{quote}" not in text]
    text = texts[int(start_s) % len(texts)].replace("{quote}", f"“{said}”")
    return CutIn(name, text, rule.because, quote, start_s)
