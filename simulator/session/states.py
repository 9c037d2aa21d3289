"""Where a session can be and what may happen there. A pair that is not in the table raises."""

from __future__ import annotations

from typing import Literal

State = Literal["ready", "asking", "listening", "judging", "closed"]
Step = Literal["begin", "resume", "asked", "again", "answered", "probe", "reopened", "close", "stop"]

TABLE: dict[tuple[State, Step], State] = {
    ("ready", "begin"): "asking",
    # A session that broke off is taken up at the judgement of the answer that was under way.
    ("ready", "resume"): "judging",
    ("asking", "asked"): "listening",
    ("listening", "again"): "listening",
    ("listening", "answered"): "judging",
    ("judging", "probe"): "asking",
    # The candidate spoke on just as the next question began.
    ("asking", "reopened"): "listening",
    ("judging", "close"): "closed",
    # The candidate may leave, and a device may fail, at any moment before the close.
    ("ready", "stop"): "closed",
    ("asking", "stop"): "closed",
    ("listening", "stop"): "closed",
    ("judging", "stop"): "closed",
}


class IllegalStepError(RuntimeError):
    """A step that the table does not allow: a fault of the program, never of the candidate."""


def after(state: State, step: Step) -> State:
    """The state that follows.

    Raises:
        IllegalStepError: the pair is not in the table.
    """
    try:
        return TABLE[state, step]
    except KeyError:
        raise IllegalStepError(f"'{step}' cannot happen while '{state}'") from None
