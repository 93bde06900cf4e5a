"""Letting go of what messages say of people.

Of a short message law wants the time and the numbers kept for six months (通信短信息服务管理规定, domain B6):
when a ticket is forgotten before, the words go at once and the number when that time is over.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final, TypeVar

from django.db.models import Model, Q, QuerySet, TextField
from django.db.models.functions import Cast

from yinuo.core import clock, keeping
from yinuo.core.events import Deed
from yinuo.core.models import Event
from yinuo.messaging import rules
from yinuo.messaging.models import IncomingMessage, Mail, Notice, PretendMessage, Reminder, RobotLine

_Row = TypeVar("_Row", bound=Model)
LAW_MONTHS: Final = 6
_ENDED: Final = Q(wake_at__isnull=True)
_MATTER_ENDED: Final = Q(ticket__isnull=True) | Q(ticket__closed_at__isnull=False)
_SAYS: Final = Q(address__gt="") | Q(text__gt="")
"""What still says something: the condition of the indexes by which it is found, word for word."""
_WORDS: Final = {"text": "", "to_name": "", "values": {}, "shortened": []}


def forget_ticket(deed: Deed) -> None:
    """Wired to ticket.forgotten: the words of every message about it, and every number law lets go."""
    ticket, law = deed.ticket.pk, keeping.before(clock.now(), LAW_MONTHS)
    notices = Notice.objects.filter(ticket_id=ticket)
    PretendMessage.objects.filter(idempotency_key__in=notices.values("idempotency_key")).delete()
    unsent = notices.filter(sent_at__isnull=True, wake_at__isnull=False)
    unsent.update(state=Notice.State.CANCELLED, wake_at=None, claimed_until=None)
    notices.update(**_WORDS)
    notices.filter(queued_at__lt=law).update(address="")
    incoming = IncomingMessage.objects.filter(ticket_id=ticket)
    incoming.update(text="")
    incoming.filter(at__lt=law).update(address="")
    RobotLine.objects.filter(ticket_id=ticket).update(text="")
    _strike_reminders(deed)


def _strike_reminders(deed: Deed) -> None:
    """Take what speaks of a ticket out of the reminders that still stand.

    Whatever reminds of a ticket is one of its events, and joins a reminder that is a minute old at the most:
    so only those of the ticket's own time are read, and of a ticket that ended long ago none.
    """
    ref, events = deed.ticket.ref, Event.objects.filter(ticket_id=deed.ticket.pk, pk__lt=deed.event.pk)
    last = events.order_by("-id").values_list("at", flat=True).first()
    if last is None:
        return
    since = deed.ticket.opened_at - timedelta(seconds=rules.GATHER_SECONDS)
    stood = Reminder.objects.filter(at__gte=since, at__lte=last)
    for reminder in stood.annotate(said=Cast("lines", TextField())).filter(said__contains=ref):
        reminder.lines = [line for line in reminder.lines if line.get("ticket") != ref]
        reminder.save(update_fields=["lines"])


def notices_to_forget(before: datetime) -> QuerySet[Notice]:
    """Messages from before a moment that say something still; of forgotten tickets, when law allows it."""
    law = keeping.before(clock.now(), LAW_MONTHS)
    over = Q(queued_at__lt=before) & _MATTER_ENDED
    gone = Q(queued_at__lt=law, ticket__forgotten_at__isnull=False)
    found = Notice.objects.filter(_SAYS, _ENDED, over | gone, queued_at__lt=max(before, law))
    return _not_held(found).order_by("queued_at", "id")


def forget_notices(ids: Sequence[int]) -> None:
    """Empty words and numbers of messages; that they were sent, when and at which cost stays."""
    notices = Notice.objects.filter(pk__in=ids)
    keys = list(notices.values_list("idempotency_key", flat=True))
    PretendMessage.objects.filter(idempotency_key__in=keys).delete()
    notices.update(**_WORDS, address="")


def incoming_to_forget(before: datetime) -> QuerySet[IncomingMessage]:
    """Messages that came in before a moment and say something still."""
    law = keeping.before(clock.now(), LAW_MONTHS)
    over = Q(at__lt=before) & _MATTER_ENDED
    gone = Q(at__lt=law, ticket__forgotten_at__isnull=False)
    found = IncomingMessage.objects.filter(_SAYS, _ENDED, over | gone, at__lt=max(before, law))
    return _not_held(found).order_by("at", "id")


def forget_incoming(ids: Sequence[int]) -> None:
    """Empty words and numbers of messages that came in."""
    IncomingMessage.objects.filter(pk__in=ids).update(text="", address="")


def mails_to_forget(before: datetime) -> QuerySet[Mail]:
    """E-mails from before a moment that say something still."""
    return Mail.objects.filter(_SAYS, _ENDED, queued_at__lt=before).order_by("queued_at", "id")


def forget_mails(ids: Sequence[int]) -> None:
    """Empty address and words of e-mails; that they were sent stays."""
    Mail.objects.filter(pk__in=ids).update(
        address="", subject="", text="", attachment="", attachment_name="", receipt=""
    )


def lines_to_forget(before: datetime) -> QuerySet[RobotLine]:
    """What robots told before a moment."""
    return _not_held(RobotLine.objects.filter(_ENDED, queued_at__lt=before)).order_by("queued_at", "id")


def forget_lines(ids: Sequence[int]) -> None:
    """Delete what robots told."""
    RobotLine.objects.filter(pk__in=ids).delete()


def reminders_to_forget(before: datetime) -> QuerySet[Reminder]:
    """Reminders from before a moment, read or not."""
    return Reminder.objects.filter(at__lt=before).order_by("at", "id")


def forget_reminders(ids: Sequence[int]) -> None:
    """Delete reminders."""
    Reminder.objects.filter(pk__in=ids).delete()


def _not_held(found: QuerySet[_Row]) -> QuerySet[_Row]:
    held = keeping.any_held("ticket", "ticket_id"), keeping.any_held("customer", "ticket__customer_id")
    return found.exclude(held[0]).exclude(held[1])
