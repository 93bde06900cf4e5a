"""Complaints in the browser: from the call to a content customer, who answers on a phone (R154–R183)."""

import re
from collections.abc import Iterator

import pytest
from django.test import override_settings

from tests.browser.acting import at, become, coded, do, fill
from tests.browser.casework import STATE, prove, said_by_link
from tests.browser.server import Desk
from tests.browser.tab import PHONE, WIDE, Tab
from yinuo.tickets.rules import links

pytestmark = pytest.mark.browser
ORDER = (
    "SELECT t.ref, o.pickup_phone, d.id, d.phone FROM tickets_ticket t "
    "JOIN orders_order o ON o.ticket_id = t.id JOIN staff_person p ON p.id = t.owner_id "
    "JOIN staff_person d ON d.id = o.driver_id "
    "WHERE p.staff_number = '8011' AND t.stage = 'ACCEPTED' ORDER BY t.id DESC"
)


@pytest.fixture
def both(window: Tab, own_desk: Desk) -> Iterator[Tab]:
    """A window at a desk of its own, in which the agent and the customer take turns."""
    window.desk = own_desk
    window.size(WIDE)
    window.theme("light")
    window.troubles()
    yield window.enter("8011")
    found = window.troubles()
    assert not found, "\n" + "\n".join(found)


def rung(tab: Tab, order: str, phone: str, driver: int) -> str:
    """The customer rings about an order and its driver: written down, registered; the ref of the case."""
    tab.open(f"/complaints/new/?order={order}&phone={phone}")
    said = "约好下午两点来提货，快四点了司机还没到，电话也没人接，货堆在门口。"
    fill(tab, "#complaint-form", account=said, wanted="今天提走，退五十块运费")
    tab.wait(lambda: "采用" in tab.text("#complaint-form"), "that the text is read")
    tab.shot("complaint-rung")
    fill(tab, "#complaint-form", type="TIME", severity="2", respondent=str(driver))
    tab.press("ctrl+enter")
    tab.wait(lambda: re.search(r"/complaints/\w{10}/$", tab.driver.current_url), "for the case")
    return str(tab.driver.current_url).split("/")[-2]


def taken(tab: Tab) -> None:
    """Calmed, restated, told how long it takes, and on (R155, R156, R186)."""
    at(tab, "受理")
    tab.click(".must [type=checkbox]:not([disabled])")
    tab.wait(lambda: tab.all(".must [type=checkbox]:not([disabled]):checked"), "that the must is ticked")
    do(tab, "restate", is_confirmed="on")
    do(tab, "wait")
    do(tab, "acknowledge")
    do(tab, "onward")
    at(tab, "核实澄清")


def heard(tab: Tab, phone: str) -> None:
    """The driver is asked, and says what happened on their own page (R171)."""
    here = str(tab.driver.current_url).removeprefix(tab.desk.url)
    said_by_link(tab, phone, "上一家装车排了一个半小时队，我没有报备。")
    become(tab, "8011").open(here)


def answered(tab: Tab, key: str, text: str, asked: str) -> None:
    """An answer to a question of the checklist is written down; `asked` says how many are then."""
    row = f"#case form[action$='/answer/']:has([value='{key}'])"
    field = tab.find(f"{row} [name=text]")
    field.clear()
    field.send_keys(text)
    tab.click(f"{row} .btn")
    tab.wait(lambda: asked in tab.text("#case"), f"for the answer {key}")


def found_out(tab: Tab) -> None:
    """Everything asked, the cause found (R190, R311)."""
    answered(tab, "happened", "说好下午两点，四点了还没到", "已问 1 /")
    answered(tab, "wish", "今天提走，退五十块运费", "已问 2 /")
    answered(tab, "agreed_time", "下午两点，客服李敏答应的", "已问 3 /")
    found = {"cause_found": "上一家装车排队，没有报备", "motive": "急着发车", "core_demand": "今天提走"}
    do(tab, "findings", **found, degree="MOSTLY")
    do(tab, "onward")
    at(tab, "提出方案")


