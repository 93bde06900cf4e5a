"""One complaint by the freight manual itself, on the customer's telephone from the first word to the end."""

from datetime import timedelta

from django.test import Client

from tests.complaints.test_by_the_manual import SPOT
from tests.factories import complaints as make
from tests.portal.complaints import cases, forms
from tests.portal.complaints.test_complaining import send
from yinuo.complaints.actions import (
    accepting,
    approving,
    ending,
    finding,
    following,
    offering,
    telling,
    weighing,
)
from yinuo.complaints.models import Complaint, Offer
from yinuo.complaints.rules.offers import Wish
from yinuo.complaints.rules.stages import Stage
from yinuo.core import clock
from yinuo.staff.models import Person
from yinuo.tickets.models import Ticket


def state(browser: Client, base: str) -> str:
    """The chip at the head of the page."""
    page = browser.get(f"{base}/").content.decode()
    head = page.split('class="p__h"')[1].split("</div>")[0]
    return next(
        word
        for word in ("已受理", "核实中", "商量方案", "等您答复", "请您评价", "已评价", "已办结")
        if word in head
    )


def proposed(case: Complaint, by: Person) -> Offer:
    """Found out, weighed, decided and told by whoever has it."""
    make.onward(case, Stage.CLARIFY, by)
    finding.find(complaint=make.again(case), by=by, **SPOT.found)
    weighing.weigh(complaint=make.again(case), by=by, **SPOT.weighed)
    make.onward(make.again(case), Stage.PROPOSE, by)
    offer = offering.make_offer(complaint=make.again(case), items=(Wish("apology"),), opinion="道歉", by=by)
    return telling.tell_offer(offer=approving.ask_approval(offer=offer, by=by), way="SMS", by=by)


def test_from_the_first_word_to_satisfaction(theirs: Client, agent: Person) -> None:
    """R005 R154 R183: every stage shows on the page, and what is asked of the customer is done there."""
    send(theirs)
    case = Complaint.objects.select_related("ticket__owner").get()
    owner, base = case.ticket.owner, cases.base(case)
    assert owner
    assert state(theirs, base) == "已受理"
    accepting.tell_wait(complaint=case, due_at=clock.now() + timedelta(hours=3), by=owner)
    assert "最晚 13:00 前给您结果" in theirs.get(f"{base}/").content.decode()
    proposed(case, owner)
    assert state(theirs, base) == "等您答复"
    assert forms.press(theirs, f"{base}/offer/", "accept").status_code == 302
    assert state(theirs, base) == "请您评价"
    assert forms.press(theirs, f"{base}/rate/", overall="5", treatment="5").status_code == 302
    assert state(theirs, base) == "已评价"
    following.thank(complaint=make.again(case), by=owner)
    ending.close(complaint=make.again(case), by=owner)
    assert state(theirs, base) == "已办结"
    assert Ticket.objects.get(pk=case.pk).stage == Stage.CLOSED
    page = theirs.get(f"{base}/").content.decode()
    for told in ("已结案", "您评价了处理结果", "您同意了方案", "方案已定，请您答复", "收到您的投诉"):
        assert told in page, told
