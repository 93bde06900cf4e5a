"""The pages of approvals: agree with one press, send back with a reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from yinuo.approvals import actions, queries
from yinuo.approvals.models import Approval
from yinuo.approvals.rules import LONGEST_REASON
from yinuo.core import money
from yinuo.core.errors import DeskError
from yinuo.desk import answers
from yinuo.desk.access import DeskRequest, signed_in
from yinuo.desk.tickets import rows
from yinuo.staff.models import Person
from yinuo.ui import forms as ui_forms
from yinuo.ui import regions, toasts


class AnswerForm(forms.Form):
    """Why it is sent back."""

    answer = forms.CharField(label=gettext_lazy("退回的原因"), max_length=LONGEST_REASON)


@dataclass(frozen=True)
class Row:
    """One request: for which ticket, what, how much."""

    approval: Approval
    who: str
    figures: str


@signed_in
def waiting(request: DeskRequest) -> HttpResponse:
    """What waits for me, the oldest first."""
    page = queries.waiting_for(request.user, request.GET.get("cursor"))
    context = {
        "rows": [_row(one, request.user) for one in page.rows],
        "older": f"{reverse('approvals')}?cursor={page.next_cursor}" if page.next_cursor else "",
        "here": request.get_full_path(),
    }
    return regions.render(request, "desk/approvals/list.html", context, regions=("waiting",))


def _row(approval: Approval, person: Person) -> Row:
    return Row(approval, rows.customer_name(approval.ticket, person), in_words(approval.figures))


def in_words(figures: Mapping[str, Any]) -> str:
    """优惠 20 元，运费 320 元的 6.25%; 补偿 224 元，公司成本 144 元; empty for figures that have no words."""
    if figures.get("about") in ("remedy", "refusal"):
        return _remedies(figures)
    discount, freight = figures.get("discount"), figures.get("freight")
    if not (isinstance(discount, int) and isinstance(freight, int)):
        return ""
    return _("优惠 %(discount)s 元，是运费 %(freight)s 元的 %(percent)s%%") % {
        "discount": money.format_yuan(discount),
        "freight": money.format_yuan(freight),
        "percent": figures.get("percent", "—"),
    }


def _remedies(figures: Mapping[str, Any]) -> str:
    """What a complaint's proposal gives and costs, and what is given for the same order in all."""
    if figures["about"] == "refusal":
        return _("对投诉说明理由，不予支持")
    return _("补偿 %(amount)s 元，公司成本 %(cost)s 元，同一件事合计 %(together)s 元") % {
        name: money.format_yuan(int(figures.get(name, 0))) for name in ("amount", "cost", "together")
    }


def _found(request: DeskRequest, pk: int) -> Approval:
    approval = queries.approval(request.user, pk)
    if approval is None:
        raise Http404
    return approval


@signed_in
@require_POST
def approve(request: DeskRequest, pk: int) -> HttpResponse:
    """Agree."""
    actions.approve(_found(request, pk), by=request.user)
    return _answered(request, _("已同意，申请人会收到提醒。"))


@signed_in
def refuse(request: DeskRequest, pk: int) -> HttpResponse:
    """Send it back, with the reason."""
    approval = _found(request, pk)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.refuse(approval, by=request.user, answer=form.cleaned_data["answer"])
            return _answered(request, _("已退回，申请人会收到提醒。"))
        except DeskError as error:
            ui_forms.refuse(form, error)
    said = " · ".join(
        part for part in (str(approval.ticket), approval.label, in_words(approval.figures)) if part
    )
    context = {"form": form, "explanation": said, "title": _("退回"), "verb": _("退回")}
    return answers.ask(request, "desk/dialog.html", context, refused=bool(form.errors))


def _answered(request: DeskRequest, said: str) -> HttpResponse:
    toasts.add(request, said)
    return regions.go(request, reverse("approvals"))
