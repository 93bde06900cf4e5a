"""Notes, interactions, links, who looked; the queue's memory."""

from datetime import timedelta

import pytest

from tests.factories import staff
from tests.factories import tickets as make
from yinuo.core.errors import Invalid, NotNow, NotPermitted
from yinuo.core.models import Event
from yinuo.staff.models import Role
from yinuo.tickets import actions, queries, rules
from yinuo.tickets.models import NEVER, Interaction, Link, Note, PersonalView, SavedFilter, Ticket

pytestmark = pytest.mark.django_db


def test_a_note_is_kept_and_its_event_carries_no_text(task, agent, recorded, frozen) -> None:
    note = actions.note(task, text=" 客户要求改期 ", by=agent)
    assert (note.text, note.by, note.at) == ("客户要求改期", agent, frozen.at)
    event = Event.objects.get()
    assert (event.kind, event.subject_kind, event.subject_id) == ("ticket.noted", "note", note.pk)
    assert event.data == {}
    assert not hasattr(event, "detail")


def test_a_note_sent_twice_is_one_note(task, agent, recorded) -> None:
    first = actions.note(task, text="客户要求改期", by=agent, form_key="n-1")
    assert actions.note(task, text="客户要求改期", by=agent, form_key="n-1") == first
    assert Note.objects.count() == 1
    assert recorded() == [("ticket.noted", agent.pk)]


@pytest.mark.parametrize(("text", "code"), [("", "required"), ("\n ", "required"), ("长" * 2001, "too_long")])
def test_a_note_says_something(task, agent, text, code) -> None:
    with pytest.raises(Invalid) as raised:
        actions.note(task, text=text, by=agent)
    assert (raised.value.field, raised.value.code) == ("text", code)


@pytest.mark.parametrize("who", ["outsider", "auditor", "colleague"])
def test_noting_is_refused(task, who, request) -> None:
    with pytest.raises(NotPermitted):
        actions.note(task, text="看看", by=request.getfixturevalue(who))
    assert not Note.objects.exists()


def call(by, **values) -> Interaction:
    given = {"kind": "CALL", "direction": "IN", "phone": "13800006621", "note": "问到货时间", **values}
    return actions.note_interaction(by=by, **given)


def test_a_call_is_noted_by_hand(task, agent, recorded, frozen) -> None:
    """R021: who rang, when, what about; the ticket's customer is the caller."""
    task.customer = make.customer()
    task.save()
    at = frozen.at - timedelta(minutes=5)
    noted = call(agent, ticket=task, at=at, seconds=95)
    assert (noted.ticket, noted.customer, noted.at, noted.seconds) == (task, task.customer, at, 95)
    assert recorded() == [("interaction.noted", agent.pk)]
    assert Event.objects.get().data == {"kind": "CALL", "direction": "IN"}


def test_a_call_may_come_before_any_ticket(agent, frozen) -> None:
    noted = call(agent)
    assert (noted.ticket, noted.customer, noted.at) == (None, None, frozen.at)
    assert Event.objects.get().ticket_id is None


def test_a_call_sent_twice_is_one_call(agent, recorded) -> None:
    assert call(agent, form_key="c-1") == call(agent, form_key="c-1")
    assert recorded() == [("interaction.noted", agent.pk)]


@pytest.mark.parametrize(
    ("values", "field", "code"),
    [
        ({"kind": "DREAM"}, "kind", "not_a_choice"),
        ({"direction": "UP"}, "direction", "not_a_choice"),
        ({"phone": "1" * 33}, "phone", "too_long"),
        ({"note": "长" * 2001}, "note", "too_long"),
    ],
)
def test_a_call_that_cannot_be(agent, values, field, code) -> None:
    with pytest.raises(Invalid) as raised:
        call(agent, **values)
    assert (raised.value.field, raised.value.code) == (field, code)


def test_nobody_rang_in_the_future(agent, frozen) -> None:
    with pytest.raises(Invalid) as raised:
        call(agent, at=frozen.at + timedelta(seconds=1))
    assert raised.value.code == "in_the_future"


@pytest.mark.parametrize("who", ["driver", "auditor", "colleague"])
def test_noting_a_call_is_refused(who, request) -> None:
    with pytest.raises(NotPermitted):
        call(request.getfixturevalue(who))


def test_a_call_on_somebody_elses_ticket_is_refused(task, outsider) -> None:
    with pytest.raises(NotPermitted):
        call(outsider, ticket=task)
    assert not Interaction.objects.exists()


