"""Words with their times: a transcript that is read, and those inside a trace."""

from __future__ import annotations

from simulator.reporting.schema.shapes import Schema, number, text

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
