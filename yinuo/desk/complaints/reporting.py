"""A complaint that any colleague passes on in a minute (R334, R349): four fields, a number and a name."""

from typing import Any, Final

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yinuo.complaints import may
from yinuo.complaints.actions import registering
from yinuo.complaints.queries import loading
from yinuo.complaints.rules.texts import LONGEST
from yinuo.core import refs
from yinuo.core.errors import DeskError
from yinuo.desk.access import DeskRequest, only
from yinuo.tickets.models import Channel
from yinuo.ui import forms as ui_forms
from yinuo.ui import links, regions

CHANNELS: Final = (Channel.VISIT, Channel.PHONE, Channel.LETTER, Channel.FAX, Channel.INSIDE)


class ReportForm(forms.Form):
    """What somebody complained of, who, and how we reach them."""

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
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "maxlength": LONGEST["contact_phone"]}),
    )
    channel = forms.ChoiceField(label=gettext_lazy("怎么来的"), widget=forms.RadioSelect)
    form_key = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["channel"].choices = [(str(one), _(str(one.label))) for one in CHANNELS]  # type: ignore[attr-defined]  # it has choices


@only(may.report)
def report(request: DeskRequest) -> HttpResponse:
    """Four fields; written down it belongs to somebody at once."""
    initial = {"channel": Channel.VISIT, "form_key": refs.new()}
    form = ReportForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            complaint = registering.register(by=request.user, **form.cleaned_data)
            return regions.go(request, links.to("complaint-reported", complaint.ticket.ref))
        except DeskError as error:
            ui_forms.refuse(form, error)
    status = 422 if form.errors else 200
    return regions.render(
        request, "desk/complaints/report.html", {"form": form}, regions=("report",), status=status
    )


@only(may.report)
def reported(request: DeskRequest, ref: str) -> HttpResponse:
    """Its number and whose it is; the way to the case for whoever sees it."""
    complaint = loading.recorded(request.user, ref)
    context = {
        "complaint": complaint,
        "ticket": complaint.ticket,
        "url": links.to("complaint", ref) if may.see(request.user, complaint) else "",
    }
    return regions.render(request, "desk/complaints/reported.html", context)
