"""The customer's temper, and the leader who is called in (R212, R264)."""

import pytest

from tests.factories import complaints as make
from tests.factories import staff as people
from tests.frozen import Frozen
from yinuo.complaints.actions import calming
from yinuo.complaints.models import Complaint, Mood
from yinuo.core.errors import Invalid, NotNow, NotPermitted
from yinuo.core.models import Event
from yinuo.staff.models import Person, Role


@pytest.fixture(autouse=True)
def _manual(desk: Frozen) -> None:
    make.playbook()


def noted(complaint: Complaint) -> list[tuple[int, bool]]:
    """The line as its events tell it: feeling, and whether a leader is wanted."""
    rows = Event.objects.filter(ticket_id=complaint.pk, kind="complaint.mood_noted").order_by("id")
    return [(row.data["feeling"], row.data["rising"]) for row in rows]


def test_the_line_of_the_moods(desk: Frozen, agent: Person) -> None:
    """Rising and hot calls for a leader; hot that cools down does not."""
    complaint = make.registered(agent)
    for feeling in (4, 3, 2, 2, 1, 4, 5):
        calming.note_mood(complaint=complaint, feeling=feeling, by=agent)
        desk.move(minutes=5)
    wanted = [(4, False), (3, False), (2, True), (2, False), (1, True), (4, False), (5, False)]
    assert noted(complaint) == wanted
    assert make.again(complaint).mood == 5


def test_a_furious_first_word_wants_a_leader(agent: Person) -> None:
    complaint = make.registered(agent)
    calming.note_mood(complaint=complaint, feeling=1, by=agent)
    assert noted(complaint) == [(1, True)]


def test_a_double_tap_is_one(desk: Frozen, agent: Person, mate: Person) -> None:
    complaint = make.registered(agent)
    first = calming.note_mood(complaint=complaint, feeling=2, by=agent)
    assert calming.note_mood(complaint=complaint, feeling=2, by=agent) == first
    assert calming.note_mood(complaint=complaint, feeling=2, by=mate) != first
    desk.move(minutes=1)
    calming.note_mood(complaint=complaint, feeling=2, by=mate)
    assert Mood.objects.count() == 3


def test_one_key_calls_the_leader(desk: Frozen, agent: Person, team_leader: Person, manager: Person) -> None:
    complaint = make.registered(agent)
    assert calming.call_leader(complaint=complaint, by=agent, note="要找领导").level == 1
    assert calming.call_leader(complaint=complaint, by=agent, level=1).level == 1
    assert calming.call_leader(complaint=complaint, by=agent).level == 2
    assert calming.call_leader(complaint=complaint, by=agent).level == 2
    rows = Event.objects.filter(kind="complaint.leader_called").order_by("id")
    assert [row.data for row in rows] == [
        {"level": 1, "to": team_leader.pk},
        {"level": 2, "to": manager.pk},
    ]
    assert rows[0].detail.values == {"note": "要找领导"}
    assert make.ticket(complaint).owner == agent


def test_the_next_who_is_there_is_called(agent: Person, team_leader: Person, manager: Person) -> None:
    """Not who is off duty, not whom it is about; where nobody is there the level rises all the same."""
    Person.objects.filter(pk=team_leader.pk).update(on_duty=False)
    second = people.person(Role.TEAM_LEADER, team=agent.team, name="吕梅")
    for respondent, called in ((None, second), (second, manager)):
        calming.call_leader(complaint=make.registered(agent, respondent=respondent), by=agent)
        assert Event.objects.filter(kind="complaint.leader_called").latest("id").data["to"] == called.pk
    Person.objects.filter(role__in=[Role.TEAM_LEADER, Role.MANAGER]).update(on_duty=False)
    assert calming.call_leader(complaint=make.registered(agent), by=agent).level == 1
    assert Event.objects.filter(kind="complaint.leader_called").latest("id").data["to"] is None


def test_what_is_wrong_is_said(agent: Person) -> None:
    complaint = make.registered(agent)
    for feeling in (0, 6):
        with pytest.raises(Invalid, match="not_a_choice"):
            calming.note_mood(complaint=complaint, feeling=feeling, by=agent)
    with pytest.raises(Invalid, match="not_a_choice"):
        calming.call_leader(complaint=complaint, by=agent, level=3)
    with pytest.raises(Invalid, match="too_long"):
        calming.call_leader(complaint=complaint, by=agent, note="话" * 201)


def test_strangers_and_closed_cases(agent: Person, mate: Person, outsider: Person) -> None:
    complaint = make.registered(agent, respondent=mate)
    for by in (mate, outsider):
        with pytest.raises(NotPermitted):
            calming.note_mood(complaint=complaint, feeling=1, by=by)
        with pytest.raises(NotPermitted):
            calming.call_leader(complaint=complaint, by=by)
    closed = make.at("CLOSED", agent)
    with pytest.raises(NotNow, match="complaint_not_in_stage"):
        calming.note_mood(complaint=closed, feeling=1, by=agent)
    with pytest.raises(NotNow, match="complaint_not_in_stage"):
        calming.call_leader(complaint=closed, by=agent)
