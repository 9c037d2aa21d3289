"""What all sessions came to, in SQLite: sessions, attempts, when to practise what again.

It keeps records and gives them back; it reads no trace, judges nothing and knows no clock. The traces in the
sessions' folders are the truth, and whatever is kept here can be made again from them.
"""

from simulator.history.exchange import exported_csv, exported_json, read_export
from simulator.history.faults import DAMAGED
from simulator.history.opening import put_aside
from simulator.history.store import SqliteHistory

__all__ = ["DAMAGED", "SqliteHistory", "exported_csv", "exported_json", "put_aside", "read_export"]
