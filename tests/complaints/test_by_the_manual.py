"""A complaint led by the freight manual itself: its steps, deadlines and messages, from call to end."""

from datetime import timedelta

import pytest

from tests.factories import complaints as make
from tests.factories import orders
from tests.frozen import Frozen
from yinuo.complaints.actions import hearing, merging, registering, solving
from yinuo.complaints.actions.solving import Spot
from yinuo.complaints.models import Complaint
from yinuo.complaints.rules.offers import Wish
from yinuo.complaints.rules.stages import Stage
from yinuo.core import clock
from yinuo.core.calendar import spells_on
from yinuo.core.calendar.queries import hours_of
from yinuo.messaging.models import Notice
from yinuo.orders import actions as moving
from yinuo.playbooks import actions as playbooks
from yinuo.playbooks.rules import editing, loading, packs
from yinuo.promises.models import Promise
from yinuo.staff.models import Person
from yinuo.tickets.models import Channel

pytestmark = pytest.mark.usefixtures("desk")
SPOT = Spot(
    restated="约好昨天下午四点提货，到今天上午十点还没有来",
    found={
        "cause_found": "司机排队没报备",
        "motive": "急着装车",
        "core_demand": "今天提走",
        "degree": "MOSTLY",
    },
    weighed={
        "has_long_relation": True,
        "may_buy_again": True,
        "word_of_mouth": "汽配城里都认识",
        "demand": "FAIR",
        "degree": "MOSTLY",
    },
    gives=(Wish("apology"), Wish("refund_freight", 5000)),
    opinion="道歉并退 50 元运费",
    way="PHONE",
    done="已退到微信",
    marks={"overall": 5, "result": 5, "process": 5, "treatment": 5},
    has_agreed=True,
    answers={"happened": make.ACCOUNT, "wish": make.WANTED, "agreed_time": "昨天下午四点，是客服答应的"},
    paid={"refund_freight": ("微信", "W1")},
    did=("calmed",),
)


def open_promises(complaint: Complaint) -> set[str]:
    rows = Promise.objects.filter(ticket=complaint.ticket, state=Promise.State.OPEN)
    return set(rows.values_list("key", flat=True))


def sent(complaint: Complaint) -> set[str]:
    return set(Notice.objects.filter(ticket=complaint.ticket).values_list("key", flat=True))


def test_a_new_complaint_runs_against_its_deadlines_and_the_customer_knows(agent: Person) -> None:
    """R155 R166 R180: acknowledged at once, answered the same day, by law within seven days."""
    complaint = make.registered(agent)
    assert open_promises(complaint) == {"complaint_acknowledge", "complaint_same_day", "complaint_law"}
    assert sent(complaint) == {"complaint_received"}
    (notice,) = Notice.objects.filter(ticket=complaint.ticket)
    assert f"您的投诉{complaint.ticket.number}已受理" in notice.text
    law = Promise.objects.get(ticket=complaint.ticket, key="complaint_law")
    assert law.due_at - law.starts_at == timedelta(days=7)


def test_the_laws_deadline_counts_from_the_first_day(agent: Person, frozen: Frozen) -> None:
    """R155: neither merging nor parting again makes it later."""
    complaint, into = make.registered(agent), make.registered(agent)
    merging.merge(complaint=complaint, into=into, by=agent)
    frozen.move(days=2)
    merging.unmerge(complaint=complaint, by=agent)
    law = Promise.objects.filter(ticket=complaint.ticket, key="complaint_law").latest("round")
    assert (law.round, law.state) == (2, Promise.State.OPEN)
    assert law.due_at == make.again(complaint).recorded_at + timedelta(days=7)


def test_an_answer_of_the_same_day_is_due_at_the_end_of_the_working_day(
    agent: Person, frozen: Frozen
) -> None:
    """R166 R167: at the close, also late in the afternoon; what comes at night, at the next day's close."""

    def due(complaint: Complaint) -> str:
        row = Promise.objects.get(ticket=complaint.ticket, key="complaint_same_day")
        return f"{clock.local(row.due_at):%m-%d %H:%M}"

    closes = clock.local(spells_on(clock.today(), hours_of(agent.team_id))[-1].end)
    assert due(make.registered(agent)) == f"{closes:%m-%d %H:%M}"
    frozen.to(closes - timedelta(minutes=30))
    assert due(make.registered(agent, form_key="late")) == f"{closes:%m-%d %H:%M}"
    frozen.move(hours=1)
    assert due(make.registered(agent, form_key="night")) > f"{closes:%m-%d %H:%M}"


