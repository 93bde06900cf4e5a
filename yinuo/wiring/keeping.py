"""How long each class of data is kept, and who empties what when a ticket or a customer is forgotten.

The periods are those of domain.md B5 and B6; a company may choose others, never less than law asks for.
Files that the desk made itself (exports, reports) go by YINUO_FILE_DAYS, answers kept for repeated requests
after a day.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from django.db.models import QuerySet

from yinuo.approvals import actions as approvals
from yinuo.complaints.actions import forgetting as complaints
from yinuo.core import events, keeping
from yinuo.core.events import Deed
from yinuo.core.keeping import DELETED, STRIPPED, DataClass
from yinuo.core.models import Job
from yinuo.customers import actions as customers
from yinuo.inquiries.actions import forgetting as inquiries
from yinuo.messaging.actions import forgetting as messaging
from yinuo.orders.actions import forgetting as orders
from yinuo.orders.actions import origins, positions
from yinuo.promises.actions import forgetting as promises
from yinuo.staff.actions import forgetting as staff
from yinuo.tickets import actions as tickets
from yinuo.tickets.models import PersonalView

MANY: Final = 100


def forget_customer(deed: Deed) -> None:
    """No search finds who was erased."""
    tickets.unindex_customer(deed.subject.pk)


TABLE: Final = (
    ("ticket.forgotten", orders.forget_ticket),
    ("ticket.forgotten", inquiries.forget_ticket),
    ("ticket.forgotten", complaints.forget_ticket),
    ("ticket.forgotten", promises.forget_ticket),
    ("ticket.forgotten", messaging.forget_ticket),
    ("ticket.forgotten", approvals.forget_ticket),
    ("customer.erased", forget_customer),
)


def _each(forget: Any) -> Any:
    """For what is forgotten one by one."""

    def forget_all(ids: Sequence[int]) -> None:
        for pk in ids:
            forget(pk)

    return forget_all


def _jobs_to_forget(before: datetime) -> QuerySet[Job]:
    return Job.objects.filter(ended_at__lt=before, file="").order_by("id")


def _forget_jobs(ids: Sequence[int]) -> None:
    Job.objects.filter(pk__in=ids).delete()


def _forget_views(ids: Sequence[int]) -> None:
    PersonalView.objects.filter(pk__in=ids).delete()


CLASSES: Final = (
    DataClass("tickets", 36, 1, STRIPPED, tickets.to_forget, _each(tickets.forget)),
    DataClass("origins", 12, 1, STRIPPED, origins.origins_to_forget, _each(origins.forget_origin)),
    DataClass("drafts", 12, 1, STRIPPED, tickets.drafts_to_forget, _each(tickets.forget)),
    DataClass("contacts", 12, 1, STRIPPED, tickets.contacts_to_forget, tickets.forget_contacts, MANY),
    DataClass("grumbles", 12, 1, STRIPPED, complaints.grumbles_to_forget, complaints.forget_grumbles, MANY),
    DataClass("customers", 36, 1, STRIPPED, tickets.customers_to_forget, _each(customers.forget)),
    DataClass("photos", 12, 1, DELETED, tickets.attachments_to_forget, tickets.forget_attachments, MANY),
    DataClass("consents", 36, 1, DELETED, customers.consents_to_forget, customers.forget_consents, MANY),
    DataClass("notices", 12, 6, STRIPPED, messaging.notices_to_forget, messaging.forget_notices, MANY),
    DataClass("incoming", 12, 6, STRIPPED, messaging.incoming_to_forget, messaging.forget_incoming, MANY),
    DataClass("mails", 12, 1, STRIPPED, messaging.mails_to_forget, messaging.forget_mails, MANY),
    DataClass("lines", 3, 1, DELETED, messaging.lines_to_forget, messaging.forget_lines, MANY),
    DataClass("reminders", 3, 1, DELETED, messaging.reminders_to_forget, messaging.forget_reminders, MANY),
    DataClass("details", 36, 6, STRIPPED, events.details_to_erase, events.erase_some, MANY),
    DataClass("places", 24, 1, DELETED, orders.names_to_forget, orders.forget_names, MANY),
    DataClass("positions", 2, 1, DELETED, positions.to_forget, positions.forget, 500),
    DataClass("views", 36, 6, DELETED, tickets.views_to_forget, _forget_views, MANY),
    DataClass("sign_ins", 12, 6, DELETED, staff.sign_ins_to_forget, staff.forget_sign_ins, MANY),
    DataClass("jobs", 12, 1, DELETED, _jobs_to_forget, _forget_jobs, MANY),
)
"""Key, months, least months by law, what becomes of it, what is due, who lets it go."""


def provide() -> None:
    """Tell the ground floor the classes."""
    keeping.provide(*CLASSES)
