"""Numbers in a department's task: in full for whoever does it or follows it, on record; hidden for others."""

from datetime import timedelta
from typing import Any, Final

import pytest

from tests.desk.complaints.walking import page, press
from tests.desk.tickets import parts
from tests.factories import complaints as make
from yinuo.complaints.actions import carrying
from yinuo.complaints.models import Chore
from yinuo.core import clock
from yinuo.promises import queries as promises
from yinuo.staff.models import Person
from yinuo.tickets import queries as tickets
from yinuo.tickets.models import PersonalView, Ticket
from yinuo.ui import links

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk")]
TEXT: Final = f"给王先生 {make.PHONE} 送货"
HIDDEN: Final = "给王先生 138****6621 送货"


@pytest.fixture
def chore(agent: Person, colleague: Person) -> Chore:
    """A colleague is to bring the goods to the customer, whom the freight manual's phrases tell of it."""
    case = make.registered(agent)
    Ticket.objects.filter(pk=case.pk).update(stage="CARRY_OUT")
    case = make.again(case)
    playbook = tickets.playbook_of(case.ticket)
    assert playbook is not None
    more: dict[str, Any] = {"department": playbook.departments[0].key, "to": colleague, "by": agent}
    due_at = clock.now() + timedelta(hours=2)
    return carrying.add_chore(complaint=case, text=TEXT, due_at=due_at, **more)


def test_its_headline_and_its_label_hide_numbers(chore: Chore) -> None:
    """Queues, lists and countdowns repeat them for everybody; half a number is never left."""
    (label,) = (one.label for one in promises.of_ticket(chore.ticket))
    assert (HIDDEN in chore.ticket.headline, label) == (True, HIDDEN)
    cut = carrying.add_chore(
        complaint=chore.complaint, department=chore.department, text=f"{'送' * 73} {make.PHONE}",
        due_at=chore.due_at, by=chore.ticket.owner,
    )  # fmt: skip
    (label,) = (one.label for one in promises.of_ticket(cut.ticket))
    assert label.endswith("送 138***")


def test_whoever_has_it_reads_it_in_full_on_record(
    chore: Chore, agent: Person, colleague: Person, browse: Any
) -> None:
    """They have to ring the customer; that they read the number is written down."""
    for person in (colleague, agent):
        PersonalView.objects.all().delete()
        shown = parts.text(browse(person).get(f"/desk/{chore.ticket.ref}/?tab=details"))
        assert (TEXT in shown, "显示完整资料" in shown) == (True, False)
        assert list(PersonalView.objects.values_list("ticket", "person")) == [(chore.ticket_id, person.pk)]


def test_its_dialogs_are_on_record_too(chore: Chore, colleague: Person, browse: Any) -> None:
    """A dialog opened by its address alone shows the number as the page does."""
    client, address = browse(colleague), links.to("chore-received", chore.ticket.ref)
    assert TEXT in parts.text(client.get(address, headers=parts.DIALOG))
    seen = PersonalView.objects.values_list("ticket", "person")
    assert list(seen) == [(chore.ticket_id, colleague.pk)]
    assert press(client, address).status_code == 204
    done = links.to("chore-done", chore.ticket.ref)
    assert press(client, done, proof=f"{make.PHONE} 签收").status_code == 204
    details = f"/desk/{chore.ticket.ref}/?tab=details"
    assert f"{make.PHONE} 签收" in parts.text(client.get(details))


def test_others_see_it_masked_until_they_ask(chore: Chore, mate: Person, browse: Any) -> None:
    """R025: every side of the task, its dialogs, and the case that it belongs to with the words to say."""
    client, ref = browse(mate), chore.ticket.ref
    carrying.receive(chore=chore, by=mate)
    carrying.done(chore=chore, proof=f"{make.PHONE} 签收", by=mate)
    for tab in ("timeline", "details", "messages", "linked"):
        shown = parts.text(client.get(f"/desk/{ref}/?tab={tab}"))
        assert make.PHONE not in shown, tab
    assert make.PHONE not in page(client, chore.complaint)
    shown = parts.text(client.get(f"/desk/{ref}/?tab=details"))
    assert (HIDDEN in shown, "138****6621 签收" in shown, "显示完整资料" in shown) == (True, True, True)
    assert not PersonalView.objects.filter(person=mate).exists()
    assert client.post(links.to("ticket-reveal", ref)).status_code in (204, 302)
    assert TEXT in parts.text(client.get(f"/desk/{ref}/?tab=details"))
    assert PersonalView.objects.filter(person=mate, ticket=chore.ticket).count() == 1


def test_what_is_said_to_the_customer_names_it(
    chore: Chore, agent: Person, mate: Person, browse: Any
) -> None:
    """The phrase, and what its button copies."""
    said = "您投诉的事正在办："
    shown, full = page(browse(mate), chore.complaint), page(browse(agent), chore.complaint)
    assert said in shown
    assert (TEXT in shown, HIDDEN in shown) == (False, True)
    assert full.count(TEXT) > shown.count(TEXT)
