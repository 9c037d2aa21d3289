"""The history in SQLite: a session's record as it is, and beside it the tables that are asked.

Every write is one transaction, so that a session is there whole or not at all. It holds no transcript and no
sound; the sessions' own folders do, and from them all but what was imported can be made again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.domain.record import Due, Glance, SessionRecord
from simulator.domain.review import SectionTime
from simulator.domain.spacing import Spacing
from simulator.history.exchange import from_json, to_json
from simulator.history.faults import fault, told_plainly
from simulator.history.migrations import NEWEST, migrate, version
from simulator.history.opening import BUSY_S, back_up, connect
from simulator.history.rows import rows

if TYPE_CHECKING:
    from simulator.history.cards import Spacer

DERIVED = ("verdicts", "turns", "sections", "hits", "attempts", "cards")
Thing = tuple[str, str, str]
"""Kind, story, name of what is practised."""

_WHERE = """WHERE (:story IS NULL OR story = :story) AND (:principle IS NULL OR principle = :principle)
    AND (:since IS NULL OR started >= :since) ORDER BY started, session"""
_GLANCES = f"""SELECT session, started, mode, story, principle, level, length_s, rating, words_per_minute,
    i_to_we FROM sessions JOIN verdicts USING (session) {_WHERE}"""  # noqa: S608  # our own text
_SECTIONS = (
    "SELECT session, name, spoken_s, target_s, status, confidence FROM sections ORDER BY session, place"
)
_RECORDS = f"SELECT record FROM sessions JOIN records USING (session) {_WHERE}"  # noqa: S608  # likewise


class SqliteHistory:
    """The history in the file at `path`. See `ports.History` for what its methods do.

    Args:
        rules: gives the rules on when to practise again; asked only where they are needed.
        busy_s: how long to wait for another process.

    Raises:
        HistoryError: it cannot be opened, is damaged, or was written by a newer hotseat.
    """

    def __init__(self, path: Path, rules: Callable[[], Spacing], busy_s: float = BUSY_S) -> None:
        self.path = path
        self.backup: Path | None = None
        """The copy that was made because the database was old."""
        self._rules = rules
        with told_plainly(path):
            self._database = connect(path, busy_s)
            try:
                self._step_up()
            except BaseException:
                self._database.close()
                raise

    @cached_property
    def _spacer(self) -> Spacer:
        from simulator.history.cards import Spacer

        return Spacer(self._rules())

    def close(self) -> None:
        self._database.close()

    def names(self) -> frozenset[str]:
        with told_plainly(self.path):
            return frozenset(name for (name,) in self._database.execute("SELECT session FROM sessions"))

    def unended(self) -> frozenset[str]:
        with told_plainly(self.path):
            found = self._database.execute("SELECT session FROM sessions WHERE ended = ''")
            return frozenset(name for (name,) in found)

    def sessions(
        self, *, story: str | None = None, principle: str | None = None, since: str | None = None
    ) -> Iterator[SessionRecord]:
        wanted = {"story": story, "principle": principle, "since": since}
        with told_plainly(self.path):
            for (record,) in self._database.execute(_RECORDS, wanted):
                yield _record(self.path, record)

    def session(self, name: str) -> SessionRecord | None:
        """One session; None: it is not known."""
        with told_plainly(self.path):
            found = self._database.execute("SELECT record FROM records WHERE session = ?", (name,)).fetchone()
        return _record(self.path, found[0]) if found else None

    def glances(
        self, *, story: str | None = None, principle: str | None = None, since: str | None = None
    ) -> tuple[Glance, ...]:
        return self._glances(story, principle, since, clocks=True)

    def outcomes(self) -> tuple[Glance, ...]:
        return self._glances(None, None, None, clocks=False)

    def _glances(
        self, story: str | None, principle: str | None, since: str | None, *, clocks: bool
    ) -> tuple[Glance, ...]:
        wanted = {"story": story, "principle": principle, "since": since}
        with told_plainly(self.path):
            found = self._database.execute(_GLANCES, wanted).fetchall()
            parts: dict[str, list[SectionTime]] = {}
            clocked = self._database.execute(_SECTIONS) if clocks else ()
            for session, name, spoken_s, target_s, status, confidence in clocked:
                spans = ((0.0, spoken_s),) if spoken_s else ()
                part = SectionTime(name, spans, target_s, status, confidence)
                parts.setdefault(session, []).append(part)
        return tuple(
            Glance(
                session=row[0],
                started=row[1],
                mode=row[2],
                story=row[3],
                principle=row[4],
                level=row[5],
                length_s=row[6],
                rating=row[7],
                words_per_minute=row[8],
                i_to_we=row[9],
                sections=tuple(parts.get(row[0], ())),
            )
            for row in found
        )

    def told(self, shelf: str) -> dict[str, str]:
        with told_plainly(self.path):
            found = self._database.execute("SELECT session, story FROM told WHERE shelf = ?", (shelf,))
            return dict(found.fetchall())

    def note_told(self, shelf: str, told: Mapping[str, str]) -> None:
        with told_plainly(self.path), self._writing():
            self._database.executemany(
                "INSERT OR REPLACE INTO told SELECT session, ?, ? FROM sessions WHERE session = ?",
                [(shelf, story, session) for session, story in told.items()],
            )

    def add(self, records: Iterable[SessionRecord], *, imported: bool = False) -> int:
        return self._enter(records, imported=imported, anew=False)

    def rebuild(self, records: Iterable[SessionRecord]) -> None:
        """Makes everything again from `records`; only what was imported stays as it is."""
        self._enter(records, imported=False, anew=True)

    def forget(self, sessions: Iterable[str]) -> int:
        touched: set[Thing] = set()
        known = 0
        try:
            for session in sessions:
                with told_plainly(self.path), self._writing():
                    touched |= self._remove(session)
                    known += self._database.execute("SELECT changes()").fetchone()[0]
        finally:
            with told_plainly(self.path):
                with self._writing():
                    self._space(touched)
                self._database.execute("VACUUM")
                self._database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return known

    def due(self, now: str) -> tuple[Due, ...]:
        with told_plainly(self.path):
            found = self._database.execute("SELECT kind, story, name, due, card, attempts, last FROM cards")
            things = [
                Due(kind, story, name, due, self._spacer.recall(card, now), attempts, last)
                for kind, story, name, due, card, attempts, last in found
            ]
        late = sorted((one for one in things if one.due <= now), key=lambda one: (one.recall, one.due))
        return (*late, *sorted((one for one in things if one.due > now), key=lambda one: one.due))

    def _enter(self, records: Iterable[SessionRecord], *, imported: bool, anew: bool) -> int:
        records = list(records)  # read before the file is held: reading may take long
        with told_plainly(self.path), self._writing():
            touched: set[Thing] = set()
            if anew:
                touched |= set(self._database.execute("SELECT kind, story, name FROM attempts"))
                self._database.execute("DELETE FROM sessions WHERE NOT imported")
            known = {name for (name,) in self._database.execute("SELECT session FROM sessions")}
            for record in records:
                if not (imported and record.session in known):
                    touched |= self._remove(record.session) | self._insert(record, imported)
            self._space(touched)
        return len({record.session for record in records} - known)

    def _insert(self, record: SessionRecord, imported: bool) -> set[Thing]:
        head = (record.session, record.started, record.mode, record.story, record.principle, record.level)
        self._put("sessions", (*head, record.length_s, record.ended, imported))
        self._put("records", (record.session, to_json(record)))
        return self._derive(record)

    def _derive(self, record: SessionRecord) -> set[Thing]:
        for table, row in rows(record):
            self._put(table, row)
        wanted = "SELECT kind, story, name FROM attempts WHERE session = ?"
        return set(self._database.execute(wanted, (record.session,)))

    def _put(self, table: str, row: tuple[object, ...]) -> None:
        marks = ", ".join("?" * len(row))
        self._database.execute(f"INSERT INTO {table} VALUES ({marks})", row)  # noqa: S608  # our own names

    def _remove(self, session: str) -> set[Thing]:
        """Removes a session's rows; what was tried in it. SQLite's `changes()` then tells if it was there."""
        wanted = "SELECT kind, story, name FROM attempts WHERE session = ?"
        touched = set(self._database.execute(wanted, (session,)))
        self._database.execute("DELETE FROM sessions WHERE session = ?", (session,))
        return touched

    def _space(self, things: Iterable[Thing]) -> None:
        """Makes the cards of `things` again, from every attempt at each."""
        for thing in sorted(things):
            self._database.execute("DELETE FROM cards WHERE kind = ? AND story = ? AND name = ?", thing)
            tried = self._database.execute(
                "SELECT started, outcome FROM attempts WHERE kind = ? AND story = ? AND name = ? "
                "ORDER BY started, session, place",
                thing,
            ).fetchall()
            if tried:
                card = self._spacer.card(tried)
                self._put("cards", (*thing, *card, len(tried), tried[-1][1]))

    def _step_up(self) -> None:
        """Brings an old database up to date, with a copy of it beside it, and fills the tables anew."""
        if version(self._database) == NEWEST:
            return
        with self._writing():
            before = version(self._database)  # another process may have been quicker
            if before == NEWEST:
                return
            if before:
                # A second connection reads what is committed, while this one keeps the others out.
                reader = sqlite3.connect(self.path)
                try:
                    self.backup = back_up(reader, self.path)
                finally:
                    reader.close()
            migrate(self._database)
            self._fill()

    def _fill(self) -> None:
        for table in DERIVED:
            self._database.execute(f"DELETE FROM {table}")  # noqa: S608  # our own names
        touched: set[Thing] = set()
        for (record,) in self._database.execute("SELECT record FROM records").fetchall():
            touched |= self._derive(_record(self.path, record))
        self._space(touched)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """One transaction: all of it or nothing."""
        self._database.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._database.execute("ROLLBACK")
            raise
        self._database.execute("COMMIT")


def _record(path: Path, text: str) -> SessionRecord:
    try:
        return from_json(text)
    except ValueError:  # it was written whole and checked: something else has been at it
        raise fault(path, "malformed") from None
