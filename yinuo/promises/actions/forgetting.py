"""Letting go of what promises say of people."""

from django.db.models import Case, Value, When

from yinuo.core.events import Deed
from yinuo.promises.models import Promise


def forget_ticket(deed: Deed) -> None:
    """Wired to ticket.forgotten: notes, reasons and spoken words go; what was due and kept stays."""
    Promise.objects.filter(ticket_id=deed.ticket.pk).update(
        label=Case(When(is_spoken=True, then=Value("")), default="label"),
        note="",
        moved_reason="",
        pause_reason="",
        end_reason="",
        late_reason="",
    )
