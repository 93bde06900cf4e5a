"""A complaint comes in (R123–R153, R334, R349)."""

from datetime import timedelta
from typing import Any

import pytest

from tests.factories import complaints as make
from tests.factories import orders
from tests.factories import staff as people
from tests.frozen import Frozen
from yinuo.complaints.actions import changing, registering
from yinuo.complaints.models import Complaint, Type
from yinuo.complaints.queries import loading
from yinuo.core import clock
from yinuo.core.errors import Invalid, NotFound, NotNow, NotPermitted, TooMany
from yinuo.core.models import Event
from yinuo.customers.rules import Guest
from yinuo.staff.models import Person, Role
from yinuo.tickets import queries as tickets
from yinuo.tickets.models import Channel, Link


@pytest.fixture(autouse=True)
def _manual(desk: Frozen) -> None:
    make.playbook()


def test_a_complaint_has_its_number_its_owner_and_its_record(agent: Person) -> None:
    """R133, R136, R141: who received it has it, and that they wrote it down stands for ever."""
    complaint = make.registered(agent)
    ticket = make.ticket(complaint)
    assert ticket.number == "C261120001"
    assert (ticket.kind, ticket.stage, ticket.channel) == ("COMPLAINT", "ACCEPT", "PHONE")
    assert (ticket.owner, ticket.team) == (agent, agent.team)
    assert ticket.headline.startswith("时效 昨天下午说好四点来提货")
    assert ticket.customer is not None
    kept = make.again(complaint)
    assert (kept.recorded_by, kept.recorded_at) == (agent, clock.now())
    assert (kept.account, kept.wanted, kept.contact_phone) == (make.ACCOUNT, make.WANTED, make.PHONE)
    event = Event.objects.get(kind="complaint.registered")
    assert (event.ticket_id, event.actor_id) == (complaint.pk, agent.pk)
    assert event.data == {"type": "TIME", "severity": 2, "channel": "PHONE"}
    assert event.detail.values["text"] == make.ACCOUNT


@pytest.mark.parametrize("type", Type.values)
def test_every_type_and_channel_can_be_registered(agent: Person, type: str) -> None:
    """R123–R127."""
    for channel in (Channel.PHONE, Channel.WEB, Channel.LETTER, Channel.VISIT, Channel.FAX, Channel.SMS):
        assert make.again(make.registered(agent, type=type, channel=channel)).type == type


def test_what_is_known_is_ticked(agent: Person, driver: Person) -> None:
    assert make.ticked(make.registered(agent)) == {"account", "wanted", "heard"}
    assert make.ticked(make.registered(agent, wanted="")) == {"account", "heard"}
    assert make.ticked(make.registered(agent, respondent_name="小张")) == {"account", "wanted"}
    assert make.ticked(make.registered(agent, respondent=driver)) == {"account", "wanted"}


def test_the_same_form_registers_once(agent: Person) -> None:
    first = make.registered(agent, form_key="once")
    assert make.registered(agent, form_key="once") == first
    assert Complaint.objects.count() == 1


@pytest.mark.parametrize(
    ("said", "field", "code"),
    [
        ({"account": " "}, "account", "required"),
        ({"account": "货" * 4001}, "account", "too_long"),
        ({"wanted": "赔" * 501}, "wanted", "too_long"),
        ({"type": "WEATHER"}, "type", "not_a_choice"),
        ({"severity": 5}, "severity", "not_a_choice"),
        ({"channel": "PIGEON"}, "channel", "not_a_choice"),
        ({"contact_phone": "12"}, "contact_phone", None),
        ({"goods": {"colour": "红"}}, "goods.colour", "not_a_choice"),
        ({"goods": {"declared_value": -1}}, "goods.declared_value", "complaint_value_wrong"),
        ({"goods": {"loss": -1}}, "goods.loss", "complaint_loss_wrong"),
        ({"goods": {"batch": "批" * 41}}, "goods.batch", "too_long"),
        ({"is_anonymous": True, "contact_name": "王先生"}, "contact_name", "complaint_anonymous_contact"),
        ({"channel": "OFFICIAL"}, "official_from", "required"),
        ({"channel": "HOTLINE", "official_from": "12345"}, "official_number", "required"),
        ({"official_number": "A-1"}, "official_from", "required"),
    ],
)
def test_what_is_wrong_is_said(agent: Person, said: dict[str, Any], field: str, code: str | None) -> None:
    with pytest.raises(Invalid) as refused:
        make.registered(agent, **said)
    assert refused.value.faults[0].field == field
    assert code in (None, refused.value.code)
    assert not Complaint.objects.exists()


def test_all_that_is_wrong_is_said_at_once(agent: Person) -> None:
    with pytest.raises(Invalid) as refused:
        make.registered(agent, account="", type="WEATHER", channel="OFFICIAL")
    fields = [one.field for one in refused.value.faults]
    assert fields == ["account", "official_from", "official_number", "official_due_at", "type"]


