"""What is done from the workbench: given, handed over, written down, promised, finished."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.desk.orders import browsing
from tests.desk.tickets import parts
from yinuo.core import clock
from yinuo.customers.models import Customer
from yinuo.promises.models import Promise
from yinuo.tickets.models import Interaction, Kind, Note, Ticket

pytestmark = pytest.mark.django_db


def local(minutes: float) -> str:
    """A moment as the browser's field sends it."""
    return timezone.localtime(clock.now() + timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M")


def press(client, address: str, **typed: str):
    """Open a dialog, fill it in and press its button."""
    form = browsing.form(client.get(address, headers=parts.DIALOG), address)
    return client.post(form.action, form.filled(**typed), headers=parts.DIALOG)


@pytest.mark.parametrize("name", ["ticket-assign", "ticket-department", "promise-new"])
def test_dialogs_stand_as_a_part_and_as_a_page(order, agent, browse, name) -> None:
    address = reverse(name, args=[order.ticket.ref])
    client = browse(agent)
    assert parts.text(client.get(address, headers=parts.DIALOG)).lstrip().startswith('<div id="dialog">')
    assert b"<html" in client.get(address).content


def test_a_ticket_is_given_with_a_reason(order, agent, mate, browse) -> None:
    address = reverse("ticket-assign", args=[order.ticket.ref])
    client = browse(agent)
    refused = press(client, address, to=str(mate.pk))
    assert refused.status_code == 422
    assert 'name="reason"' in parts.text(refused)
    given = press(client, address, to=str(mate.pk), reason="shift_ends", note="明早接着打")
    assert given.status_code == 204
    assert parts.toast(given) == f"已交给 {mate.name}。"
    assert {"dialog:close", "live:queue", f"live:ticket-{order.ticket.pk}"} <= set(parts.raised(given))
    page = parts.text(browse(mate).get(f"/desk/{order.ticket.ref}/"))
    assert f"{agent.name} → {mate.name}" in page
    assert "我要下班 · 明早接着打" in page


def test_who_gives_it_out_of_sight_goes_back_to_the_queue(order, agent, outsider, browse) -> None:
    given = press(
        browse(agent),
        reverse("ticket-assign", args=[order.ticket.ref]),
        to=str(outsider.pk),
        reason="too_many",
    )
    assert given["HX-Redirect"] == reverse("workbench")


def test_what_the_desk_cannot_operate_is_handed_over_and_followed(order, agent, browse) -> None:
    """R069: to a department of the manual; the ticket says where it is."""
    address = reverse("ticket-department", args=[order.ticket.ref])
    client = browse(agent)
    offered = browsing.form(client.get(address, headers=parts.DIALOG), address)
    assert "department" in offered.values
    page = parts.text(client.get(address, headers=parts.DIALOG))
    key = page.split("<option value=")[1].split('"')[1]
    assert press(client, address, department=key, reason="full_truck").status_code == 204
    assert Ticket.objects.get(pk=order.pk).department == key
    assert "转交部门 · " in parts.text(client.get(f"/desk/{order.ticket.ref}/"))


def test_a_forged_choice_is_refused_at_its_field(order, agent, browse) -> None:
    for name, field in (("ticket-assign", "to"), ("ticket-department", "department")):
        address = reverse(name, args=[order.ticket.ref])
        refused = browse(agent).post(address, {field: "999999", "reason": "x"}, headers=parts.DIALOG)
        assert refused.status_code == 422
        assert 'aria-invalid="true"' in parts.text(refused)


@pytest.mark.parametrize(
    ("text", "status"), [("", 422), (" \n ", 422), ("x" * 2001, 422), ("好" * 2000, 204)]
)
def test_notes_have_bounds(order, agent, browse, text, status) -> None:
    response = browse(agent).post(
        reverse("ticket-note", args=[order.ticket.ref]), {"text": text}, headers=parts.DIALOG
    )
    assert response.status_code == status
    assert response.headers.get("HX-Reswap") == ("none" if status == 422 else None)
    assert Note.objects.count() == (status == 204)


def test_a_note_sent_twice_is_one(order, agent, browse) -> None:
    client, address = browse(agent), reverse("ticket-note", args=[order.ticket.ref])
    for _ in range(2):
        client.post(address, {"text": "一次", "form_key": "abcdefghij"}, headers=parts.DIALOG)
    assert Note.objects.count() == 1


def test_hostile_words_stay_words(order, agent, browse) -> None:
    words = "<script>alert(1)</script>{{ ticket }}"
    client = browse(agent)
    client.post(reverse("ticket-note", args=[order.ticket.ref]), {"text": words})
    page = parts.text(client.get(f"/desk/{order.ticket.ref}/"))
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ ticket }}" in page
    assert "<script>alert" not in page


def test_a_note_without_scripts_leads_back_to_the_ticket(order, agent, browse) -> None:
    response = browse(agent).post(reverse("ticket-note", args=[order.ticket.ref]), {"text": "无脚本"})
    assert response.status_code == 302
    assert response["Location"] == f"/desk/{order.ticket.ref}/"


