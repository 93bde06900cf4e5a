"""Facts of complaints, suggestions and displeasure: kept as they happen, the same when they are made anew."""

from datetime import timedelta
from typing import Any, Final

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.complaints import carried
from tests.factories import complaints as make
from tests.frozen import Frozen
from tests.reports.led import LAW, TODAY, called_back, close, everything, fact, official, rate
from yinuo.complaints.actions import (
    accepting,
    calming,
    changing,
    ending,
    following,
    grumbling,
    merging,
    paying,
    reopening,
    suggesting,
)
from yinuo.complaints.models import Complaint, OfferItem, Suggestion
from yinuo.core import clock
from yinuo.core.errors import DeskError
from yinuo.promises import actions as promises
from yinuo.reports import actions
from yinuo.reports.models import ComplaintFact
from yinuo.staff.models import Person
from yinuo.tickets import actions as tickets

pytestmark = pytest.mark.django_db


def test_a_complaint_counts_from_its_first_minute(desk: Frozen, agent: Person, driver: Person) -> None:
    """R400: by whom it is about, of what, by which way."""
    found = fact(make.registered(agent, respondent=driver, severity=3, cause="DUTY"))
    assert (found.sort, found.day, found.type, found.cause) == ("COMPLAINT", TODAY, "TIME", "DUTY")
    assert (found.severity, found.channel) == (3, "PHONE")
    assert (found.person_id, found.driver_id) == (agent.pk, driver.pk)
    assert (found.ack, found.ack_seconds, found.closed_on, found.asked_on) == ("", None, None, None)
    flags = ("is_repeat", "is_escalated", "is_taken_up", "was_closed", "is_in_time")
    assert not any(getattr(found, name) for name in flags)


@pytest.mark.parametrize(("minutes", "timing"), [(12, "IN_TIME"), (31, "LATE")])
def test_acknowledged_in_time_or_late(desk: Frozen, agent: Person, minutes: int, timing: str) -> None:
    """R180: by the first word to the customer, whatever is said later."""
    complaint = make.registered(agent)
    desk.move(minutes=minutes)
    promises.wake_due(clock.now(), 50)
    accepting.acknowledge(complaint=complaint, by=agent)
    desk.move(minutes=5)
    accepting.tell_wait(complaint=complaint, due_at=clock.now() + timedelta(hours=2), by=agent)
    assert (fact(complaint).ack, fact(complaint).ack_seconds) == (timing, minutes * 60)


def test_the_same_customer_for_the_same_within_thirty_days(desk: Frozen, agent: Person) -> None:
    """B10: the first is no repetition, another type is none, and what it is found to be later decides."""
    first, other = make.registered(agent), make.registered(agent, type="CHARGES")
    desk.move(days=30)
    again = make.registered(agent)
    assert [fact(one).is_repeat for one in (first, other, again)] == [False, False, True]
    changing.classify(complaint=make.again(first), type="DAMAGE", by=agent)
    assert not fact(again).is_repeat
    changing.classify(complaint=make.again(other), type="TIME", by=agent)
    assert fact(again).is_repeat
    desk.move(days=31)
    assert not fact(make.registered(agent)).is_repeat


def test_escalated_by_a_leader_or_by_who_passed_it_on(desk: Frozen, agent: Person) -> None:
    """R153"""
    risen, passed_on = make.registered(agent), make.registered(agent, **official())
    assert [fact(one).is_escalated for one in (risen, passed_on)] == [False, True]
    calming.call_leader(complaint=risen, by=agent)
    assert fact(risen).is_escalated


def test_closed_in_time_stays_in_time(desk: Frozen, agent: Person) -> None:
    """B10: opened again it is not closed, and was; asked on the day of the first call-back."""
    complaint = called_back(agent)
    desk.move(hours=5)
    rate(complaint, agent, 5, result=4, process=3)
    close(complaint, agent)
    found = fact(complaint)
    assert (found.due_on, found.closed_on, found.is_in_time) == (LAW, TODAY, True)
    assert (found.close_seconds, found.was_closed, found.is_reopened) == (5 * 3600, True, False)
    assert (found.asked_on, found.overall, found.result, found.process) == (TODAY, 5, 4, 3)
    assert found.treatment is None
    reopening.reopen(complaint=make.again(complaint), why="又坏了", by=agent)
    found = fact(complaint)
    assert (found.closed_on, found.was_closed, found.is_reopened) == (None, True, True)
    assert (found.is_in_time, found.is_escalated) == (True, True)


def test_the_last_word_of_a_round_counts(desk: Frozen, agent: Person) -> None:
    """R205: satisfied, and before the end not after all."""
    complaint = called_back(agent)
    rate(complaint, agent, 5)
    rate(complaint, agent, 2)
    assert (fact(complaint).overall, fact(complaint).asked_on) == (2, TODAY)


def test_closed_after_the_deadline_is_late(desk: Frozen, agent: Person) -> None:
    complaint = called_back(agent)
    desk.move(days=8)
    rate(complaint, agent, 4)
    close(complaint, agent)
    assert (fact(complaint).was_closed, fact(complaint).is_in_time) == (True, False)


def test_taken_back_is_not_due_and_nobody_is_asked(desk: Frozen, agent: Person) -> None:
    """B10: withdrawn, or the same matter as another."""
    withdrawn, merged, into = (make.registered(agent) for _ in range(3))
    assert fact(withdrawn).due_on == LAW
    ending.withdraw(complaint=withdrawn, reason="solved", by=agent)
    merging.merge(complaint=merged, into=into, by=agent)
    for one in (withdrawn, merged):
        assert (fact(one).due_on, fact(one).asked_on, fact(one).was_closed) == (None, None, False)
    merging.unmerge(complaint=make.again(merged), by=agent)
    assert fact(merged).due_on == LAW


