"""The page of a case: what whoever made it may see, and nothing of it for anybody else (R131, R182)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.complaints import carried, clarifying, deciding
from tests.factories import complaints as make
from tests.factories import pictures
from tests.frozen import Frozen
from tests.portal.complaints import cases
from tests.portal.following.conftest import SHIPPER
from yinuo.complaints.actions import accepting, approving, files, finding, hearing, suggesting, telling
from yinuo.complaints.models import Complaint
from yinuo.complaints.rules.offers import Wish
from yinuo.complaints.rules.stages import Stage
from yinuo.core import clock, uploads
from yinuo.core.uploads import Box
from yinuo.customers.rules import Guest
from yinuo.promises import actions as promises
from yinuo.staff.models import Person
from yinuo.tickets import actions as tickets
from yinuo.tickets.rules import links

Known = Callable[[str], Client]


def text(answer: Any) -> str:
    assert answer.status_code == 200, answer.status_code
    return str(answer.content.decode())


def test_stage_and_deadline_in_plain_words(theirs: Client, agent: Person) -> None:
    """R155 R182: the steps, who has it, by when; after that moment it is said too."""
    case = make.registered(agent, contact_phone=SHIPPER)
    due = clock.now() + timedelta(hours=5)
    accepting.tell_wait(complaint=case, due_at=due, by=agent)
    page = text(theirs.get(f"{cases.base(case)}/"))
    for words in (
        case.ticket.number,
        "已受理",
        "受理",
        "核实",
        "方案",
        "落实",
        "回访",
        agent.name,
        "最晚 15:00 前给您结果",
        case.account,
    ):
        assert str(words) in page, words
    Complaint.objects.filter(pk=case.pk).update(told_until=clock.now() - timedelta(minutes=1))
    assert "说好的时间过了，对不起" in text(theirs.get(f"{cases.base(case)}/"))


def test_a_word_that_was_kept_is_not_overdue_in_a_later_round(
    theirs: Client, agent: Person, frozen: Frozen
) -> None:
    """R155: nobody apologises for the time of the round before; what is promised now is told."""
    case = make.registered(agent, contact_phone=SHIPPER)
    word = accepting.tell_wait(complaint=case, due_at=clock.now() + timedelta(hours=1), by=agent)
    promises.keep(word, by=agent)
    frozen.move(hours=5)
    assert "说好的时间过了" not in text(theirs.get(f"{cases.base(case)}/"))


def test_the_desk_s_own_words_stay_inside(theirs: Client, agent: Person) -> None:
    """R131: our opinion, the temper, motive and cause that were found are not for this page."""
    offer = cases.told(agent, temper="RUDE", motive="想要赔偿", cause_found="司机睡过头")
    page = text(theirs.get(f"{cases.base(offer.complaint)}/"))
    for words in (offer.opinion, "粗野", "想要赔偿", "司机睡过头"):
        assert words not in page, words
    assert offer.text.splitlines()[0] in page


def test_an_offer_is_seen_once_it_was_told(theirs: Client, agent: Person) -> None:
    """R254: a draft is nobody's but ours; told, it waits for their answer with its options."""
    case = cases.decided(agent)
    options = (Wish("money", 3_000, "", True), Wish("discount", 5_000, "下一单用", True))
    draft = deciding.offered(case, agent, Wish("sorry"), *options)
    assert "等您答复" not in text(theirs.get(f"{cases.base(case)}/"))
    assert draft.text not in text(theirs.get(f"{cases.base(case)}/"))
    deciding.told(case, agent, Wish("sorry"), *options)
    page = text(theirs.get(f"{cases.base(case)}/"))
    for words in ("等您答复", "30 元", "50 元", "下一单用", "道歉", f"{cases.base(case)}/offer/"):
        assert words in page, words


