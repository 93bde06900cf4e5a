"""Who serves which region, in which order (R065–R068)."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yinuo.desk.access import DeskRequest, only
from yinuo.desk.settings import dialogs, forms
from yinuo.staff import actions, may
from yinuo.staff.models import Region, RegionPost
from yinuo.ui import regions, toasts


def _back(post: RegionPost) -> str:
    return reverse("settings-region", args=[post.region.key])


@only(may.manage_places)
def new(request: DeskRequest, key: str) -> HttpResponse:
    """Let somebody serve a region."""
    region = get_object_or_404(Region, key=key)
    form = forms.PostForm(request.POST or None)
    return dialogs.fill(
        request,
        form,
        lambda said: actions.add_post(region=region, by=request.user, **said),
        title=_("%(region)s：加一位负责人") % {"region": region},
        verb=_("加上"),
        done=_("已加上。"),
        back=reverse("settings-region", args=[key]),
        explanation=_("司机、车管、市场开拓都可以；同一角色里，顺序小的先派。"),
    )


@only(may.manage_places)
def rank(request: DeskRequest, pk: int) -> HttpResponse:
    """Give a post another place in the region's order."""
    post = get_object_or_404(RegionPost.objects.select_related("region", "person"), pk=pk)
    form = forms.RankForm(request.POST or None, initial={"rank": post.rank})
    return dialogs.fill(
        request,
        form,
        lambda said: actions.change_post(post, by=request.user, **said),
        title=_("%(name)s 在 %(region)s 的顺序") % {"name": post.person.name, "region": post.region},
        verb=_("保存"),
        done=_("顺序已改。"),
        back=_back(post),
    )


@only(may.manage_places)
@require_POST
def remove(request: DeskRequest, pk: int) -> HttpResponse:
    """Let somebody no longer serve a region."""
    post = get_object_or_404(RegionPost.objects.select_related("region"), pk=pk)
    actions.remove_post(post, by=request.user)
    toasts.add(request, _("已移走。"))
    return regions.go(request, _back(post))
