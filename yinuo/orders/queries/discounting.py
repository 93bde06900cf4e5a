"""Who must agree to a discount, by the playbook's limits and approvals."""

from typing import Any

from yinuo.orders.models import Order
from yinuo.orders.queries import asking, facts
from yinuo.orders.rules import discounts, quoting
from yinuo.playbooks.rules import schema, vocabulary
from yinuo.staff.models import Person


def limit_of(playbook: schema.Playbook, role: str) -> discounts.Limit:
    """What a role may grant alone; a role that the manual names no limit for is not limited."""
    limit = playbook.limit(role.lower())
    return discounts.Limit(limit.amount, limit.percent) if limit else discounts.Limit(None, None)


def who_must_agree(order: Order, discount: int, quote: quoting.Quote, by: Person) -> schema.Approval | None:
    """The approval that a discount of `discount` fen from the price `quote` needs when `by` gives it; None
    within their limit.
    """
    playbook = asking.playbook_of(order.ticket)
    return playbook.approval_for("discount", _values(order, playbook, discount, quote, by))


def is_limited(order: Order, by: Person) -> bool:
    """Whether the manual limits what this person may grant alone."""
    limit = limit_of(asking.playbook_of(order.ticket), by.role)
    return limit.amount is not None or limit.percent is not None


def _values(
    order: Order, playbook: schema.Playbook, discount: int, quote: quoting.Quote, by: Person
) -> dict[str, Any]:
    """The fields of the context `approval`; a limit that does not exist is None, and nothing is above it."""
    fields: dict[str, Any] = dict.fromkeys(vocabulary.fields("approval"))
    own = limit_of(playbook, by.role)
    limits = {role: limit_of(playbook, role) for role in vocabulary.ROLES}
    return {
        **fields,
        **facts.facts_of(order.ticket).values,
        **{f"limits.{role}.amount": limit.amount for role, limit in limits.items()},
        **{f"limits.{role}.percent": limit.percent for role, limit in limits.items()},
        "person.role": by.role.lower(),
        "discount.amount": discount,
        "discount.percent": discounts.percent(discount, quote.freight),
        "discount.below_minimum": discounts.is_below(discount, quote.freight, quote.minimum),
        "limit.amount": own.amount,
        "limit.percent": own.percent,
    }
