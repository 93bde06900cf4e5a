"""Finding customers, as far as one may see them."""

import pytest

from tests.factories import customers as make
from tests.factories import staff as make_staff
from yinuo.core.errors import NotFound
from yinuo.customers import may, queries
from yinuo.customers.models import Customer
from yinuo.staff.models import Role

SEEING = {"AGENT", "TEAM_LEADER", "DISPATCHER", "MARKET_DEVELOPER", "MANAGER", "ADMINISTRATOR", "AUDITOR"}


@pytest.mark.parametrize("role", list(Role))
def test_the_desk_and_the_auditor_see_customers(company, role):
    """R268: drivers and colleagues do not browse customers."""
    person, customer = make_staff.person(role), make.customer()
    sees = role.value in SEEING
    assert may.see(person) == sees
    assert Customer.objects.visible_to(person).exists() == sees
    assert bool(queries.newest(person=person).rows) == sees
    if sees:
        assert queries.customer(customer.ref, person=person) == customer
    else:
        with pytest.raises(NotFound):
            queries.customer(customer.ref, person=person)


def test_who_has_left_sees_nobody(agent):
    make.customer()
    agent.is_active = False
    assert not Customer.objects.visible_to(agent).exists()


def test_an_unknown_ref_is_not_found(agent):
    with pytest.raises(NotFound) as missing:
        queries.customer("nobody", person=agent)
    assert missing.value.code == "customer_unknown"


def test_customers_come_newest_first_page_by_page(agent, django_assert_num_queries):
    made = [make.customer() for _ in range(5)][::-1]
    with django_assert_num_queries(2):
        first = queries.newest(person=agent, size=2)
        assert [list(row.phones.all()) for row in first.rows]
    assert (first.rows, first.next_cursor) == (made[:2], made[1].pk)
    second = queries.newest(first.next_cursor, person=agent, size=2)
    last = queries.newest(second.next_cursor, person=agent, size=2)
    assert (second.rows, last.rows, last.next_cursor) == (made[2:4], made[4:], None)


def test_a_row_names_whichever_parts_are_known():
    assert str(Customer(name="王建国先生", address_as="王先生", company="宏远汽配")) == "王先生 · 宏远汽配"
    assert str(Customer(name="王建国")) == "王建国"
    assert str(Customer(company="宏远汽配")) == "宏远汽配"
