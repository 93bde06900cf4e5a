"""What is offered: only when weighed, of the manual's remedies, never below the law, within the usual."""

from typing import Any

import pytest

from tests.complaints import deciding as make
from tests.factories import complaints, orders
from yinuo.complaints.actions import offering
from yinuo.complaints.models import Offer, Weighing
from yinuo.complaints.queries import offers
from yinuo.complaints.rules.offers import Wish
from yinuo.complaints.rules.stages import Stage
from yinuo.core.errors import DeskError, Invalid, NotNow, NotPermitted
from yinuo.core.models import Event, EventDetail
from yinuo.staff.models import Person
from yinuo.tickets.models import Ticket

pytestmark = pytest.mark.usefixtures("frozen", "team_leader", "_connected")
MONEY = Wish("money", 5_000)


@pytest.fixture
def _connected(_wired: None) -> None:
    make.connect()


def code_of(error: type[DeskError], complaint: Any, by: Person, *items: Wish, **said: Any) -> str:
    with pytest.raises(error) as caught:
        make.offered(complaint, by, *items, **said)
    return caught.value.code


def test_an_offer_is_drafted(agent: Person) -> None:
    """R200 R207: several remedies, material and moral; what they give and cost; the manual's words."""
    complaint = make.case(agent)
    offer = make.offered(complaint, agent, Wish("sorry"), Wish("refund", 3_000), Wish("discount", 10_000))
    assert (offer.state, offer.amount, offer.cost) == (Offer.State.DRAFT, 13_000, 9_000)
    assert [(item.label, item.amount, item.cost) for item in offer.items.order_by("id")] == [
        ("道歉", 0, 0),
        ("退款", 3_000, 3_000),
        ("下次优惠", 10_000, 6_000),
    ]
    assert offer.text.split("\n")[1:] == [
        "我会马上尽力补救。",
        "我们向您郑重道歉。",
        "退还您运费30元。",
        "下次优惠100元。",
    ]
    event = Event.objects.get(kind="complaint.offer_made")
    assert event.data == {"offer": offer.pk, "amount": 13_000, "refusal": False}
    assert EventDetail.objects.get(event=event).values["opinion"] == offer.opinion


def test_options(agent: Person) -> None:
    """R254: what we think best, the other beside it; the sums are those of the dearer choice."""
    complaint = make.case(agent)
    offer = make.offered(
        complaint, agent, Wish("sorry"), Wish("refund", 3_000, "", True), Wish("gift", 0, "保温杯", True)
    )
    assert (offer.amount, offer.cost) == (0, 5_000)
    assert offer.text.split("\n")[-3:] == [
        "这其实是最好的解决方法，不过如您认为不方便的话，我建议下面几种办法，请您选一种：",
        "1. 退还您运费30元。",
        "2. 赠品，保温杯。",
    ]
    assert code_of(Invalid, complaint, agent, Wish("gift", 0, "", True)) == "offer_one_option"


def test_only_what_the_manual_has(agent: Person) -> None:
    """R207–R211: known remedies of this type, with a sum where they take one."""
    complaint = make.case(agent)
    assert code_of(Invalid, complaint, agent, Wish("villa")) == "not_a_choice"
    assert code_of(Invalid, complaint, agent, Wish("redo")) == "not_a_choice"
    assert code_of(Invalid, complaint, agent, Wish("money")) == "offer_amount_missing"
    assert code_of(Invalid, complaint, agent, Wish("money", -5)) == "offer_amount_missing"
    assert code_of(Invalid, complaint, agent, Wish("gift", 5)) == "offer_amount_unwanted"
    assert code_of(Invalid, complaint, agent, items=()) == "required"
    assert code_of(Invalid, complaint, agent, Wish("sorry", 0, "好" * 201)) == "too_long"
    assert code_of(Invalid, complaint, agent, *[Wish("sorry")] * 13) == "offer_too_many"
    assert code_of(Invalid, complaint, agent, MONEY, opinion=" ") == "required"
    assert not Offer.objects.exists()


def test_not_before_it_is_weighed(agent: Person) -> None:
    """R191–R195: the five questions come before any compensation, the findings before those."""
    complaint = make.case(agent, degree="")
    assert code_of(NotNow, complaint, agent) == "findings_missing"
    Weighing.objects.all().delete()
    assert code_of(NotNow, complaint, agent) == "weighing_missing"
    Ticket.objects.filter(pk=complaint.pk).update(stage=Stage.CLARIFY)
    assert code_of(NotNow, complaint, agent) == "complaint_not_in_stage"


def test_who_may(agent: Person, driver: Person, auditor: Person, mate: Person) -> None:
    """R335: those who handle complaints; never whom it is about."""
    complaint = make.case(agent, respondent=mate)
    for person in (driver, auditor, mate):
        assert code_of(NotPermitted, complaint, person) == "not_permitted"


