"""Other complaints of the same matter are found and offered (R129)."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import complaints as make
from tests.factories import orders
from tests.frozen import Frozen
from yinuo.complaints.actions import ending, merging
from yinuo.complaints.models import Complaint
from yinuo.complaints.queries import alike
from yinuo.staff.models import Person

OTHER = "13955550000"
BILL = "运费单上写一百八，收了二百六，多收的楼层费没有说明"
BILL_AGAIN = "上次那张运费单，多收的楼层费八十元一直没有说明"
WASHER = "送来的洗衣机外壳摔裂，滚筒也不转"


@pytest.fixture(autouse=True)
def _manual(desk: Frozen) -> None:
    make.playbook()


def complaint(by: Person, account: str, phone: str = "", **said: Any) -> Complaint:
    """One of these words, from nobody known unless said."""
    return make.registered(by, account=account, contact_phone=phone, contact_name="", **said)


def found(of: Complaint, person: Person) -> dict[int, tuple[str, ...]]:
    """What is offered, in its order, and why."""
    return {one.complaint.pk: one.why for one in alike.alike(of, person)}


def test_every_sign_is_found_and_named(agent: Person, driver: Person) -> None:
    order = orders.confirmed(agent)
    of_order = complaint(agent, WASHER, OTHER, about=order.ticket)
    of_phone = complaint(agent, "客服一直不接", make.PHONE)
    of_driver = complaint(agent, "态度恶劣", OTHER, respondent=driver)
    in_words = complaint(agent, BILL_AGAIN, OTHER)
    nothing = complaint(agent, "冷藏车温度不够，海鲜化冻了", OTHER)
    mine = complaint(agent, BILL, make.PHONE, about=order.ticket, respondent=driver)
    offered = found(mine, agent)
    assert offered[of_order.pk] == ("order",)
    assert offered[of_phone.pk] == ("phone",)
    assert offered[of_driver.pk] == ("respondent",)
    assert offered[in_words.pk] == ("text",)
    assert nothing.pk not in offered
    assert mine.pk not in offered
    assert next(iter(offered)) == of_order.pk


def test_the_likeliest_stands_first(agent: Person) -> None:
    order = orders.confirmed(agent)
    both = complaint(agent, BILL_AGAIN, make.PHONE, about=order.ticket)
    phone = complaint(agent, WASHER, make.PHONE)
    mine = complaint(agent, BILL, make.PHONE, about=order.ticket)
    assert found(mine, agent) == {both.pk: ("order", "phone", "text"), phone.pk: ("phone",)}


def test_the_same_person_months_later_is_another_matter(desk: Frozen, agent: Person) -> None:
    """Of the same order it stays the same matter."""
    order = orders.confirmed(agent)
    of_order = complaint(agent, WASHER, OTHER, about=order.ticket)
    complaint(agent, WASHER, make.PHONE)
    desk.move(days=31)
    assert found(complaint(agent, BILL, make.PHONE, about=order.ticket), agent) == {of_order.pk: ("order",)}


def test_only_what_one_may_see(agent: Person, mate: Person, outsider: Person, manager: Person) -> None:
    """Neither another team's, nor what is about oneself."""
    theirs, about_mate = complaint(outsider, BILL, make.PHONE), complaint(agent, BILL, respondent=mate)
    mine = complaint(agent, BILL_AGAIN, make.PHONE)
    assert set(found(mine, agent)) == {about_mate.pk}
    assert found(mine, mate) == {}
    assert set(found(mine, manager)) == {theirs.pk, about_mate.pk}


def test_merged_ones_are_left_out(agent: Person) -> None:
    first, second, third = (complaint(agent, BILL, make.PHONE) for _ in range(3))
    merging.merge(complaint=second, into=first, by=agent)
    assert set(found(third, agent)) == {first.pk}


def test_before_it_is_registered(agent: Person) -> None:
    first = complaint(agent, BILL, make.PHONE)
    sought = alike.Sought(account=BILL_AGAIN)
    assert [one.complaint.pk for one in alike.candidates(sought, agent)] == [first.pk]
    assert alike.candidates(alike.Sought(), agent) == []


def test_statements_do_not_grow_with_the_rows(agent: Person) -> None:
    mine = complaint(agent, BILL, make.PHONE)
    counts = []
    for _ in range(3):
        complaint(agent, BILL_AGAIN, make.PHONE)
        with CaptureQueriesContext(connection) as asked:
            assert alike.alike(mine, agent)
        counts.append(len(asked))
    assert len(set(counts)) == 1
    assert counts[0] <= 18


def test_no_more_than_asked_for(agent: Person) -> None:
    mine, *_ = (complaint(agent, BILL, make.PHONE) for _ in range(4))
    assert len(alike.alike(mine, agent, size=2)) == 2


def test_the_likeliest_is_named_while_it_can_be_joined(agent: Person, driver: Person) -> None:
    """R129: what both say about one driver is no matter yet; nor is one named for a case that has ended."""
    complaint(agent, "态度恶劣", OTHER, respondent=driver)
    mine = complaint(agent, BILL, make.PHONE, respondent=driver)
    assert alike.likeliest(mine, agent) is None
    before = complaint(agent, "司机没有戴手套", make.PHONE)
    assert alike.likeliest(mine, agent)
    ending.withdraw(complaint=before, by=agent, reason="changed_mind")
    assert alike.likeliest(mine, agent) is None, "another matter of theirs that is over"
    same = complaint(agent, BILL_AGAIN, OTHER, respondent=driver)
    likeliest = alike.likeliest(mine, agent)
    assert likeliest is not None
    assert (likeliest.complaint.pk, likeliest.why) == (same.pk, ("respondent", "text"))
    merging.link_alike(complaint=mine, other=same, by=agent)
    assert alike.likeliest(mine, agent) is None
    merging.unlink_alike(complaint=mine, other=same, by=agent)
    ending.withdraw(complaint=mine, by=agent, reason="changed_mind")
    assert alike.likeliest(make.again(mine), agent) is None
