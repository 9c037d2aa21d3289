"""What drills, walkthroughs and the telling of one's own stories leave behind."""

from __future__ import annotations

from typing import get_args

from simulator.domain.lesson import Chapter
from simulator.domain.review import LEVELS, SECTIONS, SectionStatus
from simulator.reporting.schema.review import SECTION_NAME
from simulator.reporting.schema.shapes import (
    identifier,
    many,
    number,
    one_of,
    or_null,
    record,
    ref,
    text,
    whole,
)

WANTED = record(
    {
        "text": text("The story's phrase, or what the section should say."),
        "quote": text("The words that say it; empty: it was missed.", empty=True),
        "start_s": number(),
        "to_the_letter": {"type": "boolean", "description": "Whether it was the phrase itself."},
    }
)
EXERCISE = record(
    {
        "section": one_of(SECTIONS),
        "spoken_s": number("From the first word to the last."),
        "target_s": number(),
        "status": one_of(get_args(SectionStatus)),
        "wanted": many(WANTED),
        "disqualifiers": many(ref("hit")),
        "advice": text(),
        "good": {"type": "boolean", "description": "In time, with enough said, and nothing that costs."},
    }
)
DRAFT = record(
    {
        "title": text(),
        "question": text(),
        "principles": many(identifier(), "The one asked about first.", minItems=1),
        "level": one_of(LEVELS),
        "sections": many(
            record(
                {
                    "name": SECTION_NAME,
                    "target_s": number(),
                    "spoken_s": number(),
                    "text": text("The candidate's sentences; empty where there were none.", empty=True),
                    "phrases": many(record({"text": text(), "shows": identifier("A signal.")})),
                    "mend": many(text(), "What is missing or costs, as advice."),
                }
            )
        ),
        "follow_ups": many(text()),
        "unsure": text("Why the words may not be the candidate's; empty where heard well.", empty=True),
    }
)
STEP = record(
    {
        "chapter": one_of(get_args(Chapter)),
        "title": text(),
        "text": text(),
        "aloud": {"type": "boolean", "description": "Whether the text is read aloud."},
        "lit": many(
            record({"begin": whole(), "end": whole(), "remark": text(empty=True)}),
            "Stretches of the text that stand out, by letters.",
        ),
        "check": or_null(record({"options": many(text()), "right": whole("Counted from 0."), "why": text()})),
    }
)
