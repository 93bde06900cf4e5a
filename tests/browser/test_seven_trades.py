"""The complaints of the other manuals – a parcel, a bike, a bar, a loan – to their end (R154–R220)."""

import pytest

from tests.browser import casework
from tests.browser.acting import ask, at, do, fill, picture, send
from tests.browser.casework import registered
from tests.browser.tab import Tab

pytestmark = pytest.mark.browser
KEPT = (
    "SELECT p.state FROM promises_promise p JOIN tickets_ticket t ON t.id = p.ticket_id "
    "WHERE t.ref = ? AND p.key = ?"
)


@pytest.fixture
def tab(turns: Tab) -> Tab:
    """Everybody of a case takes turns in it."""
    return turns


def test_a_lost_parcel(tab: Tab) -> None:
    """Manual 003 (parcels on the way; R139, R163, R208): passed on by 12345 with its number and deadline, the
    declared value paid after the manager agreed on a phone.
    """
    phone = "13913800412"
    said = {
        "channel": "HOTLINE", "account": "网购的一箱茶具显示已送达，本人没有收到，快递员说放门口被人拿走了。",
        "wanted": "照价赔 600 元", "official_from": "12345 政务服务便民热线",
        "official_number": "NJ12345-2026-3307",
        "official_due_at": "2026-11-23T17:00", "type": "DAMAGE", "severity": "3",
    }  # fmt: skip
    case = registered(tab, phone, said)
    assert "转办单位要求的期限" in tab.text("#case")
    do(tab, "details", {"contact_name": "陈女士", "goods.declared_value": "600", "goods.name": "茶具一箱"})
    case.taken().onward("核实澄清")
    case.found_out(
        {"happened": "显示送达，没有收到", "wish": "照价赔 600 元", "inspected": "没有当面交",
         "how_much": "一箱全丢",
         "worth": "600 元，保了价"},
        cause_found="放在门口没有联系收货人", motive="急着用", core_demand="赔 600 元", degree="FULL",
    )  # fmt: skip
    case.weighed("FULL", "投诉到了 12345")
    offer = {"apology": "on", "goods_loss": "on", "goods_loss-fen": "600", "opinion": "按声明价值赔"}
    case.offered({**offer, "unusual_for": "客户的损失比往常大"})
    tab.wait(lambda: "待批" in tab.text("#case"), "that the manager is asked")
    tab.run("document.querySelector('.cp__m').scrollTop = 0")
    picture(tab, "parcel-1-waiting")
    casework.agreed_to(tab, "9001", case.ref)
    case.at_desk().told("SMS")
    do(tab, "acceptance", way="PHONE", words="同意")
    do(tab, "payment", way="TRANSFER", receipt="CMB20261120-600")
    case.done()
    do(tab, "call", reached="1", way="PHONE")
    do(tab, "rating", overall="4", words="钱收到了", way="PHONE")
    case.ended().is_told_whole("SATISFIED", "offer_asked", "paid", "called_back")
    assert tab.desk.one(KEPT, case.ref, "complaint_official") == "KEPT"


def test_a_bike_rider(tab: Tab) -> None:
    """Manual 004 (R395, R182): money went on being taken after the bike was back; solved on the telephone."""
    said = {
        "account": "我昨天还了公共自行车，锁没有扣上，一直在计费，多扣了 70 块钱。",
        "wanted": "把 70 块钱退给我", "type": "CHARGES", "severity": "1",
    }  # fmt: skip
    case = registered(tab, "13770600411", said)
    ask(tab, "spot")
    picture(tab, "bike-1-on-the-spot")
    fill(
        tab, "dialog[open]",
        {"did-calmed": "on", "ask-which_fee": "还车以后扣的 70 元", "ask-told_price": "一小时以内免费",
         "cause_found": "车锁没有感应到还车", "motive": "不该扣的扣了", "degree": "FULL", **casework.CONTENT,
         "word_of_mouth": "骑友群会说", "refund_overcharge": "on", "refund_overcharge-fen": "70",
         "opinion": "不该收，全退", "has_agreed": "on", "pay_way": "WECHAT", "receipt": "WX20261120-70",
         "done": "微信退了 70 元",
         "overall": "5", "said": "这么快"},
    )  # fmt: skip
    send(tab, "spot")
    tab.wait(lambda: "客户满意" in tab.text("#case"), "that it is solved")
    picture(tab, "bike-2-closed")
    case.is_told_whole("SATISFIED", "paid", "chore_checked")


