"""The right side of the order form: goods, read-back, price, slip: what has to be agreed, in that order."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from yinuo.core.errors import NotFound
from yinuo.desk.orders import pricing, slipping
from yinuo.desk.orders.moving import sending
from yinuo.desk.orders.taking import elements
from yinuo.messaging.rules import Composed
from yinuo.orders import queries as orders
from yinuo.orders.models import Discount
from yinuo.orders.queries.filling import Asked
from yinuo.orders.rules.quoting import State
from yinuo.orders.rules.receiving import Candidate
from yinuo.orders.rules.screening import NO, YES, Screening, Verdict
from yinuo.orders.rules.wording import PAYMENTS

MOST_KEYS: Final = 9
DISCOUNTS: Final = {
    Discount.ASKED: (gettext_noop("优惠待批"), "warn"),
    Discount.GRANTED: (gettext_noop("优惠已同意"), "ok"),
    Discount.REFUSED: (gettext_noop("优惠没批"), "bad"),
    Discount.LAPSED: (gettext_noop("优惠已失效"), "warn"),
}


@dataclass(frozen=True)
class Goods:
    """What the goods table says: tone of the banner, words, questions, what to tell the customer, which
    papers have to come along, whether the goods are opened when collected.
    """

    tone: str
    icon: str
    text: str
    say: str = ""
    questions: tuple[tuple[str, str, str], ...] = ()
    papers: tuple[str, ...] = ()
    inspect: bool = False

    @property
    def is_refused(self) -> bool:
        """Whether nothing may be quoted or sent."""
        return self.tone == "bad"


@dataclass(frozen=True)
class Read:
    """One thing to read back; `key_hint` ticks it."""

    asked: Asked
    key_hint: str


@dataclass(frozen=True)
class Price:
    """The price as it can be said now."""

    lines: list[pricing.PriceLine]
    total: int | None
    paid: str
    tables: str
    say: str
    is_accepted: bool
    discount: str = ""
    discount_tone: str = ""
    promise: str = ""
    agreement: str = ""
    is_agreed: bool = False


def goods(form: orders.Form) -> Goods | None:
    """The screening banner; None before goods are named (R048–R050)."""
    screening = form.judgement.screening
    if not form.order.goods_name:
        return None
    questions = tuple((one.key, one.ask, one.answer) for one in screening.questions)
    if screening.verdict is Verdict.REJECT:
        return Goods("bad", "shield-alert", _refused(form, screening), _sentence(form, screening), questions)
    if screening.is_open:
        tone, icon, said = "warn", "shield-alert", _("要多问一句才能接：")
    else:
        said = _("都问过了，可以接。") if questions else _("违禁品目录里没有这样的货物。")
        tone, icon = "ok", "shield-check"
    return Goods(tone, icon, said, "", questions, screening.papers, screening.inspect)


def _refused(form: orders.Form, screening: Screening) -> str:
    hit = screening.reason
    named = {"goods": form.order.goods_name, "category": (screening.category or hit.row.name) if hit else ""}
    if any(question.answer == YES for question in screening.questions):
        return _("%(goods)s里有不能运的东西，不能承运，也不能派单。") % named
    return _("%(goods)s是违禁品（%(category)s），不能承运，也不能派单。") % named


def _sentence(form: orders.Form, screening: Screening) -> str:
    """The table's sentence for these goods or their category, else the manual's."""
    return screening.say or elements.phrase(form, "goods_prohibited")


def reads(form: orders.Form) -> list[Read]:
    """What is read back, in asking order; the first nine have keys (R055)."""
    asked = [one for one in form.elements if one.element.read_back]
    return [Read(one, f"Alt+{at}" if at <= MOST_KEYS else "") for at, one in enumerate(asked, 1)]


def price(form: orders.Form) -> Price:
    """The price with every line, and the sentence that says it (R056, R057)."""
    order, quote = form.order, form.judgement.quote
    label, tone = (
        DISCOUNTS.get(Discount(order.discount_state), ("", "")) if order.discount_state else ("", "")
    )
    return Price(
        lines=pricing.lines(quote.stored()["lines"]) if quote else [],
        total=quote.total if quote else None,
        paid=_(PAYMENTS[order.payment]) if order.payment in PAYMENTS else "",
        tables=_tables(form),
        say=elements.phrase(form, "quote") if quote else "",
        is_accepted=form.is_accepted,
        discount=_(label) if label else "",
        discount_tone=tone,
        promise=elements.phrase(form, "pickup_promise") if form.is_accepted else "",
        agreement=pricing.agreement(quote.agreement) if quote else "",
        is_agreed=quote is not None and quote.agreement.get("state") == State.HOLDS,
    )


def _tables(form: orders.Form) -> str:
    """价目表第 3 版 · 南京 → 南京."""
    zones = form.judgement.zones
    version = form.judgement.tables.versions.get("tariff")
    if not zones or not version:
        return ""
    return _("价目表第 %(n)s 版") % {"n": version} + f" · {zones[0]} → {zones[1]}"


def slip(form: orders.Form, chosen: str) -> dict[str, Any]:
    """The slip as it would leave now, to whoever's turn it is or whom was chosen; empty without a draft."""
    if form.order.ticket._state.adding:
        return {"receivers": []}
    try:
        preview = orders.slip_preview(form.order)
    except NotFound:
        return {"receivers": []}
    names = sending.receivers(form.order, preview.turn)
    return {
        **slipping.context(preview, is_draft=True),
        "receivers": names,
        "chosen_name": dict(names).get(chosen, "").split(" · ")[0] if chosen else "",
        "first": preview.receiver,
        "shortfall": _shortfall(preview.composed, preview.receiver),
    }


def _shortfall(composed: Composed, receiver: Candidate | None) -> bool:
    """Whether the slip could not leave as things stand."""
    return not composed.fits or receiver is None


def answers(posted: Mapping[str, str]) -> dict[str, str]:
    """What was answered about the goods: question key → yes or no; anything else is left out."""
    key, _sep, answer = posted.get("answer", "").partition(":")
    return {key: answer} if answer in (YES, NO) else {}
