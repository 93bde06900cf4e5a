"""Confirming over the API: what the desk does in several steps, in one request."""

from yinuo.api.orders.lacking import MENDED_BY, NotReady, lacking
from yinuo.api.orders.schema import ConfirmationIn
from yinuo.core.errors import Fault, Invalid, NotNow, fault
from yinuo.orders import actions, queries
from yinuo.orders.models import Order, Stage
from yinuo.orders.rules import screening
from yinuo.orders.rules.reading import Unreadable, choices
from yinuo.staff.models import Person

_STATES = frozenset({*MENDED_BY, "no_quote", "discount_waiting", "musts_missing"})
"""Refusals that the list of what is missing explains better than the first of them alone."""


def confirm(order: Order, body: ConfirmationIn, by: Person) -> Order:
    """Note what was done with the customer, then confirm; an order that is no draft any more goes as it is.

    Raises what the verbs raise, but NotReady with everything where something of the draft is missing.
    """
    if order.ticket.stage == Stage.DRAFT:
        order = _agree(order, body, by)
    try:
        return actions.confirm(order=order, by=by)
    except Invalid as refused:
        raise NotReady(_missing(order)) from refused
    except NotNow as refused:
        if refused.code not in _STATES:
            raise
        raise NotReady(_missing(order, refused)) from refused


def _agree(order: Order, body: ConfirmationIn, by: Person) -> Order:
    """Goods, read-back and price, in the manual's order (R048, R055, R058)."""
    if body.screening:
        order = actions.answer_screening(order=order, answers=screened(order, body), by=by)
    if body.read_back:
        keys = queries.to_read_back(order) if body.read_back is True else body.read_back
        order = _read_back(order, keys, by)
    if body.accepted_total is None:
        return order
    try:
        return actions.accept_price(order=order, total=body.accepted_total, by=by)
    except NotNow as refused:
        if refused.code not in _STATES:
            raise
        raise NotReady(_missing(order, refused)) from refused


def _read_back(order: Order, keys: list[str], by: Person) -> Order:
    try:
        return actions.read_back(order=order, keys=keys, by=by)
    except Invalid as error:
        raise Invalid(
            *(Fault(f"read_back.{one.field}", one.code, one.params) for one in error.faults)
        ) from None


def screened(order: Order, body: ConfirmationIn) -> dict[str, str]:
    """Question key → yes or no; a question may be named by its words. Raises Invalid at each wrong one."""
    asked = {question.key: question.ask for question in queries.judge(order).screening.questions}
    listed = [{"key": key, "label": ask} for key, ask in asked.items()]
    answers, faults = {}, []
    for name, said in body.screening.items():
        key = name if name in asked else screening.key_of(name)
        try:
            is_yes = choices.yes_or_no(said or "")
        except Unreadable:
            faults.append(fault(f"screening.{name}", "not_yes_or_no"))
            continue
        if key not in asked:
            faults.append(fault(f"screening.{name}", "not_a_choice", choices=listed))
        answers[key] = screening.YES if is_yes else screening.NO
    if faults:
        raise Invalid(*faults)
    return answers


def _missing(order: Order, refused: NotNow | None = None) -> tuple[Fault, ...]:
    """Everything that the draft lacks as it stands in this transaction, with what a verb refused it for."""
    missing = lacking(order, queries.readiness_of(order))
    if refused is None or refused.code in {one.code for one in missing}:
        return missing
    field = MENDED_BY.get(refused.code, "")
    total = {"quoted_total": order.quoted_total} if field == "accepted_total" else {}
    others = (one for one in missing if not field or one.field != field)
    return (*others, fault(field, refused.code, **refused.params, **total))
