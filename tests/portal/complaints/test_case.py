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
from tests.frozen import Frozen
from tests.portal.complaints import cases
from tests.portal.following.conftest import SHIPPER
from yinuo.complaints.actions import accepting, approving, hearing, merging, suggesting, telling
from yinuo.complaints.models import Complaint
from yinuo.complaints.rules.offers import Wish
from yinuo.complaints.rules.stages import Stage
from yinuo.core import clock
from yinuo.customers.rules import Guest
from yinuo.orders.models import Order
from yinuo.staff.models import Person
from yinuo.tickets.models import Ticket
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


def test_by_the_bare_link_numbers_are_masked(theirs: Client, client: Client, agent: Person) -> None:
    """R131: the link is enough to read; telephone numbers in the words only for who proved theirs."""
    case = make.registered(agent, account="请打 13911112222 找我", contact_phone=SHIPPER)
    assert "13911112222" in text(theirs.get(f"{cases.base(case)}/"))
    page = text(client.get(f"{cases.base(case)}/"))
    assert "13911112222" not in page
    assert SHIPPER not in page
    assert "请先验证 138****6621" in page


def test_forged_unknown_and_foreign_links_look_the_same(order: Order, theirs: Client, agent: Person) -> None:
    """R131: another seal, another ref, the link of an order, nonsense: nothing is asked of the database, and
    nothing tells which of them it was.
    """
    case = make.registered(agent, contact_phone=SHIPPER)
    slug = cases.base(case).removeprefix("/c/")
    other = {sign: "3" if sign == "2" else "2" for sign in slug}
    forged = (
        slug[:-1] + other[slug[-1]],
        other[slug[0]] + slug[1:],
        links.track_slug(order.ticket.ref),
        "x" * 16,
    )
    theirs.get("/p/")
    for part in (
        "/",
        "/live/",
        "/received/",
        "/photo/1/",
        "/offer/",
        "/agreement/",
        "/agreement.pdf",
        "/rate/",
        "/more/",
    ):
        told = set()
        for bad in forged:
            with CaptureQueriesContext(connection) as seen:
                answer = theirs.get(f"/c/{bad}{part}")
            told.add((answer.status_code, len(answer.content), len(seen)))
        assert len(told) == 1, (part, told)
        assert next(iter(told))[0] == 404
        assert next(iter(told))[2] == 0


def test_what_is_no_case_looks_like_what_is_none(order: Order, theirs: Client) -> None:
    """R131: a good seal on an order's ref, on one that never was, and on what was forgotten."""
    forgotten = make.registered(None, channel="WEB", contact_phone=SHIPPER)
    Ticket.objects.filter(pk=forgotten.pk).update(forgotten_at=clock.now())
    theirs.get("/p/")
    told = []
    for ref in (order.ticket.ref, "zzzzzzzzzz"):
        with CaptureQueriesContext(connection) as seen:
            answer = theirs.get(f"{links.case_path(ref)}/")
        told.append((answer.status_code, len(answer.content), len(seen)))
    assert told[0] == told[1]
    gone = theirs.get(f"{cases.base(forgotten)}/")
    assert (gone.status_code, len(gone.content)) == told[0][:2] == (404, told[1][1])


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


def test_an_old_link_tells_nothing_alone(
    theirs: Client, client: Client, agent: Person, frozen: Frozen
) -> None:
    """R131: when the time to come back is over, the link alone is spent; the proved number still reads it."""
    cases.playbook()
    case = carried.case(agent, Stage.CLOSED, outcome="SATISFIED", closed_at=clock.now())
    address = f"{cases.base(case)}/"
    frozen.move(days=29)
    assert client.get(address).status_code == 200
    frozen.move(days=2)
    for part in ("", "live/", "rate/"):
        answer = client.get(address + part)
        assert answer.status_code == 410
        assert case.account not in answer.content.decode()
    assert theirs.get(address).status_code == 200


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
    for words in ("谢谢您！结果写在下面。", "下月起默认拍照", case.text):
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
    assert "最晚 14:00 前" in text(theirs.get(address))
    due = clock.now() + timedelta(hours=2)
    hearing.ask_statement(
        complaint=make.again(case), asks="为什么没去提货？", due_at=due, by=agent, to_name="何师傅"
    )
    page = text(theirs.get(address))
    assert "最晚 14:00 前" in page
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


def test_what_was_merged_leads_to_the_other(theirs: Client, client: Client, agent: Person) -> None:
    """R129: for the proved number that made both; the bare link leads nowhere else."""
    main, other = (make.registered(agent, contact_phone=SHIPPER) for _ in range(2))
    merging.merge(complaint=other, into=main, by=agent)
    there = f'href="{cases.base(main)}/"'
    assert there in text(theirs.get(f"{cases.base(other)}/"))
    assert there not in text(client.get(f"{cases.base(other)}/"))


def test_guessing_links_is_slowed_down(desk: Frozen, client: Client) -> None:
    """R131: after forty forged links of one address the next has to wait."""
    told = [client.get(f"/c/{'a' * 15}{n % 8 + 2}/").status_code for n in range(42)]
    assert told[:40] == [404] * 40
    assert told[41] == 429
