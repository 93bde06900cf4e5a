"""What a department does with its task of a complaint, from the task's own page: it need not see the case."""

from typing import Final

from django.utils.translation import gettext_noop

from yinuo.complaints import may
from yinuo.complaints.actions import carrying, paying
from yinuo.complaints.models import Chore, Complaint
from yinuo.core.errors import NotFound, NotNow
from yinuo.core.money import format_yuan
from yinuo.desk.access import require
from yinuo.desk.complaints import ticket as tickets_page
from yinuo.desk.complaints.case import dialogs
from yinuo.desk.complaints.case.dialogs import Act, Verb
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


def _pay(act: Act) -> object:
    """Whoever has the task pays; it is done with it. Raises NotNow where it moves no money."""
    if act.row.item is None:
        raise NotNow("pay_not_agreed")
    return paying.pay(item=act.row.item, by=act.by, **act.said)


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
        _pay,
        gettext_noop("付款已记下。"),
        PayForm,
        may=lambda person, complaint: True,
        explain=lambda act: str(act.row.text),
        initial=lambda act: {"fen": format_yuan(act.row.item.amount)} if act.row.item else {},
    ),
}
"""By noun; who may is asked of the task (`find`)."""
VIEWS: Final = {noun: dialogs.view(verb, find=find) for noun, verb in VERBS.items()}
