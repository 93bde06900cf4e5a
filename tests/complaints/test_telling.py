"""What the customer hears and answers: told once, accepted with one option, declined, a no that decides."""

import pytest

from tests.complaints import clarifying
from tests.complaints import deciding as make
from yinuo.complaints.actions import approving, moving, telling
from yinuo.complaints.models import Offer
from yinuo.complaints.rules.offers import Wish
from yinuo.complaints.rules.stages import Stage
from yinuo.core.errors import DeskError, Invalid, NotFound, NotNow, NotPermitted
from yinuo.core.models import Event
from yinuo.customers.rules import Guest
from yinuo.messaging.models import Notice
from yinuo.staff.models import Person
from yinuo.tickets import queries as tickets
from yinuo.tickets.models import Kind, Must, Ticket

pytestmark = pytest.mark.usefixtures("frozen", "team_leader", "_connected")
State = Offer.State
GUEST = Guest(phone="13800006621")
GIFT, REFUND = Wish("gift", 0, "保温杯", True), Wish("refund", 3_000, "", True)


@pytest.fixture
def _connected(_wired: None) -> None:
    make.connect()


def stage_of(offer: Offer) -> str:
    return Ticket.objects.get(pk=offer.complaint_id).stage


def code_of(error: type[DeskError], offer: Offer, **said: object) -> str:
    given = {"way": "PHONE", "by": None, "guest": GUEST, **said}
    with pytest.raises(error) as caught:
        telling.accept_offer(offer=offer, **given)  # type: ignore[arg-type]
    return caught.value.code


def test_told_and_accepted(agent: Person) -> None:
    """R187 R199: both musts are ticked, the money goes to be carried out; said twice it is said once."""
    offer = make.told(make.case(agent), agent)
    assert clarifying.done(offer.complaint) == {"weighed", "told"}
    assert telling.tell_offer(offer=offer, way="SMS", by=agent).state == State.TOLD
    taken = telling.accept_offer(offer=offer, way="PHONE", by=agent, words="可以。")
    assert (taken.state, taken.answer, stage_of(offer)) == (State.ACCEPTED, "可以。", Stage.CARRY_OUT)
    assert telling.accept_offer(offer=offer, way="PHONE", by=agent).state == State.ACCEPTED
    assert clarifying.done(offer.complaint) == {"weighed", "told", "agreed"}
    for verb in ("offer_told", "offer_accepted"):
        assert Event.objects.get(kind=f"complaint.{verb}").data == {"offer": offer.pk, "way": "PHONE"}


def test_an_apology_has_nothing_to_carry_out(agent: Person) -> None:
    """R207: moral alone: straight to the call-back."""
    offer = make.accepted(make.case(agent), agent, Wish("sorry"))
    assert stage_of(offer) == Stage.CALL_BACK


def test_one_of_the_options(agent: Person) -> None:
    """R254: the customer chooses one; sums and the way on are those of the choice."""
    offer = make.told(make.case(agent), agent, Wish("sorry"), REFUND, GIFT)
    sorry, refund, gift = offer.items.order_by("id")
    assert code_of(Invalid, offer) == "offer_choose"
    assert code_of(Invalid, offer, chosen=[refund.pk, gift.pk]) == "offer_choose"
    assert code_of(Invalid, offer, chosen=[sorry.pk]) == "not_a_choice"
    taken = telling.accept_offer(offer=offer, way="PAGE", by=None, guest=GUEST, chosen=[refund.pk])
    assert (taken.amount, taken.cost) == (3_000, 3_000)
    assert [item.is_chosen for item in offer.items.order_by("id")] == [True, True, False]
    assert Event.objects.get(kind="complaint.offer_accepted").actor_id is None


def test_only_ones_own(agent: Person, mate: Person, driver: Person) -> None:
    """Another customer does not find it; the person complained about may not answer for the customer."""
    offer = make.told(make.case(agent, respondent=mate), agent)
    assert code_of(NotFound, offer, guest=Guest(phone="13900001111")) == "not_found"
    for person in (mate, driver):
        assert code_of(NotPermitted, offer, by=person, guest=None) == "not_permitted"
    assert code_of(Invalid, offer, way="SMOKE") == "not_a_choice"


