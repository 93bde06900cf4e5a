"""Announcements with source and date (R024): who may, what stands when, for whom."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.frozen import Frozen
from yinuo.core import clock
from yinuo.core.errors import Invalid, NotFound, NotNow, NotPermitted
from yinuo.core.models import Event
from yinuo.knowledge import actions, queries
from yinuo.knowledge.models import Announcement
from yinuo.staff.models import Person, Role

SAID: dict[str, Any] = {"title": "春节放假", "body": "二月五日起停止收货。", "source": "客服部"}


def titles(audience: str) -> list[str]:
    return [one.title for one in queries.current(audience).rows]


def test_an_announcement_has_source_and_date(frozen: Frozen, manager: Person) -> None:
    """R024: source and publication date stand on it; it is recorded without its words."""
    one = actions.publish(**SAID, by=manager)
    assert (one.source, one.published_at) == ("客服部", clock.now())
    event = Event.objects.get(kind="announcement.published")
    assert (event.subject_id, event.actor_id, event.data) == (one.pk, manager.pk, {"audience": "ALL"})
    assert titles(queries.CUSTOMERS) == titles(queries.STAFF) == ["春节放假"]


def test_what_is_missing_is_said_at_once(frozen: Frozen, manager: Person) -> None:
    """R024: no announcement without source; every fault at once."""
    with pytest.raises(Invalid) as refused:
        actions.publish(title=" ", body="x" * 4001, source="", audience="DOGS", by=manager)
    found = {one.field: one.code for one in refused.value.faults}
    wanted = {"title": "required", "source": "required", "body": "too_long", "audience": "not_a_choice"}
    assert found == wanted
    assert not Announcement.objects.exists()


def test_it_speaks_for_the_company(frozen: Frozen, everybody_else: list[Person], manager: Person) -> None:
    """R024: managers and administrators announce; nobody else writes, changes or takes down."""
    one = actions.publish(**SAID, by=manager)
    for person in everybody_else:
        with pytest.raises(NotPermitted):
            actions.publish(**SAID, by=person)
        with pytest.raises(NotPermitted):
            actions.change(one, version=1, by=person, title="x")
        with pytest.raises(NotPermitted):
            actions.withdraw(one, by=person)


@pytest.fixture
def everybody_else(
    agent: Person, team_leader: Person, dispatcher: Person, driver: Person, market_developer: Person,
    auditor: Person, colleague: Person,
) -> list[Person]:  # fmt: skip
    """Everybody who does not announce."""
    return [agent, team_leader, dispatcher, driver, market_developer, auditor, colleague]


def test_customers_and_staff_are_told_their_own(frozen: Frozen, manager: Person) -> None:
    """R024: what is for staff only is no customer's."""
    actions.publish(**{**SAID, "title": "给员工"}, audience="STAFF", by=manager)
    frozen.move(minutes=1)
    secret = queries.current(queries.STAFF).rows[0]
    actions.publish(**{**SAID, "title": "给客户"}, audience="CUSTOMERS", by=manager)
    assert titles(queries.STAFF) == ["给员工"]
    assert titles(queries.CUSTOMERS) == ["给客户"]
    with pytest.raises(NotFound):
        queries.announcement(queries.CUSTOMERS, secret.ref)


def test_one_for_later_waits_and_one_ends(frozen: Frozen, manager: Person, agent: Person) -> None:
    """R024: it stands from its date until its last moment."""
    at = datetime(2026, 12, 1, 1, 0, tzinfo=UTC)
    one = actions.publish(**SAID, published_at=at, until=at + timedelta(days=2), by=manager)
    assert titles(queries.CUSTOMERS) == []
    assert queries.of_ref(manager, one.ref) == one
    with pytest.raises(NotFound):
        queries.of_ref(agent, one.ref)
    frozen.to(at)
    assert titles(queries.CUSTOMERS) == ["春节放假"]
    frozen.to(at + timedelta(days=2))
    assert titles(queries.CUSTOMERS) == []
    with pytest.raises(Invalid):
        actions.publish(**SAID, published_at=at, until=at, by=manager)


def test_pinned_ones_lead_and_pages_follow(frozen: Frozen, manager: Person) -> None:
    """R024: the newest first, by cursor, none twice; pinned ones on the first page only."""
    for n in range(5):
        actions.publish(**{**SAID, "title": str(n)}, is_pinned=n == 0, by=manager)
        frozen.move(minutes=1)
    first = queries.current(queries.CUSTOMERS, size=2)
    assert [one.title for one in first.rows] == ["0", "4", "3"]
    second = queries.current(queries.CUSTOMERS, first.next_cursor, size=2)
    assert [one.title for one in second.rows] == ["2", "1"]
    assert second.next_cursor is None
    assert [one.title for one in queries.newest(queries.CUSTOMERS)] == ["0", "4", "3"]


def test_two_who_change_one(frozen: Frozen, manager: Person, administrator: Person) -> None:
    """R024: a stale form gets both versions; nothing new is nothing recorded."""
    one = actions.publish(**SAID, by=manager)
    actions.change(one, version=1, by=administrator, title="元旦放假")
    with pytest.raises(NotNow) as refused:
        actions.change(one, version=1, by=manager, title="春节停收")
    assert refused.value.params["theirs"] == {"title": "元旦放假"}
    before = Event.objects.count()
    actions.change(one, version=1, by=manager, title="元旦放假")
    assert Event.objects.count() == before


def test_taken_down_at_once_and_once(frozen: Frozen, manager: Person) -> None:
    """R024: nobody reads it any more; the desk keeps it with its date, and a later end puts it back."""
    one = actions.publish(**SAID, by=manager)
    frozen.move(minutes=5)
    gone = actions.withdraw(one, by=manager)
    actions.withdraw(one, by=manager)
    assert Event.objects.filter(kind="announcement.withdrawn").count() == 1
    assert titles(queries.CUSTOMERS) == titles(queries.STAFF) == []
    assert [row.title for row in queries.all_of(manager).rows] == ["春节放假"]
    actions.change(gone, version=gone.version, by=manager, until=None)
    assert titles(queries.CUSTOMERS) == ["春节放假"]


def test_a_form_sent_twice_announces_once(frozen: Frozen, manager: Person) -> None:
    """R024: the second answer is the first."""
    first = actions.publish(**SAID, form_key="k1", by=manager)
    assert actions.publish(**SAID, form_key="k1", by=manager) == first
    assert Announcement.objects.count() == 1
    assert Event.objects.filter(kind="announcement.published").count() == 1


def test_who_reads_everything(frozen: Frozen, manager: Person, auditor: Person, agent: Person) -> None:
    """R024: the whole list is for whoever announces and for the auditor."""
    actions.publish(**SAID, by=manager)
    assert len(queries.all_of(auditor).rows) == 1
    assert not queries.all_of(agent).rows
    assert auditor.role == Role.AUDITOR
