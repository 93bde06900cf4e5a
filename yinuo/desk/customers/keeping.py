"""Deleting what is known of a customer who asks for it, and keeping it for a dispute."""

from typing import Final

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yinuo.core import keeping
from yinuo.core.errors import DeskError
from yinuo.core.keeping import may as keeping_may
from yinuo.customers import may, queries
from yinuo.desk import answers, holding
from yinuo.desk.access import DeskRequest, only
from yinuo.tickets import actions as tickets
from yinuo.ui import forms as ui_forms
from yinuo.ui import regions, toasts

CHECKS: Final = (
    ("called_back", gettext_lazy("拨回登记的号码核对过")),
    ("document", gettext_lazy("看过证件")),
    ("in_writing", gettext_lazy("收到书面申请并核对过")),
    ("in_person", gettext_lazy("本人来访核对过")),
)


class EraseForm(forms.Form):
    """How they proved who they are."""

    checked = forms.ChoiceField(
        label=gettext_lazy("身份核对"), choices=[("", gettext_lazy("请选择")), *CHECKS]
    )


@only(may.erase)
def erase(request: DeskRequest, ref: str) -> HttpResponse:
    """Delete names, numbers, addresses and words, in the card and in every ticket that has ended."""
    known = queries.customer(ref, person=request.user)
    form = EraseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            tickets.erase_customer(known, checked=form.cleaned_data["checked"], by=request.user)
            toasts.add(request, _("个人信息已删除。"))
            return regions.go(request, reverse("customer", args=[ref]))
        except DeskError as error:
            ui_forms.refuse(form, error)
    context = {
        "form": form,
        "title": _("应本人要求删除个人信息"),
        "verb": _("删除，不能恢复"),
        "tone": "warn",
        "verb_tone": "danger",
        "explanation": _(
            "姓名、电话、地址、通话和短信内容都会清除，单量和金额的统计不变。"
            "六个月内的短信按规定还要留着号码，到期自动清除。"
        ),
    }
    return answers.ask(request, "desk/dialog.html", context, refused=bool(form.errors))


@only(keeping_may.hold)
def hold(request: DeskRequest, ref: str) -> HttpResponse:
    """Keep it for a dispute, or lift that again."""
    known = queries.customer(ref, person=request.user)
    return holding.ask(request, known, back=reverse("customer", args=[ref]))


def shown(customer_id: int) -> str:
    """Why a customer is held; empty for one who is not."""
    held = keeping.is_held("customer", customer_id)
    return held.reason if held else ""
