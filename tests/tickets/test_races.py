"""Several people at the same moment: one wins, the others are told; nothing is doubled, nothing skipped."""

import pytest

from tests.factories import staff
from tests.factories import tickets as make
from yinuo.core import db
from yinuo.core.errors import NotNow
from yinuo.core.models import Event, Serial
from yinuo.staff.models import Role
from yinuo.tickets import actions, queries
from yinuo.tickets.models import Must, PersonalView, Ticket

pytestmark = pytest.mark.django_db(transaction=True)


def again(ticket: Ticket) -> Ticket:
    """The ticket as another process reads it."""
    return Ticket.objects.get(pk=ticket.pk)


def test_of_two_takers_one_wins(free, agent, together) -> None:
    """Two, and six: each loser hears the winner's name, and one event is recorded."""
    people = [agent, *(staff.person(Role.AGENT, team=agent.team) for _ in range(5))]
    outcomes = together(*(lambda person=person: actions.take(again(free), by=person) for person in people))
    winners = [person for person, outcome in zip(people, outcomes, strict=True) if outcome.error is None]
    assert len(winners) == 1
    assert again(free).owner == winners[0]
    for outcome in outcomes:
        if outcome.error:
            assert isinstance(outcome.error, NotNow)
            assert (outcome.error.code, outcome.error.params["by"]) == ("already_taken", winners[0].name)
    assert Event.objects.filter(kind="ticket.taken").count() == 1


def test_a_double_click_takes_once(free, agent, together) -> None:
    outcomes = together(*[lambda: actions.take(again(free), by=agent)] * 4)
    assert [outcome.error for outcome in outcomes] == [None] * 4
    assert Event.objects.filter(kind="ticket.taken").count() == 1


def test_numbers_have_no_gap_and_no_double(company, frozen, together) -> None:
    """R044: twelve tickets numbered at once, three of them given up half-way."""
    made = make.tickets(12)

    def number(ticket: Ticket, gives_up: bool) -> None:
        with db.transaction():
            actions.number_it(again(ticket), letter="")
            if gives_up:
                raise ZeroDivisionError

    together(*(lambda t=t, n=n: number(t, n % 4 == 0) for n, t in enumerate(made)))
    numbers = sorted(Ticket.objects.exclude(number=None).values_list("number", flat=True))
    assert numbers == [f"261120{serial:03d}" for serial in range(1, 10)]


def test_one_ticket_numbered_by_two_gets_one(company, frozen, together) -> None:
    """R044: and no serial is lost to the second."""
    ticket = make.ticket()
    outcomes = together(*[lambda: actions.number_it(again(ticket), letter="")] * 4)
    assert {outcome.value for outcome in outcomes} == {"261120001"}
    assert Serial.objects.get().last == 1


def test_a_form_sent_by_two_threads_opens_one_ticket(agent, playbook, together) -> None:
    def send() -> Ticket:
        return actions.open_ticket(kind="TASK", stage="OPEN", channel="PHONE", by=agent, form_key="form-1")

    outcomes = together(*[send] * 4)
    assert [outcome.error for outcome in outcomes] == [None] * 4
    assert len({outcome.value.pk for outcome in outcomes}) == 1
    assert Event.objects.filter(kind="ticket.opened").count() == 1


def test_of_two_forms_one_is_stale(task, together) -> None:
    outcomes = together(
        *(
            lambda text=text: actions.describe(again(task), version=1, headline=text)
            for text in ("她改的", "我改的")
        )
    )
    assert sorted(outcome.error.code for outcome in outcomes if outcome.error) == ["stale"]
    assert again(task).version == 2


def test_of_two_movers_one_moves(agent, together) -> None:
    task = make.ticket(owner=agent)
    outcomes = together(
        *(lambda to=to: actions.leave_stage(again(task), to=to, by=agent) for to in ("DONE", "DROPPED"))
    )
    failed = [outcome.error for outcome in outcomes if outcome.error]
    assert [error.code for error in failed] == ["move_not_legal"]


def test_ticking_and_looking_at_once_happen_once(task, agent, together) -> None:
    together(*[lambda: actions.do_must(again(task), step="look_into_it", key="asked", by=agent)] * 3)
    together(*[lambda: actions.see_personal(again(task), by=agent)] * 3)
    assert (Must.objects.count(), PersonalView.objects.count()) == (1, 1)
    assert sorted(Event.objects.values_list("kind", flat=True)) == [
        "ticket.must_done",
        "ticket.personal_seen",
    ]


def test_indexing_at_once_leaves_one_row(free, agent, together) -> None:
    texts = ["汽配", "五金", "家纺"]
    outcomes = together(
        *(lambda text=text: actions.index_ticket(again(free), texts=[text]) for text in texts)
    )
    assert [outcome.error for outcome in outcomes] == [None] * 3
    assert len([text for text in texts if queries.search(agent, text).rows]) == 1
