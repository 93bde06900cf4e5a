"""What is wrong when the database refuses: one word for each cause, whichever database it is."""

from enum import StrEnum
from typing import Final

from django.db import Error

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
