"""The demo company, read from its pack and made by the same actions that a person would use."""

from decimal import Decimal
from functools import cache
from typing import Any

import yaml

from yinuo.cli import init
from yinuo.core import db
from yinuo.customers import actions as customers
from yinuo.customers.models import Customer, CustomerAddress
from yinuo.playbooks import actions as playbooks
from yinuo.playbooks.rules import packs
from yinuo.staff import actions as staff
from yinuo.staff.models import Branch, Company, Person, Region, Role, Team

PACK = "freight"
GRAMS, CUBIC_CM = 1000, 1_000_000
PIN = "739146"
"""With which every driver of a demo signs in on the driver's page."""
NOT_SHARING = "6007"
Rows = list[dict[str, Any]]


@cache
def told() -> dict[str, Any]:
    """The pack's demo company as written; read once, changed by nobody."""
    content: dict[str, Any] = yaml.safe_load(packs.demo(PACK))
    return content


def load(password: str) -> bool:
    """Make the company unless it is there, all of it or nothing; returns whether it was made now."""
    if Company.objects.exists():
        return False
    demo = told()
    with db.transaction():
        staff.open_company(is_demo=True, **demo["company"])
        playbooks.install_pack(PACK, by=None, with_samples=True)
        init.publish_privacy(PACK, demo["company"]["name"], demo["company"].get("hotline", ""))
        places(demo)
        people(demo["people"], password)
        _on_the_phone()
        vehicles(demo["vehicles"])
        for row in demo["customers"]:
            customer(row)
    return True


def answers_at(site: str) -> None:
    """Where links in texts lead: to this very demo, unless somebody said otherwise."""
    company = Company.objects.get()
    is_ours = not company.site or company.site.startswith("http://127.0.0.1:")
    if is_ours and company.site != site:
        staff.change_company(site=site, by=None)


def places(demo: dict[str, Any]) -> None:
    """Branches, regions, teams."""
    for row in demo["branches"]:
        staff.add_branch(by=None, **row)
    branches = {branch.key: branch for branch in Branch.objects.all()}
    for row in demo["regions"]:
        staff.add_region(by=None, **{**row, "branch": branches[row["branch"]]})
    for row in demo["teams"]:
        staff.add_team(by=None, **row)


def people(rows: Rows, password: str) -> None:
    """Everybody, their posts in rank order, who is on duty, and who stands in for whom."""
    branches = {branch.key: branch for branch in Branch.objects.all()}
    teams = {team.key: team for team in Team.objects.all()}
    regions = {region.key: region for region in Region.objects.all()}
    made: dict[str, Person] = {}
    for row in rows:
        person = staff.add_person(
            staff_number=row["staff_number"],
            name=row["name"],
            role=row["role"],
            phone=row.get("phone", ""),
            branch=branches.get(row.get("branch", "")),
            team=teams.get(row.get("team", "")),
            password=password,
            by=None,
        )
        made[person.staff_number] = person
        for rank, key in enumerate(row.get("regions", ()), start=1):
            staff.add_post(region=regions[key], person=person, rank=rank, by=None)
        if row.get("on_duty"):
            staff.go_on_duty(person, by=None)
    for row in rows:
        if number := row.get("stand_in"):
            staff.change_person(made[row["staff_number"]], stand_in=made[number], by=None)


def _on_the_phone() -> None:
    """Every driver may sign in on the driver's page, and shares where they are but one, who did not agree."""
    drivers = Person.objects.filter(role=Role.DRIVER).order_by("staff_number")
    for driver in drivers:
        staff.set_pin(driver, pin=PIN, by=None)
        if driver.staff_number != NOT_SHARING:
            staff.consent_position(driver, agree=True)


def vehicles(rows: Rows) -> None:
    """Vehicles and their drivers."""
    drivers = {person.staff_number: person for person in Person.objects.all()}
    for row in rows:
        staff.add_vehicle(
            plate=row["plate"],
            driver=drivers.get(row.get("driver", "")),
            kind=row["kind"],
            load_g=int(row["load_kg"]) * GRAMS,
            space_cm3=int(Decimal(str(row["space_m3"])) * CUBIC_CM),
            most_orders=row["most_orders"],
            device=row.get("device", ""),
            by=None,
        )


def customer(row: dict[str, Any]) -> Customer:
    """One customer with phones and usual addresses."""
    names = {key: row.get(key) or "" for key in ("name", "company", "address_as")}
    known = customers.know(phone=row["phones"][0], by=None, **names)
    for phone in row["phones"][1:]:
        customers.add_phone(known, phone=phone, by=None)
    more = {key: row[key] for key in ("level", "habits", "usual_payment", "agreement") if row.get(key)}
    if more:
        known = customers.change(known, by=None, version=known.version, **more)
    for use in CustomerAddress.Use:
        for address in row.get(use.lower(), ()):
            customers.use_addresses(known, customers.Place(use=use, **address))
    return known
