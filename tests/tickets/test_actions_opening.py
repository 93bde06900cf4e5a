"""Opening, publishing, numbering and describing a ticket."""

from typing import Any

import pytest

from tests.factories import tickets as make
from yinuo.core import db
from yinuo.core.errors import NotNow, NotPermitted
from yinuo.core.models import Event, Serial
from yinuo.tickets import actions, queries
from yinuo.tickets.models import NEVER, Ticket

pytestmark = pytest.mark.django_db


def open_one(by: Any, **values: Any) -> Ticket:
    given = {"kind": "TASK", "stage": "OPEN", "channel": "PHONE", "headline": "核对运费", **values}
    return actions.open_ticket(by=by, **given)


def test_a_ticket_is_opened_under_the_playbook_in_force(agent, playbook, recorded, frozen) -> None:
    """R021: it stands in the team's queue at once, found by its headline."""
    ticket = open_one(agent)
    ticket.refresh_from_db()
    assert (ticket.playbook_version, ticket.team, ticket.owner) == (playbook, agent.team, None)
    assert (ticket.opened_at, ticket.next_due_at, ticket.opened_by) == (frozen.at, NEVER, agent)
    assert recorded() == [("ticket.opened", agent.pk)]
    assert [row.pk for row in queries.queue(agent, "unassigned").rows] == [ticket.pk]
    assert [hit.ticket for hit in queries.search(agent, "运费").rows] == [ticket]


def test_the_customer_gives_the_name(agent, playbook) -> None:
    customer = make.customer()
    assert open_one(agent, customer=customer).customer_name == "王先生 · 宏远汽配"
    assert open_one(agent, customer=customer, customer_name="王小姐").customer_name == "王小姐"


def test_the_owners_team_counts_before_the_openers(agent, outsider, playbook) -> None:
    assert open_one(agent, owner=outsider).team == outsider.team


def test_a_task_can_be_opened_before_any_playbook(manager) -> None:
    """R101: work from the manager does not wait for the manual."""
    assert open_one(manager).playbook_version is None


def test_opening_is_refused(auditor, playbook, recorded) -> None:
    """R332: who only reads; a driver reports a complaint (R349), what else they open their own verbs say."""
    with pytest.raises(NotPermitted):
        open_one(auditor)
    assert not Ticket.objects.exists()
    assert recorded() == []


def test_a_form_sent_twice_opens_one_ticket(agent, playbook, recorded) -> None:
    """A double click and a lost reply: once."""
    first = open_one(agent, form_key="form-1")
    again = open_one(agent, form_key="form-1", headline="另一个")
    assert again == first
    assert again.headline == "核对运费"
    assert recorded() == [("ticket.opened", agent.pk)]
    assert open_one(agent, form_key="form-2") != first


def test_a_form_that_opened_something_else_opens_nothing(agent, playbook, recorded) -> None:
    """A key that a client uses for an order and a complaint too: neither becomes the other."""
    first = open_one(agent, form_key="form-1")
    with pytest.raises(NotNow) as refused:
        open_one(agent, form_key="form-1", kind="COMPLAINT", stage="ACCEPT", owner=agent)
    assert refused.value.code == "form_key_used"
    assert list(Ticket.objects.all()) == [first]
    assert recorded() == [("ticket.opened", agent.pk)]


def test_display_texts_are_cut_to_their_columns(agent, playbook) -> None:
    ticket = open_one(agent, headline="长" * 500, customer_name="名" * 500)
    assert (len(ticket.headline), len(ticket.customer_name)) == (120, 80)


def test_a_draft_stands_in_no_queue_and_records_nothing(agent, playbook, recorded) -> None:
    draft = open_one(agent, is_draft=True)
    assert recorded() == []
    assert queries.queue(agent, "team").rows == []
    assert queries.drafts(agent) == [draft]
    assert queries.search(agent, "运费").rows == []


def test_a_published_draft_is_a_ticket_like_any_other(agent, playbook, recorded) -> None:
    draft = open_one(agent, is_draft=True)
    actions.publish_draft(draft, by=agent)
    actions.publish_draft(draft, by=agent)
    assert recorded() == [("ticket.opened", agent.pk)]
    assert list(queries.queue(agent, "team").rows) == [draft]
    assert queries.drafts(agent) == []
    assert [hit.ticket for hit in queries.search(agent, "运费").rows] == [draft]


