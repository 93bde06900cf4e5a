"""The front page of the settings, and the company itself."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from yinuo.core import clock
from yinuo.core.errors import DeskError, NotFound
from yinuo.desk.access import DeskRequest, only
from yinuo.desk.settings import forms, pages, sections
from yinuo.desk.settings.kinds import TABLES
from yinuo.playbooks import queries as playbooks
from yinuo.staff import actions, may, queries
from yinuo.staff.models import Person, RegionPost
from yinuo.ui import forms as ui_forms
from yinuo.ui import regions, toasts


@only(sections.enter)
def index(request: DeskRequest) -> HttpResponse:
    """Every part that is open to this person, and what is still missing before the desk can work."""
    gaps = _gaps() if may.see_settings(request.user) else []
    return pages.render(request, "desk/settings/index.html", {"gaps": gaps})


def _gaps() -> list[tuple[str, str]]:
    """What a new desk lacks: words and where to mend it. A fixed number of narrow reads."""
    gaps = []
    if not Person.objects.filter(role="AGENT", is_active=True).exists():
        gaps.append((_("还没有坐席，没有人能接单。"), reverse("settings-people")))
    if not RegionPost.objects.filter(person__is_active=True).exists():
        gaps.append((_("还没有给区域安排司机或车管，业务单发不出去。"), reverse("settings-regions")))
    for kind, label in TABLES.items():
        try:
            playbooks.table(kind, clock.today())
        except NotFound:
            words = _("%(table)s还没有，请导入。") % {"table": _(label)}
            gaps.append((words, reverse("settings-table", args=[kind])))
    return gaps


@only(may.see_settings)
def company(request: DeskRequest) -> HttpResponse:
    """Name, short name, hotline, area code and SMS signature."""
    kept = queries.company()
    initial = {name: getattr(kept, name) for name in forms.CompanyForm.base_fields}
    form = forms.CompanyForm(request.POST or None, initial=initial)
    may_manage = may.manage_company(request.user)
    if request.method == "POST":
        may.require(request.user, may.manage_company)
        if form.is_valid():
            try:
                actions.change_company(by=request.user, **form.cleaned_data)
                toasts.add(request, _("公司资料已改。"))
                return regions.go(request, reverse("settings-company"))
            except DeskError as error:
                ui_forms.refuse(form, error)
    if not may_manage:
        for field in form.fields.values():
            field.disabled = True
    context = {"form": form, "kept": kept, "zone": clock.zone().key, "may_manage": may_manage}
    return pages.render(
        request, "desk/settings/company.html", context, status=422 if form.errors and may_manage else 200
    )
