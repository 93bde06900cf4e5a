"""What people promise by word, tasks, and how a due time explains itself."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.factories import promises as make
from tests.frozen import Frozen
from tests.promises.conftest import Known
from yinuo.core.errors import Invalid, NotFound, NotNow, NotPermitted
from yinuo.core.models import Event
from yinuo.promises import actions, may, queries
from yinuo.promises.models import Promise
from yinuo.staff.models import Person
from yinuo.tickets import queries as tickets
from yinuo.tickets.models import Note, Ticket

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_a_word_is_registered_warned_of_and_broken(ticket: Ticket, agent: Person, frozen: Frozen) -> None:
    """R279, R182: what an agent promises stands in the register with its due time."""
    word = actions.give_word(ticket=ticket, label="答复到货时间", due_at=NOW + HOUR, by=agent, note="问仓库")
    assert (word.is_spoken, word.assignee, word.note, word.round) == (True, agent, "问仓库", 1)
    assert queries.next_of(ticket) == word
    actions.wake_due(frozen.move(minutes=55))
    actions.wake_due(frozen.move(minutes=5, seconds=1))
    actions.wake_due(frozen.move(minutes=15))
    assert [verb for _, verb, _ in make.told(ticket)] == ["opened", "warned", "broken", "escalated"]


def test_several_words_may_be_open(ticket: Ticket, agent: Person, frozen: Frozen) -> None:
    """Each has its own round."""
    for _ in range(3):
        actions.give_word(ticket=ticket, label="回电", due_at=NOW + HOUR, by=agent)
    assert sorted(Promise.objects.values_list("round", flat=True)) == [1, 2, 3]


def test_the_same_form_twice_is_one_word(ticket: Ticket, agent: Person, frozen: Frozen) -> None:
    """A lost reply, sent again."""
    first, second = (
        actions.give_word(ticket=ticket, label="回电", due_at=NOW + HOUR, by=agent, form_key="f1")
        for _ in range(2)
    )
    assert first.pk == second.pk
    assert Event.objects.filter(kind="promise.opened").count() == 1


def test_a_word_without_a_rule_has_consequences_too(ticket: Ticket, agent: Person, frozen: Frozen) -> None:
    """Where the manual says nothing, the assignee hears of it, then the team leader."""
    actions.give_word(ticket=ticket, label="报价", due_at=NOW + HOUR, by=agent, key="quote_by_word")
    actions.wake_due(frozen.move(hours=2))
    notified = Event.objects.filter(kind__in=["promise.broken", "promise.escalated"]).order_by("id")
    assert [event.data["notify"] for event in notified] == [["assignee"], ["team_leader"]]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"label": " "}, "label"),
        ({"label": "长" * 81}, "label"),
        ({"note": "长" * 301}, "note"),
        ({"due_at": NOW}, "due_at"),
        ({"due_at": NOW + timedelta(days=367)}, "due_at"),
        ({"form_key": "k" * 41}, "form_key"),
    ],
)
def test_wrong_words_are_refused_at_their_field(
    ticket: Ticket, agent: Person, frozen: Frozen, values: dict[str, object], field: str
) -> None:
    """The fault names the field; nothing is written."""
    given = {"label": "回电", "due_at": NOW + HOUR, **values}
    with pytest.raises(Invalid) as refused:
        actions.give_word(ticket=ticket, by=agent, **given)  # type: ignore[arg-type]
    assert refused.value.field == field
    assert not Promise.objects.exists()


def test_whoever_has_left_gets_no_promise(
    ticket: Ticket, agent: Person, team_leader: Person, frozen: Frozen
) -> None:
    """Nothing is assigned to somebody who cannot keep it."""
    team_leader.is_active = False
    team_leader.save()
    with pytest.raises(Invalid, match="promise_assignee_left"):
        actions.give_word(ticket=ticket, label="回电", due_at=NOW + HOUR, by=agent, assignee=team_leader)


def test_a_task_is_given_and_done(agent: Person, manager: Person, known: Known, frozen: Frozen) -> None:
    """R101: a temporary task of the manager is a ticket with a promise; done, it keeps it."""
    promise = actions.open_task(title="盘点退件", due_at=NOW + 3 * HOUR, assignee=agent, by=manager)
    ticket = promise.ticket
    assert (ticket.kind, ticket.owner, ticket.headline, ticket.number) == (
        "TASK",
        agent,
        "盘点退件",
        "T261120001",
    )
    assert list(tickets.queue(agent).rows) == [ticket]
    actions.finish_task(ticket, "共 12 件，已登记", agent)
    actions.finish_task(ticket, "共 12 件，已登记", agent)
    promise.refresh_from_db()
    ticket.refresh_from_db()
    assert (promise.state, ticket.stage, ticket.closed_at) == ("KEPT", "DONE", NOW)
    assert Note.objects.get().text == "共 12 件，已登记"
    assert Event.objects.filter(kind="task.done").count() == 1
    with pytest.raises(NotNow, match="task_done"):
        actions.drop_task(ticket, "不用了", manager)


def test_a_task_is_returned(agent: Person, manager: Person, known: Known, frozen: Frozen) -> None:
    """R101: with a reason, and with its promise, to whoever gave it."""
    promise = actions.open_task(title="盘点退件", due_at=NOW + 3 * HOUR, assignee=agent, by=manager)
    actions.return_task(promise.ticket, "仓库今天不开门", agent)
    promise.refresh_from_db()
    assert (promise.state, promise.assignee, promise.ticket.owner) == ("OPEN", manager, manager)
    with pytest.raises(NotNow, match="task_has_no_giver"):
        actions.return_task(promise.ticket, "不办", manager)
    with pytest.raises(NotPermitted):
        actions.drop_task(promise.ticket, "不办", agent)
    actions.drop_task(promise.ticket, "不用了", manager)
    promise.refresh_from_db()
    assert (promise.state, promise.ticket.stage) == ("CANCELLED", "DROPPED")


def test_a_task_sent_twice_is_one(agent: Person, manager: Person, known: Known, frozen: Frozen) -> None:
    """A double click gives one task."""
    for _ in range(2):
        actions.open_task(title="盘点", due_at=NOW + HOUR, assignee=agent, by=manager, form_key="f")
    assert Ticket.objects.count() == Promise.objects.count() == 1


def test_who_gives_tasks(
    agent: Person, outsider: Person, manager: Person, auditor: Person, driver: Person, frozen: Frozen
) -> None:
    """R101: managers and sales to anyone, an agent to themselves, auditors and drivers to nobody."""
    assert may.give_task(manager, agent)
    assert may.give_task(agent, agent)
    assert not may.give_task(agent, outsider)
    for person in (auditor, driver):
        with pytest.raises(NotPermitted):
            actions.open_task(title="盘点", due_at=NOW + HOUR, assignee=person, by=person)


def test_only_who_sees_the_ticket_finds_its_promises(
    ticket: Ticket, agent: Person, outsider: Person, frozen: Frozen
) -> None:
    """Another team's promise does not exist."""
    word = actions.give_word(ticket=ticket, label="回电", due_at=NOW + HOUR, by=agent)
    assert queries.promise(agent, word.pk) == word
    with pytest.raises(NotFound):
        queries.promise(outsider, word.pk)


