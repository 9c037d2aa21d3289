"""The tables, by numbered steps that are only ever appended.

A database carries the number of its last step in `user_version`. All tables but `records` are made from
`records`, so a step has only to make its tables; `store` fills them again after a step was taken. `told`
alone is filled by whoever finds out which known story a free answer told.
"""

from __future__ import annotations

import sqlite3

SESSIONS = """
CREATE TABLE sessions (
    session TEXT PRIMARY KEY, started TEXT NOT NULL, mode TEXT NOT NULL, story TEXT NOT NULL,
    principle TEXT NOT NULL, level TEXT NOT NULL, length_s REAL NOT NULL, ended TEXT NOT NULL,
    imported INTEGER NOT NULL
);
CREATE INDEX sessions_by_time ON sessions (started, session);
CREATE INDEX sessions_by_story ON sessions (story);
CREATE TABLE records (
    session TEXT PRIMARY KEY REFERENCES sessions ON DELETE CASCADE, record TEXT NOT NULL
);
CREATE TABLE verdicts (
    session TEXT PRIMARY KEY REFERENCES sessions ON DELETE CASCADE, rating TEXT,
    words_per_minute REAL, i_to_we REAL
);
CREATE TABLE turns (
    session TEXT NOT NULL REFERENCES sessions ON DELETE CASCADE, place INTEGER NOT NULL,
    question TEXT NOT NULL, probe TEXT NOT NULL, length_s REAL NOT NULL, words INTEGER NOT NULL,
    PRIMARY KEY (session, place)
);
CREATE TABLE sections (
    session TEXT NOT NULL REFERENCES sessions ON DELETE CASCADE, place INTEGER NOT NULL,
    name TEXT NOT NULL, spoken_s REAL NOT NULL, target_s REAL NOT NULL, status TEXT NOT NULL,
    confidence REAL NOT NULL, PRIMARY KEY (session, place)
);
CREATE TABLE hits (
    session TEXT NOT NULL REFERENCES sessions ON DELETE CASCADE, place INTEGER NOT NULL,
    credit INTEGER NOT NULL, id TEXT NOT NULL, section TEXT, quote TEXT NOT NULL, start_s REAL NOT NULL,
    PRIMARY KEY (session, place)
);
"""
ATTEMPTS = """
CREATE TABLE attempts (
    session TEXT NOT NULL REFERENCES sessions ON DELETE CASCADE, place INTEGER NOT NULL,
    kind TEXT NOT NULL, story TEXT NOT NULL, name TEXT NOT NULL, started TEXT NOT NULL,
    outcome TEXT NOT NULL, PRIMARY KEY (session, place)
);
CREATE INDEX attempts_by_thing ON attempts (kind, story, name, started, session, place);
"""
CARDS = """
CREATE TABLE cards (
    kind TEXT NOT NULL, story TEXT NOT NULL, name TEXT NOT NULL, card TEXT NOT NULL, due TEXT NOT NULL,
    attempts INTEGER NOT NULL, last TEXT NOT NULL, PRIMARY KEY (kind, story, name)
);
"""
TOLD = """
CREATE TABLE told (
    session TEXT PRIMARY KEY REFERENCES sessions ON DELETE CASCADE, shelf TEXT NOT NULL, story TEXT NOT NULL
);
"""
STEPS = (SESSIONS, ATTEMPTS, CARDS, TOLD)
NEWEST = len(STEPS)


def version(database: sqlite3.Connection) -> int:
    """The number of the last step that was taken; 0: blank."""
    return int(database.execute("PRAGMA user_version").fetchone()[0])


def migrate(database: sqlite3.Connection, to: int = NEWEST) -> None:
    """Takes the steps that are lacking, inside the transaction that the caller has begun."""
    for step in STEPS[version(database) : to]:
        for statement in step.split(";"):
            database.execute(statement)
    database.execute(f"PRAGMA user_version = {to}")