def test_a_word_given_is_a_promise_that_counts(order, agent, browse) -> None:
    """R279: what was promised to the customer is written down, and kept or broken in front of everyone."""
    client, address = browse(agent), reverse("promise-new", args=[order.ticket.ref])
    refused = press(client, address, label="回电", due_at=local(-10))
    assert refused.status_code == 422
    assert press(client, address, label="回电告诉到货时间", due_at=local(25)).status_code == 204
    given = Promise.objects.get(is_spoken=True)
    assert "回电告诉到货时间" in parts.text(client.get(f"/desk/{order.ticket.ref}/"))
    pause = reverse("promise-act", args=[given.pk, "pause"])
    assert press(client, pause, reason="customer_answer").status_code == 204
    assert "等客户回复" in parts.text(client.get(f"/desk/{order.ticket.ref}/"))
    assert (
        client.post(reverse("promise-act", args=[given.pk, "resume"]), headers=parts.DIALOG).status_code
        == 204
    )
    moved = press(
        client, reverse("promise-act", args=[given.pk, "move"]), due_at=local(50), reason="customer_asked"
    )
    assert moved.status_code == 204
    assert (
        client.post(reverse("promise-act", args=[given.pk, "keep"]), headers=parts.DIALOG).status_code == 204
    )
    given.refresh_from_db()
    assert given.state == Promise.State.KEPT


def test_a_promise_explains_itself_and_offers_what_one_may(order, agent, team_leader, browse) -> None:
    """A due time explains itself, by which clause; a rule's promise is not kept by saying so."""
    running = Promise.objects.filter(ticket_id=order.pk, state=Promise.State.OPEN).first()
    address = reverse("promise", args=[running.pk])
    page = parts.text(browse(agent).get(address, headers=parts.DIALOG))
    assert running.label in page
    assert running.clause.split(" ")[0] in page
    assert reverse("promise-act", args=[running.pk, "keep"]) not in page
    assert reverse("promise-act", args=[running.pk, "cancel"]) not in page
    assert reverse("promise-act", args=[running.pk, "cancel"]) in parts.text(browse(team_leader).get(address))


def test_a_late_promise_is_explained(order, agent, browse, desk) -> None:
    """R088: why it was late, and whether anybody could help it."""
    desk.move(hours=3)
    late = Promise.objects.filter(ticket_id=order.pk, state=Promise.State.OPEN).first()
    client = browse(agent)
    assert reverse("promise-act", args=[late.pk, "lateness"]) in parts.text(
        client.get(f"/promises/{late.pk}/")
    )
    said = press(
        client, reverse("promise-act", args=[late.pk, "lateness"]), reason="大桥封路", objective="on"
    )
    assert said.status_code == 204
    late.refresh_from_db()
    assert (late.late_reason, late.late_is_objective) == ("大桥封路", True)


def test_promises_of_strangers_are_not_found(order, outsider, browse) -> None:
    some = Promise.objects.filter(ticket_id=order.pk).first()
    assert browse(outsider).get(reverse("promise", args=[some.pk])).status_code == 404
    assert browse(outsider).post(reverse("promise-act", args=[some.pk, "resume"])).status_code == 404
    assert browse(outsider).get(f"/promises/{some.pk}/nonsense/").status_code == 404


def test_a_manager_gives_a_task_and_it_comes_back_done(desk, manager, agent, browse) -> None:
    """R101: an ad-hoc task with a time, done with a result that its giver can read."""
    said = {"label": "汇总本月货量", "assignee": str(agent.pk), "due_at": local(90), "note": "按片区"}
    assert press(browse(manager), reverse("task-new"), **said).status_code == 204
    task = Ticket.objects.get(kind=Kind.TASK)
    client = browse(agent)
    page = parts.text(client.get(f"/desk/{task.ref}/?tab=details"))
    assert [word in page for word in ("汇总本月货量", manager.name, "按片区", "做完了")] == [True] * 4
    assert press(client, reverse("task-end", args=[task.ref, "done"])).status_code == 422
    assert press(client, reverse("task-end", args=[task.ref, "done"]), reason="已发邮件").status_code == 204
    assert "已发邮件" in parts.text(client.get(f"/desk/{task.ref}/"))
    assert (
        press(browse(manager), reverse("task-end", args=[task.ref, "drop"]), reason="不用了").status_code
        == 422
    )


def test_only_the_giver_drops_a_task(desk, manager, agent, browse) -> None:
    press(browse(manager), reverse("task-new"), label="核对运费", assignee=str(agent.pk), due_at=local(90))
    task = Ticket.objects.get(kind=Kind.TASK)
    drop = reverse("task-end", args=[task.ref, "drop"])
    assert drop not in parts.text(browse(agent).get(f"/desk/{task.ref}/"))
    assert browse(agent).post(drop, {"reason": "不想做"}, headers=parts.DIALOG).status_code == 403
    assert drop in parts.text(browse(manager).get(f"/desk/{task.ref}/"))
    assert press(browse(manager), drop, reason="不用了").status_code == 204


