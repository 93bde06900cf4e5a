"""Short signed links to one job: a driver opens one order with them, for a day, without a password.

    /j/<ref><driver and end><seal>

The ref of the order, the number of the driver and the hour at which the link ends, and ten characters of a
keyed digest over all of it (49 bits). Nothing is stored; that a link was used is (`staff.UsedLink`). Links
of an older signing key open while that key stands in `SECRET_KEY_FALLBACKS`.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from django.conf import settings

from yinuo.core import refs

LIFE: Final = timedelta(hours=24)
SEAL_LENGTH: Final = 10
_HOURS_LENGTH: Final = 4
_LONGEST_DRIVER: Final = 8
_BEGINNING: Final = datetime(2024, 1, 1, tzinfo=UTC)
_HOUR: Final = 3600
_PURPOSE: Final = b"yinuo.orders.jobs/1"


@dataclass(frozen=True)
class Job:
    """What a link says: which order, for which driver, until when (UTC, a whole hour)."""

    ref: str
    driver_id: int
    until: datetime


def path(ref: str, driver_id: int, until: datetime) -> str:
    """The path under which this driver opens this order."""
    return f"/j/{token(ref, driver_id, until)}"


def token(ref: str, driver_id: int, until: datetime) -> str:
    """The signed name of a job; the end is rounded up to a whole hour. Raises ValueError where it has no
    room.
    """
    hours = -int((_BEGINNING - until).total_seconds() // _HOUR)
    said = ref + _written(hours).rjust(_HOURS_LENGTH, refs.ALPHABET[0]) + _written(driver_id)
    if len(ref) != refs.LENGTH or not 0 <= hours < len(refs.ALPHABET) ** _HOURS_LENGTH or driver_id < 1:
        raise ValueError("no link can say this")
    return said + _seal(said, settings.SECRET_KEY)


def read(name: str) -> Job | None:
    """What a link says; None where the desk never made it. The caller asks whether its time is over."""
    shortest = refs.LENGTH + _HOURS_LENGTH + 1 + SEAL_LENGTH
    if not (shortest <= len(name) < shortest + _LONGEST_DRIVER and set(name) <= set(refs.ALPHABET)):
        return None
    said, seal = name[:-SEAL_LENGTH], name[-SEAL_LENGTH:]
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    same = [hmac.compare_digest(_seal(said, key), seal) for key in keys]
    if not any(same):
        return None
    ref, rest = said[: refs.LENGTH], said[refs.LENGTH :]
    until = _BEGINNING + timedelta(hours=_number(rest[:_HOURS_LENGTH]))
    return Job(ref, _number(rest[_HOURS_LENGTH:]), until)


def digest(name: str) -> str:
    """Under which a used link is remembered: nobody can make a link of it."""
    return hashlib.sha256(name.encode()).hexdigest()


def _seal(said: str, key: str) -> str:
    found = hmac.new(key.encode(), _PURPOSE + said.encode(), hashlib.sha256).digest()
    number, size = int.from_bytes(found[:16], "big"), len(refs.ALPHABET)
    return "".join(refs.ALPHABET[number // size**at % size] for at in range(SEAL_LENGTH))


def _written(number: int) -> str:
    """A number in the letters of refs, the highest place first."""
    size, found = len(refs.ALPHABET), ""
    while number > 0:
        number, rest = divmod(number, size)
        found = refs.ALPHABET[rest] + found
    return found


def _number(text: str) -> int:
    found = 0
    for letter in text:
        found = found * len(refs.ALPHABET) + refs.ALPHABET.index(letter)
    return found
