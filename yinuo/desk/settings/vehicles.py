"""Vehicles and who drives them; also the dispatcher's work (R330)."""

from decimal import Decimal

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from yinuo.desk.access import DeskRequest, only
from yinuo.desk.settings import dialogs, forms, pages
from yinuo.staff import actions, may
from yinuo.staff.models import Vehicle


def millions(amount: int | None) -> str:
    """Grams as tonnes, cm³ as m³, without zeros at the end."""
    return "" if amount is None else f"{(Decimal(amount) / 1_000_000).normalize():f}"


@only(may.see_vehicles)
def vehicles(request: DeskRequest) -> HttpResponse:
    """All vehicles, those in use first."""
    rows = Vehicle.objects.select_related("driver").order_by("-is_active", "plate")
    shown = [(one, millions(one.load_g), millions(one.space_cm3)) for one in rows]
    context = {"rows": shown, "may_manage": may.manage_vehicles(request.user)}
    return pages.render(request, "desk/settings/vehicles.html", context)


@only(may.manage_vehicles)
def new(request: DeskRequest) -> HttpResponse:
    """One more vehicle."""
    return dialogs.fill(
        request,
        forms.NewVehicleForm(request.POST or None),
        lambda said: actions.add_vehicle(by=request.user, **said),
        title=_("添加车辆"),
        verb=_("添加"),
        done=_("车辆已添加。"),
        back=reverse("settings-vehicles"),
    )


@only(may.manage_vehicles)
def edit(request: DeskRequest, plate: str) -> HttpResponse:
    """Driver, size, how many orders fill it, or take it out of use."""
    one = get_object_or_404(Vehicle.objects.select_related("driver"), plate=plate)
    initial = {name: getattr(one, name) for name in forms.VehicleForm.base_fields}
    return dialogs.fill(
        request,
        forms.VehicleForm(request.POST or None, initial=initial),
        lambda said: actions.change_vehicle(one, by=request.user, **said),
        title=_("改车辆 %(plate)s") % {"plate": one},
        verb=_("保存"),
        done=_("车辆已改。"),
        back=reverse("settings-vehicles"),
    )
