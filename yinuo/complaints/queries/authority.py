"""Who must agree to a proposal, and how much may be given: limits by role, approvals by the playbook.

Limits hold for all that is given for one matter together: what the customers of this case and of every other
that is or was about the same order have accepted counts with what is proposed now (R208).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from yinuo.approvals import rules as approvals
from yinuo.approvals.models import Approval
from yinuo.complaints.models import Complaint, Offer
from yinuo.complaints.queries import offers
from yinuo.complaints.rules import offers as sums
from yinuo.core import clock
from yinuo.playbooks.rules import schema, vocabulary
from yinuo.staff import queries as staff
from yinuo.staff.models import Person, Role
from yinuo.tickets import may as tickets_may
from yinuo.tickets import queries as tickets

REMEDY: Final = "remedy"
REFUSAL: Final = "refusal"
ABOUT: Final = (REMEDY, REFUSAL)
SETTLED: Final = (Offer.State.ACCEPTED,)
PROMISED: Final = (Offer.State.TOLD, Offer.State.ACCEPTED)
"""Which other proposals count: those accepted, or also those that the customer has heard of."""


@dataclass(frozen=True)
class Needed:
    """The rule of the playbook that asks for agreement, and the role that is asked (lower case): the one the
    rule names, or one above where that one may not give so much, or nobody of it is there.
    """

    rule: schema.Approval
    role: str


@dataclass(frozen=True)
class TooMuch:
    """Nobody may give so much; `most` is what the highest may give for the matter, in fen."""

    most: int


@dataclass(frozen=True)
class Nobody:
    """Nobody can ever answer: of `role`, the highest that could, nobody works here but whom the case is about
    or who asks.
    """

    role: Role


def limit_of(playbook: schema.Playbook, role: str) -> int | None:
    """What a role may give alone for one matter, in fen; None is not limited."""
    limit = playbook.limit(role.lower(), REMEDY)
    return limit.amount if limit else None


def together(offer: Offer, *, others: tuple[str, ...] = SETTLED) -> int:
    """What is given for the matter, in fen, by this proposal and the others in these states."""
    rows = offers.on_same_matter(offer.complaint).filter(state__in=others).exclude(pk=offer.pk)
    given = sum(sums.counted(amount, cost) for amount, cost in rows.values_list("amount", "cost"))
    return given + sums.counted(offer.amount, offer.cost)


def who_must_agree(
    offer: Offer, playbook: schema.Playbook, by: Person, *, others: tuple[str, ...] = PROMISED
) -> Needed | TooMuch | Nobody | None:
    """Whose agreement a proposal needs when `by` makes it; None where they may decide alone."""
    total = together(offer, others=others)
    about = REFUSAL if offer.is_refusal else REMEDY
    rule = playbook.approval_for(about, _values(offer, playbook, by, total))
    own = limit_of(playbook, by.role)
    if rule is None:
        return None if offer.is_refusal or own is None or total <= own else TooMuch(own)
    able = [role for role in approvals.deciders(rule.by.upper()) if _may_give(playbook, role, total)]
    if not able:
        limits = [limit_of(playbook, role) or 0 for role in approvals.deciders(rule.by.upper())]
        return TooMuch(max(limits))
    answering = {role: _answering(role, offer.complaint, by) for role in able}
    here = [role for role in able if any(not one.is_absent(clock.now()) for one in answering[role])]
    asked = here or [role for role in able if answering[role]]
    return Needed(rule, asked[0].lower()) if asked else Nobody(able[-1])


def granted(offer: Offer) -> int | None:
    """How much for the matter was agreed to with this proposal, in fen; None when nobody was asked."""
    approved = offer.complaint.ticket.approvals.filter(state=Approval.State.APPROVED)
    figures = [one.figures for one in approved if one.figures.get("about") in ABOUT]
    return max((one["together"] for one in figures if one["offer"] == offer.pk), default=None)


def is_covered(offer: Offer, playbook: schema.Playbook, *, others: tuple[str, ...] = SETTLED) -> bool:
    """Whether what would be given for the matter is within what its maker may give alone, or within what was
    agreed to, with this proposal or with one that was accepted on the same matter.
    """
    total = together(offer, others=others)
    if offer.made_by is None:
        return False
    accepted = offers.on_same_matter(offer.complaint).filter(state=Offer.State.ACCEPTED).exclude(pk=offer.pk)
    agreed = [granted(one) for one in (offer, *accepted.select_related("complaint__ticket"))]
    if any(sum_ is not None and total <= sum_ for sum_ in agreed):
        return True
    return who_must_agree(offer, playbook, offer.made_by, others=others) is None


def _may_give(playbook: schema.Playbook, role: str, total: int) -> bool:
    limit = limit_of(playbook, role)
    return limit is None or total <= limit


def _answering(role: Role, complaint: Complaint, by: Person) -> list[Person]:
    """Who of this role can answer, now or once they are back: works here, sees the case, is not the asker."""
    return [
        person
        for person in staff.people(role)
        if person.pk != by.pk and tickets_may.see(person, complaint.ticket)
    ]


def _values(offer: Offer, playbook: schema.Playbook, by: Person, total: int) -> Mapping[str, Any]:
    """The fields of the context `approval`; a limit that does not exist is None, and nothing is above it."""
    facts = tickets.facts(offer.complaint.ticket).values
    fields: dict[str, Any] = {name: facts.get(name) for name in vocabulary.fields("approval")}
    limits = {f"limits.{role}.amount": limit_of(playbook, role) for role in vocabulary.ROLES}
    return {
        **fields,
        **limits,
        "person.role": by.role.lower(),
        "limit.amount": limit_of(playbook, by.role),
        "remedy.amount": total,
        "remedy.cost": offer.cost,
        "remedy.is_unusual": _is_more_than_usual(offer),
        "remedy.is_raised": _is_raised(offer),
    }


def _is_more_than_usual(offer: Offer) -> bool:
    """Whether more is proposed than similar cases got; for less the reason is enough."""
    return bool(offer.unusual_for) and sums.counted(offer.amount, offer.cost) > offer.usual["high"]


def _is_raised(offer: Offer) -> bool:
    """Whether more is proposed than what was agreed to or told in this case before."""
    before = offer.complaint.offers.exclude(pk=offer.pk).filter(told_at__isnull=False)
    now = sums.counted(offer.amount, offer.cost)
    return any(now > sums.counted(*pair) for pair in before.values_list("amount", "cost"))
