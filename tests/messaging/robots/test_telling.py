"""Which events become a line, for which group, in which words."""

import pytest
from pydantic import ValidationError

from tests.factories import messaging as make_messages
from tests.factories import staff as make_staff
from tests.factories import tickets as make
from tests.frozen import Frozen
from tests.messaging.conftest import Known, happens
from tests.messaging.robots.conftest import Opened, breaks
from yinuo.messaging import actions, queries
from yinuo.messaging.models import Notice, RobotLine
from yinuo.playbooks.rules import schema
from yinuo.promises.models import Promise
from yinuo.staff import actions as staff
from yinuo.staff.models import Person, Team
from yinuo.tickets.models import Ticket

pytestmark = pytest.mark.django_db


def texts() -> list[str]:
    return list(RobotLine.objects.order_by("id").values_list("text", flat=True))


def test_a_broken_promise_is_told_to_the_group(
    opened: Opened, ticket: Ticket, promise: Promise, known: Known, frozen: Frozen
) -> None:
    """R093: number, what was promised, by when, what to do, and where to look."""
    staff.change_company(site="https://desk.example.com", by=None)
    Ticket.objects.filter(pk=ticket.pk).update(headline="汽配 15件 急找13905271234")
    ticket.refresh_from_db()
    opened(events=["promise.broken"])
    breaks(promise, ticket, level=0)
    (line,) = RobotLine.objects.all()
    assert line.text == (
        "【超时】110310284 汽配 15件 急找139****1234：安排车辆，应在 10:30 前，打电话催"
        f" https://desk.example.com/desk/{ticket.ref}/"
    )
    assert (line.is_urgent, line.wake_at, line.ticket) == (True, frozen.at, ticket)


def test_what_a_person_promised_is_not_repeated(
    opened: Opened, ticket: Ticket, promise: Promise, known: Known
) -> None:
    """R047: a spoken promise may say anything about anybody."""
    opened(events=["promise.broken"])
    promise.is_spoken, promise.label = True, "下午三点给王先生13800006621回电话"
    breaks(promise, ticket)
    (text,) = texts()
    assert "口头承诺" in text
    assert "王先生" not in text
    assert "6621" not in text


def test_only_those_who_are_told_of_it_and_of_the_team(
    opened: Opened, ticket: Ticket, promise: Promise, team: Team, known: Known
) -> None:
    night = make_staff.team(key="night", name="夜班组")
    everybody, _ = opened(events=["promise.broken"])
    day, _ = opened(events=["promise.broken"], team=team)
    opened(events=["promise.broken"], team=night)
    opened(events=["order.confirmed"])
    silent, _ = opened(events=["promise.broken"])
    actions.deactivate_robot(silent, by=None)
    breaks(promise, ticket)
    told = set(RobotLine.objects.values_list("robot_id", flat=True))
    assert told == {everybody.pk, day.pk}


def test_a_message_that_did_not_leave(opened: Opened, ticket: Ticket, driver: Person, known: Known) -> None:
    """R064: which message to whom; a customer's name is masked, a colleague's is not."""
    opened(events=["notice.given_up"])
    for columns in ({"to_person": driver}, {"to_name": "王小明", "to_role": "customer", "key": "message"}):
        notice = make_messages.notice(ticket, **columns)
        happens(
            "notice.given_up", ticket, subject=notice, key=notice.key, notice=notice.pk, to=notice.to_role
        )
    first, second = texts()
    assert first.startswith("【短信发不出】110310284 ")
    assert "：催提货 王强" in first
    assert second.startswith("【短信发不出】110310284 ")
    assert "：短信 王**" in second
    assert not Notice.objects.filter(text__contains="机器人").exists()


def test_no_robot_no_statement(
    company: object, ticket: Ticket, django_assert_num_queries: "pytest.FixtureRequest"
) -> None:
    """Every event asks; where no robot listens it costs nothing once that is known."""
    assert queries.hearing("ticket.taken", None) == []
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert queries.hearing("promise.broken", ticket.team_id) == []


def test_the_manual_speaks_to_the_group(opened: Opened, ticket: Ticket, agent: Person, known: Known) -> None:
    """A notice of the channel robot goes to the groups of the team that take the manual's words, masked."""
    ticket.playbook_version = make.playbook(
        notices=[
            {
                "key": "group_told",
                "label": "告诉群里",
                "channel": "robot",
                "on": "ticket.taken",
                "text": "{serial}由{agent}办理，客户{customer}电话13800006621",
                "from": "R059",
            }
        ],
        promises=[],
    )
    ticket.save()
    robot, _ = opened()
    opened(events=["promise.broken"])
    known.values["customer"] = "王小明"
    Ticket.objects.filter(pk=ticket.pk).update(customer_name="王小明")
    ticket.refresh_from_db()
    happens("ticket.taken", ticket, by=agent)
    (line,) = RobotLine.objects.all()
    assert line.robot == robot
    assert line.text.startswith("【手册的通知】110310284：110310284由")
    assert "王小明" not in line.text
    assert "王**" in line.text
    assert "138****6621" in line.text
    assert not line.is_urgent


def test_only_what_goes_to_the_group_needs_no_role(company: object) -> None:
    """A notice by SMS to nobody is a defect of the manual, found when it is read."""
    words = {"key": "told", "label": "告诉", "text": "{serial}", "from": "R059"}
    assert schema.Notice.model_validate(words | {"channel": "robot"}).to == ()
    with pytest.raises(ValidationError, match="nobody"):
        schema.Notice.model_validate(words | {"channel": "sms"})
