"""Taking a question while the caller speaks: find the order, read the answer, say it or promise it."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from yinuo.core import db
from yinuo.core.errors import DeskError, Invalid, NotPermitted, fault
from yinuo.desk.access import DeskRequest, only
from yinuo.desk.inquiries import moments, rows, sheet
from yinuo.desk.orders import details
from yinuo.desk.tickets import rows as ticket_rows
from yinuo.desk.tickets import script
from yinuo.inquiries import actions, may
from yinuo.inquiries.models import Inquiry, Type
from yinuo.messaging import may as messaging_may
from yinuo.orders import queries as orders
from yinuo.staff.models import Person
from yinuo.tickets import actions as ticket_actions
from yinuo.tickets import may as tickets_may
from yinuo.tickets.models import Channel
from yinuo.ui import faults, links, regions, toasts
from yinuo.ui import forms as ui_forms

KEYS: Final = {one: str(at) for at, one in enumerate(Type, 1)}
"""One key for each type."""
CHANNELS: Final = (Channel.PHONE, Channel.CHAT, Channel.MESSAGE, Channel.VISIT)
Deed = Callable[[Inquiry, sheet.Sheet, Person, str], object]


class AskForm(forms.Form):
    """What is typed; what is missing the action says."""

    contact_phone = forms.CharField(
        label=gettext_lazy("回电号码"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "maxlength": 40}),
    )
    contact_name = forms.CharField(
        label=gettext_lazy("怎么称呼"), required=False, widget=forms.TextInput(attrs={"maxlength": 40})
    )
    channel = forms.ChoiceField(label=gettext_lazy("来自"), required=False)
    question = forms.CharField(
        label=gettext_lazy("客户问什么"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    pickup_address = forms.CharField(label=gettext_lazy("从哪里发"), required=False)
    delivery_address = forms.CharField(label=gettext_lazy("到哪里"), required=False)
    weight = forms.CharField(label=gettext_lazy("重量"), required=False)
    volume = forms.CharField(label=gettext_lazy("体积"), required=False)
    answer = forms.CharField(
        label=gettext_lazy("答复"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    due_at = ui_forms.moment(gettext_lazy("或者写明几点"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["channel"].choices = [(str(one), _(str(one.label))) for one in CHANNELS]  # type: ignore[attr-defined]  # it has choices


@only(may.ask)
def new(request: DeskRequest) -> HttpResponse:
    """The page for a caller who asks; a deed writes the question down together with what becomes of it."""
    said = request.POST if request.method == "POST" else request.GET
    page = sheet.read(_given(said), request.user)
    form = AskForm(page.said if request.method == "POST" else None, initial=page.said)
    name, _between, value = said.get("deed", "").partition("-")
    if request.method == "POST" and name in DEEDS and form.is_valid():
        try:
            inquiry = _do(page, form, request.user, name, value)
            toasts.add(request, _(DONE[name]))
            return regions.go(request, links.to("ticket", inquiry.ticket.ref))
        except DeskError as error:
            _refuse(form, error)
    return _shown(request, page, form)


def _given(said: Mapping[str, str]) -> Mapping[str, str]:
    """A caller's number and name may come with the address, as for an order."""
    given = {name: said.get(name, "") for name in (*sheet.FIELDS, "deed")}
    given["contact_phone"] = given["contact_phone"] or said.get("phone", "")
    given["contact_name"] = given["contact_name"] or said.get("name", "")
    return given


def _do(page: sheet.Sheet, form: AskForm, by: Person, name: str, value: str) -> Inquiry:
    """Ask and do the rest, both or neither."""
    page.due_at = form.cleaned_data["due_at"]
    with db.transaction():
        inquiry = actions.ask(by=by, **page.asked())  # type: ignore[arg-type]  # names and values of a form
        DEEDS[name](inquiry, page, by, value)
    return inquiry


