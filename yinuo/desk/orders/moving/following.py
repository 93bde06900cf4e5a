"""Looking after an order: the tracking record, what keeps it from its time, words to its people."""

from typing import Any, Final

from django import forms
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from yinuo.core import refs
from yinuo.core.errors import DeskError
from yinuo.core.text import mask
from yinuo.desk import answers
from yinuo.desk.access import DeskRequest, require, signed_in
from yinuo.desk.orders import case, fields
from yinuo.desk.orders.moving.dialogs import Dialog
from yinuo.desk.tickets import rows
from yinuo.messaging import actions as messaging
from yinuo.messaging import may as messaging_may
from yinuo.messaging import queries as outbox
from yinuo.orders import actions, may
from yinuo.orders import queries as orders
from yinuo.orders.models import Order, TrackingEntry
from yinuo.orders.rules import stages
from yinuo.staff.models import Person
from yinuo.tickets import actions as ticket_actions
from yinuo.tickets import queries as tickets
from yinuo.ui import forms as ui_forms

LONGEST_OUTCOME: Final = 40
LONGEST_SMS: Final = 500
PARTS: Final = {
    "driver": gettext_noop("短信给司机"),
    "dispatcher": gettext_noop("短信给车管"),
    "customer": gettext_noop("短信给客户"),
    "receiver": gettext_noop("短信给接收人"),
}
URGING: Final = {"PICKUP": ("chase_pickup", "receiver"), "DELIVERY": ("overdue_delivery", "dispatcher")}
"""Which notice urges whom: the driver to collect (R093), the dispatcher to solve what is late (R094)."""

_Entry = TrackingEntry
WHAT: Final = [
    (str(value), gettext_lazy(str(label)))
    for value, label in _Entry.What.choices
    if value != _Entry.What.CALL_REMINDER
]
HOW: Final = [(str(value), gettext_lazy(str(label))) for value, label in _Entry.How.choices]


class TrackForm(forms.Form):
    """One line of the tracking record."""

    what = forms.ChoiceField(label=gettext_lazy("跟什么"), choices=WHAT, widget=forms.RadioSelect)
    how = forms.ChoiceField(
        label=gettext_lazy("怎么跟的"), choices=HOW, widget=forms.RadioSelect, initial="CALL"
    )
    outcome = forms.CharField(label=gettext_lazy("结果"), max_length=LONGEST_OUTCOME)
    note = fields.note(longest=300)
    again_at = ui_forms.moment(gettext_lazy("什么时候再跟"), required=False)
    urge = forms.BooleanField(label=gettext_lazy("同时发催办短信"), required=False)
    form_key = forms.CharField(widget=forms.HiddenInput, max_length=40)


class ExceptionForm(forms.Form):
    """What keeps the order from its time."""

    cause = forms.ChoiceField(label=gettext_lazy("原因"))
    department = forms.ChoiceField(label=gettext_lazy("交哪个部门处理"), required=False)
    note = fields.note()


class ClearingForm(forms.Form):
    """What came of it."""

    result = forms.CharField(label=gettext_lazy("处理结果"), max_length=200)


class SmsForm(forms.Form):
    """A message in one's own words."""

    text = forms.CharField(
        label=gettext_lazy("短信内容"), widget=forms.Textarea(attrs={"rows": 3}), max_length=LONGEST_SMS
    )
    parts = forms.BooleanField(label=gettext_lazy("超过一条时，分几条发"), required=False)
    form_key = forms.CharField(widget=forms.HiddenInput, max_length=40)


def track_form(order: Order, person: Person, data: Any) -> forms.Form:
    """Before the goods are collected it is about the pick-up, afterwards about the delivery."""
    what = _Entry.What.DELIVERY if order.ticket.stage in stages.UNDER_WAY else _Entry.What.PICKUP
    return TrackForm(data, initial={"what": what, "form_key": refs.new()})


def track(order: Order, by: Person, said: dict[str, Any]) -> None:
    """Write the line; with `urge` the playbook's notice leaves in the same step."""
    urge = said.pop("urge")
    notice, to = URGING.get(said["what"], ("", "receiver")) if urge else ("", "receiver")
    actions.track(
        order=order, by=by, notice=notice, to=to, spoke_with=_spoke_with(order, said["how"]), **said
    )


