"""Changing a confirmed order: only what may still change, who asked, why, what the driver will be told."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yinuo.core import clock, money
from yinuo.core.errors import DeskError, NotFound, NotNow, NotPermitted
from yinuo.desk import answers
from yinuo.desk.access import DeskRequest, signed_in
from yinuo.desk.orders import fields, slipping
from yinuo.messaging import queries as messaging
from yinuo.orders import actions, may
from yinuo.orders import queries as orders
from yinuo.orders.actions.changing import LATER, LONGEST_ASKED_BY
from yinuo.orders.models import Order
from yinuo.orders.queries import asking
from yinuo.orders.rules import reading, screening, stages
from yinuo.playbooks.rules import schema
from yinuo.tickets import actions as ticket_actions
from yinuo.tickets import queries as tickets
from yinuo.ui import forms as ui_forms

COLS: Final = {"address": 12, "note": 12, "text": 12, "goods": 12, "person": 6, "phone": 6, "time": 6}
OTHER_COLS: Final = 3
CHANGED: Final = "changed"
SAID: Final = ("asked_by", "reason", "note")


class ChangeForm(forms.Form):
    """Who asked for it and why; the answers that may change are added by `change_form`."""

    asked_by = forms.CharField(label=gettext_lazy("谁要求改的"), max_length=LONGEST_ASKED_BY)
    note = fields.note()
    version = forms.IntegerField(widget=forms.HiddenInput)
    accepted_total = forms.IntegerField(widget=forms.HiddenInput, required=False)
    in_parts = forms.BooleanField(label=gettext_lazy("一条放不下，分几条发给接单人"), required=False)


@signed_in
def change(request: DeskRequest, ref: str) -> HttpResponse:
    """Ask what changes; `preview` shows first what the driver will be told."""
    order = orders.order(request.user, ref)
    if not may.change(request.user, order):
        raise NotPermitted("not_permitted")
    form = change_form(order, request.POST if request.method == "POST" else None)
    context: dict[str, Any] = {
        "form": form,
        "order": order,
        "title": _("改单 %(number)s") % {"number": order.ticket},
    }
    if form.is_bound and form.is_valid() and "preview" not in request.POST:
        try:
            _change(order, form, request)
            return answers.acted(request, order.ticket, _("已改单。"))
        except NotNow as error:
            context |= _not_yet(form, error)
        except DeskError as error:
            ui_forms.refuse(form, error)
    ticket_actions.see_personal(order.ticket, by=request.user)
    context |= _told(order, form) if form.is_bound else {}
    context["answers"] = [
        (form[element.key], COLS.get(element.type, OTHER_COLS)) for element in changeable(order)
    ]
    context["questions"] = [form[question.key] for question in questions(order, form.data)]
    return answers.ask(request, "desk/orders/change.html", context, refused=bool(form.errors))


def changeable(order: Order) -> Iterator[schema.Element]:
    """The elements that may still change: everything until the goods are collected, then the delivery."""
    is_late = order.ticket.stage in stages.UNDER_WAY
    for element in asking.elements(order, orders.playbook_of(order.ticket)):
        if not is_late or element.key in LATER:
            yield element


def change_form(order: Order, data: Any) -> ChangeForm:
    """The form filled with what stands now."""
    elements = list(changeable(order))
    initial = {one.key: asking.typed(one, asking.value_of(order, one.key)) for one in elements}
    form = ChangeForm(data, initial={**initial, "version": order.ticket.version})
    for element in elements:
        form.fields[element.key] = _field(element)
    for question in questions(order, data):
        answers = [("", _("请选择")), (screening.NO, _("不是")), (screening.YES, _("是"))]
        form.fields[question.key] = forms.ChoiceField(label=question.ask, choices=answers, required=False)
    form.fields["reason"] = fields.reason(order, "change", _("为什么改"))
    return form


def questions(order: Order, data: Any) -> tuple[screening.Question, ...]:
    """What has to be asked about goods that the customer names instead (R049)."""
    named = reading.clean(data.get("goods_name", "")) if data else ""
    return orders.questions_about(named) if named and named != order.goods_name else ()


def _field(element: schema.Element) -> forms.Field:
    if element.choices:
        choices = [("", "—"), *((one.key, one.label) for one in element.choices)]
        return forms.ChoiceField(label=element.label, choices=choices, required=False)
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}) if element.type == "time" else None
    return forms.CharField(label=element.label, required=False, strip=False, widget=widget)


def _change(order: Order, form: ChangeForm, request: DeskRequest) -> None:
    said = form.cleaned_data
    typed = {one.key: said[one.key] for one in changeable(order)}
    actions.change(
        order=order,
        typed=typed,
        version=said["version"],
        accepted_total=said["accepted_total"],
        **({"in_parts": said["in_parts"]} | slipping.decision(request.POST.get(slipping.FITTING, ""))),
        answers={one.key: said[one.key] for one in questions(order, form.data) if said[one.key]},
        by=request.user,
        **{name: said[name] for name in SAID},
    )


def _not_yet(form: ChangeForm, error: NotNow) -> dict[str, Any]:
    """Another price has to be accepted first; somebody else's change is shown beside one's own."""
    ui_forms.refuse(form, error)
    form.data = form.data.copy()  # type: ignore[attr-defined]
    if error.code == "price_changed":
        form.data["accepted_total"] = str(money.parse_yuan(error.params["total"]))  # type: ignore[index]
        return {"new_price": error.params["total"], "old_price": error.params["before"]}
    if error.code == "sms_too_long":
        return {"too_long": True, "choices": slipping.choices(error.params)[:-1]}
    if error.code == "stale":
        form.data["version"] = str(error.params["current"])  # type: ignore[index]
        return {"theirs": list(_theirs(form, error.params.get("values", {})))}
    return {}


def _theirs(form: ChangeForm, values: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """What stands there now where it differs from the form: (label, mine, theirs)."""
    for key, value in values.items():
        if key in form.fields and form.data.get(key, "") != value:
            yield str(form.fields[key].label), form.data.get(key, ""), value


def _told(order: Order, form: ChangeForm) -> dict[str, Any]:
    """The SMS that whoever has the slip will get, by the playbook's own words."""
    if not order.ordered_at or order.receiver is None:
        return {"nobody_knows": True}
    playbook, now = orders.playbook_of(order.ticket), clock.now()
    typed = {one.key: str(form.data.get(one.key, "")) for one in changeable(order)}
    read = reading.read(asking.fields(playbook), typed, asking.setting(now))
    parts = [
        f"{one.label}改为{asking.shown(one, read.values.get(one.key), now) or '无'}"
        for one in changeable(order)
        if asking.typed(one, asking.value_of(order, one.key)) != reading.clean(typed[one.key])
    ]
    if not parts:
        return {"no_change": True}
    facts = tickets.facts(order.ticket)
    try:
        composed = messaging.compose(playbook, CHANGED, facts, variables={"changes": "，".join(parts)})
    except NotFound:
        return {}
    return {"told": composed, "meter": slipping.meter(composed)}
