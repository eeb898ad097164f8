"""Events on disk: each once, read in order, never all in memory. An archive may hold more events than a machine."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Self

from unicorn_cli.bus.envelopes import Envelope, metadata_of, occurred_at, property_of
from unicorn_cli.terminal.problems import Problem
from unicorn_kernel.sequences import DECISION_SEQUENCE_MAX

_EPOCH = datetime.fromtimestamp(0, UTC)
_PAGES = 100  # events that are read from disk at once; each has at most 256 KiB
_SCHEMA = """
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA temp_store = FILE; PRAGMA cache_size = -65536;
CREATE TABLE events (
    id TEXT PRIMARY KEY, type TEXT, property TEXT, at INTEGER, sequence INTEGER, has_metadata INTEGER, event TEXT
);
"""
_ORDER = "ORDER BY at, sequence, rowid"


class Spool:
    """The events of one command; threads may add to it. Raises Problem if the disk is full."""

    def __init__(self, file: Path) -> None:
        self._lock = Lock()
        self._database = sqlite3.connect(file, check_same_thread=False, isolation_level=None)
        self._database.executescript(_SCHEMA)

    @classmethod
    @contextmanager
    def opened(cls) -> Iterator[Self]:
        """Yield an empty spool in the folder for temporary files, and remove it afterwards."""
        with TemporaryDirectory(prefix="unicorn-events-") as folder:
            spool = cls(Path(folder) / "events.sqlite")
            try:
                yield spool
            finally:
                spool._database.close()

    def add(self, events: Iterable[Envelope]) -> int:
        """Keep those events that are not here yet; return their number."""
        rows = [_row(event) for event in events]
        with self._lock:
            try:
                self._database.execute("BEGIN")
                before = self._database.total_changes
                self._database.executemany("INSERT OR IGNORE INTO events VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
                self._database.execute("COMMIT")
            except sqlite3.OperationalError as error:
                fix = "Free some, or set TMPDIR to a folder on a larger disk, then run the same command"
                raise Problem(f"The events do not fit on the disk: {error}", fix) from error
            return self._database.total_changes - before

    def __len__(self) -> int:
        return self.number("SELECT count(*) FROM events")

    def in_order(self) -> Iterator[Envelope]:
        """Yield all events, oldest first."""
        return self.select(f"SELECT event FROM events {_ORDER}")

    def select(self, query: str, *values: str) -> Iterator[Envelope]:
        """Yield the events that a query finds."""
        cursor = self._database.execute(query, values)
        while rows := cursor.fetchmany(_PAGES):
            yield from (json.loads(text) for (text,) in rows)

    def number(self, query: str) -> int:
        """Return the one number that a query finds."""
        (found,) = self._database.execute(query).fetchone()
        return int(found)

    def counts(self, where: str) -> dict[str, int]:
        """Return detail type → number of events for which a condition is true, most frequent first."""
        query = f"SELECT type, count(*) FROM events WHERE {where} GROUP BY type ORDER BY count(*) DESC, min(rowid)"
        return dict(self._database.execute(query).fetchall())

    def arrange(self, *statements: str, **functions: Callable[[Envelope], bool]) -> None:
        """Run statements that prepare a query, such as an index; made at the end, it costs least.

        They may call the functions with the column `event`.
        """
        for name, function in functions.items():
            self._database.create_function(name, 1, lambda text, ask=function: ask(json.loads(text)))
        for statement in statements:
            self._database.execute(statement)


def _row(event: Envelope) -> tuple[str, str, str | None, int, int, bool, str]:
    metadata = metadata_of(event)
    number = metadata.get("sequence")
    return (
        event["id"],
        event["detail-type"],
        property_of(event),
        (occurred_at(event) - _EPOCH) // timedelta(microseconds=1),
        number if isinstance(number, int) and number <= DECISION_SEQUENCE_MAX else 0,  # SQLite takes 64 bits
        bool(metadata),
        json.dumps(event, ensure_ascii=False),
    )
