"""No agreement: the page names the next level, and only ways to it that this page takes (R394)."""

import pytest
from django.test import Client

from tests.complaints import carried
from tests.factories import complaints as make
from tests.portal.complaints import cases, forms
from tests.portal.following.conftest import SHIPPER
from yinuo.complaints.actions import ending, following
from yinuo.complaints.models import Complaint
from yinuo.complaints.rules.stages import Stage
from yinuo.staff.models import Person

MORE, RATE, REOPEN = "补充情况", "评价处理结果", "还没办好，重新提出"


def page(browser: Client, case: Complaint, part: str = "") -> str:
    """A page of the case."""
    return browser.get(f"{cases.base(case)}/{part}").content.decode()


def said(browser: Client, case: Complaint) -> str:
    """What the page says of who is next."""
    return page(browser, case).split("不同意，还可以找谁</h2>")[1].split("</p>")[0]


def offers(browser: Client, case: Complaint) -> set[str]:
    """Which of the three ways the page has a button for."""
    acts = page(browser, case).split('class="acts"')[1].split("</nav>")[0]
    return {one for one in (MORE, RATE, REOPEN) if one in acts}


def test_after_a_no_to_the_offer_more_can_be_said(theirs: Client, agent: Person) -> None:
    case = cases.told(agent).complaint
    assert forms.press(theirs, f"{cases.base(case)}/offer/", "other", words="要 80 元").status_code == 302
    assert MORE in said(theirs, case)
    assert "评价" not in said(theirs, case)
    assert offers(theirs, case) == {MORE}
    assert forms.press(theirs, f"{cases.base(case)}/more/", words="请组长来办").status_code == 302


def test_after_a_reasoned_no_it_can_be_rated_and_once_closed_opened_again(
    theirs: Client, agent: Person
) -> None:
    """What a closed case says of rating is that it is closed, and where to come back."""
    cases.playbook()
    case = carried.refused(agent, contact_phone=SHIPPER)
    assert RATE in said(theirs, case)
    assert offers(theirs, case) == {RATE}
    following.note_call_back(complaint=case, reached=True, way="PHONE", by=agent)
    following.thank(complaint=case, by=agent)
    ending.close(complaint=case, by=agent)
    assert REOPEN in said(theirs, case)
    assert "评价" not in said(theirs, case)
    assert offers(theirs, case) == {REOPEN}
    rate = page(theirs, case, "rate/")
    assert "已结案" in rate
    assert "还没有办完" not in rate
    assert f"{cases.base(case)}/reopen/" in rate


@pytest.mark.parametrize("level", [0, 1])
def test_where_no_page_takes_it_the_telephone_alone_is_named(
    theirs: Client, agent: Person, level: int
) -> None:
    """A no that was rated: the customer was content with it."""
    cases.playbook()
    case = carried.refused(agent, contact_phone=SHIPPER, level=level)
    following.rate(complaint=case, overall=4, way="PHONE", by=agent)
    assert "打热线说出这个编号。" in said(theirs, case)
    assert make.again(case).ticket.stage == Stage.CALL_BACK
