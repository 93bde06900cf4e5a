"""Names and numbers on the page of a case for who does not work on it: hidden wherever they are repeated."""

from typing import Any, Final

import pytest

from tests.complaints import carried
from tests.desk.complaints.walking import page, send, url
from tests.desk.tickets import parts
from tests.factories import complaints as make
from yinuo.complaints.actions import finding, moving, weighing
from yinuo.complaints.models import Agreement, Complaint
from yinuo.complaints.rules.stages import Stage
from yinuo.core import clock
from yinuo.core.models import Event
from yinuo.staff.models import Person
from yinuo.tickets import queries as tickets
from yinuo.tickets.models import Ticket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk")]
SAID: Final = f"收货人 {make.PHONE}，下午在"
STARRED: Final = "收货人 138****6621，下午在"
STARS: Final = "这里有遮住的号码，存了就找不回来。先点“显示完整资料”，再写全。"


@pytest.fixture
def asked(agent: Person) -> Complaint:
    """A case whose customer gave a number as an answer of the checklist."""
    case = make.registered(agent)
    finding.answer_question(complaint=case, key="wish", text=SAID, by=agent)
    return case


def answered(case: Complaint) -> str:
    return case.answers.get(key="wish").text


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        (STARRED, SAID),
        (f"{STARRED}，晚上不在", f"{SAID}，晚上不在"),
        ("改打 13900001111", "改打 13900001111"),
    ],
)
def test_an_answer_keeps_the_number_that_was_hidden(
    asked: Complaint, team_leader: Person, browse: Any, typed: str, stored: str
) -> None:
    """R311: whoever may handle the case sees it masked, and writes over what they see."""
    client = browse(team_leader)
    assert (make.PHONE in page(client, asked), STARRED in page(client, asked)) == (False, True)
    sent = send(client, asked, url(asked, "answer"), "wish", text=typed)
    assert (sent.status_code, parts.toast(sent)) == (204, "已记下。")
    assert answered(asked) == stored


def test_an_answer_is_never_stored_with_stars(asked: Complaint, team_leader: Person, browse: Any) -> None:
    """A number that cannot be found again is refused, before and after the case was shown in full."""
    client, before = browse(team_leader), Event.objects.filter(kind="complaint.answered").count()
    sent = send(client, asked, url(asked, "answer"), "wish", text="改打 139****0000")
    assert (sent.status_code, parts.toast(sent), answered(asked)) == (204, STARS, SAID)
    assert client.post(f"/desk/{asked.ticket.ref}/personal/").status_code in (204, 302)
    assert make.PHONE in page(client, asked)
    sent = send(client, asked, url(asked, "answer"), "wish", text="改打 139****0000")
    assert (parts.toast(sent), answered(asked)) == (STARS, SAID)
    assert Event.objects.filter(kind="complaint.answered").count() == before
    assert parts.toast(send(client, asked, url(asked, "answer"), "wish", text="13900001111")) == "已记下。"
    assert answered(asked) == "13900001111"


def test_who_reads_the_case_in_full_may_hide_a_number(asked: Complaint, agent: Person, browse: Any) -> None:
    assert send(browse(agent), asked, url(asked, "answer"), "wish", text=STARRED).status_code == 204
    assert answered(asked) == STARRED


def test_stars_tell_nothing_to_who_may_not_answer(asked: Complaint, auditor: Person, browse: Any) -> None:
    said = {"key": "wish", "text": "139****0000"}
    assert browse(auditor).post(url(asked, "answer"), said, headers=parts.DIALOG).status_code == 403
    assert answered(asked) == SAID


def test_a_caller_known_from_before_has_no_name_either(agent: Person, mate: Person, browse: Any) -> None:
    """R025: who gave no name this time is called by the one they are known by."""
    make.registered(agent, contact_name="王建国", contact_company="江宁汽配城")
    case = make.registered(agent, contact_name="", account="又来了")
    assert "王建国" in page(browse(agent), case)
    shown = page(browse(mate), case)
    assert "王**" in shown
    assert "王建国" not in shown


def test_why_a_must_was_let_go_hides_numbers(
    agent: Person, mate: Person, team_leader: Person, browse: Any
) -> None:
    case = make.registered(agent)
    must = next(one for one in tickets.musts(case.ticket) if not one.is_done)
    note = f"打 {make.PHONE} 说好的"
    moving.override(complaint=case, step=must.step, key=must.key, reason="other", note=note, by=team_leader)
    shown = page(browse(mate), case)
    assert "打 138****6621 说好的" in shown
    assert make.PHONE not in shown
    assert note in page(browse(agent), case)


def test_what_the_five_answers_mean_hides_numbers(agent: Person, mate: Person, browse: Any) -> None:
    """R191: the meaning repeats what the customer tells others, and so does the page."""
    case = make.at("PROPOSE", agent)
    said: dict[str, Any] = {"has_long_relation": True, "may_buy_again": True, "demand": "FAIR"}
    words = f"在群里说打 {make.PHONE} 没人接"
    weighing.weigh(complaint=case, word_of_mouth=words, degree="PARTLY", by=agent, **said)
    shown = page(browse(mate), case)
    assert make.PHONE not in shown
    assert shown.count("打 138****6621 没人接") == page(browse(agent), case).count(words) > 1


def test_the_words_to_say_hide_numbers(agent: Person, mate: Person, browse: Any) -> None:
    """R172: what the customer wants and what they were told, as the phrases and their buttons repeat it."""
    wanted = make.registered(agent, wanted=f"打 {make.PHONE}")
    told = make.registered(agent, account="又没来")
    Ticket.objects.filter(pk=told.pk).update(stage=Stage.CALL_BACK)
    carried.offer(told, text=f"让车队打 {make.PHONE}", told_at=clock.now())
    for case, said in ((wanted, "您希望"), (told, "您投诉的事已经办完")):
        shown, full = (page(browse(person), make.again(case)) for person in (mate, agent))
        assert (said in shown, make.PHONE in shown) == (True, False)
        assert f"打 {make.PHONE}" in full.split("<aside")[-1]


def test_who_signed_is_hidden_as_the_customer_is(agent: Person, mate: Person, browse: Any) -> None:
    carried.playbook()
    case = carried.case(agent)
    now = clock.now()
    Agreement.objects.create(
        offer=carried.offer(case, ("gift", 0)), number="A1", made_at=now, signed_at=now, signed_name="王建国"
    )
    shown = page(browse(mate), case)
    assert ("王建国" in shown, "王**" in shown) == (False, True)
    assert "王建国" in page(browse(agent), case)