def test_a_no_names_its_reason_and_who_is_next(theirs: Client, agent: Person, team_leader: Person) -> None:
    """R394: the ground, the next level inside, the bodies outside that the law names."""
    case = cases.decided(agent)
    offer = deciding.refused(case, team_leader)
    offer = approving.ask_approval(offer=offer, by=team_leader)
    telling.tell_offer(offer=deciding.again(offer), way="PHONE", by=team_leader)
    page = text(theirs.get(f"{cases.base(case)}/"))
    for words in (
        "民法典第八百三十二条",
        "不同意，还可以找谁",
        "客服组长",
        "12305",
        "邮政管理部门",
        "快递市场管理办法",
    ):
        assert words in page, words
    assert "/offer/" not in page


def test_where_they_want_something_else_the_same_is_told(theirs: Client, agent: Person) -> None:
    """R394: whoever declined hears whom else they may turn to; whoever agreed does not."""
    offer = cases.told(agent)
    address = f"{cases.base(offer.complaint)}/"
    assert "12305" not in text(theirs.get(address))
    telling.decline_offer(offer=offer, words="太少", way="PHONE", by=agent)
    assert "12305" in text(theirs.get(address))


def test_the_changing_part_comes_once(theirs: Client, agent: Person) -> None:
    """R131: with the mark of what one has, nothing comes back until something happened."""
    case = make.registered(agent, contact_phone=SHIPPER)
    page = text(theirs.get(f"{cases.base(case)}/"))
    first = theirs.get(f"{cases.base(case)}/live/")
    etag = first["ETag"]
    assert etag.strip('"') in page
    assert "<html" not in text(first)
    again = theirs.get(f"{cases.base(case)}/live/", headers={"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")
    accepting.restate(complaint=case, words="司机迟到", by=agent)
    changed = theirs.get(f"{cases.base(case)}/live/", headers={"If-None-Match": etag})
    assert "和您核对了经过" in text(changed)


def test_no_page_is_kept_for_another(theirs: Client, agent: Person) -> None:
    """R131: no cache between may keep any of its pages."""
    offer = deciding.told(cases.decided(agent), agent)
    for part in ("/", "/live/", "/received/", "/offer/", "/rate/", "/withdraw/", "/reopen/", "/more/"):
        answer = theirs.get(cases.base(offer.complaint) + part)
        assert answer["Cache-Control"] == "private, no-store", part
        assert "Cookie" in answer["Vary"]
    assert theirs.get("/p/complain/")["Cache-Control"] == "private, no-store"


def test_the_page_costs_few_statements(theirs: Client, agent: Person) -> None:
    """R131: a fixed number, whatever stands on it."""
    offer = cases.told(agent)
    address = f"{cases.base(offer.complaint)}/"
    theirs.get(address)
    with CaptureQueriesContext(connection) as seen:
        theirs.get(address)
    assert len(seen) <= 8, [query["sql"][:90] for query in seen]


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        ("SATISFIED", "已办结"),
        ("REFUSED", "已答复"),
        ("UNREACHED", "已结案"),
        ("WITHDRAWN", "已撤回"),
        ("MERGED", "合并办理"),
    ],
)
def test_every_end_is_told(theirs: Client, agent: Person, outcome: str, words: str) -> None:
    """R131: how it ended, in plain words; only what may be opened again says so."""
    cases.playbook()
    case = carried.case(agent, Stage.CLOSED, outcome=outcome, closed_at=clock.now())
    page = text(theirs.get(f"{cases.base(case)}/"))
    assert words in page
    assert ("/reopen/" in page) is (outcome != "MERGED")
    assert ("/rate/" in page) is (outcome == "UNREACHED")
    assert "/withdraw/" not in page


def test_a_public_service_says_citizen(theirs: Client, agent: Person) -> None:
    """R394: 市民 for 客户, by the playbook's setting."""
    assert "客户的每一条意见" in text(theirs.get("/p/complain/"))
    cases.playbook(customer_word="市民")
    page = text(theirs.get("/p/complain/"))
    assert "市民的每一条意见" in page
    assert "客户" not in page


