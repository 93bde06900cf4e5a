"""What a call agrees to is what was read out, and when the next one is (R080, R081)."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.factories import orders as plain
from tests.factories import web as make
from tests.frozen import Frozen
from yinuo.core.errors import Invalid, NotNow
from yinuo.orders.actions import web
from yinuo.orders.models import ReviewCall
from yinuo.staff.models import Person

pytestmark = pytest.mark.django_db


def test_the_customer_writes_while_the_agent_speaks(desk: Frozen, agent: Person) -> None:
    """R081: yes to 16 pieces is no yes to the 99 that were written meanwhile; nothing of the call is lost."""
    order = web.change_point(order=make.taken(agent), typed={"pieces": "16"}, by=agent)
    read = order.ticket.version
    web.change_by_guest(order=order, guest=make.GUEST, typed={"pieces": "99"})
    with pytest.raises(NotNow, match="stale"):
        make.called(order, agent, "CHANGED", agreed=["pieces"], version=read)
    assert not ReviewCall.objects.exists()
    order = make.called(order, agent, "AGREED", version=read)
    assert [(point["after"], point["agreed"]) for point in order.web.points] == [("99件", False)]
    order = make.called(order, agent, "CHANGED", agreed=["pieces"], version=order.ticket.version)
    assert all(point["agreed"] for point in order.web.points)


def test_a_key_is_its_order_s(desk: Frozen, agent: Person) -> None:
    """R080: an integration that counts its calls anew for each order, or names them at length, is heard."""
    one, other = make.taken(agent), make.taken(agent)
    for key in ("1", "k" * 300):
        said = {"outcome": "NO_ANSWER", "by": agent, "form_key": key}
        first = web.note_call(order=one, **said)
        assert web.note_call(order=one, **said) == first != web.note_call(order=other, **said)
    assert plain.again(other).web.unreached == 2


@pytest.mark.parametrize("at", [datetime(9999, 12, 31, 15, 59, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)])
def test_a_call_in_another_age(desk: Frozen, agent: Person, at: datetime) -> None:
    """R080: more than a year ahead nobody calls; refused at its field, not by a crash."""
    order = make.taken(agent)
    for outcome in ("NO_ANSWER", "PROBLEM"):
        with pytest.raises(Invalid, match="time_too_far"):
            make.called(order, agent, outcome, again_at=at)
    make.called(order, agent, "PROBLEM", again_at=desk.at + timedelta(days=300))
    assert plain.again(order).web.again_at
