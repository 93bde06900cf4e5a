"""The verbs in their dialogs: who may, what is asked, what is refused, what follows."""

import pytest
from django.urls import reverse

from tests.desk.orders import browsing
from tests.factories import orders as make
from yinuo.desk.orders import moves
from yinuo.desk.orders.urls import VERBS
from yinuo.messaging.models import Notice
from yinuo.orders import actions
from yinuo.orders.models import Order, Stage
from yinuo.playbooks.rules import reasons

pytestmark = pytest.mark.django_db
NOUNS = [one.noun for one in VERBS]


def url(name: str, order: Order, *args: object) -> str:
    return reverse(name, args=[order.ticket.ref, *args])


def press(client, noun: str, order: Order, **typed: str):
    form = browsing.form(client.get(url(f"order-{noun}", order), headers=browsing.DIALOG), "")
    return client.post(form.action, form.filled(**typed), headers=browsing.DIALOG)


@pytest.mark.parametrize("noun", [*NOUNS, "change"])
def test_strangers_find_nothing_and_readers_may_do_nothing(
    desk, agent, outsider, auditor, browse, noun
) -> None:
    """R340: another team's agent gets 404; an auditor reads everything and is refused every verb."""
    order = make.dispatched(agent)
    assert browse(outsider).get(url(f"order-{noun}", order)).status_code == 404
    client = browse(auditor)
    assert client.get(url(f"order-{noun}", order)).status_code == 403
    assert client.post(url(f"order-{noun}", order)).status_code == 403


@pytest.mark.parametrize("noun", NOUNS)
def test_every_dialog_stands_as_a_part_and_as_a_page(desk, agent, browse, noun) -> None:
    """Page first: the same address answers a script with the dialog and everybody else with a page."""
    order = make.draft(agent) if noun in ("origin", "discount") else make.dispatched(agent)
    client = browse(agent)
    part = client.get(url(f"order-{noun}", order), headers=browsing.DIALOG)
    assert part.status_code == 200
    assert part.content.decode().lstrip().startswith('<div id="dialog">')
    assert b"<html" in client.get(url(f"order-{noun}", order)).content


def test_the_next_step_is_first_and_has_the_key(desk, agent, browse) -> None:
    """R075: of the legal steps the one that leads on is the one the key presses."""
    order = make.confirmed(agent)
    found = moves.steps(order, agent, was_called=False)
    assert [(one.label, one.tone, one.key) for one in found] == [("派单", "primary", "e")]
    order = make.dispatched(agent)
    assert moves.steps(order, agent, was_called=False)[0].label == "记电话通知"
    assert moves.steps(order, agent, was_called=True)[0].label == "接单"
    labels = [one.label for one in moves.others(order, agent, was_called=False)]
    assert labels == [
        "换接收人",
        "司机不接",
        "改单",
        "记跟踪",
        "记异常",
        "取消",
        "作废",
        "重发办单链接",
        "打印跟踪记录",
    ]


def test_a_person_sees_only_the_steps_they_may_take(desk, agent, auditor, market_developer) -> None:
    """R066: the market developer tracks, and does nothing else; an auditor prints."""
    order = make.dispatched(agent)
    assert moves.steps(order, market_developer, was_called=False) == []
    labels = [one.label for one in moves.others(order, market_developer, was_called=False)]
    assert labels == ["记跟踪", "打印跟踪记录"]
    assert [one.label for one in moves.others(order, auditor, was_called=False)] == ["打印跟踪记录"]
    assert moves.write_to(order, auditor) == []


def test_the_slip_goes_to_another_with_a_reason(desk, agent, driver, second_driver, browse) -> None:
    """R068: the dialog shows the slip and whose turn it is; another needs a reason."""
    order = make.confirmed(agent)
    client = browse(agent)
    shown = client.get(url("order-dispatch", order), headers=browsing.DIALOG).content.decode()
    assert "261120001" in shown
    assert driver.name in shown
    refused = press(client, "dispatch", order, to=str(second_driver.pk))
    assert refused.status_code == 422
    assert press(client, "dispatch", order, to=str(second_driver.pk), reason="nearer").status_code == 204
    assert make.again(order).receiver == second_driver
    assert press(client, "receiver", order, to=str(driver.pk), reason="first_busy").status_code == 204
    assert make.again(order).receiver == driver


