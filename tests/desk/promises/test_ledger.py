"""The ledger: what stands in it, who sees it, what it costs, what it gives away as a file."""

import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.desk.tickets import parts
from tests.factories import orders as make
from tests.factories import staff as make_staff
from yinuo.core import clock, sheets
from yinuo.core.models import Event
from yinuo.playbooks import queries as playbooks
from yinuo.promises import actions
from yinuo.promises.models import Promise
from yinuo.staff import queries as staff
from yinuo.staff.models import RegionPost, Vehicle

pytestmark = pytest.mark.django_db
LEDGER = {"HX-Request": "true", "HX-Target": "desk-region#ledger"}


def queries(client, address: str) -> int:
    staff.forget()
    staff.company(), staff.names([0]), playbooks.current()
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


def shown(client, **asked: str) -> str:
    return parts.text(client.get("/promises/", asked))


def test_every_promise_by_rule_and_by_word_stands_in_the_ledger(order, agent, driver, browse) -> None:
    """R062, R064, R087, R091, R279: each with its clause, whose it is, its driver and how it stands; each
    opens its ticket and the story of its promises.
    """
    actions.give_word(
        ticket=order.ticket, label="回电告诉到货时间", due_at=clock.now() + timedelta(hours=1), by=agent
    )
    page = shown(browse(agent))
    for label in ("发出业务单", "电话口头通知司机", "安排车辆", "提货跟踪", "回电告诉到货时间"):
        assert label in page
    assert "按规定 · 001 三(二)2.2.1" in page
    assert "口头" in page
    assert order.driver.name in page
    assert reverse("ticket", args=[order.ticket.ref]) in page
    assert f"{reverse('ticket-promises', args=[order.ticket.ref])}#p-" in page


def test_the_ledger_alone_is_asked_for_again(order, agent, browse) -> None:
    part = browse(agent).get("/promises/", headers=LEDGER).content.decode()
    assert 'id="ledger"' in part
    assert "<html" not in part
    assert "筛选" not in part


def test_it_is_narrowed_by_state_clause_way_people_places_and_days(
    order, agent, mate, driver, region, desk, manager, browse
) -> None:
    """R087, R091, R095: open, late, kept; one clause; by rule or spoken; whose, whose driver, where, when."""
    other = make.dispatched(mate)
    word = actions.give_word(
        ticket=other.ticket, label="明早回电", due_at=clock.now() + timedelta(days=1), by=mate
    )
    desk.move(minutes=40)
    actions.wake_due(clock.now())
    client = browse(manager)

    def rows(**asked: object) -> set[int]:
        page = shown(client, **{name: str(value) for name, value in asked.items()})
        return {pk for pk in Promise.objects.values_list("pk", flat=True) if f'id="p-{pk}"' in page}

    def known(**where: object) -> set[int]:
        return set(Promise.objects.filter(**where).values_list("pk", flat=True))

    assert rows() == known()
    assert rows(state="BROKEN") == known(state="OPEN", broken_at__isnull=False) != set()
    assert rows(state="KEPT") == known(state="KEPT", broken_at__isnull=True) != set()
    assert rows(state="LATE") == set()
    assert rows(key="follow_up") == known(key="follow_up")
    assert rows(way="spoken") == {word.pk}
    assert rows(way="rule") == known(is_spoken=False)
    assert rows(person=mate.pk) == known(assignee=mate)
    assert rows(driver=order.driver_id) == known(driver=order.driver_id) != set()
    assert rows(region=region.pk) == known(region=region)
    assert rows(team=agent.team_id) == known(team=agent.team_id)
    assert rows(first=(clock.today() + timedelta(days=1)).isoformat()) >= {word.pk}
    assert rows(last=(clock.today() - timedelta(days=1)).isoformat()) == set()
    assert rows(person=mate.pk, key="slip", state="KEPT") == known(assignee=mate, key="slip")
    assert rows(state="NONSENSE", person="x", first="yesterday", key="'") == known()


def test_a_wrong_cursor_is_refused_and_a_long_ledger_is_paged(order, agent, browse) -> None:
    for n in range(40):
        actions.give_word(
            ticket=order.ticket, label=f"答应{n}", due_at=clock.now() + timedelta(minutes=n + 1), by=agent
        )
    client = browse(agent)
    seen, address = [], "/promises/?way=spoken"
    while address:
        response = client.get(address)
        seen += [label for n in range(40) if f">{(label := f'答应{n}')}<" in parts.text(response)]
        older = response.context["older"]
        address = f"/promises/{older}" if older else ""
    assert sorted(seen) == sorted(f"答应{n}" for n in range(40))
    for cursor in ("x", "1-", "-1", "9" * 30 + "-1", "1-" + "9" * 30):
        assert client.get("/promises/", {"cursor": cursor}).status_code == 422


def test_everybody_sees_what_is_theirs(order, agent, outsider, region, everybody, browse) -> None:
    """R327–R332: own and team; a dispatcher the region; drivers and colleagues have no ledger."""
    sees = {
        role: order.ticket.number in shown(browse(person))
        for role, person in everybody.items()
        if role not in ("DRIVER", "COLLEAGUE")
    }
    assert sees == dict.fromkeys(sees, True)
    assert order.ticket.number not in shown(browse(outsider))
    assert order.ticket.number not in shown(browse(outsider), person=str(agent.pk))
    assert order.ticket.number not in shown(browse(outsider), region=str(region.pk))
    for role in ("DRIVER", "COLLEAGUE"):
        for address in ("/promises/", "/promises/by/key/", f"/desk/{order.ticket.ref}/promises/"):
            assert browse(everybody[role]).get(address).status_code == 403


