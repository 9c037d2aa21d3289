"""What a session can tell of, event by event."""

from __future__ import annotations

from typing import get_args

from simulator.domain.review import LEVELS, SECTIONS
from simulator.events import EndReason
from simulator.reporting.schema.review import RATING, RATING_OR_NULL
from simulator.reporting.schema.shapes import (
    Schema,
    identifier,
    many,
    number,
    one_of,
    or_null,
    ref,
    text,
    whole,
)

TURN = whole("0 for the opening question, 1 for the first probe and so on.")
EVENT_FIELDS: dict[str, dict[str, Schema]] = {
    "session_started": {
        "session": text(),
        "mode": text(),
        "story": text(),
        "principle": identifier(),
        "level": one_of(LEVELS),
        "recogniser": text(),
        "voice": text("Empty where the questions are shown, not spoken.", empty=True),
        "question": text("The first one.", empty=True),
        "rubric": text("Its name or its file.", empty=True),
        "probes": or_null(whole("The most follow-ups.")),
        "tough": {"type": "boolean", "description": "Whether the interviewer cuts in."},
        "time_s": or_null(number("After so long no further follow-up is asked; null: there is no hurry.")),
    },
    "resumed": {"recogniser": text()},
    "noticed": {"code": identifier(), "text": text()},
    "asked": {"turn": TURN, "text": text(), "probe": or_null(ref("probe"))},
    "listening_started": {"turn": TURN, "recording": text("Empty where nothing is kept.", empty=True)},
    "speech_started": {"turn": TURN, "start_s": number()},
    "speech_stopped": {"turn": TURN, "end_s": number()},
    "words_heard": {"turn": TURN, "words": many(ref("word"))},
    "words_typed": {
        "turn": TURN,
        "kept": whole("How many of the words told of before stand in front of these."),
        "words": many(ref("word"), "What follows; all of it may still be mended."),
    },
    "overran": {
        "turn": TURN,
        "section": one_of(SECTIONS),
        "spoken_s": number(),
        "target_s": number(),
    },
    "silence_grew": {
        "turn": TURN,
        "silent_s": number(),
        "text": text("What was said softly; empty where patience was only shown.", empty=True),
    },
    "came_in": {"turn": TURN, "cut_in": ref("cut_in")},
    "paused": {"turn": TURN, "on": {"type": "boolean", "description": "Whether the clock stands still."}},
    "answer_reopened": {"turn": TURN},
    "answer_ended": {"turn": TURN, "reason": one_of(get_args(EndReason)), "transcript": ref("transcript")},
    "reviewed": {"turn": TURN, "review": ref("review")},
    "graded": {"turn": TURN, "grade": ref("grade")},
    "rescored": {"turn": TURN, "before": RATING, "after": RATING, "why": text()},
    "section_set": {
        "turn": TURN,
        "section": one_of(SECTIONS),
        "target_s": number(),
        "in_a_row": whole("How many good attempts have just gone before."),
        "goal": whole("How many in a row are wanted."),
    },
    "practised": {
        "turn": TURN,
        "exercise": ref("exercise"),
        "in_a_row": whole("How many good attempts in a row, this one counted."),
    },
    "step_shown": {"turn": TURN, "count": whole("How many steps there are."), "step": ref("step")},
    "chosen": {
        "turn": TURN,
        "option": whole("Counted from 0."),
        "right": {"type": "boolean"},
    },
    "story_drafted": {"draft": ref("draft")},
    "story_kept": {"story": identifier(), "path": text(), "text": text("What was said about it.")},
    "repeated": {
        "turn": TURN,
        "told_to": text("The question of this loop to which the story was told before."),
        "likeness": number(most=1),
    },
    "heard_again": {
        "turn": TURN,
        "recogniser": text(),
        "transcript": ref("transcript"),
        "review": or_null(ref("review")),
        "grade": or_null(ref("grade")),
        "changes": many(text(), "Where that changed a judgement."),
    },
    "closed": {
        "rating": RATING_OR_NULL,
        "changed_by": many(text()),
        "fixes": many(text(), maxItems=3),
        "say_instead": text(empty=True),
    },
    "session_ended": {
        "reason": one_of(("completed", "interrupted", "nothing_heard")),
        "folder": text("Empty where nothing is kept.", empty=True),
    },
}
