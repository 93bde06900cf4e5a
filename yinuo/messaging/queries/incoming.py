"""What came in: which of our messages it answers, who wrote it, and what still has to be done about it."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from yinuo.core import clock, phones
from yinuo.messaging import rules
from yinuo.messaging.models import IncomingMessage, Notice, OptOut
from yinuo.staff.models import Person
from yinuo.tickets.models import Ticket

ANSWERED_WITHIN: Final = timedelta(days=7)
"""Who writes later than that means something else."""

MOST_LOOKED_AT: Final = 50
LONGEST_ADDRESS: Final = 40
_LEFT: Final = (
    Notice.State.SENT,
    Notice.State.DELIVERED,
    Notice.State.LOST,
    Notice.State.FAILED,
    Notice.State.GIVEN_UP,
)
"""Messages that may have arrived: also those of which nobody heard."""


@dataclass(frozen=True)
class Slip:
    """A message that somebody may act on by answering it, and what its order can take now (`rules.Wish`)."""

    notice: Notice
    wishes: frozenset[str]


@dataclass(frozen=True)
class Meant:
    """How a message was read: what is wanted, in answer to which of ours; UNCLEAR when several could be."""

    read_as: str
    notice: Notice | None

    @property
    def ticket(self) -> Ticket | None:
        """The ticket it is about."""
        return self.notice.ticket if self.notice else None


Slips = Callable[[Sequence[Notice]], Sequence[Slip]]
_slips: list[Slips] = []


def provide_slips(find: Slips) -> None:
    """Let `find` say which of the messages of one number may be acted on by an answer, the newest first."""
    _slips[:] = [find]


def meant(address: str, text: str) -> Meant:
    """What a message from this number means, in answer to which of ours.

    A wish is for the one order that can take it; with several, for the one whose number ends in the digits
    that stand behind it. Where none can take it now it is for the newest, which then says why not.
    """
    reading = rules.read(text)
    if reading.wish == rules.Wish.STOP:
        return Meant(reading.wish, None)
    recent = _recent(address)
    slips = [slip for find in _slips for slip in find(recent)]
    newest = recent[0] if recent else None
    wish = reading.wish
    if wish == rules.Wish.SEEN:
        is_slip = bool(reading.tail) or any(slip.notice == newest for slip in slips)
        wish = rules.Wish.ACCEPT if is_slip else rules.Wish.WORDS
    if wish == rules.Wish.WORDS or not slips:
        return Meant(rules.Wish.WORDS, newest)
    return _chosen(wish, reading.tail, slips)


def _chosen(wish: str, tail: str, slips: Sequence[Slip]) -> Meant:
    named = [slip for slip in slips if _number(slip).endswith(tail)]
    can = [slip for slip in named if wish in slip.wishes]
    if len(can) == 1 or (can and _number(can[0]) == tail):
        return Meant(wish, can[0].notice)
    if named and not can:
        return Meant(wish, named[0].notice)
    return Meant(rules.UNCLEAR, (can or slips)[0].notice)


def _number(slip: Slip) -> str:
    return (slip.notice.ticket.number or "") if slip.notice.ticket else ""


def _recent(address: str) -> list[Notice]:
    """What was sent to this number lately, the newest first."""
    since = clock.now() - ANSWERED_WITHIN
    rows = Notice.objects.filter(address=address).select_related("ticket", "to_person").order_by("-id")
    newest = rows[:MOST_LOOKED_AT] if address else rows.none()
    return [row for row in newest if row.queued_at >= since and (row.state in _LEFT or row.may_have_left)]


def some_heard(ticket: Ticket, ids: Iterable[int]) -> list[IncomingMessage]:
    """The messages that came in on a ticket with these ids, and who wrote them; no statement for none."""
    wanted = sorted(number for number in ids if number)
    rows = IncomingMessage.objects.select_related("person")
    return list(rows.filter(ticket=ticket, pk__in=wanted)) if wanted else []


def heard(ticket: Ticket) -> list[IncomingMessage]:
    """Every message that came in on a ticket, newest first."""
    return list(ticket.incoming.select_related("person", "notice").order_by("-id"))


def address_of(raw: str) -> str:
    """A number as the desk writes it; one that is none, as it came."""
    try:
        return phones.parse(raw).digits[:LONGEST_ADDRESS]
    except phones.PhoneError:
        return raw.strip()[:LONGEST_ADDRESS]


def who_has(address: str) -> Person | None:
    """The one of our people with this number; None when there is none, or several share it."""
    found = list(Person.objects.filter(phone=address, is_active=True)[:2]) if address else []
    return found[0] if len(found) == 1 else None


def who_refused(addresses: Collection[str]) -> frozenset[str]:
    """Which of these numbers want no commercial messages; no statement for none."""
    if not addresses:
        return frozenset()
    return frozenset(OptOut.objects.filter(address__in=addresses).values_list("address", flat=True))


def replies_due(now: datetime, limit: int) -> list[int]:
    """The ids of the messages that ask for something that is not done yet, the oldest first."""
    due = IncomingMessage.objects.filter(wake_at__lte=now).order_by("wake_at", "id")
    return list(due.values_list("pk", flat=True)[:limit])