@pytest.mark.parametrize("noun", ["dispatch", "receiver"])
def test_the_longest_reason_is_kept(desk, agent, second_driver, browse, noun: str) -> None:
    """R065 R068: what the form takes as a reason is kept to its last character; a database that measures its
    columns refuses nothing of it.
    """
    order = make.confirmed(agent) if noun == "dispatch" else make.dispatched(agent)
    longest, client = "离" * reasons.LONGEST_NOTE, browse(agent)
    typed = {"to": str(second_driver.pk), "reason": "other", "note": longest}
    assert press(client, noun, order, **{**typed, "note": longest + "远"}).status_code == 422
    assert press(client, noun, order, **typed).status_code == 204
    order = make.again(order)
    assert (order.receiver, order.receiver_reason) == (second_driver, longest)
    assert Order._meta.get_field("receiver_reason").max_length >= len(longest)


def test_nobody_answers_the_telephone(desk, agent, browse) -> None:
    """R064: the words to read out, the number; when to call again becomes a promise."""
    order = make.dispatched(agent)
    client = browse(agent)
    shown = client.get(url("order-driver-call", order), headers=browsing.DIALOG).content.decode()
    assert "我是客服" in shown
    assert "13905270001" in shown
    assert (
        press(client, "driver-call", order, outcome="no_answer", again_at="2026-11-20T10:12").status_code
        == 204
    )
    assert order.ticket.promises.filter(key="recall", state="OPEN").count() == 1
    late = press(client, "driver-call", order, outcome="no_answer", again_at="2026-11-20T09:00")
    assert late.status_code == 422


def test_the_driver_does_not_take_it(desk, agent, second_driver, browse) -> None:
    """R067: the order waits to be sent anew, and is not proposed to them again."""
    order = make.dispatched(agent)
    client = browse(agent)
    assert press(client, "declining", order, reason="").status_code == 422
    assert press(client, "declining", order, reason="full").status_code == 204
    assert make.again(order).ticket.stage == Stage.CONFIRMED
    assert press(client, "dispatch", order).status_code == 204
    assert make.again(order).receiver == second_driver


def test_what_may_not_be_done_now_is_said_in_the_dialog(desk, agent, browse) -> None:
    """R074: a verb that the stage does not allow is refused in its dialog, with what is possible."""
    order = make.dispatched(agent)
    refused = press(browse(agent), "delivery", order, signed_by="马先生")
    assert refused.status_code == 422
    assert 'role="alert"' in refused.content.decode()
    assert make.again(order).ticket.stage == Stage.DISPATCHED


def test_cancelling_names_its_effect_and_its_reason(desk, agent, browse) -> None:
    """R083: who asked, why; whoever has the slip is told; it cannot be taken back."""
    order = make.dispatched(agent)
    client = browse(agent)
    shown = client.get(url("order-cancellation", order), headers=browsing.DIALOG).content.decode()
    assert "会收到取消短信" in shown
    assert press(client, "cancellation", order, reason="not_ready", asked_by="").status_code == 422
    assert press(client, "cancellation", order, reason="other", asked_by="王先生").status_code == 422
    assert press(client, "cancellation", order, reason="not_ready", asked_by="王先生").status_code == 204
    assert make.again(order).ticket.stage == Stage.VOIDED
    assert Notice.objects.filter(ticket=order.ticket, key="cancelled").exists()


@pytest.mark.parametrize(("noun", "stage"), [("return", Stage.RETURNED), ("loss", Stage.LOST)])
def test_goods_that_do_not_arrive(desk, agent, browse, noun: str, stage: str) -> None:
    """R088: returned and lost, each with its reason."""
    order = make.collected(agent)
    assert press(browse(agent), noun, order, reason="收货人不在").status_code == 204
    assert make.again(order).ticket.stage == stage


def test_refused_goods_go_out_again_or_back(desk, agent, browse) -> None:
    """R088: the consignee does not take them."""
    order = actions.go_out(order=make.collected(agent), by=agent)
    client = browse(agent)
    assert press(client, "refusal", order, reason="damaged").status_code == 204
    found = moves.steps(make.again(order), agent, was_called=True)
    assert [one.label for one in found] == ["配送", "退回"]


