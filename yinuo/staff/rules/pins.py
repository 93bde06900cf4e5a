"""Which numbers a driver may sign in with: four to six digits that nobody tries first."""

import re
from typing import Final

SHORTEST: Final = 4
LONGEST: Final = 6
_RUN: Final = "01234567890"
_DAY: Final = "(?:0[1-9]|[12][0-9]|3[01])"
_MONTH: Final = "(?:0[1-9]|1[0-2])"
_YEAR: Final = "(?:19[3-9][0-9]|20[0-4][0-9])"
_BIRTHDAY: Final = re.compile(
    "|".join(
        (
            f"{_MONTH}{_DAY}",
            f"{_DAY}{_MONTH}",
            _YEAR,
            f"{_YEAR}{_MONTH}",
            f"[0-9]{{2}}{_MONTH}{_DAY}",
            f"{_YEAR}[1-9]",
        )
    )
)
"""As people write one: 0512, 1205, 1988, 198805, 880512, 19885."""
_REPEATED: Final = re.compile(r"(.{1,3})\1+")


def pin_fault(pin: str, *, phone: str = "", staff_number: str = "") -> str | None:
    """What is wrong with a PIN: pin_wrong_length (not 4 to 6 digits), or pin_trivial; None when it is well.

    Trivial is what is tried first: one digit or group again and again, digits in a row up or down, a
    birthday, the end of one's own phone or staff number.
    """
    if not (SHORTEST <= len(pin) <= LONGEST and pin.isascii() and pin.isdigit()):
        return "pin_wrong_length"
    in_a_row = pin in _RUN or pin in _RUN[::-1]
    own = any(known.endswith(pin) for known in (phone, staff_number) if known)
    if in_a_row or own or _REPEATED.fullmatch(pin) or _BIRTHDAY.fullmatch(pin):
        return "pin_trivial"
    return None
