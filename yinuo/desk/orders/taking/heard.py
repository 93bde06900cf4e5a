"""What a customer's text said, shown beside the form: what was read, how surely, what nobody understood."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from yinuo.core import money
from yinuo.orders import queries as orders
from yinuo.orders.models import OrderText
from yinuo.orders.queries import asking, texts

SURE: Final = 75
"""From how many percent on what was read needs no second look."""
INTENTS: Final = {
    "amend": gettext_noop("听起来是要改单，不是新单：请先找到原来的业务单。"),
    "cancel": gettext_noop("听起来是要取消，不是新单：请先找到原来的业务单。"),
    "inquiry": gettext_noop("听起来是来查询的，不是下单：先回答，客户要发货再填。"),
}


@dataclass(frozen=True)
class Piece:
    """A stretch of the text: `label` names the element read from it; unread words have none."""

    text: str
    label: str = ""
    tone: str = ""


@dataclass(frozen=True)
class Other:
    """An element of which the text says otherwise than the form."""

    key: str
    label: str
    said: str
    stands: str


@dataclass(frozen=True)
class Heard:
    """The newest text of a draft: its pieces, a warning, where the form says otherwise, fees without a
    field.
    """

    pk: int
    pieces: tuple[Piece, ...]
    warning: str
    others: tuple[Other, ...]
    fees: str
    is_unsure: bool
    has_unread: bool


def of(form: orders.Form) -> Heard | None:
    """What the newest text of a draft says, beside its form; None where nobody gave one."""
    kept = texts.newest(form.order)
    if kept is None:
        return None
    understood = kept.understood
    pieces = tuple(_pieces(form, kept))
    warning = INTENTS.get(understood["intent"], "")
    return Heard(
        kept.pk,
        pieces,
        _(warning) if warning else "",
        tuple(_others(form, kept)),
        _("、").join(f"{name}{money.format_yuan(fen)}" for name, fen in _fees(form, understood)),
        any(piece.tone == "unsure" for piece in pieces),
        any(piece.tone == "unread" for piece in pieces),
    )


def _pieces(form: orders.Form, kept: OrderText) -> Iterator[Piece]:
    """The text from its beginning to its end; where two were read from one place, the first is marked."""
    labels = {one.element.key: one.element.label for one in form.elements}
    marks = [(start, end, "", "unread") for start, end in kept.understood["unread"]]
    for one in kept.understood["elements"]:
        if one["key"] in labels:
            tone = "sure" if one["sure"] >= SURE else "unsure"
            marks.append((one["start"], one["end"], labels[one["key"]], tone))
    at = 0
    for start, end, label, tone in sorted(marks):
        if start < at or end <= start:
            continue
        if start > at:
            yield Piece(kept.text[at:start])
        yield Piece(kept.text[start:end], label, tone)
        at = end
    if at < len(kept.text):
        yield Piece(kept.text[at:])


def _others(form: orders.Form, kept: OrderText) -> Iterator[Other]:
    """Where the form says otherwise: it was not overwritten, the agent decides."""
    understood = texts.as_typed(kept.said(), form.playbook, kept.at)
    for one in form.elements:
        key, said = one.element.key, understood.get(one.element.key, "")
        if said and said != asking.typed(one.element, asking.value_of(form.order, key)):
            yield Other(key, one.element.label, kept.said()[key], one.shown or one.value)


def _fees(form: orders.Form, understood: dict[str, Any]) -> Iterator[tuple[str, int]]:
    """Fees that the text names and the form has no field for."""
    labels = {one.element.label for one in form.elements}
    return ((name, fen) for name, fen in understood["fees"] if name not in labels)
