"""What follows from events: the playbook's notices and the reminders."""

from typing import Any

import pytest

from tests.factories import messaging as make
from tests.factories import staff as make_staff
from tests.factories import tickets as make_tickets
from tests.messaging.conftest import Known, happens
from yinuo.core import clock
from yinuo.messaging import actions, queries
from yinuo.messaging.models import Notice, Reminder
from yinuo.playbooks.models import PlaybookVersion
from yinuo.promises.models import Promise
from yinuo.staff.models import Person, Region, Role
from yinuo.tickets import queries as tickets
from yinuo.tickets.models import Ticket

pytestmark = pytest.mark.usefixtures("frozen", "wired")


def told(person: Person) -> list[tuple[str, str, str]]:
    """What a person was reminded of: code, label, task."""
    rows = Reminder.objects.filter(person=person).order_by("id")
    return [(line["code"], line["label"], line["task"]) for row in rows for line in row.lines]


def test_an_event_sends_the_playbooks_notice(ticket: Ticket, known: Known, agent: Person) -> None:
    """R059: the customer's SMS follows the event, by whoever did it."""
    happens("ticket.taken", ticket, by=agent)
    notice = Notice.objects.get()
    assert (notice.key, notice.text) == ("told", "王先生，您的单110310284由8011办理。")
    assert (notice.address, notice.to_role, notice.by) == ("13800006621", "customer", agent)


def test_a_condition_that_does_not_hold_sends_nothing(ticket: Ticket, known: Known) -> None:
    """R059: no SMS to a landline."""
    known.values["customer.has_mobile"] = False
    happens("ticket.taken", ticket)
    assert not Notice.objects.exists()


def test_what_the_ticket_does_not_know_is_no_error(ticket: Ticket, known: Known) -> None:
    """A field without a value is none, and the condition simply does not hold."""
    known.values.clear()
    happens("ticket.taken", ticket)
    assert not Notice.objects.exists()


def test_an_event_without_a_ticket_or_a_notice_sends_nothing(
    ticket: Ticket, known: Known, agent: Person
) -> None:
    happens("staff.absent", None, subject=agent)
    happens("ticket.assigned", ticket)
    assert not Notice.objects.exists()
    assert not Reminder.objects.exists()


def test_a_desk_without_a_playbook_still_works(ticket: Ticket, known: Known) -> None:
    PlaybookVersion.objects.update(is_current=False)
    happens("ticket.taken", make_tickets.ticket())
    assert not Notice.objects.exists()


def test_a_notice_that_cannot_leave_is_given_up_in_public(
    ticket: Ticket, known: Known, agent: Person
) -> None:
    """R063: the customer has no number: the action goes through, the row says why, the owner is told."""
    known.contacts["customer"] = tickets.Contact(None, "王先生", "")
    happens("ticket.taken", ticket, by=agent)
    notice = Notice.objects.get()
    assert (notice.state, notice.error, notice.wake_at) == (Notice.State.GIVEN_UP, "notice_no_phone", None)
    assert told(agent) == [
        ("notice.given_up", "告诉客户 王先生", ""),
        ("notice.given_up", "110310284要另找司机", ""),
    ]
    assert Reminder.objects.get(person=agent).is_urgent
    assert actions.send_due(clock.now()) == 0


def test_a_message_given_up_after_trying_is_told_to_the_owner(
    ticket: Ticket, known: Known, agent: Person
) -> None:
    """R064: when the SMS did not leave, the telephone has to do it; the owner hears of it at once."""
    make.notice(ticket, address="13900000000")
    actions.send_due(clock.now())
    assert ("notice.given_up", "催提货 王强", "") in told(agent)


def test_a_message_about_a_message_never_goes_round(ticket: Ticket, known: Known) -> None:
    """A notice that names notice.sent and notice.queued as its events does not feed itself."""
    make.notice(ticket)
    actions.send_due(clock.now())
    assert Notice.objects.count() == 1


def test_a_desk_notice_becomes_a_reminder(ticket: Ticket, known: Known, agent: Person) -> None:
    happens("order.declined", ticket)
    assert told(agent) == [("order.declined", "110310284要另找司机", "")]
    assert not Notice.objects.exists()


def test_a_broken_promise_reminds_and_chases(
    ticket: Ticket, known: Known, agent: Person, driver: Person, promise: Promise
) -> None:
    """R093: the owner reads what to do now, the driver gets the SMS."""
    happens(
        "promise.broken",
        ticket,
        subject=promise,
        key="vehicle",
        level=0,
        notify=["owner"],
        notice="chase",
        to=["receiver"],
    )
    assert told(agent) == [("promise.broken", "安排车辆", "打电话催")]
    reminder = Reminder.objects.get()
    assert reminder.is_urgent
    assert reminder.lines[0]["ticket"] == ticket.ref
    assert reminder.lines[0]["number"] == "110310284"
    assert reminder.lines[0]["due"] == promise.due_at.isoformat()
    notice = Notice.objects.get()
    assert (notice.key, notice.to_person) == ("chase", driver)


