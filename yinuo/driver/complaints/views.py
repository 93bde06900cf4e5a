"""The light form of any colleague for drivers (R334, R349): four fields, also without a network."""

from typing import Any, Final

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from yinuo.complaints.actions import registering
from yinuo.complaints.rules.texts import LONGEST
from yinuo.core.errors import DeskError
from yinuo.driver import frame, once, pages, visitors
from yinuo.driver.frame import DriverRequest, for_drivers, for_job, refused, wants_json
from yinuo.orders.models import Order
from yinuo.tickets.models import Channel
from yinuo.ui import toasts

CHANNELS: Final = (
    (Channel.VISIT.value, gettext_lazy("客户当面说的")),
    (Channel.PHONE.value, gettext_lazy("客户打电话说的")),
    (Channel.INSIDE.value, gettext_lazy("我自己要反映")),
)


class ReportForm(forms.Form):
    """What somebody complained of, who, and how we reach them."""

    channel = forms.ChoiceField(label=gettext_lazy("怎么来的"), choices=CHANNELS, widget=forms.RadioSelect)
    account = forms.CharField(
        label=gettext_lazy("发生了什么，客户要什么"),
        max_length=LONGEST["account"],
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    contact_name = forms.CharField(
        label=gettext_lazy("谁投诉（姓名或公司）"), max_length=LONGEST["contact_name"], required=False
    )
    contact_phone = forms.CharField(
        label=gettext_lazy("电话"),
        max_length=LONGEST["contact_phone"],
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )


@require_http_methods(["GET", "POST"])
@for_drivers
def report(request: DriverRequest) -> HttpResponse:
    """Of no order, or of one that is not the driver's."""
    return _answer(request, None, reverse("driver-home"))


@require_http_methods(["GET", "POST"])
@for_job
def report_on(request: DriverRequest, ref: str) -> HttpResponse:
    """Of this job: the order stands in the complaint already."""
    order = visitors.job(request.visitor.person, ref)
    return _answer(request, order, reverse("driver-job", args=[ref]))


def _answer(request: DriverRequest, order: Order | None, back: str) -> HttpResponse:
    me = request.visitor.person
    form = ReportForm(request.POST if request.method == "POST" else None, initial={"channel": Channel.VISIT})
    if request.method != "POST":
        return _page(request, form, order, back)
    try:
        if told := once.known(request, me):
            return pages.done(request, told)
        if not form.is_valid():
            return _wrong(request, form, order, back)

        def pass_on() -> dict[str, Any]:
            about = order.ticket if order else None
            made = registering.register(about=about, by=me, **form.cleaned_data)
            return {"text": _("已收到，编号 %(number)s。") % {"number": made.ticket.number}, "next": back}

        told = once.once(request, me, pass_on)
        if wants_json(request):
            toasts.add(request, told["text"])  # the queue leads on at once: the next page says the number
        return pages.done(request, told)
    except DeskError as error:
        if wants_json(request):
            return refused(request, error)
        frame.refuse(form, error)
        return _page(request, form, order, back, status=error.status)


def _wrong(request: DriverRequest, form: forms.Form, order: Order | None, back: str) -> HttpResponse:
    if wants_json(request):
        return pages.told_wrong(" ".join(str(one) for faults in form.errors.values() for one in faults))
    return _page(request, form, order, back, status=422)


def _page(
    request: DriverRequest, form: forms.Form, order: Order | None, back: str, *, status: int = 200
) -> HttpResponse:
    key = request.POST.get(once.FIELD) or pages.form_key()
    number = order.ticket.number if order else ""
    context = {"form": form, "number": number or "", "back": back, "form_key": key}
    return pages.draw(request, "driver/complaints/report.html", context, status=status)
