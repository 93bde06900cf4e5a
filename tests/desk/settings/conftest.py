"""A desk with something in every list, and browsers of the people who set it up."""

import pytest
from django.test import Client

from tests.desk.conftest import Browse
from tests.factories import gateways as make_gateways
from tests.factories import orders as make_orders
from tests.factories import tickets as make_tickets
from yinuo.core import keeping
from yinuo.core.calendar import actions as calendar
from yinuo.core.calendar.actions import DayEntry
from yinuo.core.clock import now, today
from yinuo.messaging import actions as messaging
from yinuo.orders.models import PlaceName
from yinuo.staff import actions
from yinuo.staff.models import Person, RegionPost, Team, Token, Vehicle


@pytest.fixture
def admin(browse: Browse, administrator: Person) -> Client:
    """The administrator's browser."""
    return browse(administrator)


@pytest.fixture
def house(driver: Person, dispatcher: Person, agent: Person, team_leader: Person, team: Team) -> None:
    """One of everything: people, a vehicle, a token, a day, tables, a robot, a hold, a name of a place."""
    calendar.set_day(entry=DayEntry(today(), False, "盘点"), by=None)
    calendar.set_hours(week={"1": [("09:00", "12:00")]}, team_id=team.pk, by=None)
    make_orders.freight()
    actions.create_token(person=agent, name="报表", scopes=["orders:read"], by=None)
    messaging.add_robot(name="调度群", kind="wecom", address="http://127.0.0.1:9/send?key=x", by=None)
    make_gateways.http()
    keeping.hold(make_tickets.ticket(), reason="等仲裁", by=None)
    PlaceName.objects.create(name="老货场", place="江苏省 南京市 江宁区", times=3, used_at=now())


@pytest.fixture
def post(driver: Person) -> RegionPost:
    """The driver's post in the region."""
    return driver.posts.get()


@pytest.fixture
def vehicle(driver: Person) -> Vehicle:
    """The driver's van."""
    return driver.vehicle


@pytest.fixture
def token(house: None, agent: Person) -> Token:
    """The agent's token."""
    return agent.tokens.get()
