"""Who must agree: by amount, kind and role, for one matter together; never the person complained about."""

from typing import Any

import pytest

from tests.complaints import deciding as make
from tests.factories import staff
from tests.factories import tickets as make_tickets
from yinuo.approvals import actions as approvals
from yinuo.approvals import may
from yinuo.approvals.models import Approval
from yinuo.complaints.actions import approving, changing, telling
from yinuo.complaints.models import Offer
from yinuo.complaints.rules.offers import Wish
from yinuo.core import clock
from yinuo.core.errors import DeskError, Invalid, NotNow, NotPermitted
from yinuo.core.models import Event
from yinuo.staff.models import Person, Role
from yinuo.tickets.models import Ticket

pytestmark = pytest.mark.usefixtures("frozen", "team_leader", "_connected")
State = Offer.State


@pytest.fixture
def _connected(_wired: None) -> None:
    make.connect()


@pytest.fixture
def order(agent: Person) -> Ticket:
    """An order that two cases are about."""
    return make_tickets.ticket(owner=agent, team=agent.team)


def asked(owner: Person, fen: int, **values: Any) -> Offer:
    """An offer of so many fen that is asked for, if it has to be."""
    offer = make.offered(make.case(owner, **values), owner, Wish("money", fen))
    return approving.ask_approval(offer=offer, by=owner)


def code_of(error: type[DeskError], offer: Offer, by: Person) -> str:
    with pytest.raises(error) as caught:
        approving.ask_approval(offer=offer, by=by)
    return caught.value.code


def test_within_ones_limit(agent: Person) -> None:
    """R208: 200 yuan is the agent's own to give; nobody is asked."""
    offer = asked(agent, 20_000)
    assert offer.state == State.APPROVED
    assert not Approval.objects.exists()
    assert Event.objects.filter(kind="complaint.offer_approved").count() == 1


def test_beyond_it_the_leader_is_asked(agent: Person, team_leader: Person) -> None:
    """R200: with opinion and sums; the answer makes it ready to be told. Asked again nothing changes."""
    offer = asked(agent, 20_001)
    assert approving.ask_approval(offer=offer, by=agent).state == State.ASKED
    approval = make.question(offer)
    assert (approval.role, approval.key, approval.reason) == (
        Role.TEAM_LEADER,
        "remedy_leader",
        offer.opinion,
    )
    assert approval.figures["together"] == 20_001
    with pytest.raises(NotNow, match="offer_not_in_state"):
        telling.tell_offer(offer=offer, way="PHONE", by=agent)
    assert make.approved(offer, team_leader).state == State.APPROVED
    assert telling.tell_offer(offer=offer, way="PHONE", by=agent).state == State.TOLD


def test_beyond_the_leader_the_manager(agent: Person, team_leader: Person, manager: Person) -> None:
    """R208: limits per level; nobody agrees to more than their own, and beyond all it is refused."""
    offer = asked(agent, 100_001)
    assert make.question(offer).role == Role.MANAGER
    assert not may.decide(team_leader, make.question(offer))
    assert make.approved(offer, manager).state == State.APPROVED
    too_much = make.offered(make.case(agent), agent, Wish("money", 500_001))
    assert code_of(Invalid, too_much, agent) == "offer_over_limit"


def test_what_the_free_goods_cost_counts(agent: Person) -> None:
    """R208: four gifts of 50 yuan and a discount of 1 yuan are 201 yuan."""
    complaint = make.case(agent)
    offer = make.offered(complaint, agent, *[Wish("gift")] * 5)
    assert approving.ask_approval(offer=offer, by=agent).state == State.ASKED


def test_sent_back_with_a_question(agent: Person, team_leader: Person) -> None:
    """The answer stands; asked again with a reply, it waits anew."""
    offer = asked(agent, 30_000)
    approvals.refuse(make.question(offer), by=team_leader, answer="误工有凭证吗？")
    assert make.again(offer).state == State.RETURNED
    assert Event.objects.filter(kind="complaint.offer_returned", data__offer=offer.pk).count() == 1
    again = approving.ask_approval(offer=make.again(offer), by=agent, note="有，考勤表已上传。")
    assert again.state == State.ASKED
    assert make.question(offer).reason == "有，考勤表已上传。"


