"""The customers' pages: open or closed, how they look, who may frame them, the map, the privacy notice."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from yinuo.core.errors import DeskError, Invalid
from yinuo.customers import actions as customers
from yinuo.customers import queries as known
from yinuo.desk.access import DeskRequest, only
from yinuo.desk.settings import dialogs, fields, pages
from yinuo.playbooks.rules import packs
from yinuo.staff import may, queries
from yinuo.staff.actions import portal as actions
from yinuo.staff.models import Company
from yinuo.ui import faults, regions, toasts
from yinuo.ui import forms as ui_forms


class PortalForm(forms.Form):
    """What `staff.actions.portal.change_portal` takes; the sites one a line."""

    portal_open = forms.BooleanField(label=gettext_lazy("网上服务开放"), required=False)
    colour = forms.CharField(label=gettext_lazy("颜色"), max_length=7, required=False)
    embed_sites = forms.CharField(
        label=gettext_lazy("可以嵌入的网站"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    map_tiles = forms.CharField(label=gettext_lazy("地图地址"), max_length=200, required=False)
    map_credit = forms.CharField(label=gettext_lazy("地图来源"), max_length=120, required=False)
    map_is_gcj = forms.BooleanField(label=gettext_lazy("地图是国内坐标（GCJ-02）"), required=False)
    position_seconds = forms.IntegerField(
        label=gettext_lazy("车辆位置隔多少秒记一次"), min_value=1, max_value=99999
    )
    web_team = fields.team()


class NoticeForm(forms.Form):
    """A new version of the privacy notice."""

    text = forms.CharField(
        label=gettext_lazy("中文"),
        widget=forms.Textarea(attrs={"rows": 14}),
        max_length=customers.LONGEST_NOTICE,
    )
    text_en = forms.CharField(
        label=gettext_lazy("英文"), required=False, widget=forms.Textarea(attrs={"rows": 8}),
        max_length=customers.LONGEST_NOTICE,
    )  # fmt: skip


@only(may.see_settings)
def portal(request: DeskRequest) -> HttpResponse:
    """How the customers' pages are."""
    kept = queries.company()
    form = PortalForm(request.POST or None, initial=_initial(kept))
    may_manage = may.manage_company(request.user)
    if request.method == "POST":
        may.require(request.user, may.manage_company)
        if form.is_valid() and _changed(request, form):
            return regions.go(request, reverse("settings-portal"))
    if not may_manage:
        for field in form.fields.values():
            field.disabled = True
    context = {
        "form": form,
        "kept": kept,
        "may_manage": may_manage,
        "notices": known.privacy_notices(),
        "address": f"{kept.site or request.build_absolute_uri('/').rstrip('/')}",
    }
    status = 422 if form.errors and may_manage else 200
    return pages.render(request, "desk/settings/portal.html", context, status=status)


def _initial(kept: Company) -> dict[str, Any]:
    initial = {name: getattr(kept, name) for name in PortalForm.base_fields}
    return {**initial, "embed_sites": "\n".join(kept.embed_sites)}


def _changed(request: DeskRequest, form: PortalForm) -> bool:
    """Whether it was changed; why not stands in the form."""
    said = {**form.cleaned_data, "embed_sites": form.cleaned_data["embed_sites"].split()}
    try:
        actions.change_portal(by=request.user, **said)
    except DeskError as error:
        ui_forms.refuse(form, error)
        return False
    toasts.add(request, _("客户网页已改。"))
    return True


@only(may.manage_company)
@require_POST
def logo(request: DeskRequest) -> HttpResponse:
    """Take an uploaded picture as the logo, or do without one."""
    try:
        if request.POST.get("do") == "drop":
            actions.drop_logo(by=request.user)
        elif file := request.FILES.get("logo"):
            actions.set_logo(by=request.user, file=file)
        else:
            toasts.add(request, _("请先选一张图片。"), tone="warn")
            return regions.go(request, reverse("settings-portal"))
        toasts.add(request, _("标志已改。"))
    except Invalid as error:
        toasts.add(request, faults.text(error.code, error.params), tone="bad")
    return regions.go(request, reverse("settings-portal"))


@only(may.manage_company)
def publish(request: DeskRequest) -> HttpResponse:
    """A new version of the privacy notice, beginning with the words of the version in force."""
    newest, kept = known.privacy_notice(), queries.company()
    if newest:
        initial = {"text": newest.text, "text_en": newest.text_en}
    else:
        text, text_en = packs.privacy(kept.pack, company=kept.name, hotline=kept.hotline)
        initial = {"text": text, "text_en": text_en}
    return dialogs.fill(
        request,
        NoticeForm(request.POST or None, initial=initial),
        lambda said: customers.publish_notice(by=request.user, **said),
        title=_("公布新版隐私告知"),
        verb=_("公布"),
        done=_("新版隐私告知已公布。"),
        back=reverse("settings-portal"),
        explanation=_(
            "公布以后不能改，只能再出新版；客户下次下单要重新看过并同意。“## ”开头是小标题，“- ”开头是列表。"
        ),
        wide=True,
    )  # fmt: skip
