"""Finding one ticket, and searching: the same answers on both databases."""

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import tickets as make
from tests.tickets.plans import plans
from yinuo.core.errors import Invalid, NotFound
from yinuo.customers.models import CustomerPhone
from yinuo.staff.models import Role
from yinuo.tickets import actions, queries
from yinuo.tickets.models import PhoneTail, SearchText, Ticket

pytestmark = pytest.mark.django_db


def found(person, text: str, cursor: str | None = None) -> list[Ticket]:
    return [hit.ticket for hit in queries.search(person, text, cursor).rows if hit.ticket]


def indexed(texts: list[str], phones: list[str] | None = None, **values) -> Ticket:
    ticket = make.ticket(**values)
    actions.index_ticket(ticket, texts=texts, phones=phones or [])
    return ticket


def test_a_ticket_is_found_by_ref_and_by_number(task, agent) -> None:
    Ticket.objects.filter(pk=task.pk).update(number="C261120001")
    assert queries.ticket(agent, task.ref) == task
    assert queries.ticket(agent, " c261120001 ") == task


@pytest.mark.parametrize("who", ["outsider", "colleague", "driver", "dispatcher", "market_developer"])
def test_what_one_may_not_see_does_not_exist(task, who: str, request) -> None:
    """R327–R331: the same answer as for a ticket that never was."""
    person = request.getfixturevalue(who)
    for ref in (task.ref, "abcdefghjk", "999", "", "\0", "a" * 5000):
        with pytest.raises(NotFound) as raised:
            queries.ticket(person, ref)
        assert raised.value.code == "not_found"


@pytest.mark.parametrize("who", ["agent", "team_leader", "manager", "administrator", "auditor"])
def test_who_sees_a_ticket_of_the_team(task, who: str, request) -> None:
    """R327, R328, R332."""
    assert queries.ticket(request.getfixturevalue(who), task.ref) == task


def test_a_customers_tickets_as_far_as_one_sees_them(agent, outsider) -> None:
    customer = make.customer()
    old, new = make.tickets(2, customer=customer, team=agent.team)
    make.ticket(customer=customer, team=agent.team, is_draft=True)
    make.ticket(customer=customer, team=outsider.team)
    assert queries.of_customer(customer, person=agent) == [new, old]
    assert queries.of_customer(customer, person=agent, size=1) == [new]


TEXT = "江苏省宿迁市宿城区汽配城3区7号宏远汽配有限公司王先生电动机配件"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(data=st.data())
def test_any_piece_of_two_characters_finds_it(agent, data: st.DataObject) -> None:
    """R021: on both databases, also across a digit in the middle of it."""
    ticket = Ticket.objects.filter(team=agent.team).first() or indexed([TEXT], team=agent.team)
    start = data.draw(st.integers(0, len(TEXT) - 2))
    end = data.draw(st.integers(start + 2, len(TEXT)))
    assert found(agent, TEXT[start:end]) == [ticket]


@pytest.mark.parametrize("text", ["宏遠汽配", "宏远　汽配", "宏远,汽配", "ＢＹＤ", "byd", "汽配 byd", "宏"])
def test_other_ways_to_write_it(agent, text: str) -> None:
    ticket = indexed(["宏远汽配", "BYD配件"], team=agent.team)
    assert found(agent, text) == [ticket]


@pytest.mark.parametrize("text", ["远宏", "汽车", "宏远配", "宏远 五金", "by", "汽配宏远", ""])
def test_what_is_not_there_is_not_found(agent, text: str) -> None:
    indexed(["宏远汽配", "BYD配件"], team=agent.team)
    assert found(agent, text) == []


@pytest.mark.parametrize(
    "text", ["'", '"', "汽配'", '汽配" OR "五金', "汽配*", "NOT 汽配", "%", "汽%配", "@t1", "\x00"]
)
def test_hostile_input_is_only_text(agent, text: str) -> None:
    indexed(["五金"], team=agent.team)
    assert found(agent, text) == []


def test_number_ref_and_waybill_come_first(agent) -> None:
    ticket = make.ticket(team=agent.team, number="261120021", waybill="7550026790")
    mention = indexed(["7550026790"], team=agent.team)
    assert found(agent, "261120021") == [ticket]
    assert found(agent, ticket.ref) == [ticket]
    assert found(agent, "7550026790") == [ticket, mention]


@pytest.mark.parametrize("text", ["6621", "13800006621", "138 0000 6621", "王先生 6621", "6621 王"])
def test_by_a_phone_whole_or_its_tail(agent, text: str) -> None:
    """R021: callers name the last four digits."""
    ticket = indexed(["王先生"], ["13800006621"], team=agent.team)
    indexed(["王先生"], ["13800006622"], team=agent.team)
    assert found(agent, text) == [ticket]


@pytest.mark.parametrize("text", ["李先生 6621", "6622", "1380"])
def test_a_tail_that_does_not_fit(agent, text: str) -> None:
    indexed(["王先生"], ["13800006621"], team=agent.team)
    assert found(agent, text) == []


def test_customers_are_found_and_shown_once(agent) -> None:
    customer = make.customer()
    CustomerPhone.objects.create(customer=customer, digits="13800006621", tail="6621")
    actions.index_customer(customer)
    ticket = indexed(["宏远汽配"], ["13800006621"], team=agent.team)
    for text in ("宏远", "王建国", "6621", "13800006621"):
        hits = queries.search(agent, text).rows
        assert hits[0].customer == customer
        assert [hit.ticket for hit in hits[1:]] == ([ticket] if text != "王建国" else [])
    customer.company = "晨光家纺"
    customer.save()
    actions.index_customer(customer)
    assert [hit.customer for hit in queries.search(agent, "晨光").rows] == [customer]
    assert [hit.customer for hit in queries.search(agent, "宏远").rows] == [None]


