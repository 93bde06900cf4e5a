"""Giving an order to a driver, moving it, swapping two: the desk proposes, the dispatcher decides."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yinuo.core.errors import DeskError, NotPermitted
from yinuo.desk import answers
from yinuo.desk.access import DeskRequest, only
from yinuo.desk.orders import fields, slipping
from yinuo.desk.orders.board import page, words
from yinuo.desk.orders.moving import sending
from yinuo.orders import may
from yinuo.orders import queries as orders
from yinuo.orders.actions import moving
from yinuo.orders.models import Order, Stage
from yinuo.orders.queries import board as boards
from yinuo.orders.rules import receiving, stages, suggesting
from yinuo.orders.rules.suggesting import Suggestion
from yinuo.staff.models import Person
from yinuo.tickets import actions as tickets
from yinuo.ui import forms as ui_forms

SHOWN: Final = 5
MOST_SWAPS: Final = 40
GROUP: Final = "choose_other_receiver"
MOVABLE: Final = (Stage.CONFIRMED, *stages.WITH_RECEIVER, *stages.UNDER_WAY)


class AssignForm(forms.Form):
    """Who gets the order: one of those who suit, or anybody else; why, where it is not whose turn it is."""

    to = forms.ChoiceField(label=gettext_lazy("派给"), required=False, widget=forms.RadioSelect)
    other = forms.ChoiceField(label=gettext_lazy("别的司机"), required=False)
    note = fields.note()
    replaces = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        """With the chosen person, and the button that was pressed where a slip is too long."""
        said = super().clean() or {}
        chosen = said.get("other") or said.get("to")
        if not chosen and not self.errors:
            self.add_error("to", _("请选一位司机。"))
        return {**said, "chosen": chosen, slipping.FITTING: self.data.get(slipping.FITTING, "")}


@dataclass(frozen=True)
class Choice:
    """A driver who is offered."""

    value: str
    name: str
    plate: str
    why: str
    is_chosen: bool


class SwapForm(forms.Form):
    """With which order it changes the driver; `replaces` is who has the first one, as was shown."""

    other = forms.ChoiceField(label=gettext_lazy("和哪一单对调"))
    note = fields.note()
    replaces = forms.IntegerField(widget=forms.HiddenInput)


@only(may.see_board)
def assign(request: DeskRequest, ref: str) -> HttpResponse:
    """Who suits, with reasons, the best first and chosen; on a POST that driver gets the order."""
    order = _order(request, ref)
    found = boards.Board(request.user)
    ranked = [one for one in found.suggestions(order) if one.driver.person_id != order.driver_id]
    people = {person.pk: person for person in found.drivers}
    form = _form(request, order, ranked, people)
    if form.is_bound and form.is_valid():
        try:
            held = _give(order, request.user, form.cleaned_data, people)
            done = _("已派给%(name)s，业务单已发出，请打电话通知。")
            return page.acted(request, done % {"name": held.driver.name if held.driver else ""}, held.ticket)
        except DeskError as error:
            ui_forms.refuse(form, error)
    tickets.see_personal(order.ticket, by=request.user)
    is_first = order.ticket.stage == Stage.CONFIRMED
    context = {
        "form": form,
        "order": order,
        "whom": _shown(form, ranked, people),
        "title": (_("派单 %(n)s") if is_first else _("换司机 %(n)s")) % {"n": order.ticket.number},
        "verb": _("发出业务单") if order.ticket.stage not in stages.UNDER_WAY else _("换车接着送"),
        **(sending.receiver_context(order, form) if order.ticket.stage not in stages.UNDER_WAY else {}),
    }
    return answers.ask(request, "desk/board/assign.html", context, refused=bool(form.errors))


def _order(request: DeskRequest, ref: str) -> Order:
    order = orders.order(request.user, ref)
    if not may.dispatch(request.user, order) or order.ticket.stage not in MOVABLE:
        raise NotPermitted("not_permitted")
    return order


def _form(
    request: DeskRequest, order: Order, ranked: Sequence[Suggestion], people: dict[int, Person]
) -> AssignForm:
    form = AssignForm(request.POST if request.method == "POST" else None)
    able = [one for one in ranked if one.can][:SHOWN]
    chosen = {one.driver.person_id for one in able}
    rest = [one for one in ranked if one.driver.person_id not in chosen]
    form.fields["to"].choices = _choices(able, people)  # type: ignore[attr-defined]
    form.fields["other"].choices = [("", "—"), *_choices(rest, people)]  # type: ignore[attr-defined]
    form.fields["reason"] = fields.reason(order, GROUP, _("为什么派给他"), required=False)
    form.order_fields(["to", "other", "reason", "note"])
    first = able[0] if able else None
    form.initial = {
        "to": str(first.driver.person_id) if first else "",
        "replaces": order.driver_id or order.receiver_id,
        "reason": _because(order, first, ranked) if first else "",
    }
    return form


def _choices(found: Iterable[Suggestion], people: dict[int, Person]) -> list[tuple[str, str]]:
    return [
        (str(pk), f"{_called(people[pk])}：{words.whys(one)}")
        for one in found
        for pk in [one.driver.person_id]
    ]


def _shown(form: AssignForm, ranked: Sequence[Suggestion], people: dict[int, Person]) -> list[Choice]:
    """Those who are offered, each with name, vehicle and reasons."""
    chosen = str(form["to"].value() or "")
    found = []
    for one in [one for one in ranked if one.can][:SHOWN]:
        person = people[one.driver.person_id]
        vehicle = getattr(person, "vehicle", None)
        is_chosen = str(person.pk) == chosen
        plate = vehicle.plate if vehicle else ""
        found.append(Choice(str(person.pk), person.name, plate, words.whys(one), is_chosen))
    return found


def _called(person: Person) -> str:
    vehicle = getattr(person, "vehicle", None)
    return f"{person.name} {vehicle.plate}" if vehicle else person.name


def _because(order: Order, first: Suggestion, ranked: Sequence[Suggestion]) -> str:
    """Why the best one and not whose turn it is; nothing where both are the same."""
    turn = receiving.first_free(orders.candidates(order))
    if order.ticket.stage == Stage.CONFIRMED and turn and turn.person_id == first.driver.person_id:
        return ""
    proposed = next((one for one in ranked if turn and one.driver.person_id == turn.person_id), None)
    listed = {one.key for one in orders.playbook_of(order.ticket).reasons.get(GROUP, ())}
    key = suggesting.because(first, proposed)
    return key if key in listed else ""


def _give(order: Order, by: Person, said: dict[str, Any], people: dict[int, Person]) -> Order:
    replaces = Person.objects.filter(pk=said["replaces"]).first() if said["replaces"] else None
    return moving.reassign(
        order=order,
        to=people[int(said["chosen"])],
        reason=said["reason"],
        note=said["note"],
        by=by,
        replaces=replaces,
        **slipping.decision(said[slipping.FITTING]),
    )


@only(may.see_board)
def swap(request: DeskRequest, ref: str) -> HttpResponse:
    """Which order it changes with; on a POST both get their slips anew."""
    order = _order(request, ref)
    if order.ticket.stage not in stages.WITH_RECEIVER:
        raise NotPermitted("not_permitted")
    others = _others(boards.Board(request.user), order)
    form = SwapForm(request.POST if request.method == "POST" else None)
    form.fields["other"].choices = [(_value(one), _described(one)) for one in others]  # type: ignore[attr-defined]
    form.initial = {"replaces": order.receiver_id}
    form.fields["reason"] = fields.reason(order, GROUP, _("对调的原因"))
    form.order_fields(["other", "reason", "note"])
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        other = next(one for one in others if _value(one) == said["other"])
        order.receiver_id = said["replaces"]
        try:
            moving.swap(order=order, other=other, reason=said["reason"], note=said["note"], by=request.user)
            return page.acted(request, _("两单已对调，业务单都已重新发出。"), order.ticket, other.ticket)
        except DeskError as error:
            ui_forms.refuse(form, error)
    context = {
        "form": form,
        "title": _("对调 %(n)s") % {"n": order.ticket.number},
        "verb": _("对调"),
        "explanation": _("%(name)s和对方换单，两边都收到新的业务单。")
        % {"name": order.receiver.name if order.receiver else ""},
    }
    return answers.ask(request, "desk/dialog.html", context, refused=bool(form.errors))


def _others(found: boards.Board, order: Order) -> list[Order]:
    """Orders of other drivers that are not collected yet, those of the same region first."""
    rows = found.tickets.filter(stage__in=stages.WITH_RECEIVER).exclude(given_to=order.ticket.given_to_id)
    ids = list(rows.order_by("next_due_at", "pk").values_list("pk", flat=True)[:MOST_SWAPS])
    near = order.ticket.region_id
    known = Order.objects.filter(pk__in=ids).select_related("ticket__region", "receiver")
    return sorted(known, key=lambda one: (one.ticket.region_id != near, one.ticket.next_due_at, one.pk))


def _value(order: Order) -> str:
    """An order with who has it: the choice is gone once somebody else does."""
    return f"{order.ticket.ref}-{order.receiver_id}"


def _described(order: Order) -> str:
    region = order.ticket.region.name if order.ticket.region else ""
    name = order.receiver.name if order.receiver else ""
    return " · ".join(part for part in (str(order.ticket), name, order.ticket.headline, region) if part)
