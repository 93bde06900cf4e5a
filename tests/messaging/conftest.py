"""A ticket whose facts are known, and its people."""

from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from tests.factories import messaging as make_messages
from tests.factories import tickets as make
from tests.messaging import gateway as gateways
from yinuo.core.models import Event
from yinuo.messaging import senders
from yinuo.playbooks.models import PlaybookVersion
from yinuo.staff.models import Person, Region, Team
from yinuo.tickets import queries as tickets
from yinuo.tickets.models import Kind, Ticket


@dataclass
class Known:
    """What the kind of ticket provides; a test may change it."""

    values: dict[str, Any] = field(default_factory=dict)
    contacts: dict[str, tickets.Contact] = field(default_factory=dict)


@pytest.fixture
def playbook(company: object) -> PlaybookVersion:
    """Five notices and a promise, in force."""
    return make.playbook(notices=make_messages.NOTICES, promises=make_messages.PROMISES)


@pytest.fixture
def ticket(playbook: PlaybookVersion, agent: Person, team: Team, region: Region) -> Ticket:
    """110310284, owned by 8011 of the day team."""
    return make.ticket(
        number="110310284",
        owner=agent,
        team=team,
        region=region,
        customer_name="王先生",
        playbook_version=playbook,
    )


@pytest.fixture
def known(driver: Person, market_developer: Person, monkeypatch: pytest.MonkeyPatch) -> Known:
    """The facts of the ticket: where to, and who drives."""
    person = tickets.contact(driver)
    held = Known(
        {"destination": "火车站", "fees": "", "order.receiver": "driver", "customer.has_mobile": True},
        {
            "driver": person,
            "receiver": person,
            "market_developer": tickets.contact(market_developer),
            "customer": tickets.Contact(None, "王先生", "13800006621"),
        },
    )
    registry = import_module("yinuo.tickets.queries.facts")
    monkeypatch.setitem(registry._providers, Kind.TASK, lambda _: tickets.Facts(held.values, held.contacts))
    return held


@pytest.fixture
def gateway(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> gateways.Gateway:
    """A gateway of the test's own, chosen by the setting like any other."""
    made = gateways.Gateway()
    monkeypatch.setattr(gateways, "present", made)
    monkeypatch.setitem(senders.KNOWN, "test", f"{gateways.__name__}.current")
    settings.YINUO_SMS = "test"
    return made


def notice_kinds() -> list[str]:
    """Every notice event so far, in order."""
    rows = Event.objects.filter(kind__startswith="notice.").order_by("id")
    return list(rows.values_list("kind", flat=True))