@pytest.mark.parametrize(
    "address", ["/promises/", "/promises/?state=OPEN", "/promises/by/person/", "/promises/by/driver/"]
)
def test_it_costs_the_same_with_few_and_with_many(address: str, desk, agent, manager, browse) -> None:
    """A page issues a fixed number of queries whatever the data."""
    Vehicle.objects.update(most_orders=100)
    order = make.dispatched(agent)
    client = browse(manager)
    client.get(address)
    few = min(queries(client, address) for _ in range(3))
    for n in range(30):
        actions.give_word(
            ticket=order.ticket, label=f"答应{n}", due_at=clock.now() + timedelta(hours=1), by=agent
        )
    if address == "/promises/":
        assert client.get(address).content.decode().count("<tr id=") == 30
    assert min(queries(client, address) for _ in range(3)) == few


def test_why_it_was_late_is_asked_where_it_is_missing(order, agent, desk, browse) -> None:
    """R088: whoever had to keep it may write the reason from the ledger; then the reason stands there."""
    desk.move(hours=3)
    actions.wake_due(clock.now())
    late = Promise.objects.filter(ticket_id=order.pk, broken_at__isnull=False).first()
    client, address = browse(agent), reverse("promise-act", args=[late.pk, "lateness"])
    assert address in shown(client)
    assert "晚的原因" in parts.text(client.get(address))
    actions.explain_lateness(late, "大桥封路", True, by=agent)
    page = shown(client)
    assert address not in page
    assert "大桥封路" in page
    assert "客观原因" in page


def test_the_ledger_as_a_file(order, agent, team_leader, manager, auditor, desk, browse) -> None:
    """R064, R096: managers and team leaders take it along; that they did is written down; nobody else may."""
    desk.move(hours=3)
    actions.wake_due(clock.now())
    response = browse(manager).post("/promises/export/?state=BROKEN")
    assert response["Content-Disposition"].startswith("attachment")
    rows = sheets.read(io.BytesIO(response.content))
    late = Promise.objects.filter(state="OPEN", broken_at__isnull=False)
    assert {row.cells["承诺"] for row in rows} == {one.label for one in late}
    assert {row.cells["工单"] for row in rows} == {order.ticket.number}
    assert all(int(row.cells["晚了（分钟）"]) > 0 for row in rows)
    told = Event.objects.get(kind="ledger.exported")
    assert (told.actor_id, told.data) == (manager.pk, {"rows": late.count(), "wanted": {"state": "BROKEN"}})
    assert (
        browse(team_leader).post("/promises/export/?q=13912345678&key=欧阳&first=2026-11-01").status_code
        == 200
    )
    told = Event.objects.filter(kind="ledger.exported", actor_id=team_leader.pk).get()
    assert told.data["wanted"] == {"first": "2026-11-01"}, "what was no choice is never written down"
    for person in (agent, auditor):
        assert browse(person).post("/promises/export/").status_code == 403
        assert "导出 Excel" not in shown(browse(person))
    assert browse(manager).get("/promises/export/").status_code == 405


def test_sums_by_each_and_every_figure_opens_its_promises(
    order, agent, driver, desk, manager, browse
) -> None:
    """R062, R087, R088: kept, late, open and taken back by person, team, driver, region and clause; too few
    for a rate say so.
    """
    desk.move(minutes=40)
    actions.wake_due(clock.now())
    client = browse(manager)
    names = {
        "person": agent.name, "team": agent.team.name, "driver": order.driver.name,
        "region": order.ticket.region.name, "key": "发出业务单",
    }  # fmt: skip
    for by, name in names.items():
        page = parts.text(client.get(f"/promises/by/{by}/"))
        assert name in page
        assert "件数少" in page
    line = next(
        line for line in client.get("/promises/by/person/").context["lines"] if line.name == agent.name
    )
    broken = next(cell for cell in line.cells if "state=BROKEN" in cell.url)
    opened = parts.text(client.get(broken.url))
    assert opened.count('<tr id="p-') == broken.n > 0
    part = client.get("/promises/by/key/", headers={"HX-Request": "true", "HX-Target": "div#sums"})
    assert "<html" not in part.content.decode()
    assert client.get("/promises/by/weather/").status_code == 404


def test_who_serves_regions_counts_by_place_only(order, dispatcher, browse) -> None:
    client = browse(dispatcher)
    assert client.get("/promises/by/driver/").status_code == 200
    assert client.get("/promises/by/person/").status_code == 404


def test_a_sum_of_two_regions_opens_as_many_promises(order, dispatcher, region, browse) -> None:
    """R062, R091: a figure without a chosen region counts all that somebody serves; so does what it opens."""
    second = make_staff.region("liuhe", "六合", branch=region.branch)
    RegionPost.objects.create(person=dispatcher, region=second)
    moved = Promise.objects.filter(key="slip").update(region=second)
    assert 0 < moved < Promise.objects.count()
    client = browse(dispatcher)
    for line in client.get("/promises/by/key/").context["lines"]:
        for cell in line.cells:
            if cell.url:
                assert parts.text(client.get(cell.url)).count('<tr id="p-') == cell.n
    assert parts.text(client.get("/promises/")).count('<tr id="p-') == Promise.objects.count()