def offered(tab: Tab) -> None:
    """The five questions, a proposal within the agent's own limit, told (R161, R191–R195)."""
    do(
        tab, "weighing", has_long_relation="1", may_buy_again="1", word_of_mouth="建材市场里都认识",
        demand="FAIR", degree="MOSTLY",
    )  # fmt: skip
    do(tab, "offer", {"refund_freight-fen": "50"}, apology="on", refund_freight="on", opinion="道歉，退五十")
    do(tab, "approval")
    do(tab, "telling", way="SMS")
    tab.wait(lambda: "已告知客户" in tab.text("#case"), "that it is told")


def agreed(tab: Tab, case: str) -> None:
    """The customer reads the offer and agrees to it."""
    tab.click(f"main a[href='{case}/offer/']")
    tab.wait(lambda: "50 元" in tab.text("main"), "for the sum")
    assert not tab.measured()
    tab.shot("complaint-offer-phone")
    tab.click("main [value=accept]")
    tab.wait(lambda: "落实中" in tab.text("main"), "that it is carried out")


def carried_out(tab: Tab) -> None:
    """Paid, and what the department did is checked (R204, R205)."""
    at(tab, "落实")
    do(tab, "payment", way="WECHAT", receipt="W20261120-1")
    do(tab, "chore-checked")
    at(tab, "回访")


def rated(tab: Tab, case: str) -> None:
    """The customer is content."""
    tab.open(f"{case}/rate/")
    assert not tab.measured()
    tab.shot("complaint-rate-phone")
    tab.tick("[name=overall][value='5']")
    tab.click("main button[type=submit].btn--primary")
    tab.wait(lambda: "谢谢您的评价" in tab.text("main"), "for the thanks")


def test_a_late_pick_up_from_the_call_to_the_end(both: Tab) -> None:
    """R154–R165 R171 R173 R183 R204 R220: by the page's own buttons; the customer answers on a phone."""
    desk = both.desk
    order, phone, person, mobile = desk.ask(ORDER)[0]
    ref = rung(both, order, phone, person)
    with override_settings(SECRET_KEY=(desk.folder / "secret.key").read_text().strip()):
        case = links.case_path(ref)
    taken(both)
    heard(both, mobile)
    found_out(both)
    offered(both)
    both.shot("complaint-told")
    both.size(PHONE)
    both.open(f"{case}/")
    prove(both, phone)
    agreed(both, case)
    both.size(WIDE)
    both.open(f"/complaints/{ref}/")
    carried_out(both)
    both.size(PHONE)
    rated(both, case)
    both.size(WIDE)
    both.open(f"/complaints/{ref}/")
    do(both, "call", reached="1", way="PHONE")
    do(both, "thanks")
    do(both, "closing")
    both.wait(lambda: desk.ask(STATE, ref) == [("CLOSED", "SATISFIED")], "for the end")
    do(
        both, "lesson", cause="排队没有报备", change="晚到先打电话", due_on="2026-12-04",
        owner=str(desk.one("SELECT id FROM staff_person WHERE staff_number = '8001'")),
    )  # fmt: skip
    both.wait(lambda: "晚到先打电话" in both.text("#case"), "for the lesson")
    assert not both.measured()
    both.shot("complaint-closed")


def test_a_customer_complains_on_a_phone(both: Tab) -> None:
    """R005 R141 R180 R182: sent with a proved number, it is somebody's at once, and is followed."""
    phone = "13812345678"
    both.enter().size(PHONE)
    both.open("/p/complain/")
    both.tick("[name=kind][value=TIME]")
    fill(both, "#complain", account="约好上午九点来提货，十一点还没有人来。", wanted="今天提走", phone=phone)
    sent = coded(both, phone, "[data-code]")
    fill(both, "#complain", code=sent, contact_name="许先生")
    both.click(".m__bar .btn--primary")
    both.wait(lambda: "/received/" in both.driver.current_url, "that it is received")
    number = both.find(".done__no").text
    assert re.fullmatch(r"C\d{9}", number)
    assert not both.measured()
    both.shot("complaint-received-phone")
    both.click("main .btn--primary")
    both.wait(lambda: number in both.text("main h1"), "for its page")
    assert "约好上午九点来提货" in both.text("main")
    assert not both.measured()
    owner = "SELECT owner_id FROM tickets_ticket WHERE number = ?"
    assert both.desk.one(owner, number), "it belongs to somebody from its first minute"
