"""What a fact says of a complaint that goes round again: nothing later makes the first round better."""

import pytest

from tests.factories import complaints as make
from tests.frozen import Frozen
from tests.reports.led import LAW, TODAY, called_back, close, everything, fact, official, rate
from yinuo.complaints.actions import accepting, changing, ending, merging, reopening
from yinuo.complaints.models import Complaint
from yinuo.core import clock
from yinuo.reports import actions
from yinuo.reports.models import ComplaintFact
from yinuo.staff.models import Person

pytestmark = pytest.mark.django_db


def test_a_late_case_stays_late(desk: Frozen, agent: Person) -> None:
    """B10: opened again after it was closed too late, it is due when it was."""
    complaint = called_back(agent)
    desk.move(days=8)
    rate(complaint, agent, 5)
    close(complaint, agent)
    reopening.reopen(complaint=make.again(complaint), why="又坏了", by=agent)
    assert (fact(complaint).due_on, fact(complaint).is_in_time) == (LAW, False)


def test_a_bad_mark_puts_no_deadline_off(desk: Frozen, agent: Person) -> None:
    complaint = called_back(agent)
    desk.move(days=8)
    rate(complaint, agent, 2)
    assert fact(complaint).due_on == LAW


def test_taking_it_back_is_no_closing(desk: Frozen, agent: Person) -> None:
    """Withdrawn, and come back to: it was never dealt with."""
    complaint = make.registered(agent)
    ending.withdraw(complaint=complaint, reason="solved", by=agent)
    reopening.reopen(complaint=make.again(complaint), why="还是没来", by=agent)
    found = fact(complaint)
    assert (found.is_in_time, found.was_closed, found.is_reopened) == (False, False, False)


def merged_and_parted(complaint: Complaint, agent: Person) -> None:
    merging.merge(complaint=complaint, into=make.registered(agent), by=agent)
    merging.unmerge(complaint=make.again(complaint), by=agent)


def withdrawn_and_reopened(complaint: Complaint, agent: Person) -> None:
    ending.withdraw(complaint=complaint, reason="solved", by=agent)
    reopening.reopen(complaint=make.again(complaint), why="还是没来", by=agent)


@pytest.mark.parametrize("there_and_back", [merged_and_parted, withdrawn_and_reopened])
@pytest.mark.parametrize(("minutes", "timing"), [(5, "IN_TIME"), (120, "LATE")])
def test_who_was_acknowledged_after_all_counts(
    desk: Frozen, agent: Person, there_and_back: object, minutes: int, timing: str
) -> None:
    """Of a round that was taken back before it was due nothing is judged: the next one tells."""
    complaint = make.registered(agent)
    there_and_back(complaint, agent)  # type: ignore[operator]  # one of the two above
    desk.move(minutes=minutes)
    accepting.acknowledge(complaint=make.again(complaint), by=agent)
    assert fact(complaint).ack == timing


def test_asked_on_the_first_day(desk: Frozen, agent: Person) -> None:
    """What the customer says of a later round does not move the month in which they were asked first."""
    complaint = called_back(agent)
    rate(complaint, agent, 2)
    desk.move(days=1)
    make.onward(complaint, "CALL_BACK", agent)
    rate(complaint, agent, 4)
    assert (fact(complaint).asked_on, fact(complaint).overall) == (TODAY, 4)


def test_passed_on_by_whichever_way_it_came(desk: Frozen, agent: Person) -> None:
    """R153: also where the number of the authority is written down later, or came in a letter."""
    said = {name: value for name, value in official().items() if name != "channel"}
    letter, later = make.registered(agent, channel="LETTER", **said), make.registered(agent)
    told = {"account": later.account, "contact_phone": later.contact_phone, "wanted": later.wanted, **said}
    changing.change_details(complaint=later, version=later.ticket.version, by=agent, **told)
    assert (fact(letter).is_escalated, fact(later).is_escalated) == (True, True)


def test_made_anew_at_once(desk: Frozen, agent: Person) -> None:
    """One going over the facts sets every repetition right, whatever stood there."""
    first, again = make.registered(agent), make.registered(agent)
    Complaint.objects.filter(pk__in=[first.pk, again.pk]).update(type="CHARGES")
    actions.rebuild(rest=0)
    once = everything()
    assert fact(again).is_repeat
    actions.rebuild(rest=0)
    assert everything() == once


def test_months_close_without_any_order(desk: Frozen, agent: Person) -> None:
    """B10: a company that has complaints only freezes its months too."""
    make.registered(agent)
    assert ComplaintFact.objects.exists()
    desk.move(days=60)
    assert actions.freeze_due(clock.now()) == 1
