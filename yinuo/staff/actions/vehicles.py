"""Vehicles and who drives them."""

from typing import TypedDict, Unpack

from yinuo.core import db
from yinuo.core.errors import Invalid, fault
from yinuo.staff import may
from yinuo.staff.actions import changing
from yinuo.staff.models import Person, Role, Vehicle


class VehicleValues(TypedDict, total=False):
    """What may be said of a vehicle: load in grams, space in cm³; `most_orders` open pick-ups fill it;
    `device` is what the tracking server calls its locator (Traccar: the identifier).
    """

    driver: Person | None
    kind: str
    load_g: int | None
    space_cm3: int | None
    most_orders: int
    device: str
    is_active: bool


def add_vehicle(*, plate: str, by: Person | None, **values: Unpack[VehicleValues]) -> Vehicle:
    """Add a vehicle; the plate is kept without spaces and dots, in capitals.

    Raises NotPermitted, or Invalid: plate taken, driver is no driver or has another vehicle.
    """
    may.require(by, may.manage_vehicles)
    vehicle = Vehicle(plate=tidy_plate(plate), **values)
    with changing.unique(vehicle), db.transaction():
        _check_driver(vehicle, vehicle.driver)
        return changing.add(vehicle, "staff.vehicle_added", by=by)


def change_vehicle(vehicle: Vehicle, *, by: Person | None, **values: Unpack[VehicleValues]) -> Vehicle:
    """Change a vehicle or its driver, or take it out of use. Raises NotPermitted or Invalid as above."""
    may.require(by, may.manage_vehicles)
    with changing.unique(vehicle), db.transaction():
        _check_driver(vehicle, values.get("driver"))
        return changing.change(vehicle, "staff.vehicle_changed", values, by=by)


def tidy_plate(plate: str) -> str:
    """苏N·12345 and 苏n 12345 are 苏N12345."""
    return "".join(character for character in plate if character.isalnum()).upper()


def _check_driver(vehicle: Vehicle, driver: Person | None) -> None:
    if driver is None:
        return
    if changing.locked(driver).role != Role.DRIVER:
        raise Invalid(fault("driver", "driver_is_no_driver"))
    if other := Vehicle.objects.filter(driver=driver).exclude(pk=vehicle.pk).first():
        raise Invalid(fault("driver", "driver_has_vehicle", plate=other.plate))