def test_more_freight_than_is_left_delivers_nothing(desk, agent, browse) -> None:
    """R035: delivery and payment are noted together or not at all."""
    order = actions.go_out(order=make.collected(agent), by=agent)
    client = browse(agent)
    assert press(client, "delivery", order, collected="9999").status_code == 422
    assert make.again(order).ticket.stage == Stage.OUT_FOR_DELIVERY
    assert press(client, "freight", order, amount="一百").status_code == 422


def test_an_exception_is_noted_and_cleared(desk, agent, browse) -> None:
    """R088, R099: the cause from the manual's list, objective ones named so, the department that deals with
    it; cleared with what came of it, which the printed record tells.
    """
    order = make.dispatched(agent)
    client = browse(agent)
    assert (
        "恶劣天气 · 客观原因"
        in client.get(url("order-exception", order), headers=browsing.DIALOG).content.decode()
    )
    assert press(client, "exception", order, cause="weather", department="nobody").status_code == 422
    assert press(client, "exception", order, cause="weather", department="warehouse").status_code == 204
    noted = order.exceptions.get()
    assert noted.department == "warehouse"
    assert noted.is_objective
    clearing, result = url("order-clearing", order, noted.pk), {"result": "换了车，已送到"}
    assert "处理结果" in client.get(clearing, headers=browsing.DIALOG).content.decode()
    assert client.post(clearing, headers=browsing.DIALOG).status_code == 422
    assert client.post(clearing, result, headers=browsing.DIALOG).status_code == 204
    noted.refresh_from_db()
    assert (noted.result, noted.cleared_by) == ("换了车，已送到", agent)
    assert client.post(url("order-clearing", order, noted.pk + 1), result).status_code == 404
    noted.refresh_from_db()
    assert noted.cleared_at is not None
    record = client.get(url("order-record", order)).content.decode()
    assert "处理部门 仓储部" in record
    assert "换了车，已送到" in record


def test_the_driver_is_urged_in_the_same_step(desk, agent, browse) -> None:
    """R093: the SMS leaves and the record says so, at once."""
    order = make.dispatched(agent)
    desk.move(minutes=31)
    typed = {"what": "PICKUP", "how": "SMS", "outcome": "催了一次", "urge": "on"}
    assert press(browse(agent), "follow-up", order, **typed).status_code == 204
    assert Notice.objects.filter(ticket=order.ticket, key="chase_pickup").exists()
    assert order.tracking.get().outcome == "催了一次"


def test_an_sms_in_ones_own_words(desk, agent, browse) -> None:
    """R070: 70 characters; a longer one leaves in parts only when somebody decides so."""
    order = make.dispatched(agent)
    client = browse(agent)
    form = browsing.form(client.get(url("order-message", order, "driver"), headers=browsing.DIALOG), "")
    long = form.filled(text="请尽快到汽配城提货，客户在门口等" * 6)
    assert client.post(form.action, long, headers=browsing.DIALOG).status_code == 422
    assert client.post(form.action, {**long, "parts": "on"}, headers=browsing.DIALOG).status_code == 204
    assert client.get(url("order-message", order, "nobody")).status_code == 404
    again = client.post(form.action, {**long, "parts": "on"}, headers=browsing.DIALOG)
    assert again.status_code == 204
    assert Notice.objects.filter(ticket=order.ticket, to_role="driver").count() == 1


@pytest.mark.parametrize("hostile", ["<script>x</script>", "长" * 100_000, "零\x00", "\U0001f69a" * 200])
def test_hostile_text_in_a_dialog(desk, agent, browse, hostile: str) -> None:
    """Nothing runs, nothing is lost, nothing fails without a word."""
    order = make.dispatched(agent)
    answer = press(browse(agent), "follow-up", order, outcome=hostile)
    assert answer.status_code in (204, 422)
    if answer.status_code == 422:
        assert 'aria-invalid="true"' in answer.content.decode()
    else:
        assert order.tracking.get().outcome == hostile
