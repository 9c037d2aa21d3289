"""What all sessions came to, in SQLite: sessions, attempts, when to practise what again.

It keeps records and gives them back; it reads no trace, judges nothing and knows no clock. The traces in the
sessions' folders are the truth, and all but what was imported can be made again from them.
"""

from simulator.history.exchange import exported_csv, exported_json, read_export
from simulator.history.faults import DAMAGED
from simulator.history.opening import put_aside, remove_old
from simulator.history.store import SqliteHistory

__all__ = [
    "DAMAGED",
    "SqliteHistory",
    "exported_csv",
    "exported_json",
    "put_aside",
    "read_export",
    "remove_old",
]
