"""Another round: what the owner can press then, and how a leader takes the third (R205, R212)."""

import re
from typing import Any

import pytest
from django.test import Client

from tests.desk.complaints.test_case_walk import FOUND, OFFER, WEIGHED, agreed, carried_out
from tests.desk.complaints.walking import do, newest, page, press, said, send, shown, stage, url
from tests.desk.tickets import parts
from tests.factories import complaints as make
from yinuo.complaints.models import Complaint
from yinuo.core.models import Event
from yinuo.staff.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk")]
TAKES, ASKED = "我来办", "已请领导接手"


@pytest.fixture
def case(agent: Person, browse: Any) -> Complaint:
    """Found out, to be proposed."""
    made = make.at("PROPOSE", agent)
    do(browse(agent), made, "findings", **FOUND)
    return made


@pytest.fixture
def third(case: Complaint, agent: Person, mate: Person, browse: Any) -> Complaint:
    """Given on once already, then twice taken back and opened again: nothing was ever proposed."""
    do(browse(agent), case, "transfer", to=str(mate.pk), reason="knows_matter")
    for why in ("还是要办", "真的要办"):
        do(browse(mate), case, "withdrawal", reason="solved")
        do(browse(mate), case, "reopening", why=why)
    assert (stage(case), make.again(case).round) == ("PROPOSE", 3)
    do(browse(mate), case, "weighing", **WEIGHED)
    return case


def test_satisfied_then_not_is_another_round(agent: Person, case: Complaint, browse: Any) -> None:
    """R205: the customer rings again before the end; the button says so, and both answers are recorded."""
    client = browse(agent)
    agreed(client, case)
    carried_out(client, case)
    assert _asks(client, case).startswith("客户评价")
    do(client, case, "rating", overall="5", way="PHONE")
    assert _asks(client, case).startswith("客户又说没办好")
    content = press(client, url(case, "rating"), overall="4", way="PHONE")
    assert content.status_code == 422
    assert any("已经评价过" in one for one in said(content))
    do(client, case, "rating", overall="2", left="钱没到", way="PHONE")
    assert (stage(case), make.again(case).round) == ("PROPOSE", 2)
    events = Event.objects.filter(kind="complaint.rated", ticket_id=case.pk).order_by("id")
    assert [one.data["overall"] for one in events] == [5, 2]
    assert "钱没到" in page(client, case)


def test_a_leader_takes_the_third_round_with_one_key(
    third: Complaint, mate: Person, team_leader: Person, browse: Any
) -> None:
    """Nobody fills in a proposal in vain: the owner reads who has it next, the leader has the button."""
    owner, leader = browse(mate), browse(team_leader)
    assert ASKED in page(owner, third)
    assert TAKES not in page(owner, third)
    assert "offer/" not in shown(owner, third)
    refused = press(owner, url(third, "offer"), **OFFER)
    assert refused.status_code == 422
    assert "都不满意" not in str(said(refused))
    assert ASKED not in page(leader, third)
    assert "offer/" not in shown(leader, third)
    taken = send(leader, third, url(third, "transfer"), "leader_takes")
    assert taken.status_code == 204
    assert make.ticket(third).owner == team_leader
    event = Event.objects.get(kind="complaint.transferred", ticket_id=third.pk, actor_id=team_leader.pk)
    assert (event.data["to"], event.data["reason"], event.data["count"]) == (
        team_leader.pk, "leader_takes", 2,
    )  # fmt: skip
    assert TAKES not in page(leader, third)
    do(leader, third, "offer", **OFFER)
    do(leader, third, "approval", newest(third))


def test_who_is_no_leader_takes_nothing(
    third: Complaint, agent: Person, auditor: Person, browse: Any
) -> None:
    """The same form by a hand that is not a leader's is refused; an auditor reads neither word."""
    for person in (agent, auditor):
        assert TAKES not in page(browse(person), third)
        form = {"to": str(person.pk), "reason": "leader_takes"}
        answer = browse(person).post(url(third, "transfer"), form, headers=parts.DIALOG)
        assert answer.status_code in (403, 422)
    assert ASKED not in page(browse(auditor), third)
    assert make.again(third).transfers == 1


def _asks(client: Client, case: Complaint) -> str:
    """What the button says that opens the dialog of the rating; empty without one."""
    found = re.search(rf'hx-get="{url(case, "rating")}".*?</(?:a|button)>', page(client, case), re.DOTALL)
    return re.sub(r"(?s)<svg.*?</svg>|^[^>]*>|<[^>]*>|\s", "", found.group()) if found else ""