def test_an_authority_gives_its_number_and_deadline(agent: Person) -> None:
    due = clock.now() + timedelta(days=3)
    complaint = make.registered(
        agent, channel="HOTLINE", official_from="12345", official_number="SQ-88", official_due_at=due
    )
    kept = make.again(complaint)
    assert (kept.official_from, kept.official_number, kept.official_due_at) == ("12345", "SQ-88", due)
    assert complaint.ticket in [hit.ticket for hit in tickets.search(agent, "SQ-88").rows]


def test_a_deadline_that_stands_is_no_slip_however_long_ago(agent: Person, desk: Frozen) -> None:
    """Late is late: yesterday's is taken down, and a case that drags on can still be set right."""
    due = clock.now() - timedelta(days=1)
    passed = {"official_from": "12345", "official_number": "SQ-88", "official_due_at": due}
    complaint = make.registered(agent, channel="HOTLINE", **passed)
    desk.move(days=400)
    said = {"account": make.ACCOUNT, "wanted": "退钱", **passed}
    held = changing.change_details(
        complaint=complaint, version=make.ticket(complaint).version, by=agent, **said
    )
    assert (held.wanted, held.official_due_at) == ("退钱", due)
    later = clock.now() + timedelta(days=367)
    with pytest.raises(Invalid, match="complaint_official_due_far"):
        changing.change_details(complaint=held, version=1, by=agent, **said | {"official_due_at": later})


def test_goods_are_described(agent: Person) -> None:
    """R139: the product block, and what a claim needs."""
    goods = {
        "name": " 轴承 ",
        "batch": "B7",
        "symptoms": "",
        "declared_value": 120_000,
        "inspection": "外箱破",
    }
    kept = make.again(make.registered(agent, type="DAMAGE", goods=goods))
    assert kept.goods == {"name": "轴承", "batch": "B7", "declared_value": 120_000, "inspection": "外箱破"}


def test_an_auditor_registers_nothing() -> None:
    with pytest.raises(NotPermitted):
        make.registered(people.person(Role.AUDITOR))


def test_a_driver_hands_over_what_they_were_told(team_leader: Person, driver: Person) -> None:
    """R349: as any colleague; they do not see the case."""
    complaint = make.registered(driver)
    assert (complaint.recorded_by, complaint.ticket.owner) == (driver, team_leader)
    with pytest.raises(NotFound):
        loading.complaint(driver, complaint.ticket.ref)


def test_a_colleague_hands_over_what_they_were_told(
    agent: Person, team_leader: Person, colleague: Person
) -> None:
    """R334, R349: the light form; a leader of the desk's team who is there is responsible from then on."""
    complaint = make.registered(colleague)
    assert complaint.recorded_by == colleague
    assert (complaint.ticket.owner, complaint.ticket.team) == (team_leader, team_leader.team)
    assert make.ticked(complaint) == {"account", "wanted", "heard"}


def test_the_owner_of_the_order_is_asked_first(agent: Person, mate: Person, team_leader: Person) -> None:
    order = orders.confirmed(agent)
    guest = Guest(ref=order.ticket.ref)
    complaint = make.registered(None, guest=guest, channel="WEB", about=order.ticket)
    assert make.ticket(complaint).owner == agent
    barred = make.registered(None, guest=guest, channel="WEB", about=order.ticket, respondent=agent)
    assert make.ticket(barred).owner == team_leader


def test_nobody_owns_a_complaint_about_themselves(
    agent: Person, mate: Person, team_leader: Person, manager: Person
) -> None:
    """Never whom it is about: not who received it, not the leader, not by name."""
    complaint = make.registered(agent, respondent=agent)
    assert (complaint.ticket.owner, complaint.ticket.barred) == (team_leader, agent)
    assert make.registered(team_leader, respondent=team_leader).ticket.owner == manager
    assert make.registered(agent, owner=mate).ticket.owner == mate
    with pytest.raises(NotNow, match="complaint_owner_is_respondent"):
        make.registered(agent, owner=mate, respondent=mate)
    with pytest.raises(NotNow, match="cannot_own"):
        make.registered(agent, owner=people.person(Role.COLLEAGUE))


def test_without_anybody_responsible_it_is_said(colleague: Person) -> None:
    Person.objects.exclude(pk=colleague.pk).update(is_active=False)
    with pytest.raises(NotNow, match="complaint_nobody_responsible"):
        make.registered(colleague)
    assert not Complaint.objects.exists()


def test_whom_it_is_about_does_not_see_it(agent: Person, mate: Person) -> None:
    complaint = make.registered(agent, respondent=mate)
    assert loading.complaint(agent, complaint.ticket.ref) == complaint
    with pytest.raises(NotFound):
        loading.complaint(mate, complaint.ticket.ref)
    assert complaint.ticket not in [hit.ticket for hit in tickets.search(mate, "江宁配城").rows]


def test_it_stands_on_its_order(agent: Person) -> None:
    """R129: as many as there are."""
    order = orders.collected(agent)
    complaint, second = (make.registered(agent, about=order.ticket) for _ in range(2))
    lines = Event.objects.filter(kind="ticket.complained", ticket_id=order.pk)
    assert [line.data["complaint"] for line in lines] == [complaint.pk, second.pk]
    assert Link.objects.filter(ticket=complaint.pk, other=order.pk, kind="complaint").exists()
    assert complaint.ticket.region == order.ticket.region


