"""The six tables that can be imported: what identifies a row, what it says, which actions carry it out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import models

from yinuo.core.errors import DeskError
from yinuo.staff import may
from yinuo.staff.actions import people, places, vehicles
from yinuo.staff.actions.importing.known import Known
from yinuo.staff.models import Branch, Person, ReceiverRule, Region, RegionPost, Role, Team, Vehicle
from yinuo.staff.rules import BranchRow, ImportRow, PersonRow, PostRow, RegionRow, TeamRow, VehicleRow

Values = dict[str, Any]
Identity = tuple[str, ...]
GRAMS_PER_TONNE = 1_000_000
CM3_PER_M3 = 1_000_000


@dataclass(frozen=True)
class Table:
    """How one kind of row is compared with the database and written.

    `identity` and `values` note faults in `Known`. `add` and `change` call the ordinary actions; `later` runs
    once all rows are there, for what refers to other rows of the same file.
    """

    permission: Callable[[Person], bool]
    existing: Callable[[Known], Mapping[Identity, models.Model]]
    identity: Callable[[Known, int, Any], Identity]
    values: Callable[[Known, int, Any], Values]
    current: Callable[[Any, str], Any]
    add: Callable[[Identity, Values, Person | None], object]
    change: Callable[[Any, Values, Person | None], object]
    later: Callable[[Identity, Values, Person | None], object] | None = None


def _key(known: Known, number: int, row: BranchRow | RegionRow | TeamRow) -> Identity:
    return (row.key,)


def _said(known: Known, number: int, row: ImportRow) -> Values:
    return row.said()


def _person_identity(known: Known, number: int, row: PersonRow) -> Identity:
    known.coming.add(row.staff_number)
    return (row.staff_number,)


def _person_values(known: Known, number: int, row: PersonRow) -> Values:
    values = row.said()
    values["role"] = known.choice(Role, number, row, "role")
    if "branch" in values:
        values["branch"] = known.find(known.branches, number, row, "branch")
    if "team" in values:
        values["team"] = known.find(known.teams, number, row, "team")
    if values.get("stand_in") == row.staff_number:
        known.fault(number, row, "stand_in", "stand_in_is_self")
    elif values.get("stand_in") and values["stand_in"] not in known.coming:
        known.find(known.people, number, row, "stand_in")
    return _tidy_phone(known, number, row, values)


def _tidy_phone(known: Known, number: int, row: PersonRow | BranchRow, values: Values) -> Values:
    try:
        return values | ({"phone": people.tidy_phone(row.phone)} if "phone" in values else {})
    except DeskError as error:
        known.refused(number, row, "phone", error)
        return values


def _person_now(person: Person, name: str) -> Any:
    if name == "stand_in":
        return person.stand_in.staff_number if person.stand_in else ""
    return getattr(person, name)


def _add_person(identity: Identity, values: Values, by: Person | None) -> object:
    plain = {name: value for name, value in values.items() if name not in ("is_active", "stand_in")}
    person = people.add_person(staff_number=identity[0], by=by, **plain)
    return person if values.get("is_active", True) else people.deactivate_person(person, by=by)


def _change_person(person: Person, values: Values, by: Person | None) -> object:
    plain = {name: value for name, value in values.items() if name not in ("is_active", "stand_in")}
    person = people.change_person(person, by=by, **plain)
    if "is_active" not in values:
        return person
    turn = people.reactivate_person if values["is_active"] else people.deactivate_person
    return turn(person, by=by)


def _stand_in(identity: Identity, values: Values, by: Person | None) -> object:
    if "stand_in" not in values:
        return None
    person = Person.objects.get(staff_number=identity[0])
    other = Person.objects.filter(staff_number=values["stand_in"]).first()
    return people.change_person(person, by=by, stand_in=other)


def _branch_values(known: Known, number: int, row: BranchRow) -> Values:
    values = row.said()
    if "receiver_rule" in values:
        rule = known.choice(ReceiverRule, number, row, "receiver_rule")
        values["receiver_rule"] = rule or ReceiverRule.DRIVER
    return _tidy_phone(known, number, row, values)


def _region_values(known: Known, number: int, row: RegionRow) -> Values:
    values = row.said() | {"branch": known.find(known.branches, number, row, "branch")}
    if "receiver_rule" in values:
        values["receiver_rule"] = known.choice(ReceiverRule, number, row, "receiver_rule")
    return values


def _post_identity(known: Known, number: int, row: PostRow) -> Identity:
    region = known.find(known.regions, number, row, "region")
    person = known.find(known.people, number, row, "staff_number")
    if person and person.role not in places.SERVING:
        known.fault(number, row, "staff_number", "post_role_unfit")
    return (region.key if region else row.region, row.staff_number)


def _add_post(identity: Identity, values: Values, by: Person | None) -> object:
    region, person = Region.objects.get(key=identity[0]), Person.objects.get(staff_number=identity[1])
    return places.add_post(region=region, person=person, by=by, **values)


def _vehicle_values(known: Known, number: int, row: VehicleRow) -> Values:
    values = row.said()
    if "driver" in values:
        driver = known.find(known.people, number, row, "driver")
        if driver and driver.role != Role.DRIVER:
            known.fault(number, row, "driver", "driver_is_no_driver")
        values["driver"] = driver
    load, space = values.pop("load_t", None), values.pop("space_m3", None)
    if "load_t" in row.model_fields_set:
        values["load_g"] = _whole(load, GRAMS_PER_TONNE)
    if "space_m3" in row.model_fields_set:
        values["space_cm3"] = _whole(space, CM3_PER_M3)
    return values


def _whole(amount: Decimal | None, units: int) -> int | None:
    return None if amount is None else int(amount * units)


TABLES: dict[str, Table] = {
    "people": Table(
        permission=may.manage_people,
        existing=lambda known: {(number,): person for number, person in known.people.items()},
        identity=_person_identity,
        values=_person_values,
        current=_person_now,
        add=_add_person,
        change=_change_person,
        later=_stand_in,
    ),
    "branches": Table(
        permission=may.manage_places,
        existing=lambda known: {(branch.key,): branch for branch in Branch.objects.all()},
        identity=_key,
        values=_branch_values,
        current=getattr,
        add=lambda identity, values, by: places.add_branch(key=identity[0], by=by, **values),
        change=lambda branch, values, by: places.change_branch(branch, by=by, **values),
    ),
    "regions": Table(
        permission=may.manage_places,
        existing=lambda known: {(region.key,): region for region in known.regions.values()},
        identity=_key,
        values=_region_values,
        current=getattr,
        add=lambda identity, values, by: places.add_region(key=identity[0], by=by, **values),
        change=lambda region, values, by: places.change_region(region, by=by, **values),
    ),
    "teams": Table(
        permission=may.manage_places,
        existing=lambda known: {(team.key,): team for team in Team.objects.all()},
        identity=_key,
        values=_said,
        current=getattr,
        add=lambda identity, values, by: places.add_team(key=identity[0], by=by, **values),
        change=lambda team, values, by: places.change_team(team, by=by, **values),
    ),
    "posts": Table(
        permission=may.manage_places,
        existing=lambda known: {
            (post.region.key, post.person.staff_number): post
            for post in RegionPost.objects.select_related("region", "person")
        },
        identity=_post_identity,
        values=_said,
        current=getattr,
        add=_add_post,
        change=lambda post, values, by: places.change_post(post, by=by, **values),
    ),
    "vehicles": Table(
        permission=may.manage_vehicles,
        existing=lambda known: {
            (vehicle.plate,): vehicle for vehicle in Vehicle.objects.select_related("driver")
        },
        identity=lambda known, number, row: (vehicles.tidy_plate(row.plate),),
        values=_vehicle_values,
        current=getattr,
        add=lambda identity, values, by: vehicles.add_vehicle(plate=identity[0], by=by, **values),
        change=lambda vehicle, values, by: vehicles.change_vehicle(vehicle, by=by, **values),
    ),
}
