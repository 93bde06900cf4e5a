"""The review of a web order at the desk: checked, called, corrected, confirmed or void, in words."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.desk.orders import browsing
from tests.desk.orders.reviewing import REGION, address, check_all, form, send
from tests.desk.tickets import parts
from tests.factories import orders as plain
from tests.factories import pictures
from tests.factories import web as make
from yinuo.core import clock
from yinuo.orders.actions import web
from yinuo.orders.models import ReviewCall
from yinuo.orders.rules import web as rules
from yinuo.promises import actions as promises
from yinuo.tickets import actions as tickets

pytestmark = pytest.mark.django_db


def test_three_things_side_by_side(order, client) -> None:
    """R079 R080 R084: the checklist with what the tables say, what the customer wrote, the call's words."""
    page = parts.text(client.get(address(order)))
    for label in (
        "货物合乎运输要求",
        "两边都在服务范围",
        "提货地址要不要加装卸费",
        "包装合适",
        "已核 0 / 6 项",
    ):
        assert label in page
    assert "违禁品目录里没有这样的货物" in page
    assert "装卸费 100 元" in page, "汽配城 has no fork lift"
    assert "和网上估的一样" in page
    assert 'value="江宁汽配城B区12号"' in page
    assert "tel:13800006621" in page
    assert "感谢您能选择" in page
    assert "8011" in page


def test_it_answers_with_its_region(order, client) -> None:
    """A region that asks for itself again gets itself, not the page."""
    part = parts.text(client.get(address(order), headers=REGION))
    assert "<html" not in part
    assert part.lstrip().startswith("<desk-region")


def test_it_costs_the_same_whatever_was_done(order, client, agent) -> None:
    """A page issues a fixed number of queries whatever the data."""

    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert client.get(address(order)).status_code == 200
        return len(caught)

    queries()
    first = queries()
    web.change_point(order=order, typed={"pieces": "18", "packing": "木架"}, by=agent)
    for key in rules.CHECKS:
        web.check(order=order, key=key, ok=True, by=agent)
    for _ in range(3):
        web.note_call(order=order, outcome="NO_ANSWER", by=agent, form_key=None)
    assert queries() == first


def test_who_has_not_taken_it_sees_masks(
    order, mate, team_leader, outsider, auditor, dispatcher, browse
) -> None:
    """R327 R340: others read it masked and find no buttons; strangers find nothing."""
    page = parts.text(browse(mate).get(address(order)))
    assert "13800006621" not in page
    assert "B区12号" not in page
    assert "李敏在核" in page
    assert address(order, "confirmation/") not in page
    assert address(order, "release/") in parts.text(browse(team_leader).get(address(order)))
    assert browse(auditor).get(address(order)).status_code == 200
    for part in ("taking/", "release/", "checks/", "points/", "calls/", "screening/", "confirmation/"):
        assert browse(outsider).post(address(order, part)).status_code == 404
        assert browse(dispatcher).post(address(order, part)).status_code in (403, 404)
        assert browse(mate).get(address(order, part)).status_code == 405
    assert browse(outsider).get(address(order, "voiding/")).status_code == 404


def test_only_web_orders_have_a_review(desk, agent, client) -> None:
    """An order that was taken on the telephone has none."""
    assert client.get(address(plain.confirmed(agent))).status_code == 404
    assert client.get("/orders/review/nothing/").status_code == 404


def test_the_order_leads_to_its_review(order, client) -> None:
    """R076: the workbench shows the way; the W number finds it."""
    page = parts.text(client.get(f"/desk/{order.web.number}/"))
    assert address(order) in page
    assert client.get(f"/orders/review/{order.web.number}/").status_code == 200


def test_a_point_of_the_checklist(order, client) -> None:
    """R079 R081: what holds, what does not with why; what the order has become by it."""
    assert send(client, order, "checks/", key="goods", ok="1").status_code == 200
    part = parts.text(send(client, order, "checks/", key="packing", ok="0", note="没有打木架"))
    assert "已核 2 / 6 项" in part
    assert "没有打木架 · 李敏" in part
    assert "有问题单" in part
    kept = plain.again(order).web.checks
    assert kept["packing"]["ok"] is False
    assert kept["goods"]["ok"] is True


def test_a_check_that_is_refused_stays_at_its_place(order, client) -> None:
    """What is wrong with a note stands at that note."""
    part = parts.text(send(client, order, "checks/", key="goods", ok="0", note="长" * 201))
    assert 'id="note-goods-err"' in part
    assert client.post(address(order, "checks/"), {"key": "x", "ok": "1"}, headers=REGION).status_code == 422


def test_an_answer_is_corrected_in_place(order, client) -> None:
    """R081: before and after, until the customer agreed; what was checked about it is checked anew."""
    check_all(client, order)
    part = parts.text(send(client, order, "points/", pieces="18"))
    assert "15件" in part
    assert "18件" in part
    assert "等客户同意" in part
    assert "客户写的：15" in part
    points = plain.again(order).web.points
    assert [(one["key"], one["before"], one["after"]) for one in points] == [("pieces", "15件", "18件")]
    assert "price" not in plain.again(order).web.checks


def test_nothing_changed_is_no_change(order, client) -> None:
    """A form that sends everything as it was drawn changes nothing, also a wish that has passed meanwhile."""
    assert send(client, order, "points/").status_code == 200
    assert plain.again(order).web.points == []


def test_what_cannot_be_read_stands_at_its_field(order, client) -> None:
    """R045: the fault at the field, the text as it was typed, nothing lost."""
    answer = send(client, order, "points/", pieces="很多", consignee_phone="", packing="wood")
    part = parts.text(answer)
    assert answer.status_code == 422
    assert 'value="很多"' in part
    assert 'id="pieces-err"' in part
    assert '<option value="wood" selected>' in part
    assert plain.again(order).web.points == []