def test_it_says_why_it_is_due(ticket: Ticket, frozen: Frozen) -> None:
    """R062, R087: from when, by which rule of which clause, which hours were skipped and why."""
    frozen.to(datetime(2026, 9, 30, 9, 20, tzinfo=UTC))
    make.happen("order.confirmed", ticket)
    make.happen("order.slip_sent", ticket)
    assert queries.explain(Promise.objects.get(key="slip")) == (
        "从 9月30日 周三 17:20 起，按「发出业务单」（001 三(二)2.2.1）"
        "连续计时 3 分钟；到 9月30日 周三 17:23。"
    )
    line = queries.explain(Promise.objects.get(key="vehicle"))
    assert line.startswith("从 9月30日 周三 17:20 起，按「安排车辆」（001 三(四)1.2）工作时间 30 分钟；")
    assert "国庆节" in line
    assert line.endswith("到 10月8日 周四 08:50。")
    assert "National Day" in queries.explain(Promise.objects.get(key="vehicle"), "en")


def test_a_time_of_the_customers_says_so(ticket: Ticket, known: Known, frozen: Frozen) -> None:
    """R087: the wished time is named as the source."""
    known.values["wished_pickup_at"] = NOW + 4 * HOUR
    make.happen("order.accepted", ticket)
    pickup = Promise.objects.get(key="pickup")
    assert (
        queries.explain(pickup) == "「提货」（001 三(四)1.7.1）到 11月20日 周五 14:00：客户希望的提货时间。"
    )
    assert queries.explain(pickup, "en") == (
        "“提货” (001 三(四)1.7.1) due Fri 20/11 14:00: the pick-up time the customer wished."
    )


def test_open_before_ended(ticket: Ticket, agent: Person, frozen: Frozen) -> None:
    """The ticket's page lists the open ones by due time, then the ended ones."""
    make.happen("order.confirmed", ticket)
    make.happen("order.slip_sent", ticket)
    actions.give_word(ticket=ticket, label="回电", due_at=NOW + 5 * timedelta(minutes=1), by=agent)
    assert [row.key for row in queries.of_ticket(ticket)] == ["callback", "vehicle", "follow_up", "slip"]


def test_figures_for_the_metrics(ticket: Ticket, frozen: Frozen) -> None:
    """Open, late, and how far the loop is behind."""
    make.happen("order.confirmed", ticket)
    frozen.move(minutes=4)
    figures = queries.figures(frozen.at)
    assert (figures.open, figures.late, figures.lag) == (1, 1, timedelta(minutes=2))
    actions.wake_due(frozen.at)
    assert queries.figures(frozen.at).lag == timedelta(0)
