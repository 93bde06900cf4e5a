"""Letting go of what an inquiry says of people (R047); its type, times and who answered stay for the
counts.
"""

from yinuo.core.events import Deed
from yinuo.inquiries.models import Inquiry
from yinuo.tickets.models import Kind


def forget_ticket(deed: Deed) -> None:
    """Wired to ticket.forgotten: the question, the answers, the name and the number."""
    if deed.ticket.kind != Kind.INQUIRY:
        return
    emptied = ("question", "contact_name", "contact_phone", "answer", "checked_answer")
    Inquiry.objects.filter(pk=deed.ticket.pk).update(**dict.fromkeys(emptied, ""), figures={})
