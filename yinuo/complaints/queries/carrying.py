"""What is to be carried out of an accepted proposal, and what of it is still open (R203–R206)."""

from typing import Final

from yinuo.complaints import may
from yinuo.complaints.models import Chore, Complaint, Offer, OfferItem
from yinuo.complaints.queries import offers
from yinuo.complaints.rules import offers as sums
from yinuo.complaints.rules.stages import Stage
from yinuo.core import db, money
from yinuo.playbooks.rules import schema
from yinuo.staff.models import Person
from yinuo.tickets import queries as tickets

MONEY: Final = frozenset({"refund", "return", "money", "reward"})
"""The ways of a remedy whose amount is paid to the customer: for goods taken back, their price. A discount
lessens what is to be paid, an exchange or free goods are worth an amount.
"""

_TOLD: Final = (Offer.State.TOLD, Offer.State.ACCEPTED, Offer.State.DECLINED)
_ENDED: Final = (Chore.State.CHECKED, Chore.State.DROPPED)
_DONE: Final = (Chore.State.DONE, Chore.State.CHECKED)
_UNSAID: Final = schema.Settings.model_validate({"from": "R218"})
_OPEN: Final = db.Prepared[Chore](
    lambda complaint: (
        Chore.objects.filter(complaint_id=complaint).exclude(state__in=_ENDED).order_by("ticket_id")
    )
)


def settings_of(complaint: Complaint) -> schema.Settings:
    """The company's rules under which this case was opened; those of any company where it has no manual."""
    playbook = tickets.playbook_of(complaint.ticket)
    return playbook.settings if playbook else _UNSAID


def remedy_of(complaint: Complaint, item: OfferItem) -> schema.Remedy | None:
    """The remedy in the manual of the case; None for one that the manual does not have (any more)."""
    playbook = tickets.playbook_of(complaint.ticket)
    try:
        return playbook.remedy(item.remedy) if playbook else None
    except KeyError:
        return None


def accepted(complaint: Complaint) -> Offer | None:
    """What the customer agreed to in this round, the latest; None before, and after a no."""
    return offers.latest(
        complaint, lambda one: one.round == complaint.round and one.state == Offer.State.ACCEPTED
    )


def told_no(complaint: Complaint) -> Offer | None:
    """The reasoned no by which this round ended, once the customer has heard it; None for any other end."""
    told = offers.latest(complaint, lambda one: one.round == complaint.round and one.state in _TOLD)
    return told if told is not None and told.is_refusal else None


def items(complaint: Complaint) -> list[OfferItem]:
    """The remedies that were agreed to in this round: all that were no options, and the options chosen."""
    offer = accepted(complaint)
    return [
        item for item in (offers.items_of(offer) if offer else []) if item.is_chosen or not item.is_option
    ]


def may_pay(person: Person, complaint: Complaint, chore: Chore | None) -> bool:
    """Whether this person may note that money of this case went to the customer: whoever handles it or does
    the task in a role that pays by the manual, and whom the task was given to by name (R207).
    """
    is_theirs = chore is not None and may.do_chore(person, chore)
    if is_theirs and chore is not None and chore.ticket.given_to_id == person.pk:
        return True
    pays = person.role.lower() in settings_of(complaint).payers
    return pays and (is_theirs or may.handle(person, complaint))


def is_money(complaint: Complaint, item: OfferItem) -> bool:
    """Whether the amount of this remedy is paid to the customer (R207)."""
    remedy = remedy_of(complaint, item)
    return item.amount > 0 and (remedy is None or remedy.way in MONEY)


def is_to_pay(chore: Chore) -> bool:
    """Whether this task is to pay the customer; it is done by having paid."""
    return chore.item is not None and is_money(chore.complaint, chore.item)


def unpaid(complaint: Complaint) -> list[OfferItem]:
    """The money that was agreed to and has not gone to the customer."""
    return [item for item in items(complaint) if is_money(complaint, item) and not hasattr(item, "payment")]


def had(complaint: Complaint) -> list[OfferItem]:
    """What of the agreed remedies the customer has: paid, or done by a department."""
    done = set(complaint.chores.filter(state__in=_DONE).values_list("item_id", flat=True))
    return [item for item in items(complaint) if hasattr(item, "payment") or item.pk in done]


def is_to_be_done(complaint: Complaint) -> bool:
    """Whether something of what was agreed to in this round moves money or gives a department work."""
    given = [(item, remedy_of(complaint, item)) for item in items(complaint)]
    what = [(item.amount, remedy.department if remedy else "") for item, remedy in given]
    return sums.leads_to(what) == Stage.CARRY_OUT


def open_chores(complaint: Complaint) -> list[Chore]:
    """What departments were given and is neither checked nor dropped, in the order of their tickets."""
    return _OPEN.all(complaint.pk)


def is_carried_out(complaint: Complaint) -> bool:
    """Whether nothing that was promised is left to do or to pay (R205)."""
    return not (open_chores(complaint) or unpaid(complaint))


def task_of(item: OfferItem, remedy: schema.Remedy) -> str:
    """What the department reads: the manual's task, the words of the remedy, the amount (R204)."""
    amount = f"{money.format_yuan(item.amount)}元" if item.amount else ""
    return "，".join(part for part in (remedy.task or item.label, item.words, amount) if part)