def test_another_sum_is_asked_anew(agent: Person, team_leader: Person) -> None:
    """A raised amount after approval: the old question and the old approval count for nothing."""
    complaint = make.case(agent)
    first = approving.ask_approval(offer=make.offered(complaint, agent, Wish("money", 30_000)), by=agent)
    approval = make.question(first)
    second = make.offered(complaint, agent, Wish("money", 40_000))
    approval.refresh_from_db()
    assert (approval.state, make.again(first).state) == (Approval.State.WITHDRAWN, State.REPLACED)
    assert code_of(NotNow, first, agent) == "offer_replaced"
    approving.ask_approval(offer=second, by=agent)
    make.approved(second, team_leader)
    third = make.offered(complaint, agent, Wish("money", 50_000))
    assert (make.again(second).state, third.state) == (State.REPLACED, State.DRAFT)
    with pytest.raises(NotNow, match="offer_replaced"):
        telling.tell_offer(offer=second, way="PHONE", by=agent)
    assert approving.ask_approval(offer=third, by=agent).state == State.ASKED


def test_the_whole_matter_counts(agent: Person, team_leader: Person, order: Ticket) -> None:
    """R208: 150 yuan for one complaint and 60 for another about the same order are 210."""
    make.accepted(make.case(agent, about=order), agent, Wish("money", 15_000))
    second = make.offered(make.case(agent, about=order), agent, Wish("money", 6_000))
    assert approving.ask_approval(offer=second, by=agent).state == State.ASKED
    assert make.question(second).figures["together"] == 21_000
    make.approved(second, team_leader)
    other = make.offered(make.case(agent), agent, Wish("money", 6_000))
    assert approving.ask_approval(offer=other, by=agent).state == State.APPROVED


def test_only_more_than_usual_is_asked_for(agent: Person, team_leader: Person) -> None:
    """Five like cases got 100 to 120 yuan: 150 are asked for, an exact 26 is settled on the spot."""
    make.precedents(agent, 10_000, 10_000, 11_000, 12_000, 12_000)
    for fen, state in ((2_600, State.APPROVED), (15_000, State.ASKED)):
        offer = make.offered(make.case(agent), agent, Wish("money", fen), unusual_for="只多收了这些")
        assert approving.ask_approval(offer=offer, by=agent).state == state


def test_an_order_taken_out_counts(agent: Person, team_leader: Person, order: Ticket) -> None:
    """R208: nobody gives more by taking the order out of the case, or by putting it in afterwards."""
    make.accepted(make.case(agent, about=order), agent, Wish("money", 15_000))
    case = make.case(agent, about=order)
    said: Any = {
        "account": case.account,
        "contact_name": case.contact_name,
        "contact_phone": case.contact_phone,
    }
    changed = changing.change_details(complaint=case, version=case.ticket.version, by=agent, **said)
    assert changed.about is None
    offer = approving.ask_approval(offer=make.offered(case, agent, Wish("money", 6_000)), by=agent)
    assert (offer.state, make.question(offer).figures["together"]) == (State.ASKED, 21_000)


def test_what_was_given_beside_it_since(agent: Person, team_leader: Person, order: Ticket) -> None:
    """Approved alone, then another is accepted on the same order: it is asked for again before it is told."""
    first = asked(agent, 15_000, about=order)
    make.accepted(make.case(agent, about=order), agent, Wish("money", 15_000))
    with pytest.raises(NotNow, match="offer_raised"):
        telling.tell_offer(offer=first, way="PHONE", by=agent)
    assert approving.ask_approval(offer=make.again(first), by=agent).state == State.ASKED
    make.approved(first, team_leader)
    assert telling.tell_offer(offer=first, way="PHONE", by=agent).state == State.TOLD