def test_publishing_makes_it_findable_by_the_texts_of_its_kind(agent, playbook) -> None:
    draft = open_one(agent, is_draft=True)
    actions.publish_draft(draft, by=agent, texts=["电动机"])
    assert [hit.ticket for hit in queries.search(agent, "电动机").rows] == [draft]


def test_publishing_is_refused(agent, outsider, playbook) -> None:
    draft = open_one(agent, is_draft=True)
    with pytest.raises(NotPermitted):
        actions.publish_draft(draft, by=outsider)
    draft.refresh_from_db()
    assert draft.is_draft


def test_numbers_follow_one_another(frozen) -> None:
    """R044: yymmdd and a serial of three digits, a series for each letter, each day anew."""
    first, second, complaint = make.tickets(3)
    with db.transaction():
        assert actions.number_it(first, letter="") == "261120001"
        assert actions.number_it(second, letter="") == "261120002"
        assert actions.number_it(complaint, letter="C") == "C261120001"
    frozen.move(days=1)
    with db.transaction():
        assert actions.number_it(make.ticket(), letter="") == "261121001"


def test_numbering_twice_gives_one_number(frozen) -> None:
    ticket = make.ticket()
    stale = Ticket.objects.get(pk=ticket.pk)
    numbers = {actions.number_it(ticket, letter=""), actions.number_it(stale, letter="")}
    assert numbers == {"261120001"}
    assert Serial.objects.get().last == 1


def test_a_transaction_that_fails_gives_its_number_back(frozen) -> None:
    """No gap (R044)."""
    lost, kept = make.tickets(2)

    def fail() -> None:
        with db.transaction():
            actions.number_it(lost, letter="")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert actions.number_it(kept, letter="") == "261120001"


def test_describing_fills_the_queue_row(task, agent, region, driver, recorded) -> None:
    customer = make.customer()
    actions.describe(
        task,
        headline="苏州线",
        customer=customer,
        region=region,
        given_to=driver,
        waybill="7550026790",
        answers={"a": 1},
    )
    task.refresh_from_db()
    assert (task.headline, task.customer, task.region, task.given_to) == ("苏州线", customer, region, driver)
    assert (task.waybill, task.answers, task.version) == ("7550026790", {"a": 1}, 1)
    assert recorded() == []
    assert list(queries.queue(driver, "given").rows) == [task]


def test_describing_lets_those_find_it_who_now_see_it(task, driver) -> None:
    actions.index_ticket(task, texts=["电动机"])
    assert queries.search(driver, "电动机").rows == []
    actions.describe(task, given_to=driver)
    assert [hit.ticket for hit in queries.search(driver, "电动机").rows] == [task]


def test_only_the_queues_columns_are_described(task) -> None:
    """A stage or an owner has its own door."""
    for column in ("stage", "owner", "number", "closed_at", "next_due_at"):
        with pytest.raises(TypeError):
            actions.describe(task, **{column: None})


def test_a_form_filled_from_an_old_version_is_refused(task) -> None:
    """The second of two forms gets both versions; nothing is overwritten unseen."""
    mine, theirs = Ticket.objects.get(pk=task.pk), Ticket.objects.get(pk=task.pk)
    assert actions.describe(theirs, version=1, headline="她改的").version == 2
    with pytest.raises(NotNow) as raised:
        actions.describe(mine, version=1, headline="我改的")
    assert raised.value.code == "stale"
    assert (raised.value.params["yours"], raised.value.params["current"]) == (1, 2)
    assert raised.value.params["columns"]["headline"] == "她改的"
    task.refresh_from_db()
    assert task.headline == "她改的"


def test_a_version_is_counted_even_when_no_column_changed(task) -> None:
    """The kind's own fields changed, which the ticket does not hold."""
    assert actions.describe(task, version=1).version == 2
    task.refresh_from_db()
    assert task.version == 2


def test_describing_without_a_change_writes_nothing(task, django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        actions.describe(task, headline=task.headline)


def test_events_hold_no_personal_data(agent, playbook) -> None:
    open_one(agent, customer_name="王建国", headline="王建国 13800006621")
    assert all(
        "王建国" not in str(event.data) and "6621" not in str(event.data) for event in Event.objects.all()
    )
