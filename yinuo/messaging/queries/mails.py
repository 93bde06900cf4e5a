"""Reads about e-mail: the server, and what left or waits."""

from django.db.models import QuerySet

from yinuo.messaging.models import Mail, MailServer, Robot
from yinuo.tickets.queries import paging

NEWEST = 50


def mail_server() -> MailServer | None:
    """The server by which e-mail leaves; None while none is set up."""
    return MailServer.objects.order_by("pk").first()


def is_failing(way: MailServer | Robot) -> bool:
    """Whether the last thing that happened to it was a failure: nothing left by it since."""
    failed, sent = way.last_failed_at, way.last_sent_at
    return bool(way.last_error) and not (failed and sent and sent > failed)


def mails(cursor: str | None = None, *, state: str = "", size: int = NEWEST) -> paging.Page[Mail]:
    """E-mails, newest first, perhaps of one state only."""
    last, size = paging.read_id(cursor), paging.sized(size)
    rows: QuerySet[Mail] = Mail.objects.select_related("by")
    rows = rows.filter(state=state) if state else rows
    found = list((rows.filter(pk__lt=last) if last else rows).order_by("-pk")[: size + 1])
    return paging.Page(found[:size], str(found[size - 1].pk) if len(found) > size else None)