def test_the_customer_changes_it_meanwhile(order, client) -> None:
    """R081: two versions side by side, nothing overwritten; then one's own, on purpose."""
    mine = form(client, order, "points/")
    web.change_by_guest(order=plain.again(order), guest=make.GUEST, typed={"pieces": "20"})
    answer = client.post(mine.action, mine.filled(pieces="18"), headers=REGION)
    part = parts.text(answer)
    assert answer.status_code == 422
    assert "没有覆盖" in part
    assert "20件" in part
    assert plain.again(order).pieces == 20
    current = str(plain.again(order).ticket.version)
    assert f'name="version" value="{current}"' in part
    assert (
        client.post(mine.action, mine.filled(pieces="18", version=current), headers=REGION).status_code == 200
    )
    assert plain.again(order).pieces == 18


def test_the_customer_changes_what_is_being_agreed(order, client, agent) -> None:
    """R081: yes to what was read out is no yes to what was written since; the form stays, with both."""
    web.change_point(order=order, typed={"pieces": "16"}, by=agent)
    mine = form(client, order, "calls/")
    said = mine.filled(outcome="CHANGED", agreed="pieces", note="改成 16 件")
    web.change_by_guest(order=plain.again(order), guest=make.GUEST, typed={"pieces": "99"})
    answer = client.post(mine.action, said, headers=REGION)
    part = parts.text(answer)
    assert answer.status_code == 422
    assert "别人刚刚改过这一条" in part
    assert "99件" in part
    assert "改成 16 件" in part
    assert not order.review_calls.exists()
    said["version"] = str(plain.again(order).ticket.version)
    assert client.post(mine.action, said, headers=REGION).status_code == 200


@pytest.mark.parametrize("outcome", ReviewCall.Outcome.values)
def test_what_the_call_came_to(order, client, outcome: str) -> None:
    """R080: every outcome is written down, once for a form that is sent twice."""
    said = {**form(client, order, "calls/").values, "outcome": outcome, "note": "说好了"}
    for _ in range(2):
        assert client.post(address(order, "calls/"), said, headers=REGION).status_code == 200
    assert [call.outcome for call in order.review_calls.all()] == [outcome]
    assert str(ReviewCall.Outcome(outcome).label) in parts.text(client.get(address(order)))


def test_a_call_without_an_outcome(order, client) -> None:
    """What is missing is said; what was written stays."""
    answer = send(client, order, "calls/", note="响了很久")
    assert answer.status_code == 422
    assert "请选打电话的结果" in parts.text(answer)
    assert "响了很久" in parts.text(answer)
    assert not order.review_calls.exists()


def test_called_again_at_the_time_that_was_agreed(order, client) -> None:
    """R080: no answer, another time; a time that has passed is refused at its field."""
    again = clock.local(clock.now() + timedelta(minutes=40)).strftime("%Y-%m-%dT%H:%M")
    assert send(client, order, "calls/", outcome="NO_ANSWER", again_at=again).status_code == 200
    page = parts.text(client.get(address(order)))
    assert "1 次没接" in page
    assert "再打" in page
    past = clock.local(clock.now() - timedelta(minutes=1)).strftime("%Y-%m-%dT%H:%M")
    assert send(client, order, "calls/", outcome="NO_ANSWER", again_at=past).status_code == 422


def test_questions_about_the_goods_are_answered_here(desk, agent, client) -> None:
    """R049: goods that need a question are asked about in the call, and answered on the page."""
    order = make.taken(agent, goods_name="锂电池")
    page = client.get(address(order))
    ask = browsing.form(page, address(order, "screening/"))
    assert ask.action == address(order, "screening/")
    for one in browsing.forms(page):
        if one.action == ask.action:
            key = one.button(name="answer")["value"].partition(":")[0]
            assert client.post(ask.action, {"answer": f"{key}:no"}, headers=REGION).status_code == 200
    assert not plain.again(order).screening.get("unanswered")
    assert set(plain.again(order).goods_answers.values()) == {"no"}


def test_pictures_of_the_goods(order, client, agent) -> None:
    """R048: what the customer photographed stands beside the checklist, and on the order's page."""
    picture = tickets.attach(order.ticket, purpose="goods", file=pictures.picture(), by=agent)
    shown = f"/attachments/{picture.pk}/"
    assert shown in parts.text(client.get(address(order)))
    assert shown in parts.text(client.get(f"/desk/{order.ticket.ref}/?tab=details"))


def test_several_lots(desk, agent, client) -> None:
    """R046: several kinds of goods in one order, each as it was written."""
    lots = [
        {"goods_name": "瓷砖", "pieces": "40", "weight": "800", "volume": "1.2", "packing": "木架"},
        {"goods_name": "灯具", "pieces": "6", "weight": "40", "volume": "0.8", "packing": "纸箱"},
    ]
    order = web.place(guest=make.GUEST, typed=make.TYPED, lots=lots, form_key="a", notice_version=1)
    web.take_review(order=order, by=agent)
    page = parts.text(client.get(address(order)))
    for said in ("客户写了 2 种货", "瓷砖", "800公斤", "0.8方", "木架"):
        assert said in page


def test_a_reminder_leads_to_the_review(order, client, desk) -> None:
    """R077: what is said of a web order under review leads to its review."""
    desk.move(minutes=25)
    promises.wake_due(desk.at)
    assert address(order) in parts.text(client.get("/messages/reminders/"))
