"""The page of one complaint: who sees it, as a whole and as a part, and what it costs."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.complaints import carried
from tests.desk.complaints.walking import do, page, shown, url
from tests.desk.tickets import parts
from tests.factories import complaints as make
from tests.factories import orders as orders_make
from yinuo.complaints.actions import accepting, calming, ending, hearing, reopening
from yinuo.complaints.models import Complaint
from yinuo.complaints.rules.stages import Stage
from yinuo.core import clock
from yinuo.staff.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk")]


def test_it_stands_whole_and_as_a_part(agent: Person, browse: Any) -> None:
    case, client = make.registered(agent), browse(agent)
    whole = page(client, case)
    assert "<html" in whole
    assert f'<desk-region id="case" class="contents" on="ticket-{case.pk}" src="{url(case)}">' in whole
    for words in (str(case.ticket.number), make.ACCOUNT, make.WANTED, "认真倾听", "受理", "回访"):
        assert words in whole, words
    part = client.get(url(case), headers=parts.CASE)
    assert parts.text(part).lstrip().startswith('<desk-region id="case"')
    assert "<html" not in parts.text(part)
    assert "HX-Target" in part["Vary"]


def test_it_shows_the_business_the_person_and_the_order(agent: Person, driver: Person, browse: Any) -> None:
    order = orders_make.dispatched(agent)
    case = make.registered(agent, about=order.ticket, respondent=driver)
    side = page(browse(agent), case).split("<aside")[-1]
    for words in (f"/desk/{order.ticket.ref}/", driver.name, "王先生"):
        assert words in side, words


@pytest.mark.parametrize("stage", list(Stage))
def test_it_stands_at_every_stage_for_owner_leader_and_manager(
    agent: Person, team_leader: Person, manager: Person, browse: Any, stage: str
) -> None:
    case = make.at(stage if stage != Stage.CARRY_OUT else Stage.PROPOSE, agent)
    for person in (agent, team_leader, manager):
        assert ('aria-current="step"' in page(browse(person), case)) == (stage != Stage.CLOSED)


def test_who_is_outside_finds_nothing(
    agent: Person, outsider: Person, driver: Person, colleague: Person, browse: Any
) -> None:
    """Another team, the person complained about, a colleague: the page and every verb are not there."""
    case = make.registered(agent, respondent=driver)
    for person in (outsider, driver, colleague):
        client = browse(person)
        for noun in ("", "restate", "wait", "offer", "rating", "transfer", "override/0", "agreement/1.pdf"):
            address = url(case) + noun + ("/" if noun and not noun.endswith("pdf") else "")
            assert client.get(address).status_code == 404, (person.role, address)
            assert client.get(address, headers=parts.CASE).status_code == 404
        assert client.post(url(case, "mood"), {"feeling": "1"}).status_code == 404
        assert client.post(url(case, "answer"), {"key": "wish", "text": "x"}).status_code == 404
    assert (make.again(case).mood, case.moods.count()) == (case.mood, 0)


def test_nobody_reads_a_complaint_about_themselves(agent: Person, mate: Person, browse: Any) -> None:
    """R141: the agent complained about is of the team, and still finds nothing."""
    case = make.registered(agent, respondent=mate)
    for address in (url(case), url(case, "restate"), url(case, "transfer")):
        assert browse(mate).get(address).status_code == 404
    case = make.registered(agent, account="别的事")
    assert browse(mate).get(url(case)).status_code == 200


def test_nobody_without_a_sign_in(agent: Person, client: Any) -> None:
    case = make.registered(agent)
    for address in (url(case), url(case, "restate")):
        assert client.get(address).status_code == 302


def test_the_auditor_reads_and_does_nothing(agent: Person, auditor: Person, browse: Any) -> None:
    case, client = make.registered(agent), browse(auditor)
    assert shown(client, case) == set()
    assert url(case, "mood") not in page(client, case)
    for noun in ("restate", "wait", "class", "transfer", "withdrawal"):
        assert client.get(url(case, noun)).status_code == 403
    assert client.post(url(case, "mood"), {"feeling": "1"}).status_code == 403
    assert client.post(url(case, "answer"), {"key": "wish", "text": "x"}).status_code == 403


def test_numbers_are_masked_for_who_does_not_own_it(agent: Person, mate: Person, browse: Any) -> None:
    case = make.registered(agent, account=f"打 {make.PHONE} 没人接", contact_name="王建国")
    shown_to_mate = page(browse(mate), case)
    assert make.PHONE not in shown_to_mate
    assert "王建国" not in shown_to_mate
    assert "显示完整资料" in shown_to_mate
    assert f"tel:{make.PHONE}" in page(browse(agent), case)
    due_at = clock.now() + timedelta(hours=1)
    hearing.ask_statement(complaint=case, by=agent, to_name="老张", asks=f"{make.PHONE} 说的", due_at=due_at)
    assert make.PHONE not in page(browse(mate), case)
    restate = parts.text(browse(mate).get(url(case, "restate"), headers=parts.DIALOG))
    assert make.PHONE not in restate


def test_the_mood_is_one_tap(agent: Person, browse: Any) -> None:
    """R149: and where it rises, the leader is offered in red."""
    case, client = make.registered(agent), browse(agent)
    for feeling in ("2", "4", "5"):
        sent = client.post(url(case, "mood"), {"feeling": feeling}, headers=parts.DIALOG)
        assert (sent.status_code, parts.toast(sent)) == (204, "心情已记下。")
    assert make.again(case).mood == 5
    assert 'class="moodline"' in page(client, case)
    assert client.get(url(case, "mood")).status_code == 405
    for wrong in ("", "9", "²", "喜", "9" * 5000):
        assert client.post(url(case, "mood"), {"feeling": wrong}, headers=parts.DIALOG).status_code == 422
    assert case.moods.count() == 3


def test_an_answer_that_is_wrong_is_said_in_a_toast(agent: Person, browse: Any) -> None:
    case, client = make.registered(agent), browse(agent)
    sent = client.post(url(case, "answer"), {"key": "nothing", "text": "x"}, headers=parts.DIALOG)
    assert (sent.status_code, parts.toast(sent) != "") == (204, True)
    sent = client.post(url(case, "answer"), {"key": "wish", "text": "长" * 3000}, headers=parts.DIALOG)
    assert "已记下。" not in parts.toast(sent)
    sent = client.post(url(case, "answer"), {"key": "wish", "text": "今天提走"}, headers=parts.DIALOG)
    assert parts.toast(sent) == "已记下。"
    assert "今天提走" in page(client, case)


def test_hostile_words_stay_words(agent: Person, browse: Any) -> None:
    words = '<script>alert(1)</script>"{{ said }}'
    case = make.registered(agent, account=words, wanted=words, contact_name="<b>王</b>")
    shows = page(browse(agent), case)
    assert "<script>alert" not in shows
    assert "<b>王" not in shows


def test_what_it_costs_does_not_grow_with_the_case(agent: Person, browse: Any) -> None:
    """Ten statements and moods ask the database as often as one."""
    client, counted = browse(agent), []
    for case in (_full(agent, 1), _full(agent, 10)):
        page(client, case)  # the first look of the day is written down
        with CaptureQueriesContext(connection) as asked:
            page(client, case)
        counted.append([one["sql"] for one in asked])
    assert len(counted[0]) == len(counted[1]), set(counted[1]) - set(counted[0])


def _full(owner: Person, count: int) -> Complaint:
    """A case with so many requests and moods."""
    case = make.at(Stage.CLARIFY, owner)
    calming.note_mood(complaint=case, feeling=3, by=owner)
    for number in range(count):
        asked: dict[str, Any] = {"asks": f"说明{number}", "due_at": clock.now() + timedelta(hours=2)}
        hearing.ask_statement(complaint=case, by=owner, to_name=f"老张{number}", **asked)
        calming.note_mood(complaint=case, feeling=1 + number % 5, by=owner)
    return make.again(case)


def test_many_tasks_and_proposals_cost_as_much_as_one(agent: Person, browse: Any) -> None:
    client, counted = browse(agent), []
    carried.playbook()
    for count in (1, 10):
        case, _chores = carried.given_out(agent, *[("reship", 0)] * count)
        carried.offer(case, *[("gift", 0)] * count, state="REPLACED")
        for _ in range(count):
            carried.offer(case, ("gift", 0), state="DECLINED", answer="不行")
        assert case.chores.count() == count
        page(client, case)
        with CaptureQueriesContext(connection) as asked:
            page(client, case)
        counted.append([one["sql"] for one in asked])
    assert len(counted[0]) == len(counted[1]), set(counted[1]) - set(counted[0])


def test_the_timeline_names_the_stage_that_was_entered(agent: Person, browse: Any) -> None:
    """R154: also where it stands behind the act that led there."""
    case = make.at(Stage.CLARIFY, agent)
    assert "进入 · 核实澄清" in page(browse(agent), case)


def test_a_crisis_is_said_once_at_the_head(agent: Person, browse: Any) -> None:
    """The chip of the crisis stands for the severity that it is."""
    case = make.registered(agent, severity=4)
    head = page(browse(agent), case).split('class="phead"')[1].split("<h1")[0]
    assert head.count("危机") == 1


def test_whoever_comes_back_can_be_acknowledged_at_any_stage(agent: Person, browse: Any) -> None:
    """R180: as long as the desk owes the customer that word, and no longer."""
    case, client = make.at(Stage.PROPOSE, agent), browse(agent)
    accepting.acknowledge(complaint=case, by=agent)
    assert "acknowledge/" not in shown(client, case)
    ending.withdraw(complaint=case, by=agent, reason="changed_mind")
    reopening.reopen(complaint=case, why="又没来", by=agent)
    do(client, case, "acknowledge")
    assert "acknowledge/" not in shown(client, case)


def test_the_foot_names_only_keys_that_do_something(agent: Person, browse: Any) -> None:
    """Of an open case those of its stage, of a closed one none of a case."""
    case, closed = make.registered(agent), make.at("CLOSED", agent)
    foot = 'class="hint"'
    assert "请领导出面" in page(browse(agent), case).split(foot, 1)[1]
    said = " ".join(page(browse(agent), closed).split(foot)[1:])
    assert not any(one in said for one in ("提交审批", "进入下一阶段", "请领导出面", "客户的心情"))


def test_a_dialog_that_is_refused_says_only_what_is_wrong(agent: Person, browse: Any) -> None:
    """No empty box above the words."""
    case, client = make.at("PROPOSE", agent), browse(agent)
    answer = client.post(url(case, "offer"), {}, headers=parts.DIALOG)
    assert answer.status_code == 422
    assert "<p></p>" not in parts.text(answer)
