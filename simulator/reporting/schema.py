"""The JSON Schemas of everything that the program writes and of the transcripts that it reads.

`python -m simulator.reporting.schema [FOLDER]` writes them, by default into `docs/schemas/`. What is
written is closed (an unknown field is an error); what is read is open (an unknown field is ignored).
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, get_args

from simulator.domain.lesson import Chapter
from simulator.domain.review import LEVELS, RATINGS, SECTIONS, GradeName, SectionStatus
from simulator.events import EndReason
from simulator.reporting.contract import (
    DEBRIEF_SCHEMA,
    ERROR_SCHEMA,
    GRADE_SCHEMA,
    REVIEW_SCHEMA,
    TRACE_SCHEMA,
)

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FOLDER = Path("docs/schemas")


def text(description: str = "", *, empty: bool = False) -> Schema:
    return _described({"type": "string"} if empty else {"type": "string", "minLength": 1}, description)


def number(description: str = "", *, most: float | None = None, least: float = 0) -> Schema:
    bounds: Schema = {"type": "number", "minimum": least}
    return _described(bounds if most is None else {**bounds, "maximum": most}, description)


def whole(description: str = "", *, most: int | None = None) -> Schema:
    return {**number(description, most=most), "type": "integer"}


def one_of(names: tuple[str, ...], description: str = "", *, or_null: bool = False) -> Schema:
    return _described({"enum": [*names, None] if or_null else [*names]}, description)


def identifier(description: str = "") -> Schema:
    return _described({"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"}, description)


def many(items: Schema, description: str = "", **bounds: int) -> Schema:
    return _described({"type": "array", "items": items, **bounds}, description)


def record(properties: dict[str, Schema], *, optional: tuple[str, ...] = (), closed: bool = True) -> Schema:
    required = [name for name in properties if name not in optional]
    shape: Schema = {"type": "object", "properties": properties, "required": required}
    return {**shape, "additionalProperties": False} if closed else shape


def ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def _described(schema: Schema, description: str) -> Schema:
    return {"description": description, **schema} if description else schema


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
DELIVERY_NOTE = record(
    {
        "id": identifier("The rule of the rubric that it comes from."),
        "text": text("What is worth mending, and how."),
        "quote": text("The words where it is clearest; empty where it is about the whole.", empty=True),
        "start_s": number(),
    }
)
PACE = record({"start_s": number(), "end_s": number(), "words_per_minute": number()})
SECTION_PACE = record({"name": SECTION_NAME, "words_per_minute": number()})
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
        "sound": _described(or_null(SOUND), "Null where only the words were given."),
        "notes": many(DELIVERY_NOTE, "What is worth mending; empty where nothing is."),
    }
)
TRUST = record({"level": one_of(("high", "low")), "why": text(empty=True)})
REASON = record({"text": text(), "quote": text("Empty for an absence.", empty=True), "start_s": number()})
LEDGER_ENTRY = record(
    {
        "text": text(),
        "points": _described({"type": "number"}, "More is better; negative costs."),
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
        "because": text("Why a bar raiser would ask it."),
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
    "lens": _described(or_null(LENS), "Null where the principle has no evidence of its own."),
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

WORD_FIELDS: dict[str, Schema] = {
    "text": text(),
    "start": number("Seconds from the start of the audio."),
    "end": number("Not before `start`."),
    "confidence": number("From 0 to 1; absent where the recogniser gives none.", most=1),
}
TRANSCRIPT_FIELDS: dict[str, Schema] = {
    "language": text("Code of the language spoken; `en` where absent."),
    "duration": number("Length of the recording in seconds; not before the last word's end."),
}

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
    },
    "resumed": {"recogniser": text()},
    "noticed": {"code": identifier(), "text": text()},
    "asked": {"turn": TURN, "text": text(), "probe": or_null(ref("probe"))},
    "listening_started": {"turn": TURN, "recording": text("Empty where nothing is kept.", empty=True)},
    "speech_started": {"turn": TURN, "start_s": number()},
    "speech_stopped": {"turn": TURN, "end_s": number()},
    "words_heard": {"turn": TURN, "words": many(ref("word"))},
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


def review_schema() -> Schema:
    head = {"schema": {"const": REVIEW_SCHEMA}, "source": text("The path as it was given.")}
    return _document("review", "One answer, judged.", record({**head, **REVIEW_FIELDS}), REVIEW_DEFS)


def grade_schema() -> Schema:
    head = {"schema": {"const": GRADE_SCHEMA}, "source": text("The path as it was given."), "story": text()}
    return _document("grade", "One answer to a probe, judged.", record({**head, **GRADE_FIELDS}))


def error_schema() -> Schema:
    fields = {"source": text("The path as it was given."), "code": identifier(), "message": text()}
    title = "Stands in place of a review or grade for a file that cannot be used."
    return _document("error", title, record({"schema": {"const": ERROR_SCHEMA}, **fields}))


def transcript_schema() -> Schema:
    word = record(WORD_FIELDS, optional=("confidence",), closed=False)
    fields = {**TRANSCRIPT_FIELDS, "words": many(ref("word"), "In the order spoken.", minItems=1)}
    whole_answer = record(fields, optional=("language",), closed=False)
    return _document("transcript", "One answer in words, each with its time.", whole_answer, {"word": word})


def debrief_schema() -> Schema:
    """What a hiring committee writes after a loop."""
    finding = record(
        {
            "principle": identifier(),
            "name": text("The principle's, as it is written."),
            "question": text(),
            "rating": RATING_OR_NULL,
            "evidence": many(REASON, "The reasons for the rating."),
            "remarks": many(text(), "Follow-ups, a story told twice, no answer."),
            "session": text("The folder of its session."),
            "told_before": text(
                "The question that this story had answered before in the loop; empty where it is new.",
                empty=True,
            ),
        }
    )
    fields = {
        "schema": {"const": DEBRIEF_SCHEMA},
        "loop": text("The loop's name, with which the names of its sessions begin."),
        "findings": many(finding, "One a question, in the order asked."),
        "vote": RATING_OR_NULL,
        "text": text("The vote in a sentence or two."),
        "carried": many(REASON, "What carried it, what was heard in the most interviews first."),
        "hurt": many(REASON, "What hurt it, likewise."),
    }
    return _document("debrief", "The debrief of a loop of interviews.", record(fields))


def trace_schema() -> Schema:
    """One line of a trace; which fields it has depends on its `event`."""
    definitions: dict[str, Schema] = {
        **REVIEW_DEFS,
        "cut_in": CUT_IN,
        "exercise": EXERCISE,
        "step": STEP,
        "draft": DRAFT,
        "review": record(REVIEW_FIELDS),
        "grade": record(GRADE_FIELDS),
        "word": record(WORD_FIELDS, optional=("confidence",)),
        "transcript": record({**TRANSCRIPT_FIELDS, "words": many(ref("word"))}),
        **{name: _event(name, fields) for name, fields in EVENT_FIELDS.items()},
    }
    lines: Schema = {"oneOf": [ref(name) for name in EVENT_FIELDS]}
    return _document("trace", "One line of a session's trace: something that happened.", lines, definitions)


def _event(name: str, fields: dict[str, Schema]) -> Schema:
    head = {"schema": {"const": TRACE_SCHEMA}, "event": {"const": name}}
    return record({**head, "at_s": number("Seconds since the session began."), **fields})


def _document(name: str, title: str, body: Schema, definitions: dict[str, Schema] | None = None) -> Schema:
    head = {"$schema": DIALECT, "$id": f"urn:hotseat:{name}:1", "title": title}
    return {**head, **body, **({"$defs": definitions} if definitions else {})}


def schemas() -> dict[str, Schema]:
    """File name -> schema."""
    return {
        "review.schema.json": review_schema(),
        "grade.schema.json": grade_schema(),
        "error.schema.json": error_schema(),
        "transcript.schema.json": transcript_schema(),
        "trace.schema.json": trace_schema(),
        "debrief.schema.json": debrief_schema(),
    }


def rendered(schema: Schema) -> str:
    """The schema as it stands in its file."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def main(arguments: list[str]) -> None:
    folder = Path(arguments[0]) if arguments else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for name, schema in schemas().items():
        (folder / name).write_text(rendered(schema), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
