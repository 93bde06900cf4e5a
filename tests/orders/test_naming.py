"""Names of places learnt from what agents chose (R051)."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import orders as make
from tests.frozen import Frozen
from yinuo.core.errors import Invalid, NotPermitted
from yinuo.core.models import Event
from yinuo.orders import actions, queries
from yinuo.orders.models import PlaceName
from yinuo.orders.queries import State, naming
from yinuo.orders.rules import nicknames, places
from yinuo.staff.models import Person

JIANGNING, XUANWU = "江苏省 南京市 江宁区", "江苏省 南京市 玄武区"
FAIR = "南京市老货场3号门"


def asked(order: Any, key: str = "pickup_address") -> Any:
    return next(item for item in queries.form(order).elements if item.element.key == key)


def explained(agent: Person, place: str, address: str = FAIR) -> Any:
    """An order whose address the agent explained."""
    order = make.draft(agent, pickup_address=address)
    order = actions.save_draft(order=order, typed={"pickup_place": place}, by=agent)
    return actions.confirm(order=make.agree(order, agent), by=agent)


@pytest.mark.django_db
def test_what_was_explained_twice_is_not_asked_again(desk: Frozen, agent: Person) -> None:
    """R051: the first choice is offered first, the second settles it; the agent is told and may differ."""
    explained(agent, JIANGNING)
    order = make.draft(agent, pickup_address="南京老货场7号")
    assert asked(order).state is State.ASK
    assert queries.place_choices(queries.form(order), "pickup_address")[0][0] == JIANGNING
    explained(agent, JIANGNING)
    order = make.draft(agent, pickup_address="南京老货场7号")
    assert (asked(order).state, order.ticket.region.key) == (State.OK, "jiangning")
    form = queries.form(order)
    assert queries.learnt_place(form, "pickup_address") == JIANGNING
    assert XUANWU in dict(queries.place_choices(form, "pickup_address"))
    order = actions.save_draft(order=order, typed={"pickup_place": XUANWU}, by=agent)
    assert order.pickup_place == XUANWU
    assert queries.learnt_place(queries.form(order), "pickup_address") == ""


@pytest.mark.django_db
def test_an_address_that_names_nothing_else_is_known_by_it(desk: Frozen, agent: Person) -> None:
    """R051: the name alone is enough then; another city that is named is not overruled."""
    make_known(JIANGNING, 2)
    assert asked(make.draft(agent, pickup_address="老货场7号")).state is State.OK
    assert asked(make.draft(agent, pickup_address="拉萨老货场7号")).state is State.REFUSED


@pytest.mark.django_db
def test_a_choice_that_was_not_made_teaches_nothing(desk: Frozen, agent: Person) -> None:
    """R051: what was settled by earlier choices does not count again, but the order keeps its place."""
    make_known(JIANGNING, 2)
    order = make.confirmed(agent, pickup_address=FAIR)
    assert PlaceName.objects.get().times == 2
    assert make.again(order).pickup_place == JIANGNING
    make.confirmed(agent)
    assert PlaceName.objects.count() == 1


@pytest.mark.django_db
def test_learning_is_recorded_without_the_name(desk: Frozen, agent: Person) -> None:
    """R051: who taught which place, how often by now; the name itself is a piece of an address."""
    explained(agent, JIANGNING)
    explained(agent, JIANGNING)
    kept = PlaceName.objects.get()
    assert (kept.name, kept.place, kept.times, kept.used_at) == ("老货场", JIANGNING, 2, desk.at)
    told = Event.objects.filter(kind="place_name.learnt").order_by("id")
    assert [one.data for one in told] == [{"place": JIANGNING, "times": n} for n in (1, 2)]
    assert {one.actor_id for one in told} == {agent.pk}


@pytest.mark.django_db
def test_forgetting_asks_again(desk: Frozen, agent: Person, manager: Person) -> None:
    """R051 R330: who may change the tables may forget a name; twice is once; orders keep their places."""
    kept = make_known(JIANGNING, 2)
    order = make.confirmed(agent, pickup_address=FAIR)
    with pytest.raises(NotPermitted):
        actions.forget_place_name(name=kept, by=agent)
    actions.forget_place_name(name=kept, by=manager)
    actions.forget_place_name(name=kept, by=manager)
    assert not PlaceName.objects.exists()
    assert Event.objects.filter(kind="place_name.forgotten", actor_id=manager.pk).count() == 1
    assert asked(make.draft(agent, pickup_address=FAIR)).state is State.ASK
    assert queries.judge(make.again(order)).pickup.row is not None


@pytest.mark.django_db
def test_a_place_that_is_none_of_the_choices_is_refused(desk: Frozen, agent: Person) -> None:
    """R051: whatever was learnt, only our own ground can be chosen."""
    make_known(JIANGNING, 2)
    order = make.draft(agent, pickup_address=FAIR)
    with pytest.raises(Invalid, match="not_a_choice"):
        actions.save_draft(order=order, typed={"pickup_place": "上海市 上海市"}, by=agent)


@pytest.mark.django_db
def test_names_are_read_once(desk: Frozen, agent: Person, django_assert_num_queries: Any) -> None:
    """R051: many judgements, one read, however many names there are."""
    for number in range(30):
        make_known(JIANGNING, 2, name=f"货场{number}号院")
    orders = [make.draft(agent, pickup_address=f"南京老货场{number}号") for number in range(3)]
    naming.forget()
    with django_assert_num_queries(1):
        for order in orders:
            assert queries.judge(order).pickup.is_ambiguous


def make_known(place: str, times: int, name: str = "老货场") -> PlaceName:
    naming.forget()
    return PlaceName.objects.create(name=name, place=place, times=times, used_at="2026-11-01T00:00Z")


@pytest.mark.parametrize(
    ("uses", "settled"),
    [
        ({"a": 1}, False),
        ({"a": 2}, True),
        ({"a": 2, "b": 1}, True),
        ({"a": 2, "b": 2}, False),
        ({"a": 5, "b": 3}, False),
        ({"a": 4, "b": 2}, True),
        ({"a": 6, "b": 2, "c": 1}, True),
    ],
)
def test_when_a_name_is_settled(uses: nicknames.Uses, settled: bool) -> None:
    """R051: chosen at least twice, and no other more than a third of the time."""
    meant = nicknames.meant("南京老货场", {"老货场": uses}, set(uses))
    assert meant is not None
    assert (meant.places[0], meant.is_settled) == ("a", settled)


@pytest.mark.parametrize(
    ("address", "name"),
    [
        (FAIR, "老货场"),
        ("鼓楼区中山北路1号", "鼓楼区"),
        ("南京", ""),
        ("南京市中山路1号", "中山路"),
        ("南京12号", ""),
    ],
)
def test_the_name_that_is_learnt(address: str, name: str) -> None:
    """R051: the name that may be several places, else what follows the divisions, without the number."""
    assert places.name_in(address) == name


@given(
    st.dictionaries(st.text(max_size=4), st.dictionaries(st.sampled_from("abc"), st.integers(1, 9))),
    st.text(max_size=9),
)
def test_only_possible_places_are_meant(learnt: dict[str, dict[str, int]], text: str) -> None:
    """R051: the name stands in the text, its places are possible, the one chosen most comes first."""
    meant = nicknames.meant(text, learnt, {"a", "b"})
    if meant is not None:
        uses = [learnt[meant.name][place] for place in meant.places]
        assert meant.name in text
        assert set(meant.places) <= {"a", "b"}
        assert uses == sorted(uses, reverse=True)
