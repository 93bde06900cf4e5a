"""Two complaints of one matter become one case, and part again."""

from datetime import timedelta

import pytest

from tests.complaints import deciding
from tests.factories import complaints as make
from tests.factories import orders
from tests.frozen import Frozen
from yinuo.approvals.models import Approval
from yinuo.complaints.actions import accepting, approving, hearing, merging
from yinuo.complaints.models import Complaint, Level
from yinuo.complaints.queries import alike
from yinuo.complaints.rules.offers import Wish
from yinuo.core import clock
from yinuo.core.errors import NotNow, NotPermitted
from yinuo.core.models import Event
from yinuo.promises.models import Promise
from yinuo.staff.models import Person
from yinuo.tickets.models import Link, Ticket

SOON = timedelta(hours=2)


@pytest.fixture(autouse=True)
def _manual(desk: Frozen) -> None:
    make.playbook()


def open_words(complaint: Complaint) -> list[object]:
    """The due times of what is promised to its customer."""
    rows = Promise.objects.filter(ticket=complaint.pk, key="complaint_reply_by", state="OPEN")
    return list(rows.values_list("due_at", flat=True))


@pytest.mark.parametrize("stage", ["ACCEPT", "CLARIFY", "PROPOSE"])
def test_merged_and_parted_again(agent: Person, mate: Person, stage: str) -> None:
    """Undone, it goes on where it was, its musts ticked as they were."""
    complaint, into = make.at(stage, agent), make.registered(agent)
    ticked = make.ticked(complaint)
    merged = merging.merge(complaint=complaint, into=into, by=agent)
    assert (merged.outcome, merged.merged_into) == ("MERGED", into)
    assert (merged.ticket.stage, merged.ticket.closed_at) == ("CLOSED", clock.now())
    assert merging.merge(complaint=complaint, into=into, by=mate) == merged
    parted = merging.unmerge(complaint=complaint, by=mate)
    assert (parted.outcome, parted.merged_into) == ("", None)
    assert (parted.ticket.stage, parted.ticket.closed_at) == (stage, None)
    assert make.ticked(complaint) == ticked
    merging.unmerge(complaint=complaint, by=mate)
    rows = Event.objects.filter(ticket_id=complaint.pk, kind__in=["complaint.merged", "complaint.unmerged"])
    assert [(row.kind, row.actor_id, row.data) for row in rows.order_by("id")] == [
        ("complaint.merged", agent.pk, {"into": into.pk, "stage": stage}),
        ("complaint.unmerged", mate.pk, {}),
    ]


def test_what_the_customer_was_told_still_holds(desk: Frozen, agent: Person) -> None:
    complaint, into = make.registered(agent), make.registered(agent)
    now = clock.now()
    accepting.tell_wait(complaint=into, due_at=now + 2 * SOON, by=agent)
    accepting.tell_wait(complaint=complaint, due_at=now + SOON, by=agent)
    merging.merge(complaint=complaint, into=into, by=agent)
    assert (open_words(complaint), open_words(into)) == ([], [now + SOON])
    merging.unmerge(complaint=complaint, by=agent)
    assert open_words(complaint) == [now + SOON]


def test_the_earlier_word_stays(desk: Frozen, agent: Person) -> None:
    complaint, into = make.registered(agent), make.registered(agent)
    now = clock.now()
    accepting.tell_wait(complaint=into, due_at=now + SOON, by=agent)
    accepting.tell_wait(complaint=complaint, due_at=now + 2 * SOON, by=agent)
    merging.merge(complaint=complaint, into=into, by=agent)
    assert open_words(into) == [now + SOON]
    desk.move(hours=5)
    merging.unmerge(complaint=complaint, by=agent)
    assert open_words(complaint) == []


def test_what_cannot_be_one(agent: Person, mate: Person, driver: Person) -> None:
    plain, due = make.registered(agent), clock.now() + timedelta(days=3)
    official = make.registered(
        agent, channel="HOTLINE", official_from="12345", official_number="1", official_due_at=due
    )
    about = make.registered(agent, respondent=driver)
    for complaint, into, code in (
        (plain, plain, "complaint_merge_itself"),
        (about, plain, "complaint_merge_respondent"),
        (official, plain, "complaint_merge_official"),
        (make.at("CALL_BACK", agent), plain, "complaint_not_in_stage"),
        (plain, make.at("CLOSED", agent), "complaint_not_in_stage"),
    ):
        with pytest.raises(NotNow, match=code):
            merging.merge(complaint=complaint, into=into, by=agent)
    assert not Complaint.objects.filter(outcome="MERGED").exists()
    merging.merge(complaint=plain, into=official, by=agent)


def test_another_customer_is_answered_on_their_own(agent: Person) -> None:
    """Nobody's case ends with somebody else's; who left no number may be the one who rings."""
    mine, theirs = make.registered(agent), make.registered(agent, contact_phone="13900001111")
    nobody = make.registered(agent, is_anonymous=True)
    for complaint, into in ((mine, theirs), (mine, nobody)):
        with pytest.raises(NotNow, match="complaint_merge_customer"):
            merging.merge(complaint=complaint, into=into, by=agent)
    assert merging.merge(complaint=nobody, into=mine, by=agent).outcome == "MERGED"


