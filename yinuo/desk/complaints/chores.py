"""What a department does with its task of a complaint, from the task's own page: it need not see the case."""

from typing import Final

from django.utils.translation import gettext_noop

from yinuo.complaints import may
from yinuo.complaints.actions import carrying, paying
from yinuo.complaints.models import Chore, Complaint, OfferItem
from yinuo.core import money
from yinuo.core.errors import NotFound
from yinuo.desk.access import require
from yinuo.desk.complaints import ticket as tickets_page
from yinuo.desk.complaints.case import dialogs
from yinuo.desk.complaints.case.dialogs import Verb
from yinuo.desk.complaints.case.following import PayForm, ProofForm
from yinuo.staff.models import Person
from yinuo.tickets import queries as tickets


def find(person: Person, ref: str) -> tuple[Complaint, Chore]:
    """The task with this ref and its case. Raises NotFound, also for what they may not see."""
    chore = tickets_page.chore_of(tickets.ticket(person, ref))
    if chore is None:
        raise NotFound("not_found")
    require(may.do_chore(person, chore))
    return chore.complaint, chore


def _item(chore: Chore) -> OfferItem:
    """What is to be paid. Raises NotFound for a task without money."""
    if chore.item is None:
        raise NotFound("not_found")
    return chore.item


VERBS: Final = {
    "received": Verb(
        gettext_noop("签收"),
        "hand",
        lambda act: carrying.receive(chore=act.row, by=act.by),
        gettext_noop("已签收。"),
        may=lambda person, complaint: True,
        explain=lambda act: str(act.row.text),
    ),
    "done": Verb(
        gettext_noop("办完了"),
        "check",
        lambda act: carrying.done(chore=act.row, by=act.by, **act.said),
        gettext_noop("已办完，等坐席核对。"),
        ProofForm,
        may=lambda person, complaint: True,
        explain=lambda act: str(act.row.text),
    ),
    "payment": Verb(
        gettext_noop("记付款"),
        "banknote",
        lambda act: paying.pay(item=_item(act.row), by=act.by, **act.said),
        gettext_noop("付款已记下。"),
        PayForm,
        may=lambda person, complaint: True,
        initial=lambda act: {"fen": money.format_yuan(_item(act.row).amount)},
        explain=lambda act: str(act.row.text),
    ),
}
"""By noun; who may is asked of the task (`find`)."""
VIEWS: Final = {noun: dialogs.view(verb, find=find) for noun, verb in VERBS.items()}
