"""A displeasure noted in a call (R148)."""

import pytest

from tests.desk.orders import browsing
from tests.desk.tickets import parts
from tests.factories import complaints as make
from yinuo.complaints.models import Complaint, Grumble

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("manual")]
NEW = "/complaints/grumbles/new/"


def press(client, address: str, **typed):
    form = browsing.form(client.get(address, headers=parts.DIALOG), address)
    return client.post(form.action, form.filled(**typed), headers=parts.DIALOG)


def test_it_is_noted_on_the_order(order, agent, browse) -> None:
    make.playbook()
    client, address = browse(agent), f"{NEW}?ticket={order.ticket.ref}"
    form = browsing.form(client.get(address, headers=parts.DIALOG), address)
    assert form.values["phone"] == "13800006621"
    done = press(client, address, text="每次都要催")
    assert parts.toast(done) == "不满已记下。"
    grumble = Grumble.objects.get()
    assert (grumble.ticket, grumble.text, grumble.became) == (order.ticket, "每次都要催", None)


def test_one_key_makes_it_a_complaint(order, agent, browse) -> None:
    client, address = browse(agent), f"{NEW}?ticket={order.ticket.ref}"
    form = browsing.form(client.get(address, headers=parts.DIALOG), address)
    assert form.button(name="complaint")["data-key"] == "Alt+T"
    done = press(client, address, text="再这样我就投诉了", complaint="1")
    complaint = Complaint.objects.get()
    assert done["HX-Redirect"] == f"/complaints/{complaint.ticket.ref}/"
    assert (complaint.about, complaint.contact_phone) == (order.ticket, "13800006621")
    assert Grumble.objects.get().became == complaint


def test_a_noted_one_becomes_one_later_and_only_once(agent, mate, outsider, browse) -> None:
    grumble = make.grumbled(agent)
    address = f"/complaints/grumbles/{grumble.pk}/complaint/"
    assert browse(mate).post(address).status_code == 404
    assert browse(outsider).post(address).status_code == 404
    for _ in range(2):
        assert browse(agent).post(address).status_code == 302
    assert Complaint.objects.count() == 1


def test_those_of_an_order_stand_beside_it(order, agent, mate, browse) -> None:
    """Masked for whoever does not see the order in full."""
    noted = make.grumbled(agent, ticket=order.ticket, text="打13800006621也没人接")
    address = f"/desk/{order.ticket.ref}/?tab=linked"
    page = parts.text(browse(mate).get(address))
    assert "打138****6621也没人接" in page
    raising = f"/complaints/grumbles/{noted.pk}/complaint/"
    assert raising in page
    assert "打13800006621也没人接" in parts.text(browse(agent).get(address))
    browse(agent).post(raising)
    page = parts.text(browse(agent).get(address))
    assert raising not in page
    assert str(Complaint.objects.get().ticket) in page


def test_what_is_wrong_stands_at_its_field(agent, browse) -> None:
    refused = press(browse(agent), NEW, text="", phone="12")
    assert refused.status_code == 422
    refused = press(browse(agent), NEW, text="催了三次", phone="12")
    assert "id_phone-err" in parts.text(refused)
    assert not Grumble.objects.exists()


def test_it_stands_as_a_part_and_as_a_page(agent, browse) -> None:
    client = browse(agent)
    assert parts.text(client.get(NEW, headers=parts.DIALOG)).lstrip().startswith('<div id="dialog">')
    assert b"<html" in client.get(NEW).content


def test_an_order_out_of_sight_is_not_found(order, outsider, browse) -> None:
    assert browse(outsider).get(f"{NEW}?ticket={order.ticket.ref}").status_code == 404


@pytest.mark.parametrize(("role", "status"), [("AGENT", 200), ("COLLEAGUE", 403), ("DRIVER", 403)])
def test_who_notes_one(everybody, browse, role, status) -> None:
    assert browse(everybody[role]).get(NEW).status_code == status


def test_the_ticket_and_the_call_lead_here(order, agent, browse) -> None:
    """R148: from the page of a ticket, and from the note of a call."""
    client = browse(agent)
    page = parts.text(client.get(f"/desk/{order.ticket.ref}/"))
    assert f"{NEW}?ticket={order.ticket.ref}" in page
    assert f"/complaints/new/?order={order.ticket.ref}" in page
    address = "/desk/calls/new/"
    typed = {"phone": "13800006621", "name": "王先生", "note": "骂司机", "complaint": "1"}
    noted = press(client, address, **typed)
    assert noted["HX-Redirect"].startswith("/complaints/new/?call=")
    assert "骂司机" in parts.text(client.get(noted["HX-Redirect"]))
    assert press(client, address, phone="13800006621", grumble="1", note="每次都催").status_code == 204
    assert Grumble.objects.get().text == "每次都催"


@pytest.fixture
def loose(manual, agent, browse):
    """A grumble of a call that belongs to no ticket, noted while 王先生 rang; his card, where one lands."""
    typed = {"phone": make.PHONE, "name": "王先生", "note": "打13800006621没人接", "grumble": "1"}
    return press(browse(agent), "/desk/calls/new/", **typed)["HX-Redirect"]


def test_one_without_a_ticket_stands_on_the_card(loose, mate, browse) -> None:
    """R148: the page one lands on has it, for every agent, numbers masked; one key makes it a complaint."""
    grumble, client = Grumble.objects.get(), browse(mate)
    assert (grumble.ticket, grumble.phone) == (None, make.PHONE)
    assert "打138****6621没人接" in parts.text(client.get(loose))
    raising = f"/complaints/grumbles/{grumble.pk}/complaint/"
    done = client.post(browsing.form(client.get(loose), raising).action, headers=parts.DIALOG)
    complaint = Complaint.objects.get()
    assert done["HX-Redirect"] == f"/complaints/{complaint.ticket.ref}/"
    assert (complaint.contact_phone, complaint.ticket.owner) == (make.PHONE, mate)
    page = parts.text(client.get(loose))
    assert raising not in page
    assert f"/complaints/{complaint.ticket.ref}/" in page


def test_whoever_takes_no_complaints_reads_it_without_a_key(loose, auditor, market_developer, browse) -> None:
    raising = f"/complaints/grumbles/{Grumble.objects.get().pk}/complaint/"
    for person in (auditor, market_developer):
        page = parts.text(browse(person).get(loose))
        assert "没人接" in page
        assert raising not in page
    assert browse(auditor).post(raising).status_code == 403
    assert not Complaint.objects.exists()


def test_the_card_keeps_to_what_one_sees(order, agent, mate, outsider, browse) -> None:
    """Nothing of a ticket out of sight, of a complaint about oneself, of somebody else's number."""
    on_order = make.grumbled(agent, ticket=order.ticket, text="每次都催")
    loose = make.grumbled(agent, text="李工凶人")
    make.grumbled(agent, phone="13900000000", text="找不到客服")
    card = f"/customers/{order.ticket.customer.ref}/"
    page = parts.text(browse(mate).get(card))
    assert "每次都催" in page
    assert f"/desk/{on_order.ticket.ref}/" in page
    assert "李工凶人" in page
    assert "找不到客服" not in page
    page = parts.text(browse(outsider).get(card))
    assert ("李工凶人" in page, "每次都催" in page) == (True, False)
    about_mate = make.registered(agent, respondent=mate)
    Grumble.objects.filter(pk=loose.pk).update(became=about_mate)
    assert "李工凶人" not in parts.text(browse(mate).get(card))
    assert browse(mate).post(f"/complaints/grumbles/{loose.pk}/complaint/").status_code == 404