def test_the_authoritys_deadline_runs_beside_the_desks_own(agent: Person) -> None:
    due_at = clock.now() + timedelta(days=3)
    official = {"official_from": "12345热线", "official_number": "GD1", "official_due_at": due_at}
    complaint = make.registered(agent, channel=Channel.HOTLINE, **official)
    assert "complaint_official" in open_promises(complaint)
    assert Promise.objects.get(ticket=complaint.ticket, key="complaint_official").due_at == due_at


def test_the_driver_is_asked_and_given_a_time(agent: Person, driver: Person) -> None:
    """R171."""
    complaint = make.registered(agent, respondent=driver)
    due_at = clock.now() + timedelta(hours=2)
    asked = hearing.ask_statement(complaint=complaint, asks="请说明经过", due_at=due_at, by=agent, to=driver)
    assert Promise.objects.get(ticket=complaint.ticket, key="complaint_statement").due_at == due_at
    hearing.give_statement(statement=asked, said="桥北卸货排队", by=driver)
    assert "complaint_statement" not in open_promises(complaint)


def test_what_is_solved_on_the_spot_leaves_no_deadline(agent: Person, frozen: Frozen) -> None:
    """R169 R181 R182: by every step of the manual, with its evidence, and nothing is left open."""
    complaint = registering.register(
        by=agent,
        channel=Channel.PHONE,
        account=make.ACCOUNT,
        wanted=make.WANTED,
        type="TIME",
        contact_name="王先生",
        contact_phone=make.PHONE,
        form_key="spot-by-the-manual",
    )
    frozen.move(minutes=8)
    solved = solving.solve_on_spot(complaint=complaint, spot=SPOT, by=agent)
    assert (solved.ticket.stage, solved.outcome) == (Stage.CLOSED, "SATISFIED")
    assert open_promises(complaint) == set()
    assert not Promise.objects.filter(ticket=complaint.ticket, broken_at__isnull=False).exists()
    assert {"complaint_received", "complaint_closed"} <= sent(complaint)
    assert "complaint_offer" not in sent(complaint), "the customer heard it on the telephone"
    ended = Promise.objects.filter(ticket=complaint.ticket).exclude(state=Promise.State.KEPT)
    assert list(ended.values_list("key", flat=True)) == []


def test_goods_that_were_not_picked_up_in_time_are_chased_with_the_driver(
    agent: Person, driver: Person, frozen: Frozen
) -> None:
    """R173 R174: to the driver with a copy to the fleet manager, once the pick-up is late; not before, not
    for what is about something else, and never on behalf of somebody who gave no name.
    """
    order = orders.dispatched(agent)
    early = make.registered(agent, about=order.ticket, form_key="early")
    frozen.move(days=1)
    late = make.registered(agent, about=order.ticket, form_key="late")
    rude = make.registered(agent, about=order.ticket, type="ATTITUDE", form_key="rude")
    hidden = make.registered(agent, about=order.ticket, is_anonymous=True, form_key="hidden")
    assert ["complaint_chase" in sent(one) for one in (early, late, rude, hidden)] == [
        False,
        True,
        False,
        False,
    ]
    texts = Notice.objects.filter(ticket=late.ticket, key="complaint_chase").order_by("id")
    assert f"{order.ticket.number}" in texts[0].text
    assert "尚未提，已超时效，客户已来电催提货，请速处理。8011" in texts[0].text
    taken = moving.accept(order=orders.again(order), by=agent)
    moving.pick_up(order=taken, by=agent)
    after = make.registered(agent, about=order.ticket, form_key="after")
    assert "complaint_chase" not in sent(after)


def test_a_public_service_says_citizens_to_whom_it_asks(
    agent: Person, driver: Person, manager: Person
) -> None:
    """R394."""
    files = loading.read_folder(packs.playbook_folder("freight"))
    files = {name: text.decode() if isinstance(text, bytes) else text for name, text in files.items()}
    playbooks.publish(editing.edit(files, editing.Change("settings", "customer_word", "市民")), by=manager)
    complaint = make.registered(agent, respondent=driver)
    due_at = clock.now() + timedelta(hours=2)
    whom = {"to": None, "to_name": "门卫", "to_phone": "13900001177"}
    hearing.ask_statement(complaint=complaint, asks="几点放行", due_at=due_at, by=agent, **whom)
    (notice,) = Notice.objects.filter(ticket=complaint.ticket, key="statement_link")
    assert "有市民投诉" in notice.text
