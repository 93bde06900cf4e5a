"""People and places as rows, made without asking anybody's permission."""

import itertools
from typing import Any

from django.contrib.sessions.backends.db import SessionStore

from yinuo.staff.models import Branch, Company, Person, Region, RegionPost, Role, Team, Vehicle

PASSWORD = "open-sesame-27"
ADDRESS = "192.0.2.7"
_numbers = itertools.count(9000)
_plates = itertools.count(10001)


def company(**values: Any) -> Company:
    """启程货运 with its hotline."""
    named = {"name": "启程货运有限公司", "short_name": "启程货运", "hotline": "4008001234"}
    return Company.objects.create(pk=1, area_code="0527", pack="freight", **named | values)


def branch(key: str = "suqian", name: str = "宿迁分公司", **values: Any) -> Branch:
    """A branch; its drivers receive slips unless said otherwise."""
    return Branch.objects.create(key=key, name=name, **values)


def region(key: str = "sucheng", name: str = "宿城", **values: Any) -> Region:
    """A region of a branch."""
    return Region.objects.create(key=key, name=name, **values)


def team(key: str = "day", name: str = "日班组") -> Team:
    """A team."""
    return Team.objects.create(key=key, name=name)


def person(role: str = Role.AGENT, **values: Any) -> Person:
    """Somebody on duty who can sign in with PASSWORD."""
    number = values.pop("staff_number", None) or str(next(_numbers))
    made = Person(staff_number=number, role=role, on_duty=True)
    made.name = values.pop("name", f"员工{number}")
    for name, value in values.items():
        setattr(made, name, value)
    made.set_password(PASSWORD)
    made.save()
    return made


def session_key() -> str:
    """The key of a browser's session that exists."""
    session = SessionStore()
    session["any"] = 1
    session.save()
    key = session.session_key
    assert key
    return key


def posted(role: str, region: Region, *, rank: int = 1, **values: Any) -> Person:
    """Somebody who serves `region`, of its branch."""
    made = person(role, branch=region.branch, **values)
    RegionPost.objects.create(region=region, person=made, rank=rank)
    return made


def vehicle(**values: Any) -> Vehicle:
    """A van of 1.5 t and 9 m³."""
    plate = values.pop("plate", None) or f"苏N{next(_plates)}"
    return Vehicle.objects.create(
        plate=plate, kind="厢式货车", load_g=1_500_000, space_cm3=9_000_000, **values
    )
