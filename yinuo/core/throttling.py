"""How often somebody may try something: counted in rows, so that every process knows and a restart forgets
nothing.

Who tries is named by a digest (a phone, an address, a device): the rows say nothing about people.
"""

import hashlib
import hmac
import ipaddress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db.models import Min, QuerySet

from yinuo.core import clock, db
from yinuo.core.errors import TooMany
from yinuo.core.models import Attempt

LONGEST: Final = timedelta(days=1)
AT_ONCE: Final = 500
ONE_LINE: Final = 64
"""So many bits of an IPv6 address name a line; whoever has it makes up the others."""


@dataclass(frozen=True)
class Limit:
    """At most `most` tries of `what` by one `who` within `within`."""

    what: str
    most: int
    within: timedelta


def who(kind: str, value: str) -> str:
    """The digest under which a phone, address or device is counted; another key of the desk gives another."""
    said = f"{kind}:{_line(value) if kind.endswith('address') else value}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), said, hashlib.sha256).hexdigest()


def _line(address: str) -> str:
    """Whose line an address is: of IPv6 its network, else the address itself."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    known = getattr(known, "ipv4_mapped", None) or known
    return str(known if known.version == 4 else ipaddress.ip_network((int(known), ONE_LINE), strict=False))


def left(limit: Limit, person: str) -> int:
    """How many tries are left now, 0 when none is."""
    return max(limit.most - _tries(limit, person).count(), 0)


def require(limit: Limit, *people: str) -> None:
    """Raise TooMany("too_often", retry_after in seconds) when one of `people` has no try left."""
    for person in people:
        if left(limit, person):
            continue
        raise TooMany("too_often", retry_after=_wait(limit, person))


def note(limit: Limit, *people: str) -> None:
    """Count one try for each of `people`. It stands whatever becomes of the request: call it outside the
    transaction of the act it counts.
    """
    now = clock.now()
    with db.transaction():
        db.insert(*(Attempt(what=limit.what, who=person, at=now) for person in people))


def spend(*asked: tuple[Limit, str]) -> None:
    """Require and count one try of each `(limit, who)`: all, or none when one of them has no try left.

    Of several at the same moment no more get through than there are tries. Several limits of one `what` (a
    minute's, an hour's) count the same tries. Call it outside the transaction of the act. Raises TooMany.
    """
    for limit, person in asked:
        require(limit, person)
    now, pairs = clock.now(), dict.fromkeys((one.what, person) for one, person in asked)
    rows = [Attempt(what=what, who=person, at=now) for what, person in pairs]
    with db.transaction():
        db.insert(*rows)
    over = next((pair for pair in asked if _tries(*pair).count() > pair[0].most), None)
    if over is not None:
        with db.transaction():
            Attempt.objects.filter(pk__in=[row.pk for row in rows]).delete()
        raise TooMany("too_often", retry_after=_wait(*over))


def forgive(limit: Limit, *people: str) -> None:
    """Forget the tries: who got it right starts anew."""
    with db.transaction():
        Attempt.objects.filter(what=limit.what, who__in=people).delete()


def forget_attempts(now: datetime) -> int:
    """Delete tries older than a day, the longest that any limit counts; returns how many."""
    with db.transaction():
        old = Attempt.objects.filter(at__lt=now - LONGEST).order_by("at").values_list("pk", flat=True)
        return Attempt.objects.filter(pk__in=list(old[:AT_ONCE])).delete()[0]


def _wait(limit: Limit, person: str) -> int:
    """Seconds until the oldest try no longer counts."""
    now = clock.now()
    first = _tries(limit, person).aggregate(first=Min("at"))["first"] or now
    return max(int((first + limit.within - now).total_seconds()) + 1, 1)


def _tries(limit: Limit, person: str) -> QuerySet[Attempt]:
    since = clock.now() - limit.within
    return Attempt.objects.filter(what=limit.what, who=person, at__gt=since)
