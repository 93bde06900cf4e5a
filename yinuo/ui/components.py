"""The sheet of components: every tag and element in every state, for the eye and for browser tests.

Included by `urls.py` in development and tests only; nothing here is reachable in a running desk.
"""

import time
from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.views.decorators.http import require_POST

from yinuo.core import clock
from yinuo.ui import regions, toasts

SHEET = "ui/components.html"
ROWS = (
    ("261120018", "261120018 苏州线", "派单后 30 分钟未跟踪", "跟踪", "teal", "truck", -400, 1800),
    ("261120025", "刘女士 · 晨光家纺", "已确认，3 分钟内发出业务单", "派单", "info", "send", 75, 180),
    ("C261120007", "王先生 · 宏远汽配", "约 14:30 提货，15:00 仍未到", "投诉", "bad", "phone", 252, 1200),
    ("W0932", "秦淮五金", "30 分钟内核单并电话联系", "核单", "warn", "clipboard-check", 1488, 1800),
)  # fmt: skip


class SampleForm(forms.Form):
    """One field of each kind."""

    pickup_phone = forms.CharField(label="提货电话")
    delivery_phone = forms.CharField(label="收货电话")
    destination = forms.CharField(label="目的地", required=False)
    volume = forms.DecimalField(label="体积", required=False)
    packing = forms.ChoiceField(label="包装", choices=[("carton", "纸箱"), ("crate", "木架")], required=False)
    payment = forms.ChoiceField(
        label="运费结算方式",
        choices=[("a", "先付"), ("b", "到付"), ("c", "月结")],
        widget=forms.RadioSelect(),
    )
    fragile = forms.BooleanField(label="易碎", required=False)
    note = forms.CharField(label="短信内容", widget=forms.Textarea(attrs={"rows": 2}), required=False)

    def clean_delivery_phone(self) -> str:
        """Eleven digits, or words that say how many are missing."""
        number = str(self.cleaned_data["delivery_phone"])
        if len(number) < 11:
            raise forms.ValidationError(f"手机号是 11 位，现在少 {11 - len(number)} 位")
        return number


def sheet(request: HttpRequest) -> HttpResponse:
    """The whole sheet; the form comes back with its faults."""
    first = {"pickup_phone": "13800006621", "delivery_phone": "1390000", "volume": "2.2", "payment": "b"}
    form = SampleForm(request.POST or first)
    return regions.render(request, SHEET, _context(form), status=422 if request.method == "POST" else 200)


def queue(request: HttpRequest) -> HttpResponse:
    """The list again, as its signal asks for it."""
    return regions.render(request, "ui/components/_lists.html", _context(SampleForm()), regions=("queue",))


def lookup(request: HttpRequest) -> HttpResponse:
    """Options for what was typed."""
    return regions.render(request, "ui/components/_lookup.html", {"q": request.GET.get("q", "")})


@require_POST
def draft(request: HttpRequest) -> HttpResponse:
    """Takes a draft as it is."""
    return JsonResponse({"version": int(request.POST.get("version", "0") or 0) + 1})


@require_POST
def slow(request: HttpRequest) -> HttpResponse:
    """Takes its time, then says so."""
    time.sleep(0.5)
    toasts.add(request, "已提交", undo="/ui/components/undo/")
    return regions.go(request, "/ui/components/")


@require_POST
def undo(request: HttpRequest) -> HttpResponse:
    """Takes an act back."""
    toasts.add(request, "已撤销", tone="info")
    return regions.done(request)


def _context(form: forms.Form) -> dict[str, Any]:
    now = clock.now()
    due = {"calm": 1488, "soon": 505, "urgent": 48, "late": -400, "met": -7000}
    names = ("ref", "who", "what", "kind", "tone", "icon", "left", "total")
    rows = [dict(zip(names, row, strict=True)) for row in ROWS]
    return {
        "form": form,
        "due": {name: now + timedelta(seconds=left) for name, left in due.items()},
        "rows": [{**row, "due": now + timedelta(seconds=int(str(row["left"])))} for row in rows],
        "samples": [
            toasts.Toast("短信已发给张师傅", undo="/ui/components/undo/", undo_label="撤回"),
            toasts.Toast("已转给车管徐斌", "info"),
            toasts.Toast("没保存上：周莉刚改过这单", "bad"),
        ],
    }


urlpatterns = [
    path("", sheet),
    path("queue/", queue),
    path("lookup/", lookup),
    path("draft/", draft),
    path("slow/", slow),
    path("undo/", undo),
]
