"""What needs no more than one button: take the job or not, on the road, arrived, on the way to the door."""

from collections.abc import Callable

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from django.views.decorators.http import require_http_methods, require_POST

from yinuo.core.errors import DeskError
from yinuo.driver import once, pages, visitors
from yinuo.driver.frame import DriverRequest, View, for_job, refused, wants_json
from yinuo.driver.orders import saying
from yinuo.orders import actions
from yinuo.orders import queries as orders
from yinuo.orders.models import Order
from yinuo.ui import forms as ui_forms

LONGEST_NOTE = 200


def _pressed(verb: Callable[..., Order], text: str) -> View:
    """A button that only moves the stage."""

    @require_POST
    @for_job
    def act(request: DriverRequest, ref: str) -> HttpResponse:
        order = visitors.job(request.visitor.person, ref)

        def moved(by: object) -> str:
            verb(order=order, by=by)
            return _(text)

        return pages.done(request, saying.do(request, order, moved))

    return act


accept = _pressed(actions.accept, gettext_noop("已接单。"))
depart = _pressed(actions.depart, gettext_noop("已记为发车。"))
arrive = _pressed(actions.arrive, gettext_noop("已记为到站。"))
go_out = _pressed(actions.go_out, gettext_noop("已记为开始送货。"))


class DeclineForm(forms.Form):
    """Why not, from the manual's list."""

    reason = forms.ChoiceField(label=gettext_lazy("为什么接不了"), widget=forms.RadioSelect)
    note = forms.CharField(
        label=gettext_lazy("补充一句"),
        max_length=LONGEST_NOTE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


@require_http_methods(["GET", "POST"])
@for_job
def decline(request: DriverRequest, ref: str) -> HttpResponse:
    """The job goes back to the dispatcher, with the reason; it is this driver's no longer."""
    me = request.visitor.person
    if request.method == "POST" and (told := once.known(request, me)):
        return pages.done(request, told)
    order = visitors.job(me, ref)
    form = DeclineForm(request.POST if request.method == "POST" else None)
    listed = orders.playbook_of(order.ticket).reasons.get("decline", ())
    form.fields["reason"].choices = [(one.key, one.label) for one in listed]  # type: ignore[attr-defined]
    if request.method != "POST" or not form.is_valid():
        return saying.asked_or_wrong(request, order, form, "driver/orders/decline.html")
    try:
        return pages.done(request, once.once(request, me, lambda: _declined(request, order, form)))
    except DeskError as error:
        if wants_json(request):
            return refused(request, error)
        ui_forms.refuse(form, error)
        return saying.asked_or_wrong(request, order, form, "driver/orders/decline.html", status=error.status)


def _declined(request: DriverRequest, order: Order, form: forms.Form) -> dict[str, str]:
    visitor = request.visitor
    said = form.cleaned_data
    actions.decline(
        order=order, reason=said["reason"], note=said["note"], by=visitor.person, receiver=visitor.person.pk
    )
    return {"text": _("已退回给车管。"), "next": reverse("driver-home")}
