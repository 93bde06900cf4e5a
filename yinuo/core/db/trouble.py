"""What is wrong when the database refuses: one word for each cause, whichever database it is."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import Error, connection
from django.db.migrations.recorder import MigrationRecorder

from yinuo.core.db import unit

_RESULT_CODE: Final = 0xFF  # SQLite's extended codes carry the plain one in their lowest byte


class Trouble(StrEnum):
    """Why the database did not do what it was asked."""

    BUSY = "busy"
    FULL = "full"
    DISK = "disk"
    DAMAGED = "damaged"
    READ_ONLY = "read_only"
    AWAY = "away"
    OLD = "old"
    OTHER = "other"


_SQLITE: Final = {
    5: Trouble.BUSY,
    6: Trouble.BUSY,
    8: Trouble.READ_ONLY,
    10: Trouble.DISK,
    11: Trouble.DAMAGED,
    13: Trouble.FULL,
    14: Trouble.AWAY,
    26: Trouble.DAMAGED,
}
_POSTGRES: Final = {
    "08": Trouble.AWAY,
    "57P": Trouble.AWAY,
    "533": Trouble.AWAY,
    "28": Trouble.AWAY,
    "3D": Trouble.AWAY,
    "55P03": Trouble.BUSY,
    "40": Trouble.BUSY,
    "53100": Trouble.FULL,
    "58": Trouble.DISK,
    "XX001": Trouble.DAMAGED,
    "XX002": Trouble.DAMAGED,
    "25006": Trouble.READ_ONLY,
    "42P01": Trouble.OLD,
    "42703": Trouble.OLD,
}
"""Beginnings of SQLSTATE codes, the longer before the shorter where both fit."""
_MISSING: Final = ("no such table", "no such column", "has no column named")


def trouble(error: Error) -> Trouble:
    """The cause behind an error of the database; OTHER for a defect of the program itself."""
    cause = error.__cause__ or error
    code = getattr(cause, "sqlite_errorcode", None)
    if code is not None:
        if any(words in str(cause) for words in _MISSING):
            return Trouble.OLD
        return _SQLITE.get(code & _RESULT_CODE, Trouble.OTHER)
    return _by_state(cause, str(error))


def _by_state(cause: BaseException, said: str) -> Trouble:
    state = getattr(cause, "sqlstate", None)
    if state:
        fitting = [start for start in _POSTGRES if state.startswith(start)]
        return _POSTGRES[max(fitting, key=len)] if fitting else Trouble.OTHER
    if "is locked" in said:
        return Trouble.BUSY
    is_link = type(cause).__name__ in ("OperationalError", "InterfaceError", "PoolTimeout")
    return Trouble.AWAY if is_link else Trouble.OTHER


def is_there() -> bool:
    """Whether there is a database at all; of one that is served (PostgreSQL) only it itself can tell."""
    return connection.vendor != "sqlite" or Path(str(connection.settings_dict["NAME"])).exists()


def is_made() -> bool:
    """Whether a desk was ever made in the database; of one that is served but cannot be asked, its error."""
    return is_there() and MigrationRecorder(connection).has_table()


def damage() -> str:
    """What is broken inside an embedded database file; nothing when it is whole, or elsewhere."""
    if connection.vendor != "sqlite":
        return ""
    with connection.cursor() as cursor:
        found = cursor.execute("PRAGMA quick_check(1)").fetchall()
    return "" if found == [("ok",)] else str(found[0][0])


@contextmanager
def patience(seconds: float) -> Iterator[None]:
    """Wait for an embedded database's lock, and for one's turn at it, `seconds` only, in this thread and
    block.
    """
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA busy_timeout = {int(seconds * 1000)}")
        unit.wait_for_turn(seconds)
        try:
            yield
        finally:
            unit.wait_for_turn(None)
            cursor.execute(f"PRAGMA busy_timeout = {int(settings.YINUO_BUSY_SECONDS * 1000)}")