def test_a_bar_guest(tab: Tab) -> None:
    """Manual 000 (the bar; R150, R212, R254): a furious guest, a waiter asked by link, a leader called by one
    key, two remedies of which the guest chooses one on the phone.
    """
    phone, waiter = "13814500923", "13905160077"
    said = {
        "account": "昨晚在吧里存的半瓶威士忌，今天来取说没有记录，服务员小周还说谁知道你存没存，太欺负人了。",
        "wanted": "还我的酒，道歉", "type": "ATTITUDE", "severity": "2", "temper": "IRRITABLE",
        "respondent_name": "服务员小周",
    }  # fmt: skip
    case = registered(tab, phone, said)
    tab.click("#case [name=feeling][value='3']")
    tab.wait(lambda: tab.all("#case [name=feeling][value='3'][aria-pressed=true]"), "for the mood")
    tab.click("#case [name=feeling][value='1']")
    tab.wait(lambda: "火气在上升" in tab.text("#case"), "that it rises")
    assert "易怒型" in tab.text(".cp__s")
    picture(tab, "bar-1-rising")
    tab.click("#case form[action*='/leader/'] button")
    tab.wait(lambda: "组长出面" in tab.text("#case"), "for the leader")
    case.taken().onward("核实澄清")
    asked = {"to_name": "服务员小周", "to_phone": waiter}
    casework.said_by_link(tab, waiter, "存酒卡写错了桌号，酒在，我态度不好。", **asked)
    case.at_desk().found_out(
        {"happened": "存的酒说没有记录", "wish": "还酒、道歉", "who": "服务员小周",
         "what_said": "谁知道你存没存"},
        cause_found="存酒卡写错桌号", motive="被怀疑", core_demand="还酒，道歉", degree="FULL",
    )  # fmt: skip
    case.weighed("FULL", "常客，会带朋友来")
    case.offered(
        {"apology": "on", "opinion": "道歉，两样选一样", "free_goods": "on", "free_goods-fen": "98",
         "free_goods-words": "补一瓶同样的酒", "free_goods-option": "on", "next_discount": "on",
         "next_discount-fen": "88", "next_discount-option": "on"}
    ).told("SMS")  # fmt: skip
    case.on_phone()
    tab.open(f"{case.link}/offer/")
    tab.click(".choices label:nth-of-type(1)")
    picture(tab, "bar-2-choice")
    tab.click("main [value=accept]")
    tab.wait(lambda: "落实中" in tab.text("main"), "that it is carried out")
    case.at_desk().done(["补的酒已交给客人，签收单 0923"])
    case.rated_on_phone(5, words="经理态度很好")
    case.at_desk().ended()
    case.is_told_whole("SATISFIED", "mood_noted", "leader_called", "statement_given", "offer_accepted")


def test_a_loan_customer(tab: Tab) -> None:
    """Manual 000 (the lender; R161, R197): a fee of the contract is asked back; no, with its reason and rule,
    agreed to by a leader, kindly told, and the customer says that it is clear now.
    """
    said = {
        "account": "三月办的贷款，放款时收了我两千块评估费，当时没跟我讲清楚，现在要求全部退给我。",
        "wanted": "退 2000 元评估费", "type": "CHARGES", "severity": "2", "manner": "MATTER",
    }  # fmt: skip
    case = registered(tab, "13951800636", said)
    case.taken().onward("核实澄清")
    case.found_out(
        {"happened": "放款时收了评估费", "wish": "退 2000 元", "which_fee": "评估费 2000 元",
         "told_price": "合同第六条写明"},
        cause_found="合同第六条写明，本人签字，录音里讲过两遍", motive="忘了讲过",
        core_demand="退评估费", degree="NONE",
    )  # fmt: skip
    case.weighed("NONE", "讲清楚就不会乱说", demand="EXCESSIVE")
    no = {"reason": "no_fault", "rule": "贷款合同第六条", "opinion": "合同、录音齐全，耐心讲清楚"}
    case.offered(no, "refusal")
    casework.agreed_to(tab, "8001", case.ref)
    case.at_desk().told("PHONE")
    at(tab, "回访")
    case.on_phone()
    assert "贷款合同第六条" in tab.text("main")
    assert "12315" in tab.text("main"), "who else may be asked"
    picture(tab, "loan-1-no")
    case.at_desk()
    do(tab, "call", reached="1", way="PHONE", note="又讲了一遍合同第六条")
    do(tab, "rating", overall="4", words="讲清楚了就行", way="PHONE")
    case.ended()
    picture(tab, "loan-2-closed")
    case.is_told_whole("REFUSED", "offer_asked", "called_back")
