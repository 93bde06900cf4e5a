"""A vehicle that breaks down or runs again, a driver on leave or back: their orders are handed on."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yinuo.core import clock
from yinuo.core.errors import DeskError
from yinuo.desk import answers
from yinuo.desk.access import DeskRequest, only, require
from yinuo.desk.orders.board import page
from yinuo.orders import may
from yinuo.orders.actions import moving
from yinuo.orders.queries import board as boards
from yinuo.staff import actions as staff
from yinuo.staff import may as staff_may
from yinuo.ui import forms as ui_forms


class BreakdownForm(forms.Form):
    """What happened to the vehicle."""

    reason = forms.CharField(label=gettext_lazy("怎么了"), max_length=moving.LONGEST_REASON)


class LeaveForm(forms.Form):
    """Until when, and who drives instead."""

    end = ui_forms.moment(gettext_lazy("请假到什么时候（不填就到销假为止）"), required=False)
    stand_in = forms.ChoiceField(label=gettext_lazy("谁代班"), required=False)


class NoForm(forms.Form):
    """Only whether."""


def _ask(
    request: DeskRequest, form: forms.Form, act: Callable[[dict[str, Any]], object], done: str, **shown: str
) -> HttpResponse:
    """The dialog, or what it does."""
    if form.is_bound and form.is_valid():
        try:
            act(form.cleaned_data)
            return page.acted(request, done)
        except DeskError as error:
            ui_forms.refuse(form, error)
    return answers.ask(request, "desk/dialog.html", {"form": form, **shown}, refused=bool(form.errors))


def _data(request: DeskRequest) -> Any:
    return request.POST if request.method == "POST" else None


@only(may.run_vehicles)
def breakdown(request: DeskRequest, plate: str) -> HttpResponse:
    """It stands still; what it was to collect is handed on."""
    vehicle = page.vehicle_of(boards.Board(request.user), plate)
    return _ask(
        request,
        BreakdownForm(_data(request)),
        lambda said: moving.vehicle_breaks_down(vehicle=vehicle, reason=said["reason"], by=request.user),
        _("%(plate)s 已停用，没提的单已交出去。") % {"plate": plate},
        title=_("车坏了 %(plate)s") % {"plate": plate},
        verb=_("停用并交出没提的单"),
        verb_tone="danger",
        explanation=_("没提的单交给代班司机；没有代班的，回到待派。已经装车的记为异常，要另外换车。"),
    )


@only(may.run_vehicles)
def repair(request: DeskRequest, plate: str) -> HttpResponse:
    """It runs again."""
    vehicle = page.vehicle_of(boards.Board(request.user), plate)
    return _ask(
        request,
        NoForm(_data(request)),
        lambda said: moving.vehicle_repaired(vehicle=vehicle, by=request.user),
        _("%(plate)s 又能派单了。") % {"plate": plate},
        title=_("车修好了 %(plate)s") % {"plate": plate},
        verb=_("恢复派单"),
        explanation=vehicle.out_reason,
    )


@only(may.see_board)
def leave(request: DeskRequest, number: str) -> HttpResponse:
    """The driver is away from now on; what is not collected is handed on."""
    found = boards.Board(request.user)
    person = page.driver_of(found, number)
    require(staff_may.note_duty(request.user, person))
    others = {str(one.pk): one for one in found.drivers if one.pk != person.pk}
    form = LeaveForm(_data(request), initial={"stand_in": person.stand_in_id})
    nobody = [] if str(person.stand_in_id) in others else [("", _("没有人代班，回到待派"))]
    names = [(pk, one.name) for pk, one in others.items()]
    form.fields["stand_in"].choices = [*nobody, *names]  # type: ignore[attr-defined]

    def act(said: dict[str, Any]) -> object:
        stand_in = others.get(said["stand_in"])
        return staff.mark_absent(
            person, start=clock.now(), end=said["end"], stand_in=stand_in, by=request.user
        )

    return _ask(
        request,
        form,
        act,
        _("%(name)s已请假，没提的单已交出去。") % {"name": person.name},
        title=_("请假 %(name)s") % {"name": person.name},
        verb=_("请假并交出没提的单"),
        explanation=_("约在销假以后提的单留给本人。"),
    )


@only(may.see_board)
def back(request: DeskRequest, number: str) -> HttpResponse:
    """The driver is back."""
    person = page.driver_of(boards.Board(request.user), number)
    require(staff_may.note_duty(request.user, person))
    return _ask(
        request,
        NoForm(_data(request)),
        lambda said: staff.back_from_absence(person, by=request.user),
        _("%(name)s已销假。") % {"name": person.name},
        title=_("销假 %(name)s") % {"name": person.name},
        verb=_("销假"),
    )