def test_nobody_complains_about_an_order_they_cannot_see(agent: Person, outsider: Person) -> None:
    order, other = orders.confirmed(agent), orders.confirmed(agent, pickup_phone="13912345678")
    with pytest.raises(NotFound):
        make.registered(outsider, about=order.ticket)
    for guest in (Guest(ref=order.ticket.ref), Guest(phone="13955550000")):
        with pytest.raises(NotFound):
            make.registered(None, guest=guest, channel="WEB", about=other.ticket)


def test_a_guest_is_acknowledged_at_once(agent: Person, team_leader: Person) -> None:
    """R180: and follows the case by the number that was verified, or by its link."""
    guest = Guest(phone=make.PHONE)
    known = make.registered(None, guest=guest, channel="WEB", contact_phone="13955550000")
    assert Event.objects.filter(kind="complaint.acknowledged", ticket_id=known.pk, actor_id=None).exists()
    assert (known.contact_phone, known.by_ref) == (make.PHONE, False)
    assert loading.of_guest(guest, known.ticket.ref) == known
    typed = make.registered(None, guest=Guest(), channel="WEB")
    assert typed.by_ref
    assert loading.of_guest(Guest(ref=typed.ticket.ref), typed.ticket.ref) == typed
    with pytest.raises(NotFound):
        loading.of_guest(guest, typed.ticket.ref)


def test_an_anonymous_guest_leaves_nothing_of_themselves(agent: Person, team_leader: Person) -> None:
    complaint = make.registered(None, guest=Guest(phone=make.PHONE), channel="WEB", is_anonymous=True)
    kept = make.again(complaint)
    assert (kept.contact_phone, kept.contact_name, kept.ticket.customer) == ("", "", None)
    assert kept.by_ref
    with pytest.raises(NotFound):
        loading.of_guest(Guest(phone=make.PHONE), kept.ticket.ref)
    assert loading.of_guest(Guest(ref=kept.ticket.ref), kept.ticket.ref) == kept


def test_a_form_sent_twice_by_a_guest_is_one(agent: Person, team_leader: Person) -> None:
    first = make.registered(None, guest=Guest(), channel="WEB", form_key="sent")
    assert make.registered(None, guest=Guest(), channel="WEB", form_key="sent") == first
    mine = make.registered(None, guest=Guest(phone=make.PHONE), channel="WEB", form_key="mine")
    assert registering._already("mine", Guest(phone="13955550000")) is None
    assert registering._already("mine", Guest(phone=make.PHONE)) == mine


def test_the_eleventh_in_an_hour_waits(desk: Frozen, agent: Person, team_leader: Person) -> None:
    guest = Guest(phone=make.PHONE)
    for _ in range(10):
        make.registered(None, guest=guest, channel="WEB")
    with pytest.raises(TooMany):
        make.registered(None, guest=guest, channel="WEB")
    desk.move(minutes=61)
    make.registered(None, guest=guest, channel="WEB")


@pytest.mark.parametrize("said", [{"severity": 4}, {"is_crisis": True, "severity": 2}])
def test_a_crisis_is_called_out(agent: Person, said: dict[str, Any]) -> None:
    complaint = make.registered(agent, **said)
    assert complaint.is_crisis
    event = Event.objects.get(kind="complaint.crisis")
    assert (event.ticket_id, event.data) == (complaint.pk, {"severity": said["severity"]})


def test_an_agents_word_stands_above_the_proposal() -> None:
    """What the desk reads gives the first values where no agent decided."""
    read = {"type": "TIME", "severity": 4, "cause": "SAFETY", "manner": "OPINION"}
    light = registering._first_values({}, read, is_light=True)
    assert light == {**read, "is_crisis": True}
    by_agent = registering._first_values({"severity": 2}, read, is_light=False)
    assert by_agent == {"type": "TIME", "severity": 2, "is_crisis": False}
    assert registering._first_values({}, {}, is_light=True)["type"] == "OTHER"


def test_a_guests_words_give_the_first_values(agent: Person, team_leader: Person) -> None:
    """R124–R127: and how they feel is the first point of the line."""
    text = "司机态度恶劣，张口就骂人，我要投诉到12315"
    by_guest = make.registered(None, guest=Guest(), channel="WEB", account=text, type="", severity=None)
    assert (by_guest.type, by_guest.severity) == ("ATTITUDE", 3)
    assert by_guest.proposed["escalation"] == "regulator"
    assert by_guest.mood == by_guest.moods.get(is_read=True).feeling
    by_agent = make.registered(agent, account=text, type="OTHER", severity=1)
    assert (by_agent.type, by_agent.severity, by_agent.mood) == ("OTHER", 1, None)
    assert by_agent.proposed["type"] == "ATTITUDE"


def test_a_search_finds_it(agent: Person) -> None:
    complaint = make.registered(agent, contact_company="宏远汽配")
    for text in ("江宁配城", "提货费", "6621", "宏远汽配", str(complaint.ticket.number), "投诉"):
        assert complaint.ticket in [hit.ticket for hit in tickets.search(agent, text).rows], text