def _answer(way: str) -> Deed:
    def deed(inquiry: Inquiry, page: sheet.Sheet, by: Person, value: str) -> None:
        actions.answer(inquiry=inquiry, text=page.said["answer"], way=way, figures=page.figures(), by=by)

    return deed


def _promise(inquiry: Inquiry, page: sheet.Sheet, by: Person, value: str) -> None:
    due = _due(page, value)
    if due is None:
        raise Invalid(fault("due_at", "required"))
    actions.promise_answer(inquiry=inquiry, due_at=due, by=by, form_key=page.said["form_key"])


def _leader(inquiry: Inquiry, page: sheet.Sheet, by: Person, value: str) -> None:
    actions.pass_up(inquiry=inquiry, due_at=_due(page, value), by=by)


def _note(inquiry: Inquiry, page: sheet.Sheet, by: Person, value: str) -> None:
    """Only written down: its promise runs."""


def _due(page: sheet.Sheet, minutes: str) -> datetime | None:
    return moments.from_now(minutes) or page.due_at


DEEDS: Final[Mapping[str, Deed]] = {
    "said": _answer("SAID"),
    "sms": _answer("SMS"),
    "called": _answer("CALLED"),
    "promise": _promise,
    "leader": _leader,
    "note": _note,
}
DONE: Final = {
    "said": gettext_noop("答复已记下。"),
    "sms": gettext_noop("答复已用短信发出。"),
    "called": gettext_noop("答复已记下。"),
    "promise": gettext_noop("答应的时间已记下，开始计时。"),
    "leader": gettext_noop("已请组长查实，答案会交回给您。"),
    "note": gettext_noop("已记下，等着答复。"),
}


def _refuse(form: AskForm, error: DeskError) -> None:
    """Say it at its field; a way that does not fit is said above."""
    if isinstance(error, NotPermitted):
        raise error
    if error.field == "way":
        form.add_error(None, faults.text(error.code, error.params))
        return
    ui_forms.refuse(form, error)


def _shown(request: DeskRequest, page: sheet.Sheet, form: AskForm) -> HttpResponse:
    """The page, or its region."""
    person, about = request.user, page.about
    if about is not None and tickets_may.see_in_full(person, about):
        ticket_actions.see_personal(about, by=person)
    context = {
        "page": page,
        "said": page.said,
        "form": form if form.errors else AskForm(initial=page.said),
        "types": [(str(one), _(str(one.label)), KEYS[one], one == page.type) for one in Type],
        "found": [_line(one, person) for one in page.found],
        "order": _about(page, person),
        "past": [rows.row(one) for one in page.past],
        "missing": [_(MISSING[name]) for name in page.filled.missing if name in MISSING],
        "minutes": moments.CHOICES,
        "may_send": messaging_may.send(person),
        "moments": script.of_call(person, page.said["contact_name"]),
        "is_real_time": page.said["channel"] != Channel.MESSAGE,
    }
    status = 422 if form.errors else 200
    return regions.render(request, "desk/inquiries/new.html", context, regions=("inquiry",), status=status)


MISSING: Final = {
    "about": gettext_noop("先找到业务单"),
    "pickup_address": gettext_noop("从哪里发"),
    "delivery_address": gettext_noop("到哪里"),
    "weight": gettext_noop("重量"),
    "volume": gettext_noop("体积"),
}


def _line(ticket: Any, person: Person) -> dict[str, Any]:
    """One order of several that were found."""
    return {
        "ticket": ticket,
        "who": ticket_rows.customer_name(ticket, person),
        "stage": ticket_rows.stage_label(ticket),
        "tone": ticket_rows.stage_tone(ticket),
    }


def _about(page: sheet.Sheet, person: Person) -> dict[str, Any] | None:
    """The order that is asked about, as it is told from its timeline."""
    if page.about is None:
        return None
    order = orders.of_ticket(page.about)
    return {**_line(page.about, person), "order": order, "milestones": details.milestones(order)}
