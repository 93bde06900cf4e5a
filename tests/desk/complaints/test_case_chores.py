"""A department's task of a complaint, from the task's own page: its people need not see the case (R204)."""

from typing import Any

import pytest

from tests.complaints import carried
from tests.desk.complaints.walking import ask, press, said, url
from tests.desk.tickets import parts
from yinuo.complaints.actions import carrying
from yinuo.complaints.models import Chore, Payment
from yinuo.core import clock
from yinuo.staff.models import Person
from yinuo.tickets import actions as tickets
from yinuo.ui import links

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk")]


@pytest.fixture
def chore(agent: Person, colleague: Person) -> Chore:
    """The warehouse, where 冯涛 works, is to send what was missing."""
    carried.playbook()
    case = carried.case(agent)
    due_at = clock.local(clock.now()).replace(hour=18)
    more: dict[str, Any] = {"department": "warehouse", "text": "补发短少的货", "due_at": due_at}
    return carrying.add_chore(complaint=case, to=colleague, by=agent, **more)


def test_the_department_receives_it_and_does_it(chore: Chore, colleague: Person, browse: Any) -> None:
    client, ref = browse(colleague), chore.ticket.ref
    page = parts.text(client.get(f"/desk/{ref}/"))
    received, done = links.to("chore-received", ref), links.to("chore-done", ref)
    assert received in page
    assert "补发短少的货" in parts.text(client.get(received, headers=parts.DIALOG))
    assert press(client, received).status_code == 204
    page = parts.text(client.get(f"/desk/{ref}/"))
    assert (received in page, done in page) == (False, True)
    empty = client.post(done, ask(client, done).filled(proof=" "), headers=parts.DIALOG)
    assert (empty.status_code, bool(said(empty))) == (422, True)
    assert press(client, done, proof="运单 D1").status_code == 204
    chore.refresh_from_db()
    assert (chore.state, chore.proof, chore.done_by) == ("DONE", "运单 D1", colleague)


def test_they_do_not_see_the_case_and_nobody_else_does_the_task(
    chore: Chore, colleague: Person, driver: Person, outsider: Person, browse: Any
) -> None:
    assert browse(colleague).get(url(chore.complaint)).status_code == 404
    assert chore.complaint.account not in parts.text(browse(colleague).get(f"/desk/{chore.ticket.ref}/"))
    for person in (driver, outsider):
        for noun in ("chore-received", "chore-done"):
            address = links.to(noun, chore.ticket.ref)
            assert browse(person).get(address).status_code == 404
            assert browse(person).post(address, {"proof": "x"}).status_code == 404
    chore.refresh_from_db()
    assert chore.state == "GIVEN"


def test_whoever_pays_needs_not_see_the_case(agent: Person, colleague: Person, browse: Any) -> None:
    """R204 R207: to the fen and once, from the task's own page; saying so alone is no payment."""
    carried.playbook()
    case, (chore,) = carried.given_out(agent, ("refund", 12_050))
    tickets.describe(chore.ticket, given_to=colleague)
    client, ref = browse(colleague), chore.ticket.ref
    page = parts.text(client.get(f"/desk/{ref}/"))
    paid, done = links.to("chore-payment", ref), links.to("chore-done", ref)
    assert (paid in page, done in page) == (True, False)
    typed = ask(client, paid).filled(fen="120", receipt="B1", way="CASH")
    wrong = client.post(paid, typed, headers=parts.DIALOG)
    assert (wrong.status_code, bool(said(wrong))) == (422, True)
    assert press(client, paid, fen="120.50", receipt="B1", way="CASH").status_code == 204
    payment = Payment.objects.get(item__offer__complaint=case)
    assert (payment.fen, payment.receipt, payment.by) == (12_050, "B1", colleague)
    chore.refresh_from_db()
    assert chore.state == "DONE"


def test_what_is_no_task_of_a_complaint_is_not_found(chore: Chore, agent: Person, browse: Any) -> None:
    address = links.to("chore-received", chore.complaint.ticket.ref)
    assert browse(agent).get(address).status_code == 404


def test_money_is_paid_from_the_task_by_who_may_pay(
    agent: Person, administrator: Person, browse: Any
) -> None:
    carried.playbook()
    _, (owed,) = carried.given_out(agent, ("refund", 4400))
    ref = owed.ticket.ref
    page, outside = (parts.text(browse(one).get(f"/desk/{ref}/")) for one in (agent, administrator))
    pay, done = links.to("chore-payment", ref), links.to("chore-done", ref)
    assert (pay in page, done in page) == (True, False)
    assert pay not in outside
    assert browse(administrator).post(pay, {"fen": "44", "way": "CASH", "receipt": "W1"}).status_code == 403
    client = browse(agent)
    assert 'value="44"' in parts.text(client.get(pay, headers=parts.DIALOG))
    assert press(client, pay, way="CASH", receipt="W1").status_code == 204
    owed.refresh_from_db()
    assert (owed.state, owed.done_by) == ("DONE", agent)
