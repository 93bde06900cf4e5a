"""What a customer asks to have changed after the confirmation: granted or refused, with words to them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from yinuo.core import money
from yinuo.core.errors import DeskError, NotFound
from yinuo.core.text import mask
from yinuo.desk import answers
from yinuo.desk.access import DeskRequest, require, signed_in
from yinuo.orders import may
from yinuo.orders import queries as orders
from yinuo.orders.actions import web as actions
from yinuo.orders.models import Order
from yinuo.orders.queries import asking
from yinuo.orders.rules import web as rules
from yinuo.staff.models import Person
from yinuo.tickets import actions as tickets
from yinuo.ui import forms as ui_forms
from yinuo.ui import links

ASKED: Final = "ASKED"
LONGEST_WORDS: Final = 200
WHO: Final = {"shipper": gettext_noop("发货人"), "consignee": gettext_noop("收货人")}
ANSWERS: Final = (("yes", gettext_lazy("同意，照改")), ("no", gettext_lazy("办不到")))


@dataclass(frozen=True)
class Wish:
    """One thing a customer asks for; `lines` are (label, what is, what they want)."""

    index: int
    who: str
    at: datetime | None
    lines: tuple[tuple[str, str, str], ...]
    note: str
    cancels: bool
    url: str = ""


class AnswerForm(forms.Form):
    """Yes or no, and what the customer reads."""

    granted = forms.ChoiceField(label=gettext_lazy("答复"), choices=ANSWERS, widget=forms.RadioSelect)
    accepted_total = forms.IntegerField(widget=forms.HiddenInput, required=False)
    words = forms.CharField(
        label=gettext_lazy("写给客户的话"),
        max_length=LONGEST_WORDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def open_wishes(order: Order, person: Person, *, in_full: bool) -> list[Wish]:
    """What waits for an answer, the oldest first; personal data masked unless `in_full`."""
    may_answer = may.change(person, order)
    return [
        _wish(index, asked, order, in_full=in_full, may_answer=may_answer)
        for index, asked in enumerate(order.asked_changes)
        if asked.get("state") == ASKED
    ]


def _wish(index: int, asked: Mapping[str, Any], order: Order, *, in_full: bool, may_answer: bool) -> Wish:
    cancels = rules.CANCEL in asked.get("keys", ())
    at = asked.get("at")
    said = " · ".join(part for part in (asked.get("reason", ""), asked.get("note", "")) if part)
    return Wish(
        index=index,
        who=_(WHO[asked["by"]]) if asked.get("by") in WHO else "",
        at=datetime.fromisoformat(at) if at else None,
        lines=tuple(_lines(asked, order, in_full=in_full)),
        note=said if in_full else mask.mask_phones(said),
        cancels=cancels,
        url=links.to("order-wish", order.ticket.ref, index) if may_answer else "",
    )


def _lines(asked: Mapping[str, Any], order: Order, *, in_full: bool) -> Iterator[tuple[str, str, str]]:
    elements = {one.key: one for one in orders.playbook_of(order.ticket).elements.get(asking.KIND, ())}
    before, after = asked.get("before", {}), asked.get("after", {})
    for key in asked.get("keys", ()):
        if (element := elements.get(key)) is None:
            continue
        hide = None if in_full else MASKS.get(element.type)
        was, wanted = (str(values.get(key) or "") for values in (before, after))
        yield element.label, hide(was) if hide else was, hide(wanted) if hide else wanted


MASKS: Final = {"person": mask.mask_name, "phone": mask.mask_phone, "address": mask.mask_address}


@signed_in
def answer(request: DeskRequest, ref: str, index: int) -> HttpResponse:
    """Grant it, so that it is changed at once, or refuse it; the customer hears of it."""
    order = orders.order(request.user, ref)
    require(may.change(request.user, order))
    wish = next((one for one in open_wishes(order, request.user, in_full=True) if one.index == index), None)
    if wish is None and index >= len(order.asked_changes):
        raise NotFound("not_found")
    new_price = ""
    form = AnswerForm(request.POST if request.method == "POST" else None, initial={"granted": "yes"})
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        granted = said["granted"] == "yes"
        try:
            actions.answer_change(
                order=order,
                index=index,
                granted=granted,
                words=said["words"],
                accepted_total=said["accepted_total"],
                by=request.user,
            )
        except DeskError as error:
            ui_forms.refuse(form, error)
            new_price = _price_to_accept(form, error)
        else:
            done = _("已照客户的要求改好，也告诉了客户。") if granted else _("已告诉客户办不到。")
            return answers.acted(request, order.ticket, done)
    tickets.see_personal(order.ticket, by=request.user)
    context = {
        "form": form,
        "order": order,
        "wish": wish,
        "new_price": new_price,
        "title": _("客户要求改 %(n)s") % {"n": order.ticket},
    }
    return answers.ask(request, "desk/orders/wish.html", context, refused=bool(form.errors))


def _price_to_accept(form: AnswerForm, error: DeskError) -> str:
    """Another price has to be said to the customer first; sent again, they accepted it (R058)."""
    if error.code != "price_changed":
        return ""
    form.data = form.data.copy()  # type: ignore[attr-defined]
    form.data["accepted_total"] = str(money.parse_yuan(error.params["total"]))  # type: ignore[index]
    return str(error.params["total"])
