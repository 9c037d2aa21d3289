"""An answer judged, and a grade: the parts that several documents hold."""

from __future__ import annotations

from typing import get_args

from simulator.domain.review import LEVELS, RATINGS, SECTIONS, GradeName, SectionStatus
from simulator.reporting.schema.delivery import DELIVERY
from simulator.reporting.schema.shapes import (
    Schema,
    described,
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

SPAN: Schema = {"type": "array", "items": number(), "minItems": 2, "maxItems": 2}
SECTION_NAME = one_of(SECTIONS)
RATING = one_of(RATINGS, "Worst to best: " + ", ".join(RATINGS) + ".")
RATING_OR_NULL = one_of(RATINGS, "Null where the verdict is withheld.", or_null=True)

SECTION = record(
    {
        "name": SECTION_NAME,
        "spans": many(SPAN, "Where it was spoken: [start, end] in seconds of the recording."),
        "spoken_s": number("Sum of the spans."),
        "target_s": number("What the story or the rubric asks for at this level."),
        "status": one_of(get_args(SectionStatus)),
        "confidence": number("How sure the judge is of the borders.", most=1),
    }
)
HIT = record(
    {
        "id": identifier(),
        "phrase": text("The cue of the pack that matched.", empty=True),
        "section": or_null(SECTION_NAME),
        "quote": text("The candidate's own words."),
        "start_s": number(),
        "end_s": number(),
        "score": whole("How well the words match the cue.", most=100),
        "why": text("What it earns or costs.", empty=True),
    }
)
GAP = record({"id": identifier(), "section": SECTION_NAME, "why": text()})
TRUST = record({"level": one_of(("high", "low")), "why": text(empty=True)})
REASON = record({"text": text(), "quote": text("Empty for an absence.", empty=True), "start_s": number()})
LEDGER_ENTRY = record(
    {
        "text": text(),
        "points": described({"type": "number"}, "More is better; negative costs."),
        "quote": text(empty=True),
        "start_s": number(),
    }
)
VERDICT = record(
    {
        "rating": RATING_OR_NULL,
        "reasons": many(REASON),
        "ledger": many(LEDGER_ENTRY, "Everything that was weighed, in the order weighed."),
    }
)
PROBE = record(
    {
        "id": identifier(),
        "question": text(),
        "because": text(
            "Why a bar raiser would ask it; empty in a drill, which has heard nothing yet.", empty=True
        ),
        "quote": text("The words that call for it; empty for an absence.", empty=True),
        "start_s": number(),
    }
)
CUT_IN = record(
    {
        "id": identifier(),
        "text": text("What the interviewer said."),
        "because": text(),
        "quote": text("The words that called for it."),
        "start_s": number(),
    }
)
LENS = record(
    {
        "principle": identifier("The principle asked about; its evidence is apart from the general one."),
        "shows": many(ref("hit"), "What speaks for it, in the order spoken."),
        "harms": many(ref("hit"), "What speaks against it, in the order spoken."),
        "missing": many(record({"id": identifier(), "why": text()}), "What it looks for and was not heard."),
    }
)
REVIEW_FIELDS: dict[str, Schema] = {
    "story": text("Id of the story, or `own`."),
    "principle": identifier(),
    "level": one_of(LEVELS),
    "duration_s": number("Length of the recording."),
    "sections": many(ref("section"), "The five STAR sections, each once.", minItems=5, maxItems=5),
    "signals": many(ref("hit"), "What earns credit, in the order spoken."),
    "disqualifiers": many(ref("hit"), "What costs the hire, in the order spoken."),
    "gaps": many(ref("gap"), "What a strong answer has and this one lacks, gravest first."),
    "delivery": DELIVERY,
    "trust": TRUST,
    "verdict": VERDICT,
    "probes": many(ref("probe"), "Ranked: the one to ask first stands first."),
    "lens": described(or_null(LENS), "Null where the principle has no evidence of its own."),
}
GRADE_FIELDS: dict[str, Schema] = {
    "probe": identifier(),
    "grade": one_of(get_args(GradeName)),
    "why": text(),
    "quote": text("Empty where the grade rests on an absence.", empty=True),
    "start_s": number(),
    "rescore": one_of(RATINGS, "The rating that this answer gives the opening answer, if any.", or_null=True),
}
REVIEW_DEFS: dict[str, Schema] = {"section": SECTION, "hit": HIT, "gap": GAP, "probe": PROBE}
