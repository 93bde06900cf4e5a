"""A ticket whose facts are known, and its people."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from tests.factories import messaging as make_messages
from tests.factories import tickets as make
from tests.frozen import Frozen
from tests.messaging import gateway as gateways
from yinuo.core import db, events
from yinuo.core.events import switchboard
from yinuo.core.models import Event
from yinuo.messaging import actions, senders
from yinuo.playbooks.models import PlaybookVersion
from yinuo.promises.models import Promise
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


@pytest.fixture
def wired() -> Iterator[None]:
    """Only messaging reacts; the desk's own table comes back afterwards."""
    kept, names = {kind: list(told) for kind, told in switchboard._reactions.items()}, switchboard._names
    events.reset()
    events.on(events.ANY, actions.react)
    yield
    events.reset()
    switchboard._reactions.update(kept)
    if names:
        events.signal_names(names)


def happens(
    kind: str, ticket: Ticket | None, *, subject: Any = None, by: Person | None = None, **data: Any
) -> None:
    """Something happens and is committed."""
    with db.transaction():
        events.record(kind, subject=subject or ticket, ticket=ticket, by=by, data=data)


@pytest.fixture
def promise(ticket: Ticket, agent: Person, frozen: Frozen) -> Promise:
    """安排车辆, half an hour over."""
    return Promise.objects.create(
        ticket=ticket,
        key="vehicle",
        label="安排车辆",
        opened_at=frozen.at,
        starts_at=frozen.at,
        due_at=frozen.at + timedelta(minutes=30),
        assignee=agent,
    )