def _spoke_with(order: Order, how: str) -> Person | None:
    return (order.driver or order.receiver) if how == _Entry.How.CALL else None


def exception_form(order: Order, person: Person, data: Any) -> forms.Form:
    """The causes of the manual; objective ones are named so."""
    form = ExceptionForm(data)
    playbook = orders.playbook_of(order.ticket)
    departments = [("", _("客服台自己处理")), *((one.key, one.label) for one in playbook.departments)]
    form.fields["department"].choices = departments  # type: ignore[attr-defined]
    listed = [
        (one.key, f"{one.label} · {_('客观原因')}" if one.objective else one.label) for one in playbook.causes
    ]
    form.fields["cause"].choices = [("", _("请选择")), *listed]  # type: ignore[attr-defined]
    return form


@signed_in
def clear(request: DeskRequest, ref: str, pk: int) -> HttpResponse:
    """What kept the order from its time is over, and what came of it (R099)."""
    order = orders.order(request.user, ref)
    exception = orders.exceptions(order).filter(pk=pk).first()
    if exception is None:
        raise Http404
    require(may.carry(request.user, order))
    form = ClearingForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            actions.clear_exception(exception=exception, by=request.user, **form.cleaned_data)
            return answers.acted(request, order.ticket, _("异常已解除。"))
        except DeskError as error:
            ui_forms.refuse(form, error)
    context = {"form": form, "title": _("异常已解除"), "verb": _("记下"), "explanation": exception.note}
    return answers.ask(request, "desk/dialog.html", context, refused=bool(form.errors))


@signed_in
def message(request: DeskRequest, ref: str, part: str) -> HttpResponse:
    """Write an SMS to the driver, the dispatcher or the customer."""
    if part not in PARTS:
        raise Http404
    order = orders.order(request.user, ref)
    require(messaging_may.send(request.user))
    form = SmsForm(request.POST if request.method == "POST" else None, initial={"form_key": refs.new()})
    if form.is_bound and form.is_valid():
        try:
            _write(order, part, form.cleaned_data, request.user)
            return answers.acted(request, order.ticket, _("短信马上发出。"))
        except DeskError as error:
            ui_forms.refuse(form, error)
    contact = outbox.recipient(order.ticket, part, tickets.facts(order.ticket))
    context = {
        "form": form, "title": f"{_(PARTS[part])} {order.ticket}", "contact": contact,
        "name": _named(request, order, contact) if contact else "",
        "signature": outbox.signature(), "by": request.user,
    }  # fmt: skip
    return answers.ask(request, "desk/orders/message.html", context, refused=bool(form.errors))


def _named(request: DeskRequest, order: Order, contact: tickets.Contact) -> str:
    """Whom it goes to: colleagues by name, customers in full only where the ticket stands so, on record."""
    if contact.person_id:
        return contact.name
    if not case.is_in_full(request, order.ticket):
        name, between, company = contact.name.partition(rows.BETWEEN)
        return f"{mask.mask_name(name)}{between}{company}"
    ticket_actions.see_personal(order.ticket, by=request.user)
    return contact.name


def _write(order: Order, part: str, said: dict[str, Any], by: Person) -> None:
    messaging.write(
        ticket=order.ticket,
        to=part,
        text=said["text"],
        over_limit="parts" if said["parts"] else "refuse",
        form_key=said["form_key"],
        by=by,
    )


DIALOGS: Final = (
    Dialog(
        "follow-up", gettext_noop("记跟踪"), gettext_noop("记下跟踪"), track,
        gettext_noop("跟踪已记下。"), form=track_form, template="desk/orders/follow_up.html",
    ),
    Dialog(
        "exception", gettext_noop("记异常"), gettext_noop("记下异常"),
        lambda order, by, said: actions.note_exception(order=order, by=by, **said),
        gettext_noop("异常已记下；客观原因另外统计。"), form=exception_form,
    ),
)  # fmt: skip
