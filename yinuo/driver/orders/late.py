"""Something keeps the job from its time: why, from the manual's list, with a photo (R088)."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from yinuo.driver import visitors
from yinuo.driver.frame import DriverRequest, for_job
from yinuo.driver.orders import saying
from yinuo.orders import actions
from yinuo.orders import queries as orders
from yinuo.orders.actions.tracking import LONGEST_NOTE
from yinuo.orders.models import Order
from yinuo.staff.models import Person
from yinuo.tickets import actions as tickets


class LateForm(forms.Form):
    """The cause, and a few words."""

    cause = forms.ChoiceField(label=gettext_lazy("遇到什么"), widget=forms.RadioSelect)
    note = forms.CharField(
        label=gettext_lazy("说一句情况"),
        max_length=LONGEST_NOTE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


@require_http_methods(["GET", "POST"])
@for_job
def late(request: DriverRequest, ref: str) -> HttpResponse:
    """Ask for the cause, and note it; the dispatcher and the desk see it at once."""
    order = visitors.job(request.visitor.person, ref)
    form = LateForm(request.POST if request.method == "POST" else None)
    listed = orders.playbook_of(order.ticket).causes
    form.fields["cause"].choices = [(one.key, one.label) for one in listed]  # type: ignore[attr-defined]
    return saying.answer(
        request, order, form, "driver/orders/late.html", _noted, photos={"photos": "exception"}
    )


def _noted(order: Order, by: Person, said: Mapping[str, Any]) -> str:
    noted = actions.note_exception(order=order, cause=said["cause"], note=said["note"], by=by)
    if (words := said["note"].strip()) not in ("", noted.note):
        tickets.note(ticket=order.ticket, text=words, by=by)  # the same cause lasts: what is new is told too
    return _("已告诉车管和客服。")