@pytest.mark.parametrize("who", ["driver", "colleague"])
def test_those_who_see_only_tickets_find_no_customers(who: str, request) -> None:
    actions.index_customer(make.customer())
    assert queries.search(request.getfixturevalue(who), "宏远").rows == []


def test_everybody_finds_what_they_see(agent, outsider, dispatcher, driver, manager, region) -> None:
    """R327–R332: in the words and in the tails alike."""
    made = {
        "team": indexed(["汽配"], ["13800006621"], team=agent.team),
        "region": indexed(["汽配"], ["13800006621"], region=region),
        "given": indexed(["汽配"], ["13800006621"], given_to=driver),
        "own": indexed(["汽配"], ["13800006621"], owner=outsider),
    }
    sees = {
        agent: ["team"],
        outsider: ["own"],
        dispatcher: ["region"],
        driver: ["given"],
        manager: list(made),
    }
    for person, names in sees.items():
        for text in ("汽配", "6621", "13800006621", "汽"):
            assert found(person, text) == [made[name] for name in reversed(names)], (person.role, text)


def test_whoever_left_finds_nothing(manager) -> None:
    indexed(["汽配"])
    manager.is_active = False
    assert queries.search(manager, "汽配").rows == []


def test_an_assigned_ticket_is_found_by_its_new_people_only(free, agent, outsider, manager) -> None:
    actions.index_ticket(free, texts=["汽配"], phones=["13800006621"])
    actions.assign(free, to=outsider, reason="", by=manager)
    for text in ("汽配", "6621"):
        assert found(agent, text) == []
        assert found(outsider, text) == [free]


def test_changed_texts_are_found_and_old_ones_not(free, agent) -> None:
    actions.index_ticket(free, texts=["汽配"], phones=["13800006621", "13800006623"])
    actions.index_ticket(free, texts=["五金"], phones=["13800006622", "13800006623"])
    assert [found(agent, text) for text in ("汽配", "6621", "13800006621")] == [[], [], []]
    assert [found(agent, text) for text in ("五金", "6622", "6623")] == [[free]] * 3
    assert SearchText.objects.count() == 1


def test_indexing_again_without_a_change_writes_nothing(free, django_assert_max_num_queries) -> None:
    actions.index_ticket(free, texts=["汽配"], phones=["13800006621"])
    before = SearchText.objects.get(), list(PhoneTail.objects.values())
    with django_assert_max_num_queries(4):
        actions.index_ticket(free, texts=["汽配"], phones=["13800006621"])
    assert (SearchText.objects.get(), list(PhoneTail.objects.values())) == before


def test_many_are_indexed_like_one(agent) -> None:
    """Generated history is found like all else."""
    one, other = make.tickets(2, team=agent.team)
    actions.index_tickets([(one, ["汽配"], ["13800006621"]), (other, ["五金", "汽配"], [])])
    assert found(agent, "汽配") == [other, one]
    assert found(agent, "6621") == [one]
    assert found(agent, "五金") == [other]


@pytest.mark.parametrize("text", ["汽配", "6621", "汽"])
def test_pages_of_a_search_show_every_ticket_once(agent, text: str) -> None:
    made = [indexed(["汽配"], ["13800006621"], team=agent.team) for _ in range(7)]
    seen, cursor = [], None
    while True:
        page = queries.search(agent, text, cursor, size=3)
        seen += [hit.ticket for hit in page.rows]
        cursor = page.next_cursor
        if cursor is None:
            break
    assert seen == made[::-1]


@pytest.mark.parametrize("cursor", ["x", "-1", "1" * 30, "１"])
def test_a_wrong_cursor_is_refused(agent, cursor: str) -> None:
    with pytest.raises(Invalid) as raised:
        queries.search(agent, "汽配", cursor)
    assert raised.value.code == "cursor_wrong"


@pytest.mark.parametrize("text", ["汽配", "6621", "宏远汽配", "261120021"])
def test_the_price_of_a_search_does_not_grow(agent, text: str, django_assert_max_num_queries) -> None:
    """Nine statements at the most, with one ticket and with sixty."""
    for more in (1, 2, 57):
        for _ in range(more):
            indexed(["宏远汽配", "261120021"], ["13800006621"], team=agent.team)
        actions.index_customer(make.customer())
        with django_assert_max_num_queries(9):
            for hit in queries.search(agent, text).rows:
                assert hit.ticket is None or str(hit.ticket)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL plans by the size of its tables")
@pytest.mark.parametrize("text", ["汽配", "6621", "宏远汽配 6621", "汽"])
def test_a_search_reads_nothing_in_vain(agent, text: str) -> None:
    """Never the whole table, never sorted."""
    indexed(["宏远汽配"], ["13800006621"], team=agent.team)
    for plan in plans(lambda: queries.search(agent, text), "tickets_searchtext"):
        assert "TEMP B-TREE" not in plan
        assert "SCAN s" not in plan
        assert "SCAN tickets_searchtext\n" not in f"{plan}\n"


def test_nobody_finds_drafts_that_were_not_indexed(agent, playbook) -> None:
    make.ticket(team=agent.team, is_draft=True, headline="汽配")
    assert found(agent, "汽配") == []


def test_roles_are_all_thought_of() -> None:
    """A tenth role would need a reach of its own."""
    assert len(Role) == 9