def test_the_respondent_never_decides(agent: Person, team_leader: Person, manager: Person) -> None:
    """Complained about is the leader: the manager is asked, and the leader may not answer for anybody."""
    offer = asked(agent, 30_000, respondent=team_leader)
    approval = make.question(offer)
    assert approval.role == Role.MANAGER
    Approval.objects.filter(pk=approval.pk).update(role=Role.TEAM_LEADER)
    approval.refresh_from_db()
    assert not may.decide(team_leader, approval)
    with pytest.raises(NotPermitted):
        approvals.approve(approval, by=team_leader)
    assert make.approved(offer, manager).state == State.APPROVED


def test_nobody_there(agent: Person, team_leader: Person, manager: Person) -> None:
    """The leader is away: the next above is asked; back again, it is the leader."""
    team_leader.absent_from = clock.now()
    team_leader.save()
    assert make.question(asked(agent, 30_000)).role == Role.MANAGER
    team_leader.absent_from = None
    team_leader.save()
    assert make.question(asked(agent, 30_001)).role == Role.TEAM_LEADER


def test_nobody_who_could_ever_answer(agent: Person, team_leader: Person, manager: Person) -> None:
    """Away is asked, gone or complained about is not; with nobody left it is said, nothing waits."""
    for person in (team_leader, manager):
        person.absent_from = clock.now()
        person.save()
    assert make.question(asked(agent, 30_000)).role == Role.TEAM_LEADER
    team_leader.is_active = False
    team_leader.save()
    assert make.question(asked(agent, 30_000)).role == Role.MANAGER
    offer = make.offered(make.case(agent, respondent=manager), agent, Wish("money", 30_000))
    with pytest.raises(NotNow, match="offer_nobody_decides") as caught:
        approving.ask_approval(offer=offer, by=agent)
    assert caught.value.params == {"role": "经理"}
    assert make.again(offer).state == State.DRAFT
    assert not offer.complaint.ticket.approvals.exists()


def test_a_deputy_may_decide(agent: Person, manager: Person) -> None:
    """Another leader of the team, or the manager, in the leader's place; never who asked."""
    deputy = staff.person(Role.TEAM_LEADER, staff_number="8002", name="钱进", team=agent.team)
    assert make.approved(asked(agent, 30_000), deputy).state == State.APPROVED
    assert make.approved(asked(agent, 30_000), manager).state == State.APPROVED
    offer = asked(agent, 30_000)
    with pytest.raises(NotPermitted, match="approval_own"):
        approvals.approve(make.question(offer), by=agent)


def test_a_no_is_agreed_to(agent: Person, team_leader: Person) -> None:
    """R197: an agent's no goes to the leader; a leader's own does not."""
    complaint = make.case(agent, degree="NONE")
    offer = approving.ask_approval(offer=make.refused(complaint, agent), by=agent)
    assert (offer.state, make.question(offer).key) == (State.ASKED, "refusal_leader")
    make.approved(offer, team_leader)
    own = make.refused(make.case(agent, degree="NONE"), team_leader)
    assert approving.ask_approval(offer=own, by=team_leader).state == State.APPROVED


def test_whoever_asks_stands_for_it(agent: Person, team_leader: Person) -> None:
    """A leader drafted 500 yuan; the agent who asks is limited by their own 200."""
    offer = make.offered(make.case(agent), team_leader, Wish("money", 50_000))
    assert approving.ask_approval(offer=offer, by=agent).state == State.ASKED
    assert make.again(offer).made_by == agent
    assert asked(team_leader, 50_000).state == State.APPROVED


def test_an_answer_too_late(agent: Person, team_leader: Person) -> None:
    """Replaced while the leader reads: the answer changes nothing."""
    complaint = make.case(agent)
    first = approving.ask_approval(offer=make.offered(complaint, agent, Wish("money", 30_000)), by=agent)
    approval = make.question(first)
    make.offered(complaint, agent)
    with pytest.raises(NotNow, match="approval_was_withdrawn"):
        approvals.approve(approval, by=team_leader)
    assert make.again(first).state == State.REPLACED
    assert code_of(NotNow, first, agent) == "offer_replaced"