def test_not_before_it_was_told(agent: Person) -> None:
    """Nothing that was not agreed to inside and told outside can be accepted."""
    complaint = make.case(agent)
    offer = make.offered(complaint, agent)
    assert code_of(NotNow, offer) == "offer_not_in_state"
    approving.ask_approval(offer=offer, by=agent)
    assert code_of(NotNow, offer) == "offer_not_in_state"
    telling.tell_offer(offer=offer, way="PHONE", by=agent)
    make.offered(complaint, agent, Wish("money", 6_000))
    assert code_of(NotNow, offer) == "offer_replaced"


def test_something_else_is_wanted(agent: Person) -> None:
    """R217 R219: the customer's words stand, the case stays, another proposal follows and is accepted."""
    complaint = make.case(agent)
    offer = make.told(complaint, agent)
    with pytest.raises(Invalid, match="required"):
        telling.decline_offer(offer=offer, words=" ", way="PAGE", by=None, guest=GUEST)
    declined = telling.decline_offer(offer=offer, words="我要先把货提走", way="PAGE", by=None, guest=GUEST)
    assert (declined.state, declined.answer) == (State.DECLINED, "我要先把货提走")
    assert telling.decline_offer(offer=offer, words="x", way="PAGE", by=None, guest=GUEST).answer == (
        "我要先把货提走"
    )
    assert stage_of(offer) == Stage.PROPOSE
    assert code_of(NotNow, offer) == "offer_not_in_state"
    assert make.accepted(complaint, agent, Wish("refund", 3_000)).state == State.ACCEPTED
    with pytest.raises(NotNow, match="complaint_not_in_stage"):
        make.offered(complaint, agent)


def test_a_no_decides(agent: Person, team_leader: Person) -> None:
    """R197: once the reasoned no is told the case goes to the call-back, with both musts."""
    complaint = make.case(agent, degree="NONE")
    offer = approving.ask_approval(offer=make.refused(complaint, agent), by=agent)
    make.approved(offer, team_leader)
    telling.tell_offer(offer=offer, way="PHONE", by=agent)
    assert stage_of(offer) == Stage.CALL_BACK
    assert clarifying.done(complaint) >= {"told", "agreed"}
    assert code_of(NotNow, offer) == "complaint_not_in_stage"


def test_what_the_manual_asks_beside(agent: Person) -> None:
    """A must that is still open does not undo the customer's yes; the case waits for it, and what was agreed
    to is then carried out before anybody calls back (R205).
    """
    complaint = make.case(agent)
    Must.objects.filter(ticket_id=complaint.pk, key="weighed").delete()
    offer = make.accepted(complaint, agent)
    assert (offer.state, stage_of(offer)) == (State.ACCEPTED, Stage.PROPOSE)
    held = clarifying.again(complaint.pk)
    clarifying.finish(held.ticket)
    with pytest.raises(NotNow, match="complaint_moves_itself"):
        moving.advance(complaint=held, to=Stage.CALL_BACK, by=agent)
    moving.advance(complaint=clarifying.again(complaint.pk), to=Stage.CARRY_OUT, by=agent)
    assert stage_of(offer) == Stage.CARRY_OUT


def test_by_short_message(agent: Person) -> None:
    """The statement goes to the customer's number in the words that were agreed to."""
    contact = {"customer": tickets.Contact(None, "王先生", "13800006621")}
    tickets.provide(Kind.COMPLAINT, lambda ticket: tickets.Facts({}, contact))
    offer = approving.ask_approval(offer=make.offered(make.case(agent), agent, text="补您50元。"), by=agent)
    telling.tell_offer(offer=offer, way="SMS", by=agent)
    notice = Notice.objects.get(to_role="customer")
    assert (notice.address, "补您50元。" in notice.text) == ("13800006621", True)
