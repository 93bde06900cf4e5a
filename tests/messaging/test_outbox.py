"""Putting a notice into the outbox, taking it back, sending it again."""

import pytest

from tests.factories import messaging as make
from tests.messaging.conftest import Known
from yinuo.core import clock
from yinuo.core.errors import Invalid, NotFound, NotNow, NotPermitted
from yinuo.core.models import Event
from yinuo.messaging import actions, queries
from yinuo.messaging.models import Notice, PretendMessage
from yinuo.staff import actions as staff
from yinuo.staff.models import Person
from yinuo.tickets import queries as tickets
from yinuo.tickets.models import Ticket

pytestmark = pytest.mark.usefixtures("frozen")


def events_of(notice: Notice) -> list[str]:
    """The kinds recorded about a notice, in order."""
    return list(
        Event.objects.filter(subject_kind="notice", subject_id=notice.pk)
        .order_by("id")
        .values_list("kind", flat=True)
    )


def test_a_slip_is_composed_and_waits(ticket: Ticket, known: Known, agent: Person, driver: Person) -> None:
    """R063, R071: the slip joins the outbox; nothing has left yet."""
    notice = actions.queue(ticket=ticket, key="slip", to="receiver", by=agent)
    assert notice.text == "110310284往火车站。8011"
    assert (notice.address, notice.to_person, notice.to_role) == (driver.phone, driver, "receiver")
    assert (notice.units, notice.parts) == (len(notice.text), 1)
    assert (notice.state, notice.wake_at) == (Notice.State.QUEUED, clock.now())
    assert not PretendMessage.objects.exists()
    event = Event.objects.get(kind="notice.queued")
    assert (event.ticket_id, event.actor_id) == (ticket.pk, agent.pk)
    assert event.data == {"key": "slip", "notice": notice.pk, "to": "receiver"}


def test_variables_go_before_the_facts(ticket: Ticket, known: Known, agent: Person) -> None:
    """R041: the fees of this one slip."""
    notice = actions.queue(
        ticket=ticket, key="slip", to="receiver", by=agent, variables={"fees": "装卸费100"}
    )
    assert notice.text == "110310284往火车站。加装卸费100。8011"


def test_a_chosen_contact_receives_it(ticket: Ticket, known: Known, agent: Person) -> None:
    """R067: another receiver than the rule's may be named; it counts as the notice's own part."""
    other = tickets.Contact(None, "赵师傅", "13912340000")
    notice = actions.queue(ticket=ticket, key="slip", to=other, by=agent)
    assert (notice.to_name, notice.address, notice.to_role) == ("赵师傅", "13912340000", "receiver")


def test_an_auditor_sends_nothing(ticket: Ticket, known: Known, auditor: Person) -> None:
    """R327–R333: an auditor reads."""
    with pytest.raises(NotPermitted):
        actions.queue(ticket=ticket, key="slip", to="receiver", by=auditor)
    assert not Notice.objects.exists()


def test_what_is_too_long_is_refused_with_figures(ticket: Ticket, known: Known, agent: Person) -> None:
    """R070: more than 70 is a decision; the error says how many and which field is long."""
    known.values["destination"] = "火车站" * 30
    with pytest.raises(NotNow) as refused:
        actions.queue(ticket=ticket, key="slip", to="receiver", by=agent)
    assert refused.value.code == "sms_too_long"
    assert refused.value.params["limit"] == 70
    assert refused.value.params["fields"][0] == "destination"
    assert not Notice.objects.exists()
    notice = actions.queue(ticket=ticket, key="slip", to="receiver", by=agent, over_limit="parts")
    assert notice.parts == 2


@pytest.mark.parametrize(
    ("contact", "code"),
    [(None, "notice_nobody"), (tickets.Contact(None, "王师傅", ""), "notice_no_phone")],
)
def test_without_a_number_it_is_refused(
    ticket: Ticket, known: Known, agent: Person, contact: tickets.Contact | None, code: str
) -> None:
    """R063: nobody to send to, or no number: said at once."""
    known.contacts.pop("receiver")
    if contact:
        known.contacts["receiver"] = contact
    with pytest.raises(NotNow) as refused:
        actions.queue(ticket=ticket, key="slip", to="receiver", by=agent)
    assert refused.value.code == code


def test_a_gap_is_refused(ticket: Ticket, known: Known, agent: Person) -> None:
    """R071: no slip without its destination."""
    known.values["destination"] = ""
    with pytest.raises(NotNow, match="sms_gaps"):
        actions.queue(ticket=ticket, key="slip", to="receiver", by=agent)


def test_an_unknown_notice_is_not_found(ticket: Ticket, known: Known) -> None:
    with pytest.raises(NotFound, match="notice_unknown"):
        actions.queue(ticket=ticket, key="poem", to="receiver", by=None)


@pytest.mark.parametrize(("text", "code"), [("  ", "required"), ("长" * 501, "too_long")])
def test_a_persons_own_text_must_be_sound(
    ticket: Ticket, known: Known, agent: Person, text: str, code: str
) -> None:
    with pytest.raises(Invalid, match=code):
        actions.queue(ticket=ticket, key="slip", to="receiver", by=agent, text=text)


def test_a_persons_own_text_leaves_as_typed(ticket: Ticket, known: Known, agent: Person) -> None:
    notice = actions.queue(ticket=ticket, key="slip", to="receiver", by=agent, text=" 请回电。8011 ")
    assert notice.text == "请回电。8011"