def test_what_became_of_a_suggestion(theirs: Client, agent: Person) -> None:
    """R130: thanked, passed on, the result; nothing can be pressed."""
    case = make.suggested(agent, contact_phone=SHIPPER)
    address = f"{links.case_path(case.ticket.ref)}/"
    assert "已收到" in text(theirs.get(address))
    suggesting.thank(suggestion=case, by=agent)
    suggesting.answer(suggestion=case, result="下月起默认拍照", is_acted_on=True, by=agent)
    page = text(theirs.get(address))
    for words in ("谢谢您。结果写在下面。", "下月起默认拍照", case.text):
        assert words in page, words
    assert "/withdraw/" not in page
    for part in ("offer/", "rate/", "withdraw/", "reopen/", "more/", "agreement/"):
        assert theirs.get(address + part).status_code == 404


def test_english(agent: Person, desk: Frozen) -> None:
    """R131: the page speaks the browser's language."""
    case = clarifying.case(agent)
    page = Client(headers={"accept-language": "en"}).get(f"{cases.base(case)}/").content.decode()
    assert '<html lang="en"' in page


def test_what_is_due_among_ourselves_is_not_told(theirs: Client, agent: Person, frozen: Frozen) -> None:
    """R182: the driver's two hours for a statement are no word to the customer; the rule's answer is."""
    case = make.registered(None, channel="WEB", guest=Guest(phone=SHIPPER))
    address = f"{cases.base(case)}/"
    assert "最晚 17:30 前" in text(theirs.get(address))
    due = clock.now() + timedelta(hours=2)
    hearing.ask_statement(
        complaint=make.again(case), asks="为什么没去提货？", due_at=due, by=agent, to_name="何师傅"
    )
    page = text(theirs.get(address))
    assert "最晚 17:30 前" in page
    assert "12:00" not in page
    assert "何师傅" not in page


def test_nobody_is_asked_twice(theirs: Client, agent: Person) -> None:
    """R144: what the form has told already is no open question any more."""
    cases.playbook()
    case = clarifying.case(agent, Stage.CLARIFY, wanted="退运费")
    assert "还有 1 个问题想问您" in text(theirs.get(f"{cases.base(case)}/"))
    page = text(theirs.get(f"{cases.base(case)}/more/"))
    assert "什么时候发生的？" in page
    assert "您希望怎么处理？" not in page


def test_what_is_told_at_once_stands_once(theirs: Client, agent: Person, frozen: Frozen) -> None:
    """R182: five answers of one call are one line; those of an hour later are another."""
    cases.playbook()
    case = clarifying.case(agent, Stage.CLARIFY, contact_phone=SHIPPER)
    for key in ("when", "wish"):
        finding.answer_question(complaint=case, key=key, text="昨天", by=agent)
    address = f"{cases.base(case)}/"
    assert text(theirs.get(address)).count("您补充了情况") == 1
    frozen.move(hours=1)
    finding.answer_question(complaint=case, key="when", text="前天", by=agent)
    assert text(theirs.get(address)).count("您补充了情况") == 2


def test_what_was_passed_on_is_read_as_it_may_be_seen(theirs: Client, agent: Person) -> None:
    """The version with parts blacked out, for whoever proved their number; the rest does not open."""
    case = make.registered(agent, contact_phone=SHIPPER)
    photo, inside = (
        tickets.attach(case.ticket, purpose="photo", file=pictures.picture(colour=colour), by=agent)
        for colour in ("red", "blue")
    )
    page = text(theirs.get(f"{cases.base(case)}/"))
    assert "给您看的材料" not in page
    covered = tickets.cover(photo, boxes=[Box(0, 0, 9, 9)], by=agent)
    files.pass_on(complaint=case, attachment=photo, to="CUSTOMER", by=agent)
    page = text(theirs.get(f"{cases.base(case)}/"))
    assert "给您看的材料" in page
    url = f"{cases.base(case)}/photo/{covered.pk}/"
    assert url in page
    answer = theirs.get(url)
    assert b"".join(answer.streaming_content) == uploads.path_of(covered.sha256).read_bytes()
    for hidden in (photo, inside):
        assert theirs.get(f"{cases.base(case)}/photo/{hidden.pk}/").status_code == 404
    assert "给您看的材料" not in text(Client().get(f"{cases.base(case)}/"))
    assert Client().get(url).status_code == 404
