"""One person: who they are, whether they may sign in, leave and illness, whether they are on duty."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yinuo.core import clock
from yinuo.desk.access import DeskRequest, only
from yinuo.desk.settings import dialogs, forms, pages
from yinuo.desk.settings.people import state_of
from yinuo.staff import actions, may, queries
from yinuo.staff.actions import places
from yinuo.staff.models import Person, Role
from yinuo.ui import regions, toasts


def found(request: DeskRequest, number: str) -> Person:
    """The person with this staff number, as far as the reader may look them up (404 otherwise)."""
    return get_object_or_404(
        queries.people_seen_by(request.user).select_related("stand_in"), staff_number=number
    )


def address(number: str) -> str:
    """Where a person's page is."""
    return reverse("settings-person", args=[number])


@only(may.see_people)
def person(request: DeskRequest, number: str) -> HttpResponse:
    """Everything the desk knows of a colleague."""
    one, me = found(request, number), request.user
    may_tokens = may.manage_tokens(me, one)
    context = {
        "one": one,
        "state": state_of(one),
        "serves": one.role in places.SERVING,
        "posts": one.posts.select_related("region").order_by("region__key"),
        "drives": one.role == Role.DRIVER,
        "vehicle": getattr(one, "vehicle", None),
        "tokens": queries.tokens(one) if may_tokens else (),
        "may_tokens": may_tokens,
        "may_manage": may.manage_people(me),
        "may_places": may.manage_places(me),
        "may_duty": may.note_duty(me, one),
        "may_pin": may.set_pin(me, one),
        "is_me": one.pk == me.pk,
    }
    return pages.render(request, "desk/settings/person.html", context)


@only(may.manage_people)
def edit(request: DeskRequest, number: str) -> HttpResponse:
    """Change name, role, phone, branch, team or stand-in."""
    one = found(request, number)
    form = forms.PersonForm(request.POST or None, initial=forms.person_values(one))
    return dialogs.fill(
        request,
        form,
        lambda said: actions.change_person(one, by=request.user, **said),
        title=_("改 %(name)s 的资料") % {"name": one.name},
        verb=_("保存"),
        done=_("员工资料已改。"),
        back=address(number),
    )


@only(may.manage_people)
def password(request: DeskRequest, number: str) -> HttpResponse:
    """Give them a password; all their sign-ins end."""
    one = found(request, number)
    form = forms.SetPasswordForm(request.POST or None)
    return dialogs.fill(
        request,
        form,
        lambda said: actions.set_password(one, by=request.user, **said),
        title=_("给 %(name)s 设密码") % {"name": one.name},
        verb=_("设密码"),
        done=_("密码已设，各处的登录已结束。"),
        back=address(number),
        explanation=_("请当面告诉本人，登录后自己再换一次。"),
    )


@only(may.see_people)
def pin(request: DeskRequest, number: str) -> HttpResponse:
    """Give a driver the PIN of the driver's page, or another one; all their sign-ins end."""
    one = found(request, number)
    may.require(request.user, may.set_pin, one)
    form = forms.SetPinForm(request.POST or None)
    return dialogs.fill(
        request,
        form,
        lambda said: actions.set_pin(one, by=request.user, **said),
        title=_("给 %(name)s 设手机登录密码") % {"name": one.name},
        verb=_("设密码"),
        done=_("数字密码已设，各处的登录已结束。"),
        back=address(number),
        explanation=_("司机用手机号和这个数字密码登录手机页面。请当面告诉本人，登录后自己再换一次。"),
    )


@only(may.manage_people)
def leave(request: DeskRequest, number: str) -> HttpResponse:
    """They leave: promises are handed on, sign-ins end, tokens are revoked."""
    one = found(request, number)
    return dialogs.confirm(
        request,
        lambda: actions.deactivate_person(one, by=request.user),
        title=_("停用 %(name)s？") % {"name": one},
        verb=_("停用，并交出承诺"),
        done=_("已停用。"),
        back=address(number),
        effect=_("各处的登录会结束，令牌作废，手上的承诺交给代班人。以后可以恢复。"),
    )


@only(may.manage_people)
@require_POST
def come_back(request: DeskRequest, number: str) -> HttpResponse:
    """They work here again."""
    actions.reactivate_person(found(request, number), by=request.user)
    toasts.add(request, _("已恢复，可以用原来的密码登录。"))
    return regions.go(request, address(number))


@only(may.see_people)
@require_POST
def duty(request: DeskRequest, number: str) -> HttpResponse:
    """Put them on duty or off."""
    turn = actions.go_on_duty if request.POST.get("duty") == "on" else actions.go_off_duty
    turn(found(request, number), by=request.user)
    toasts.add(request, _("已记下。"))
    return regions.go(request, address(number))


@only(may.see_people)
def absence(request: DeskRequest, number: str) -> HttpResponse:
    """Note leave or illness, and who stands in."""
    one = found(request, number)
    may.require(request.user, may.note_duty, one)
    form = forms.AbsenceForm(request.POST or None, initial=_absence_values(one))
    return dialogs.fill(
        request,
        form,
        lambda said: actions.mark_absent(one, by=request.user, **said),
        title=_("给 %(name)s 记请假") % {"name": one.name},
        verb=_("记请假"),
        done=_("请假已记下。"),
        back=address(number),
        explanation=_("请假开始时，手上的承诺自动交给代班人。"),
    )


def _absence_values(one: Person) -> dict[str, Any]:
    return {"start": one.absent_from or clock.now(), "end": one.absent_to, "stand_in": one.stand_in}


@only(may.see_people)
@require_POST
def end_absence(request: DeskRequest, number: str) -> HttpResponse:
    """They are back, or will not be away after all."""
    actions.back_from_absence(found(request, number), by=request.user)
    toasts.add(request, _("请假已取消。"))
    return regions.go(request, address(number))