def test_a_person_writes_to_somebody_of_the_ticket(
    ticket: Ticket, known: Known, agent: Person, driver: Person
) -> None:
    """R043, R093, R327: own words, the staff number at their end; the same form twice is one message."""
    said = {"ticket": ticket, "to": "driver", "text": "请回电", "form_key": "f1", "by": agent}
    notice = actions.write(**said)
    assert actions.write(**said) == notice
    assert (notice.text, notice.key, notice.to_person) == ("请回电。8011", "message", driver)
    assert actions.write(ticket=ticket, to="driver", text="到了吗？8011", by=agent).text == "到了吗？8011"
    assert events_of(notice) == ["notice.queued"]


def test_own_words_keep_the_limit(ticket: Ticket, known: Known, agent: Person, auditor: Person) -> None:
    """R070: 70 with the staff number; more only in parts, and said so."""
    with pytest.raises(NotNow, match="sms_too_long"):
        actions.write(ticket=ticket, to="driver", text="长" * 66, by=agent)
    assert actions.write(ticket=ticket, to="driver", text="长" * 65, by=agent).units == 70
    assert actions.write(ticket=ticket, to="driver", text="长" * 66, by=agent, over_limit="parts").parts == 2
    with pytest.raises(NotNow, match="notice_nobody"):
        actions.write(ticket=ticket, to="consignee", text="好", by=agent)
    with pytest.raises(NotPermitted):
        actions.write(ticket=ticket, to="driver", text="好", by=auditor)


def test_withdrawn_before_it_left_it_never_leaves(ticket: Ticket, agent: Person) -> None:
    """Taken back in time; a second time changes nothing."""
    notice = make.notice(ticket)
    for _ in range(2):
        assert actions.withdraw(notice, by=agent).state == Notice.State.CANCELLED
    assert actions.send_due(clock.now()) == 0
    assert not PretendMessage.objects.exists()
    assert events_of(notice) == ["notice.withdrawn"]


@pytest.mark.parametrize(
    ("columns", "code"),
    [
        ({"state": Notice.State.SENT, "wake_at": None}, "notice_left"),
        ({"claimed_until": make.QUEUED_AT}, "notice_leaving"),
    ],
)
def test_what_left_or_is_leaving_cannot_be_withdrawn(
    ticket: Ticket, agent: Person, columns: dict[str, object], code: str
) -> None:
    with pytest.raises(NotNow, match=code):
        actions.withdraw(make.notice(ticket, **columns), by=agent)


def test_a_driver_withdraws_nothing(ticket: Ticket, driver: Person) -> None:
    with pytest.raises(NotPermitted):
        actions.withdraw(make.notice(ticket), by=driver)


def test_a_given_up_message_is_sent_again_to_the_number_of_now(
    ticket: Ticket, known: Known, agent: Person, driver: Person
) -> None:
    """R063: the number was wrong; corrected, the message leaves under a new key, once however often asked."""
    old = make.notice(ticket, to_person=driver, address="13900000000")
    actions.send_due(clock.now())
    old.refresh_from_db()
    assert old.state == Notice.State.GIVEN_UP
    again = actions.send_again(old, by=agent)
    assert actions.send_again(old, by=agent) == again
    assert (again.address, again.text, again.state) == (driver.phone, old.text, Notice.State.QUEUED)
    assert again.idempotency_key != old.idempotency_key
    assert Notice.objects.count() == 2


def test_what_was_refused_for_its_gaps_is_composed_again(ticket: Ticket, known: Known, agent: Person) -> None:
    """R071: once the destination is known the slip can leave."""
    old = make.notice(
        ticket,
        key="slip",
        text="110310284往。8011",
        state=Notice.State.GIVEN_UP,
        wake_at=None,
        error="sms_gaps",
    )
    known.values["destination"] = ""
    with pytest.raises(NotNow, match="sms_gaps"):
        actions.send_again(old, by=agent)
    known.values["destination"] = "火车站"
    assert actions.send_again(old, by=agent).text == "110310284往火车站。8011"


def test_only_a_given_up_message_is_sent_again(ticket: Ticket, known: Known, agent: Person) -> None:
    with pytest.raises(NotNow, match="notice_not_given_up"):
        actions.send_again(make.notice(ticket), by=agent)


def test_composing_writes_nothing(ticket: Ticket, known: Known) -> None:
    """The preview is what would leave."""
    playbook = queries.playbook_of(ticket)
    assert playbook is not None
    composed = actions.compose(playbook, "slip", tickets.facts(ticket))
    assert composed.text == "110310284往火车站。8011"
    assert not Notice.objects.exists()


def test_a_persons_words_are_signed_once(
    ticket: Ticket, known: Known, agent: Person, administrator: Person
) -> None:
    """R070: the company's signature stands in front of one's own words and counts; sent again it is the
    signature of that day, not two.
    """
    staff.change_company(by=administrator, sms_signature="启程")
    notice = actions.write(ticket=ticket, to="driver", text="请回电", by=agent)
    assert notice.text == "【启程】请回电。8011"
    assert notice.units == len(notice.text)
    with pytest.raises(NotNow, match="sms_too_long"):
        actions.write(ticket=ticket, to="driver", text="长" * 62, by=agent)
    Notice.objects.filter(pk=notice.pk).update(state=Notice.State.GIVEN_UP)
    staff.change_company(by=administrator, sms_signature="【启程货运】")
    again = actions.send_again(Notice.objects.get(pk=notice.pk), by=agent)
    assert again.text == "【启程货运】请回电。8011"


def test_what_is_left_out_must_be_allowed(ticket: Ticket, known: Known, agent: Person) -> None:
    """R071: only what the playbook says may be left out."""
    with pytest.raises(Invalid, match="not_a_choice"):
        actions.queue(ticket=ticket, key="slip", to="receiver", by=agent, leave_out=["destination"])
