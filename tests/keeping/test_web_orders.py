"""A web order over its time speaks of nobody: written, changed, said on the telephone (R046, R047)."""

import pytest

from tests.factories import orders as plain
from tests.factories import web as make
from tests.frozen import Frozen
from tests.keeping.test_forgetting import found, work
from yinuo.customers.rules import Guest
from yinuo.orders import actions
from yinuo.orders.actions import web
from yinuo.orders.queries import web as queries
from yinuo.staff.models import Person

pytestmark = pytest.mark.django_db(transaction=True)
TRACES = ("欧阳", "司徒", "13912345678", "139 1234 5678", "84561234", "987号", "上官")


def test_a_web_order_over_its_time(desk: Frozen, agent: Person) -> None:
    """R047: after three years no name, number, address or word of theirs stands in any row."""
    guest = Guest(phone="13912345678")
    order = make.placed(
        guest=guest,
        shipper_name="欧阳雪峰",
        pickup_phone="139 1234 5678",
        consignee_name="司徒明月",
        consignee_phone="025-84561234",
        pickup_address="江宁汽配城Q区987号",
    )
    order = make.checked(web.take_review(order=order, by=agent), agent)
    order = web.check(order=order, key="packing", ok=True, note="欧阳说包好", by=agent)
    order = web.change_point(order=order, typed={"consignee_name": "上官先生"}, by=agent)
    order = make.called(order, agent, "CHANGED", agreed=["consignee_name"], note="司徒换成上官")
    order = web.confirm_web(order=order, by=agent)
    order = web.change_by_guest(order=order, guest=guest, typed={"consignee_name": "欧阳锋"})
    order = web.answer_change(order=order, index=0, granted=False, words="上官已经等着", by=agent)
    order = actions.cancel(order=order, reason="not_ready", asked_by="欧阳雪峰", by=agent)
    plain.send()
    assert len(found(*TRACES)) > 20
    desk.move(days=4 * 365)
    work()
    assert found(*TRACES) == []
    assert not queries.for_guest(guest).rows
    assert plain.again(order).web.number == "W261120001"
