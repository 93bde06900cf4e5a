"""Branches, regions and teams."""

from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from yinuo.desk.access import DeskRequest, only
from yinuo.desk.settings import dialogs, forms, pages
from yinuo.staff import actions, may
from yinuo.staff.models import Branch, Region, Team


@only(may.see_settings)
def branches(request: DeskRequest) -> HttpResponse:
    """The branches, and who gets their slips."""
    rows = Branch.objects.annotate(region_count=Count("regions")).order_by("key")
    context = {"rows": rows, "may_manage": may.manage_places(request.user)}
    return pages.render(request, "desk/settings/branches.html", context)


@only(may.manage_places)
def new_branch(request: DeskRequest) -> HttpResponse:
    """One more branch."""
    return dialogs.fill(
        request,
        forms.NewBranchForm(request.POST or None),
        lambda said: actions.add_branch(by=request.user, **said),
        title=_("添加分公司"),
        verb=_("添加"),
        done=_("分公司已添加。"),
        back=reverse("settings-branches"),
    )


@only(may.manage_places)
def edit_branch(request: DeskRequest, key: str) -> HttpResponse:
    """Name, phone, or who gets the slips."""
    one = get_object_or_404(Branch, key=key)
    initial = {name: getattr(one, name) for name in forms.BranchForm.base_fields}
    return dialogs.fill(
        request,
        forms.BranchForm(request.POST or None, initial=initial),
        lambda said: actions.change_branch(one, by=request.user, **said),
        title=_("改分公司 %(name)s") % {"name": one},
        verb=_("保存"),
        done=_("分公司已改。"),
        back=reverse("settings-branches"),
    )


@only(may.see_settings)
def regions(request: DeskRequest) -> HttpResponse:
    """The regions by branch, with how many serve each."""
    serving = Count("posts", filter=Q(posts__person__is_active=True))
    rows = Region.objects.select_related("branch").annotate(serving=serving).order_by("branch__key", "key")
    context = {"rows": rows, "may_manage": may.manage_places(request.user)}
    return pages.render(request, "desk/settings/regions.html", context)


@only(may.see_settings)
def region(request: DeskRequest, key: str) -> HttpResponse:
    """One region: who serves it, role by role, the first choice first (R065–R068)."""
    one = get_object_or_404(Region.objects.select_related("branch"), key=key)
    posts = one.posts.select_related("person", "person__vehicle").order_by("person__role", "rank", "id")
    context = {"one": one, "posts": posts, "may_manage": may.manage_places(request.user)}
    return pages.render(request, "desk/settings/region.html", context)


@only(may.manage_places)
def new_region(request: DeskRequest) -> HttpResponse:
    """One more region."""
    return dialogs.fill(
        request,
        forms.NewRegionForm(request.POST or None),
        lambda said: actions.add_region(by=request.user, **said),
        title=_("添加区域"),
        verb=_("添加"),
        done=_("区域已添加。"),
        back=reverse("settings-regions"),
    )


@only(may.manage_places)
def edit_region(request: DeskRequest, key: str) -> HttpResponse:
    """Name, branch, or who gets the slips."""
    one = get_object_or_404(Region.objects.select_related("branch"), key=key)
    initial = {name: getattr(one, name) for name in forms.RegionForm.base_fields}
    return dialogs.fill(
        request,
        forms.RegionForm(request.POST or None, initial=initial),
        lambda said: actions.change_region(one, by=request.user, **said),
        title=_("改区域 %(name)s") % {"name": one},
        verb=_("保存"),
        done=_("区域已改。"),
        back=reverse("settings-region", args=[key]),
    )


@only(may.see_settings)
def teams(request: DeskRequest) -> HttpResponse:
    """The teams, and how many work in each."""
    working = Count("people", filter=Q(people__is_active=True))
    rows = Team.objects.annotate(working=working).order_by("key")
    context = {"rows": rows, "may_manage": may.manage_places(request.user)}
    return pages.render(request, "desk/settings/teams.html", context)


@only(may.manage_places)
def new_team(request: DeskRequest) -> HttpResponse:
    """One more team."""
    return dialogs.fill(
        request,
        forms.NewTeamForm(request.POST or None),
        lambda said: actions.add_team(by=request.user, **said),
        title=_("添加班组"),
        verb=_("添加"),
        done=_("班组已添加。"),
        back=reverse("settings-teams"),
    )


@only(may.manage_places)
def edit_team(request: DeskRequest, key: str) -> HttpResponse:
    """Another name."""
    one = get_object_or_404(Team, key=key)
    return dialogs.fill(
        request,
        forms.TeamForm(request.POST or None, initial={"name": one.name}),
        lambda said: actions.change_team(one, by=request.user, **said),
        title=_("改班组 %(name)s") % {"name": one},
        verb=_("保存"),
        done=_("班组已改。"),
        back=reverse("settings-teams"),
    )