def test_a_task_goes_back_to_its_giver(desk, manager, agent, browse) -> None:
    said = {"label": "核对运费", "assignee": str(agent.pk), "due_at": local(90)}
    press(browse(manager), reverse("task-new"), **said)
    task = Ticket.objects.get(kind=Kind.TASK)
    assert press(
        browse(agent), reverse("task-end", args=[task.ref, "return"]), reason="不归我"
    ).status_code in (204, 302)
    task.refresh_from_db()
    assert task.owner == manager


def test_an_agent_notes_tasks_for_themselves_only(desk, agent, mate, browse) -> None:
    page = parts.text(browse(agent).get(reverse("task-new"), headers=parts.DIALOG))
    assert agent.name in page
    assert mate.name not in page
    forged = {"label": "替我做", "assignee": str(mate.pk), "due_at": local(90)}
    assert browse(agent).post(reverse("task-new"), forged, headers=parts.DIALOG).status_code == 422


def test_the_caller_is_recognised_while_the_number_is_typed(order, agent, browse) -> None:
    """R015: who it is, how to address them, what is open, the last contact."""
    client = browse(agent)
    found = parts.text(client.get(reverse("caller"), {"q": "１３８ 0000-6621"}))
    assert "王先生" in found
    assert order.ticket.number in found
    assert "个承诺" in found
    assert "自动建档" in parts.text(client.get(reverse("caller"), {"q": "13999990000"}))
    assert 'role="option"' not in parts.text(client.get(reverse("caller"), {"q": "不是号码"}))


def test_a_call_is_noted_by_hand_once(desk, agent, browse) -> None:
    """R021: who rang, when, what about; the caller becomes a customer without a second form."""
    client, address = browse(agent), reverse("note-call")
    said = {"phone": "139 1234 5678", "name": "钱女士", "note": "问合肥的价", "at": local(-5)}
    form = browsing.form(client.get(address, headers=parts.DIALOG), address)
    for _ in range(2):
        response = client.post(address, form.filled(**said), headers=parts.DIALOG)
    customer = Customer.objects.get(address_as="钱女士")
    assert response["HX-Redirect"] == f"/customers/{customer.ref}/"
    noted = Interaction.objects.get()
    assert (noted.phone, noted.note, noted.customer) == ("139 1234 5678", "问合肥的价", customer)


@pytest.mark.parametrize(
    ("said", "field"),
    [({"phone": "不知道"}, "phone"), ({"phone": ""}, "phone"), ({"at": "2099-01-01T10:00"}, "at")],
)
def test_a_call_that_cannot_be_is_refused_at_the_field(desk, agent, browse, said, field) -> None:
    response = press(browse(agent), reverse("note-call"), **{"phone": "13912345678", "note": "留着", **said})
    assert response.status_code == 422
    page = parts.text(response)
    assert f'id="id_{field}-err"' in page
    assert ">留着</textarea>" in page.replace(">\n", ">")


def test_a_call_leads_on_to_an_order(desk, agent, browse) -> None:
    response = press(browse(agent), reverse("note-call"), phone="13912345678", order="1")
    assert response["HX-Redirect"].startswith(f"{reverse('order-new')}?phone=")


def test_a_call_is_noted_on_its_ticket(order, agent, browse) -> None:
    client, address = browse(agent), f"{reverse('note-call')}?ticket={order.ticket.ref}"
    form = browsing.form(client.get(address, headers=parts.DIALOG), address)
    assert form.values["phone"] == "13800006621"
    assert client.post(address, form.filled(note="催提货"), headers=parts.DIALOG).status_code == 204
    page = parts.text(client.get(f"/desk/{order.ticket.ref}/"))
    assert "催提货" in page
    assert "通话 · 来电" in page


def test_only_the_desk_notes_calls(desk, driver, auditor, browse) -> None:
    for person in (driver, auditor):
        client = browse(person)
        assert client.get(reverse("note-call")).status_code == 403
        assert client.get(reverse("caller"), {"q": "13800006621"}).status_code == 403
        assert reverse("note-call") not in parts.text(client.get(reverse("workbench")))


def test_an_auditor_reads_and_does_nothing(order, auditor, browse) -> None:
    """R332: everything can be read, nothing is offered, nothing is done."""
    client, ref = browse(auditor), order.ticket.ref
    page = parts.text(client.get(f"/desk/{ref}/"))
    assert "compose" not in page
    for name in ("ticket-take", "ticket-note", "ticket-must"):
        assert client.post(reverse(name, args=[ref]), {"text": "x"}).status_code in (403, 404, 409)
    for name in ("ticket-assign", "ticket-department", "promise-new"):
        assert client.get(reverse(name, args=[ref])).status_code == 403
    assert Note.objects.count() == 0