def test_two_tickets_are_linked_once_from_either_side(task, free, agent, recorded) -> None:
    first = actions.link(task, other=free, kind="about", by=agent)
    assert actions.link(task, other=free, kind="about", by=agent) == first
    assert actions.link(free, other=task, kind="about", by=agent) == first
    assert actions.link(task, other=free, kind="repeats", by=agent) != first
    assert recorded() == [("ticket.linked", agent.pk)] * 2


def test_a_ticket_is_not_linked_to_itself(task, agent) -> None:
    with pytest.raises(NotNow) as raised:
        actions.link(task, other=task, kind="about", by=agent)
    assert raised.value.code == "link_to_itself"


def test_one_links_only_what_one_sees(task, agent, outsider) -> None:
    hidden = make.ticket(owner=outsider, team=outsider.team)
    with pytest.raises(NotPermitted):
        actions.link(task, other=hidden, kind="about", by=agent)
    assert not Link.objects.exists()


def test_looking_is_recorded_once_a_day(task, agent, team_leader, recorded, frozen) -> None:
    assert [actions.see_personal(task, by=agent), actions.see_personal(task, by=agent)] == [True, False]
    assert actions.see_personal(task, by=team_leader)
    frozen.move(days=1)
    assert actions.see_personal(task, by=agent)
    assert [kind for kind, _ in recorded()] == ["ticket.personal_seen"] * 3
    assert PersonalView.objects.count() == 3


@pytest.mark.parametrize("who", ["outsider", "colleague", "driver"])
def test_looking_is_refused(task, who, request) -> None:
    with pytest.raises(NotPermitted):
        actions.see_personal(task, by=request.getfixturevalue(who))
    assert not PersonalView.objects.exists()


def test_the_nearest_promise_orders_the_queue(agent, frozen) -> None:
    later, sooner = make.tickets(2, owner=agent)
    due = frozen.at + timedelta(hours=1)
    told = {"due_from": frozen.at, "label": "提货", "waiting_for": ""}
    assert actions.set_next_due(later.pk, due_at=due + timedelta(hours=1), **told)
    assert actions.set_next_due(sooner.pk, due_at=due, **told)
    assert list(queries.queue(agent).rows) == [sooner, later]
    assert not actions.set_next_due(sooner.pk, due_at=due, **told)
    assert actions.set_next_due(sooner.pk, due_at=None, due_from=None, label="", waiting_for="客户")
    sooner.refresh_from_db()
    assert (sooner.next_due_at, sooner.next_due_from, sooner.waiting_for) == (NEVER, None, "客户")
    assert list(queries.queue(agent).rows) == [later, sooner]


def test_a_filter_is_kept_under_its_name(agent, recorded) -> None:
    filters = rules.Filters(kind="ORDER", stage="DISPATCHED")
    kept = actions.save_filter(name="待接单", filters=filters, view="team", by=agent)
    assert kept.query == "view=team&kind=ORDER&stage=DISPATCHED"
    actions.save_filter(name="待接单", filters=filters, view="team", by=agent)
    changed = actions.save_filter(name="待接单", filters=rules.Filters(), view="mine", by=agent)
    assert (changed.pk, changed.query) == (kept.pk, "view=mine")
    assert queries.saved_filters(agent) == [changed]
    assert recorded() == [("filter.saved", agent.pk)] * 2


@pytest.mark.parametrize(("name", "code"), [("", "required"), ("长" * 31, "too_long")])
def test_a_filter_has_a_name(agent, name, code) -> None:
    with pytest.raises(Invalid) as raised:
        actions.save_filter(name=name, filters=rules.Filters(), view="mine", by=agent)
    assert (raised.value.field, raised.value.code) == ("name", code)


def test_filters_have_an_end(agent) -> None:
    for number in range(rules.MOST_FILTERS):
        actions.save_filter(name=f"筛选{number}", filters=rules.Filters(), view="mine", by=agent)
    with pytest.raises(NotNow) as raised:
        actions.save_filter(name="再一个", filters=rules.Filters(), view="mine", by=agent)
    assert raised.value.code == "too_many_filters"


def test_a_filter_is_forgotten_by_its_owner_only(agent, recorded) -> None:
    kept = actions.save_filter(name="待接单", filters=rules.Filters(), view="team", by=agent)
    with pytest.raises(NotPermitted):
        actions.delete_filter(kept, by=staff.person(Role.AGENT, team=agent.team))
    actions.delete_filter(kept, by=agent)
    actions.delete_filter(kept, by=agent)
    assert not SavedFilter.objects.exists()
    assert recorded() == [("filter.saved", agent.pk), ("filter.deleted", agent.pk)]


def test_the_ticket_says_its_number_or_ref() -> None:
    ticket = make.ticket()
    assert str(ticket) == ticket.ref
    assert str(Ticket(ref="abc", number="261120001")) == "261120001"
