"""The summary of key customers: how much, whether in time, what went wrong, what is open (R099, R100)."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from tests import papers as reading
from tests.factories import jobs as make_jobs
from tests.factories import orders as make
from tests.frozen import Frozen
from tests.reports import facts
from yinuo.core import clock, jobs
from yinuo.core.errors import Invalid, NotFound, NotPermitted
from yinuo.customers.models import Customer
from yinuo.orders import actions as orders
from yinuo.orders import queries as orders_queries
from yinuo.orders.models import Order
from yinuo.reports import actions
from yinuo.reports.models import OrderFact
from yinuo.reports.queries import customers
from yinuo.reports.rules import customers as rules
from yinuo.reports.rules.scopes import Scope
from yinuo.reports.rules.values import Value
from yinuo.staff.models import Person, Region, RegionPost
from yinuo.tickets import actions as tickets
from yinuo.tickets.models import Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    """The desk's folder, for this test alone."""
    settings.DATA_DIR = tmp_path
    return tmp_path


@pytest.fixture
def order(desk: Frozen, agent: Person) -> Order:
    """A key customer's order, collected in time."""
    made = make.collected(agent)
    Customer.objects.update(level=Customer.Level.KEY)
    return made


def today() -> Scope:
    return Scope(clock.today(), clock.today())


def test_how_much_they_sent(order: Order, manager: Person) -> None:
    """R100: orders, pieces, weight, volume, freight."""
    (line,) = customers.lines(today(), manager)
    order.refresh_from_db()
    assert line.name == order.ticket.customer.display
    assert (line.orders, line.pieces, line.weight_g) == (1, order.pieces, order.weight_g)
    assert (line.volume_cm3, line.amount) == (order.volume_cm3 or 0, order.accepted_total)
    assert line.pickup == Value(1, 1)


def test_only_key_customers_and_only_the_period(order: Order, manager: Person) -> None:
    """Yesterday there was nothing; who is no key customer is in no summary."""
    before = Scope(clock.today() - timedelta(days=1), clock.today() - timedelta(days=1))
    (line,) = customers.lines(before, manager)
    assert (line.orders, line.open) == (0, 1)
    Customer.objects.update(level=Customer.Level.NORMAL)
    assert customers.lines(today(), manager) == []


def test_what_was_voided_does_not_count(desk: Frozen, agent: Person, manager: Person) -> None:
    made = make.confirmed(agent)
    Customer.objects.update(level=Customer.Level.KEY)
    assert customers.lines(today(), manager)[0].orders == 1
    orders.void(order=make.again(made), reason="twice", by=agent)
    assert customers.lines(today(), manager) == []


@pytest.mark.parametrize(("minutes", "said"), [(-5, Value(0, 1)), (60, Value(1, 1)), (None, Value(0, 0))])
def test_delivered_in_time(order: Order, manager: Person, minutes: int | None, said: Value) -> None:
    """R099: before the time the customer wished for; without a time nothing is judged."""
    at = clock.now()
    due = None if minutes is None else at + timedelta(minutes=minutes)
    Order.objects.update(delivered_at=at, wished_delivery_at=due, promised_at=None)
    assert customers.lines(today(), manager)[0].delivery == said


def test_late_for_an_objective_cause_is_excused(order: Order, agent: Person, manager: Person) -> None:
    """R088: bad weather counts against nobody; a broken vehicle does."""
    Order.objects.update(wished_delivery_at=clock.now() - timedelta(minutes=1), promised_at=None)
    assert customers.lines(today(), manager)[0].delivery == Value(0, 1)
    orders.note_exception(order=make.again(order), cause="vehicle_broken", by=agent)
    assert customers.lines(today(), manager)[0].delivery == Value(0, 1)
    orders.note_exception(order=make.again(order), cause="weather", by=agent)
    assert customers.lines(today(), manager)[0].delivery == Value(0, 0)


def test_what_went_wrong_and_what_came_of_it(order: Order, agent: Person, manager: Person) -> None:
    """R099: the cause in the manual's words, the department that took over, the result."""
    key, label, _ = _department(order)
    noted = orders.note_exception(
        order=make.again(order), cause="vehicle_broken", by=agent, note="换车", department=key
    )
    (one,) = customers.troubles(today(), manager).rows
    assert (one.cause, one.note, one.cleared_at, one.department) == ("车辆故障", "换车", None, label)
    line = customers.lines(today(), manager)[0]
    assert (line.troubles, line.unsolved) == (1, 1)
    orders.clear_exception(exception=noted, by=agent, result="换了一辆车，已发走")
    (one,) = customers.troubles(today(), manager).rows
    assert (one.cleared_at, one.result) == (clock.now(), "换了一辆车，已发走")
    line = customers.lines(today(), manager)[0]
    assert (line.troubles, line.unsolved) == (1, 0)


