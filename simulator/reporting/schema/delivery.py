"""How an answer was said."""

from __future__ import annotations

from simulator.domain.review import SECTIONS
from simulator.reporting.schema.shapes import (
    Schema,
    described,
    identifier,
    many,
    number,
    one_of,
    or_null,
    record,
    text,
    whole,
)

DELIVERY_NOTE = record(
    {
        "id": identifier("The rule of the rubric that it comes from."),
        "text": text("What is worth mending, and how."),
        "quote": text("The words where it is clearest; empty where it is about the whole.", empty=True),
        "start_s": number(),
    }
)
PACE = record({"start_s": number(), "end_s": number(), "words_per_minute": number()})
SECTION_PACE = record({"name": one_of(SECTIONS), "words_per_minute": number()})
LEVEL_DB: Schema = {"type": "number", "maximum": 0, "description": "Of the voice, relative to full scale."}
SOUND = record(
    {
        "loudness_db": or_null(LEVEL_DB),
        "clipped_share": number("The part of the speech cut off at full scale.", most=1),
        "pitch_spread_st": or_null(number("Semitones that hold the middle four fifths of the pitch.")),
        "fading_share": or_null(number("The part of the sentences that trail off.", most=1)),
        "hesitations": whole("Steady voice where no word is: a lower bound."),
    }
)
DELIVERY = record(
    {
        "words_per_minute": number(),
        "i_to_we": or_null(number("Share of 'I' among 'I' and 'we' as doers in Action.", most=1)),
        "fillers": whole("Those that the recogniser wrote down: a lower bound."),
        "fillers_per_minute": number(),
        "longest_pause_s": number(),
        "pauses_inside": whole("Pauses inside a clause, long enough to read as unsure."),
        "hedges": whole("Softening words such as 'I think' and 'just'."),
        "repeats": whole("Words said twice in a row, and words broken off."),
        "pace": many(PACE, "Pace over time; stretches with too little speech are left out."),
        "section_pace": many(SECTION_PACE, "Sections with too little speech are left out."),
        "sound": described(or_null(SOUND), "Null where only the words were given."),
        "notes": many(DELIVERY_NOTE, "What is worth mending; empty where nothing is."),
    }
)