def test_the_same_again_is_the_same(agent: Person) -> None:
    """A double click makes one; other words make another and the first gives way."""
    complaint = make.case(agent)
    first = make.offered(complaint, agent)
    assert make.offered(complaint, agent).pk == first.pk
    second = make.offered(complaint, agent, Wish("money", 6_000))
    assert make.again(first).state == Offer.State.REPLACED
    assert make.again(second).state == Offer.State.DRAFT
    assert Event.objects.filter(kind="complaint.offer_made").count() == 2


def test_never_below_the_law(agent: Person) -> None:
    """Insured goods: the loss up to the declared value is owed, whichever option the customer takes; a gift
    makes nothing good.
    """
    complaint = make.case(agent, type="DAMAGE", goods={"declared_value": 30_000, "loss": 90_000})
    assert code_of(Invalid, complaint, agent, Wish("money", 29_999)) == "offer_below_minimum"
    options = Wish("money", 40_000, "", True), Wish("discount", 40_000, "", True)
    assert code_of(Invalid, complaint, agent, *options) == "offer_below_minimum"
    assert make.offered(complaint, agent, Wish("money", 20_000), Wish("refund", 10_000)).amount == 30_000
    with pytest.raises(Invalid) as caught:
        make.refused(complaint, agent)
    assert caught.value.params == {"least": "300", "law": "快递暂行条例第二十八条"}


def test_an_unknown_loss_of_insured_goods_is_asked_for(agent: Person) -> None:
    """快递暂行条例 28: within the declared value what was really lost; all of it is enough in any case."""
    complaint = make.case(agent, type="DAMAGE", goods={"declared_value": 30_000})
    assert code_of(Invalid, complaint, agent, Wish("money", 29_999)) == "offer_loss_missing"
    with pytest.raises(Invalid) as caught:
        make.refused(complaint, agent)
    assert (caught.value.code, caught.value.params) == ("offer_loss_missing", {"most": "300"})
    assert make.offered(complaint, agent, Wish("money", 30_000)).amount == 30_000


def test_the_loss_that_was_written_down_is_owed(agent: Person) -> None:
    """民法典 832: of goods without a declared value what was really lost; with one, no more than that."""
    orders.playbook()
    complaint = complaints.registered(agent, type="DAMAGE", goods={"loss": 30_000})
    playbook = offering.playbook_of(complaint)
    assert offers.least(complaint, playbook).fen == 30_000
    sums = {"loss": 30_000, "declared_value": 20_000}
    bounded = complaints.registered(agent, type="DAMAGE", goods=sums)
    assert offers.least(bounded, playbook).fen == 20_000


def test_a_carrier_is_excused_by_a_law_it_cites(agent: Person) -> None:
    """Without fault of ours goods are still owed for, unless the law that excuses is cited."""
    goods = {"declared_value": 30_000, "loss": 30_000}
    complaint = make.case(agent, type="DAMAGE", goods=goods, degree="NONE")
    assert code_of(Invalid, complaint, agent, Wish("sorry")) == "offer_below_minimum"
    kind = make.offered(complaint, agent, Wish("sorry"), ground="nature")
    assert kind.ground == "免责（民法典第八百三十二条）"
    refused = make.refused(complaint, agent)
    assert refused.ground == "不属于我方责任；依据：免责（民法典第八百三十二条）"
    assert "很抱歉，按不属于我方责任；依据：免责（民法典第八百三十二条）不能支持。" in refused.text


def test_a_no_is_reasoned(agent: Person) -> None:
    """R197: with a reason of the manual and the law or rule; it gives nothing."""
    complaint = make.case(agent, degree="NONE")
    for said, code in (
        ({"ground": ""}, "offer_ground_missing"),
        ({"reason": ""}, "required"),
        ({"reason": "mood"}, "not_a_choice"),
        ({"items": [MONEY]}, "offer_refusal_gives"),
        ({"ground": "规" * 400}, "too_long"),
    ):
        with pytest.raises(Invalid) as caught:
            make.refused(complaint, agent, **said)
        assert caught.value.code == code
    assert make.refused(complaint, agent, ground="运单背面条款第三条").is_refusal


def test_outside_the_usual_asks_why(agent: Person) -> None:
    """Five like cases got 100 to 120 yuan; 180 needs a reason, of the manual or in words."""
    make.precedents(agent, 10_000, 10_000, 11_000, 12_000, 12_000)
    complaint = make.case(agent)
    usual = make.offered(complaint, agent, Wish("money", 11_500))
    assert usual.usual == {"count": 5, "median": 11_000, "low": 10_000, "high": 12_000}
    assert usual.unusual_for == ""
    assert code_of(Invalid, complaint, agent, Wish("money", 18_000)) == "offer_unusual"
    assert make.offered(complaint, agent, Wish("money", 18_000), unusual_for="long_customer").unusual_for == (
        "多年的老客户"
    )
    assert (
        make.offered(complaint, agent, Wish("money", 18_000), unusual_for="客户误工").unusual_for
        == "客户误工"
    )