def test_what_was_proposed_gives_way_unless_the_customer_heard_it(agent: Person, team_leader: Person) -> None:
    """No approval is left waiting for a case that is over."""
    into = deciding.case(agent)
    asked, told = deciding.case(agent), deciding.case(agent)
    offer = approving.ask_approval(offer=deciding.offered(asked, agent, Wish("money", 50_000)), by=agent)
    merging.merge(complaint=asked, into=into, by=agent)
    assert deciding.again(offer).state == "REPLACED"
    assert Approval.objects.get(ticket=asked.ticket).state == "WITHDRAWN"
    deciding.told(told, agent)
    with pytest.raises(NotNow, match="complaint_merge_offered"):
        merging.merge(complaint=told, into=into, by=agent)


def test_parted_again_every_deadline_runs_again(agent: Person, driver: Person) -> None:
    """R155 R163 R171: of the authority, of the law, of the day, of whom a statement is asked."""
    orders.playbook()
    due = {"official_from": "12345", "official_number": "1", "official_due_at": clock.now() + SOON}
    said = {"channel": "HOTLINE", "respondent": driver, **due}
    complaint, into = make.registered(agent, **said), make.registered(agent, **said)
    hearing.ask_statement(complaint=complaint, asks="经过", to=driver, due_at=clock.now() + SOON, by=agent)
    open_ = Promise.objects.filter(ticket=complaint.pk, state="OPEN").values_list("key", flat=True)
    before = sorted(open_)
    assert len(before) == 5
    merging.merge(complaint=complaint, into=into, by=agent)
    assert not open_.all()
    merging.unmerge(complaint=complaint, by=agent)
    assert sorted(open_.all()) == before


def test_one_must_handle_both(agent: Person, outsider: Person, mate: Person) -> None:
    mine, theirs = make.registered(agent), make.registered(outsider)
    about_mate = make.registered(agent, respondent=mate)
    for complaint, into, by in ((mine, theirs, agent), (theirs, mine, agent), (mine, about_mate, mate)):
        with pytest.raises(NotPermitted):
            merging.merge(complaint=complaint, into=into, by=by)
        with pytest.raises(NotPermitted):
            merging.link_alike(complaint=complaint, other=into, by=by)
    with pytest.raises(NotPermitted):
        merging.unmerge(complaint=theirs, by=agent)


def test_linked_they_stay_two(agent: Person) -> None:
    one, other = make.registered(agent), make.registered(agent)
    link = merging.link_alike(complaint=one, other=other, by=agent)
    assert merging.link_alike(complaint=other, other=one, by=agent) == link
    assert Link.objects.filter(kind="alike").count() == 1
    assert {make.ticket(one).stage, make.ticket(other).stage} == {"ACCEPT"}
    with pytest.raises(NotNow, match="link_to_itself"):
        merging.link_alike(complaint=one, other=one, by=agent)


def test_a_link_is_taken_back_from_either_side_and_told_once(agent: Person, outsider: Person) -> None:
    one, other = make.registered(agent), make.registered(agent)
    merging.link_alike(complaint=one, other=other, by=agent)
    assert alike.linked(one, agent) == [other]
    assert alike.linked(other, agent) == [one]
    with pytest.raises(NotPermitted):
        merging.unlink_alike(complaint=one, other=other, by=outsider)
    for _ in range(2):
        merging.unlink_alike(complaint=other, other=one, by=agent)
    assert alike.linked(one, agent) == []
    assert Event.objects.filter(kind="ticket.unlinked").count() == 1


def test_merging_makes_nothing_lighter(agent: Person, team_leader: Person, manager: Person) -> None:
    """R212: no round, no level, no crisis is lost by registering anew and merging the old one into it."""
    old, new = make.registered(agent, severity=4), make.registered(agent)
    Complaint.objects.filter(pk=old.pk).update(round=2, level=Level.LEADER)
    with pytest.raises(NotNow, match="complaint_merge_round"):
        merging.merge(complaint=old, into=new, by=agent)
    Complaint.objects.filter(pk=new.pk).update(round=2)
    merging.merge(complaint=old, into=new, by=agent)
    now = make.again(new)
    assert (now.severity, now.is_crisis, now.level) == (4, True, Level.LEADER)
    kinds = Event.objects.filter(ticket_id=new.pk).values_list("kind", flat=True)
    assert {"complaint.classified", "complaint.crisis", "complaint.leader_called"} <= set(kinds)


def test_what_was_given_in_a_case_that_was_merged_counts(agent: Person) -> None:
    """R208: also where no order joins the two."""
    old, new = deciding.case(agent), deciding.case(agent, round=2)
    deciding.accepted(old, agent, Wish("money", 15_000))
    Complaint.objects.filter(pk=old.pk).update(round=2)
    Ticket.objects.filter(pk=old.pk).update(stage="PROPOSE")
    merging.merge(complaint=old, into=new, by=agent)
    offer = approving.ask_approval(offer=deciding.offered(new, agent, Wish("money", 6_000)), by=agent)
    assert offer.state == "ASKED"