def test_what_is_open(order: Order, agent: Person, manager: Person) -> None:
    """R099: with who looks after it and what comes next."""
    (one,) = customers.matters(manager).rows
    assert (one.number, one.stage, one.owner) == (order.ticket.number, "已提货", "李敏")
    assert customers.orders(today(), manager, order.ticket.customer.ref).rows[0].number == order.ticket.number


def test_a_market_developer_sees_their_regions(
    order: Order, market_developer: Person, region: Region, manager: Person
) -> None:
    """R100: their own customers, telephones masked; without a region nobody."""
    RegionPost.objects.filter(person=market_developer).delete()
    assert customers.lines(today(), market_developer) == []
    with pytest.raises(NotFound):
        customers.orders(today(), market_developer, order.ticket.customer.ref)
    RegionPost.objects.create(person=market_developer, region=region)
    (line,) = customers.lines(today(), market_developer)
    assert (line.orders, line.phone) == (1, "138****6621")
    assert customers.lines(today(), manager)[0].phone == "138****6621"


@pytest.mark.parametrize(("who", "phone"), [("manager", "13800006621"), ("market_developer", "138****6621")])
def test_telephones_leave_only_with_who_may(
    order: Order, region: Region, who: str, phone: str, request: pytest.FixtureRequest
) -> None:
    """R402: in full for leaders, managers and administrators; masked on every page and for everybody else."""
    person = request.getfixturevalue(who)
    job = make_jobs.done(actions.export("customers", today(), by=person, format="xlsx"))
    with jobs.path_of(job).open("rb") as file:
        rows = CalamineWorkbook.from_filelike(file).get_sheet_by_name("重点客户汇总").to_python()
    assert rows[1][1] == phone


@pytest.mark.parametrize(("who", "phone"), [("manager", "13912345678"), ("market_developer", "139****5678")])
def test_what_was_written_has_its_telephones_masked(
    order: Order, agent: Person, region: Region, who: str, phone: str, request: pytest.FixtureRequest
) -> None:
    """R402: notes, results and headlines, on every page; in files unless the numbers may be taken along."""
    person, written = request.getfixturevalue(who), "请打 13912345678 找马先生"
    noted = orders.note_exception(order=make.again(order), cause="vehicle_broken", by=agent, note=written)
    orders.clear_exception(exception=noted, by=agent, result=written)
    Ticket.objects.update(headline=written, next_due_label=written, region=region)
    (trouble,) = customers.troubles(today(), person).rows
    (matter,) = customers.matters(person).rows
    assert {trouble.note, trouble.result} == {"请打 139****5678 找马先生"}
    assert {matter.headline, matter.due} == {"请打 139****5678 找马先生"}
    job = make_jobs.done(actions.export("customers", today(), by=person, format="xlsx"))
    with jobs.path_of(job).open("rb") as file:
        book = CalamineWorkbook.from_filelike(file)
        for sheet, columns in (("异常和处理结果", (5, 6)), ("还没办完的事", (2, 5))):
            row = book.get_sheet_by_name(sheet).to_python()[1]
            assert all(f"请打 {phone} 找马先生" in row[column] for column in columns)