@pytest.mark.parametrize(
    ("kind", "data", "task"),
    [
        ("promise.warned", {"notify": ["assignee"], "level": None}, "确认司机接单"),
        ("promise.repeated", {"notify": ["owner"], "level": None}, "再催一次"),
        ("promise.escalated", {"notify": [], "level": 2}, "换一个司机"),
        ("promise.handed_on", {}, ""),
    ],
)
def test_each_step_of_a_chase_says_what_to_do(
    ticket: Ticket, known: Known, agent: Person, promise: Promise, kind: str, data: dict[str, Any], task: str
) -> None:
    """R091–R093: warning, repeat, a level that is only a task, and a promise handed on."""
    happens(kind, ticket, subject=promise, key="vehicle", **data)
    assert told(agent) == [(kind, "安排车辆", task)]
    assert not Notice.objects.exists()


def test_a_promise_marked_late_in_silence_tells_nobody(
    ticket: Ticket, known: Known, promise: Promise
) -> None:
    happens("promise.broken", ticket, subject=promise, key="vehicle", level=None, notify=[])
    assert not Reminder.objects.exists()


def test_escalation_reaches_leaders_and_dispatchers_on_duty(
    ticket: Ticket, known: Known, promise: Promise, team_leader: Person, dispatcher: Person, region: Region
) -> None:
    """R094, R328: those on duty; each once."""
    away = make_staff.posted(Role.DISPATCHER, region, rank=2, on_duty=False)
    happens(
        "promise.escalated",
        ticket,
        subject=promise,
        key="vehicle",
        level=1,
        notify=["team_leader", "dispatcher"],
    )
    assert [len(told(person)) for person in (team_leader, dispatcher, away)] == [1, 1, 0]


def test_when_nobody_is_on_duty_everybody_is_told(
    ticket: Ticket, known: Known, promise: Promise, team_leader: Person
) -> None:
    """A reminder to no one would be a broken promise that nobody sees."""
    Person.objects.filter(pk=team_leader.pk).update(on_duty=False)
    happens("promise.escalated", ticket, subject=promise, key="vehicle", level=1, notify=["team_leader"])
    assert len(told(team_leader)) == 1


def test_a_team_without_a_leader_is_looked_after_by_the_manager(
    ticket: Ticket, known: Known, promise: Promise, manager: Person
) -> None:
    """R331: the manager of the branch, not of another one."""
    elsewhere = make_staff.person(Role.MANAGER, branch=make_staff.branch(key="huaian", name="淮安"))
    happens("promise.escalated", ticket, subject=promise, key="vehicle", level=1, notify=["team_leader"])
    assert (len(told(manager)), len(told(elsewhere))) == (1, 0)


def test_a_ticket_without_owner_reminds_the_assignee_then_the_leader(
    ticket: Ticket, known: Known, promise: Promise, agent: Person, team_leader: Person
) -> None:
    """R093: owner, else assignee, else the team's leader."""
    Ticket.objects.update(owner=None)
    ticket.refresh_from_db()
    happens("promise.broken", ticket, subject=promise, key="vehicle", level=0, notify=["owner"])
    assert len(told(agent)) == 1
    promise.assignee = None
    happens("promise.broken", ticket, subject=promise, key="vehicle", level=0, notify=["owner"])
    assert (len(told(agent)), len(told(team_leader))) == (1, 1)


def test_thirty_promises_at_once_are_one_reminder(
    ticket: Ticket, known: Known, promise: Promise, agent: Person
) -> None:
    """R093: what falls due within a minute is gathered."""
    for _ in range(30):
        happens("promise.warned", ticket, subject=promise, key="vehicle", notify=["assignee"])
    assert len(Reminder.objects.get(person=agent).lines) == 30


def test_copies_go_along_when_their_condition_holds(
    ticket: Ticket, known: Known, promise: Promise, market_developer: Person, driver: Person
) -> None:
    """R066: the market developer gets the same words; nobody gets them twice."""
    slip = {
        "subject": promise,
        "key": "vehicle",
        "level": None,
        "notice": "slip",
        "to": ["receiver", "driver"],
    }
    happens("promise.repeated", ticket, **slip)
    assert set(Notice.objects.values_list("to_person", "to_role")) == {
        (driver.pk, "receiver"),
        (market_developer.pk, "market_developer"),
    }
    before = list(Notice.objects.values_list("pk", flat=True))
    known.values["order.receiver"] = "dispatcher"
    happens("promise.repeated", ticket, **slip)
    assert Notice.objects.exclude(pk__in=before).get().to_role == "receiver"


def test_a_notice_the_manual_does_not_have_is_left_out(
    ticket: Ticket, known: Known, promise: Promise
) -> None:
    """A ticket under an older version: the promise goes on without the words."""
    happens(
        "promise.broken", ticket, subject=promise, key="vehicle", level=0, notify=["owner"], notice="poem"
    )
    assert not Notice.objects.exists()
    assert Reminder.objects.exists()


def test_a_sms_to_the_manager_finds_one(
    ticket: Ticket, known: Known, promise: Promise, manager: Person
) -> None:
    """R096: the manager's own number."""
    Person.objects.filter(pk=manager.pk).update(phone="13905270009")
    happens(
        "promise.broken", ticket, subject=promise, key="vehicle", level=None, notice="chase", to=["manager"]
    )
    notice = Notice.objects.get()
    assert (notice.to_person, notice.address) == (manager, "13905270009")
    assert queries.of_ticket(ticket) == [notice]