def test_what_was_paid(desk: Frozen, agent: Person) -> None:
    """B10: to the fen, of all remedies."""
    carried.playbook()
    held, _ = carried.given_out(agent, ("money", 12050), ("money", 50))
    for item in OfferItem.objects.filter(offer__complaint=held).order_by("pk"):
        paying.pay(item=item, fen=item.amount, way="现金", receipt=f"S{item.pk}", by=agent)
    assert fact(held).compensation == 12100


def test_displeasure_suggestions_and_praise(desk: Frozen, agent: Person, driver: Person) -> None:
    """R148 R130: what came of them too."""
    grumble = make.grumbled(agent)
    noted = ComplaintFact.objects.get(grumble_id=grumble.pk)
    assert (noted.sort, noted.ticket_id, noted.person_id) == ("GRUMBLE", None, agent.pk)
    assert not noted.is_taken_up
    complaint = grumbling.raise_grumble(grumble=grumble, by=agent)
    noted.refresh_from_db()
    assert (noted.ticket_id, noted.is_taken_up) == (complaint.pk, True)
    assert fact(complaint).sort == "COMPLAINT"
    suggestion = make.suggested(agent)
    praise = make.suggested(agent, sort=Suggestion.Sort.PRAISE, about_person=driver)
    suggesting.thank(suggestion=suggestion, by=agent)
    suggesting.answer(suggestion=suggestion, result="下周起默认拍照", is_acted_on=True, by=agent)
    rows = ComplaintFact.objects.filter(ticket__in=(suggestion.pk, praise.pk)).order_by("ticket")
    assert list(rows.values_list("sort", "driver_id", "is_taken_up")) == [
        ("SUGGESTION", 0, True),
        ("PRAISE", driver.pk, False),
    ]


def test_what_is_known_of_who_complained_survives_forgetting(desk: Frozen, agent: Person) -> None:
    """R047: a repetition stays one, also when the facts are gone over again."""
    make.registered(agent)
    again = make.registered(agent)
    before = everything()
    ending.withdraw(complaint=again, reason="solved", by=agent)
    tickets.forget(again.pk)
    actions.rebuild(rest=0)
    kept = {row["ticket_id"]: (row["is_repeat"], row["customer_id"]) for row in everything()}
    assert kept == {row["ticket_id"]: (row["is_repeat"], row["customer_id"]) for row in before}
    assert kept[again.pk][0]


class _Undone(Exception):
    """Ends an example and takes back all of it."""


def _do(verb: str, which: int, agent: Person, mate: Person, known: list[Complaint]) -> None:
    """One thing that may happen to one of the complaints there are."""
    one, other = make.again(known[which % len(known)]), make.again(known[(which + 1) % len(known)])
    match verb:
        case "register":
            known.append(make.registered(agent, **(official() if which % 2 else {})))
        case "decide":
            known.append(called_back(agent))
        case "acknowledge":
            accepting.acknowledge(complaint=one, by=agent)
        case "classify":
            changing.classify(complaint=one, type=("TIME", "DAMAGE", "CHARGES")[which % 3], by=agent)
        case "details":
            phone = f"1380000662{which % 3}"
            told: Any = {"account": one.account, "wanted": one.wanted, "contact_phone": phone}
            changing.change_details(complaint=one, version=one.ticket.version, by=agent, **told)
        case "leader":
            calming.call_leader(complaint=one, by=agent)
        case "wait":
            accepting.tell_wait(complaint=one, due_at=clock.now() + timedelta(hours=which + 1), by=agent)
        case "call":
            following.note_call_back(complaint=one, reached=False, way="PHONE", by=agent)
        case "rate":
            rate(one, agent, which % 5 + 1)
        case "close":
            close(one, agent)
        case "withdraw":
            ending.withdraw(complaint=one, reason="solved", by=agent)
        case "reopen":
            reopening.reopen(complaint=one, why="又坏了", by=agent)
        case "merge":
            merging.merge(complaint=one, into=other, by=agent)
        case "unmerge":
            merging.unmerge(complaint=one, by=agent)
        case "grumble":
            make.grumbled(agent)
        case "suggest":
            make.suggested(agent)


VERBS: Final = (
    "register", "decide", "acknowledge", "classify", "details", "leader", "wait", "call", "rate", "close",
    "withdraw", "reopen", "merge", "unmerge", "grumble", "suggest",
)  # fmt: skip
DEEDS: Final = st.tuples(st.sampled_from(VERBS), st.integers(0, 11), st.sampled_from([1, 40, 900, 15_000]))


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=st.lists(DEEDS, min_size=4, max_size=20))
def test_facts_made_anew_are_those_that_were_kept(
    desk: Frozen, agent: Person, mate: Person, deeds: list[tuple[str, int, int]]
) -> None:
    """Whatever happens, in whatever order: the facts are what the rows say."""
    start = desk.at
    try:
        with transaction.atomic():
            known = [called_back(agent), make.registered(agent)]
            for verb, which, minutes in deeds:
                desk.move(minutes=minutes)
                promises.wake_due(clock.now(), 50)
                try:
                    with transaction.atomic():
                        _do(verb, which, agent, mate, known)
                except DeskError:
                    continue
            kept = everything()
            assert len(kept) >= 2
            ComplaintFact.objects.all().delete()
            actions.rebuild(rest=0)
            assert everything() == kept
            raise _Undone
    except _Undone:
        pass
    finally:
        desk.to(start)