def test_a_long_list_says_that_it_is_cut(
    order: Order, agent: Person, manager: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R099, R402: a page and a file say how many there are when they do not list all."""
    for _ in range(5):
        noted = orders.note_exception(order=make.again(order), cause="vehicle_broken", by=agent)
        orders.clear_exception(exception=noted, by=agent, result="好了")
    found = customers.troubles(today(), manager, most=3)
    assert (len(found.rows), found.total, found.is_cut) == (3, 5, True)
    whole = customers.troubles(today(), manager, most=5)
    assert (len(whole.rows), whole.total, whole.is_cut) == (5, 5, False)
    monkeypatch.setattr(customers, "MOST_WRITTEN", 3)
    job = make_jobs.done(actions.export("customers", today(), by=manager, format="xlsx"))
    with jobs.path_of(job).open("rb") as file:
        book = CalamineWorkbook.from_filelike(file)
        rows = book.get_sheet_by_name("异常和处理结果").to_python()
        assert len(rows) == 5
        assert rows[-1][0] == "只列前 3 条，共 5 条。"
        assert len(book.get_sheet_by_name("还没办完的事").to_python()) == 2
    job = make_jobs.done(actions.export("customers", today(), by=manager, format="pdf"))
    assert "只列前 3 条，共 5 条。" in "".join(reading.pages(jobs.path_of(job)))


def test_the_orders_follow_by_pages(order: Order, manager: Person) -> None:
    """R100: all of them, the newest first, without gap or double; a wrong cursor is refused."""
    customer = order.ticket.customer
    made = facts.make(
        *({"day": clock.today() - timedelta(days=n // 3), "customer_id": customer.pk} for n in range(6))
    )
    Order.objects.bulk_create(Order(ticket=fact.ticket) for fact in made)
    week = Scope(clock.today() - timedelta(days=6), clock.today())
    seen: list[str] = []
    cursor: str | None = None
    while True:
        page = customers.orders(week, manager, customer.ref, cursor, size=2)
        seen += [one.ref for one in page.rows]
        cursor = page.next_cursor
        if cursor is None:
            break
    rows = OrderFact.objects.filter(customer_id=customer.pk).order_by("-confirmed_on", "-pk")
    assert seen == list(rows.values_list("ticket__ref", flat=True))
    assert len(seen) == 7
    with pytest.raises(Invalid, match="cursor_wrong"):
        customers.orders(week, manager, customer.ref, "yesterday")


def test_a_team_leader_sees_their_teams_orders(
    order: Order, team_leader: Person, outsider: Person, manager: Person
) -> None:
    """The others' count for nothing there."""
    made = make.dispatched(outsider)
    assert made.ticket.team_id != team_leader.team_id
    assert customers.lines(today(), team_leader)[0].orders == 1
    assert customers.lines(today(), manager)[0].orders == 2


def test_the_summary_as_files(order: Order, agent: Person, market_developer: Person, region: Region) -> None:
    """R100, R402: for sales, as Excel with a sheet for each part and as PDF; telephones masked."""
    RegionPost.objects.get_or_create(person=market_developer, region=region)
    orders.note_exception(order=make.again(order), cause="vehicle_broken", by=agent)
    job = make_jobs.done(actions.export("customers", today(), by=market_developer, format="xlsx"))
    assert job.file_name == "重点客户汇总 2026-11-20.xlsx"
    with jobs.path_of(job).open("rb") as file:
        book = CalamineWorkbook.from_filelike(file)
        assert book.sheet_names == ["重点客户汇总", "异常和处理结果", "还没办完的事", "说明"]
        rows = book.get_sheet_by_name("重点客户汇总").to_python()
        assert rows[1][1] == "138****6621"
        assert rows[0][:7] == ["客户", "电话", "业务单", "件数", "重量（公斤）", "体积（方）", "运费（元）"]
        assert book.get_sheet_by_name("异常和处理结果").to_python()[1][3] == "车辆故障"
    job = make_jobs.done(actions.export("customers", today(), by=market_developer, format="pdf"))
    words = "".join(reading.pages(jobs.path_of(job)))
    for said in ("重点客户汇总", "车辆故障", "还没有解决", "还没办完的事"):
        assert said in words


def test_who_may_not(order: Order, agent: Person, dispatcher: Person, auditor: Person) -> None:
    for person in (agent, dispatcher, auditor):
        with pytest.raises(NotPermitted):
            actions.export("customers", today(), by=person, format="xlsx")


def test_a_market_developer_has_it_sent(order: Order, market_developer: Person) -> None:
    """R100: every month by itself; nothing else of the reports is theirs."""
    said = actions.Values("客户月报", "customers", "MONTHLY", addresses=["sales@example.com"])
    schedule = actions.add_schedule(said, by=market_developer)
    actions.run_now(schedule, by=market_developer, form_key="k")
    (job,) = make_jobs.all_done()
    assert job.file_name == "重点客户汇总 2026 年 10 月.xlsx"
    with pytest.raises(NotPermitted):
        actions.export("pickups", today(), by=market_developer, format="xlsx")


def test_the_finding(order: Order, agent: Person, manager: Person) -> None:
    lines = customers.lines(today(), manager)
    assert rules.finding(lines, rules.totals(lines)) == f"1 位客户发了 1 单，{lines[0].name}最多"
    orders.note_exception(order=make.again(order), cause="vehicle_broken", by=agent)
    lines = customers.lines(today(), manager)
    assert rules.finding(lines, rules.totals(lines)).endswith("；1 个异常还没有解决")
    assert rules.finding([], rules.totals([])) == "这段时间重点客户没有业务单"


def test_the_department_that_took_over(order: Order, agent: Person, manager: Person) -> None:
    """R099: handed over inside, named in the manual's words."""
    key, label, reason = _department(order)
    tickets.hand_to_department(order.ticket, department=key, reason=reason, by=agent)
    orders.note_exception(order=make.again(order), cause="vehicle_broken", by=agent)
    assert customers.troubles(today(), manager).rows[0].department == label


def _department(order: Order) -> tuple[str, str, str]:
    """A department of the manual, its words, and a reason for handing over."""
    playbook = orders_queries.playbook_of(order.ticket)
    one = playbook.departments[0]
    return one.key, one.label, playbook.reasons["hand_over"][0].key
