"""Where customers write themselves their mood is read: a point of the line, and a leader is wanted (R212)."""

import time

import pytest

from tests.complaints import carried as make
from tests.complaints import deciding
from tests.factories import complaints
from yinuo.complaints.actions import following, reopening, telling
from yinuo.complaints.models import Complaint, Mood, Outcome
from yinuo.complaints.queries import proposing
from yinuo.complaints.rules.stages import Stage
from yinuo.core import clock
from yinuo.core.errors import Invalid
from yinuo.core.models import Event
from yinuo.customers.rules import Guest
from yinuo.staff.models import Company, Person

pytestmark = pytest.mark.usefixtures("frozen", "_connected")
GUEST = Guest(phone="13800006621")
FURY = "你们骗子！气死我了"


@pytest.fixture
def _connected(_wired: None, company: Company) -> None:
    make.playbook()


def line(of: Complaint) -> list[tuple[int, bool, int | None]]:
    """The points: feeling, whether it was read, who noted it."""
    return list(Mood.objects.filter(complaint=of).order_by("id").values_list("feeling", "is_read", "by"))


def rising() -> list[bool]:
    """Of every point, whether a leader is wanted."""
    rows = Event.objects.filter(kind="complaint.mood_noted").order_by("id")
    return [row.data["rising"] for row in rows]


def closed(owner: Person, outcome: Outcome = Outcome.SATISFIED) -> Complaint:
    """A case that the agent closed, the customer calm."""
    held = make.case(owner, Stage.CLOSED, outcome=outcome, closed_at=clock.now())
    Mood.objects.create(complaint=held, feeling=4, at=clock.now(), by=owner)
    return held


def test_whoever_comes_back_furious_raises_the_line(agent: Person) -> None:
    held = closed(agent)
    for _ in range(2):
        reopening.reopen(complaint=held, why=FURY, by=None, guest=GUEST)
    assert line(held) == [(4, False, agent.pk), (1, True, None)]
    assert rising() == [True]
    assert make.again(held.pk).mood == 1


def test_an_agent_who_opens_it_again_taps_the_mood_themselves(agent: Person) -> None:
    held = closed(agent)
    reopening.reopen(complaint=held, why=FURY, by=agent)
    assert line(held) == [(4, False, agent.pk)]


@pytest.mark.parametrize("why", ["又坏了", "没有解决", "谢谢你们，很满意"])
def test_words_without_temper_say_nothing_of_the_mood(agent: Person, why: str) -> None:
    """Nobody is called calm or content by what was not said; who comes back is not content."""
    held = closed(agent)
    reopening.reopen(complaint=held, why=why, by=None, guest=GUEST)
    assert line(held) == [(4, False, agent.pk)]


def test_what_a_declined_offer_is_answered(agent: Person) -> None:
    offer = deciding.told(deciding.case(agent), agent)
    for _ in range(2):
        telling.decline_offer(offer=offer, words=FURY, way="PAGE", by=None, guest=GUEST)
    assert line(offer.complaint) == [(1, True, None)]
    assert rising() == [True]
    other = deciding.told(deciding.case(agent), agent)
    telling.decline_offer(offer=other, words=FURY, way="PHONE", by=agent)
    assert line(other.complaint) == []


def test_the_words_of_a_rating(agent: Person) -> None:
    """Who is pleased may tell of an anger that is over; who is not may thank for nothing."""
    said = [
        (2, {"words": "太慢了", "left": FURY}, [1]),
        (1, {"left": "谢谢，钱没退"}, []),
        (5, {"words": "当时气死我了"}, []),
        (5, {"words": "谢谢，很满意"}, [5]),
    ]
    for overall, words, feelings in said:
        held = make.case(agent, Stage.CALL_BACK)
        for _ in range(2):
            following.rate(complaint=held, overall=overall, way="PAGE", by=None, guest=GUEST, **words)
        assert [one[0] for one in line(held)] == feelings
    held = make.case(agent, Stage.CALL_BACK)
    following.rate(complaint=held, overall=1, left=FURY, way="PHONE", by=agent)
    assert line(held) == []


def test_a_late_answer_is_heard_once(agent: Person) -> None:
    """Unsatisfied it opens the case again, one point; satisfied the case stays closed, none."""
    angry, glad = closed(agent, Outcome.UNREACHED), closed(agent, Outcome.UNREACHED)
    following.rate(complaint=angry, overall=1, left=FURY, way="PAGE", by=None, guest=GUEST)
    following.rate(complaint=glad, overall=5, words="谢谢，很满意", way="PAGE", by=None, guest=GUEST)
    assert [one[0] for one in line(angry)] == [4, 1]
    assert [one[0] for one in line(glad)] == [4]


@pytest.mark.parametrize(
    ("words", "mood"),
    [(FURY, 1), ("态度不好，太慢了", 2), ("谢谢，很满意", 5), ("又坏了", None), ("没有解决", None),
     ("", None), ("门口有监控", None),
     ("\ud83d\0" + "！" * 300, None)],
)  # fmt: skip
def test_what_words_show(words: str, mood: int | None) -> None:
    assert proposing.mood_in(words) == mood


def test_the_longest_words_are_read_at_once() -> None:
    proposing.mood_in(FURY)
    began = time.process_time()
    proposing.mood_in((FURY + "，" * 3) * 200)
    assert time.process_time() - began < 0.5


def test_how_the_customer_feels_begins_the_line(agent: Person) -> None:
    """R212: as the agent heard it; nothing of what the agent left open."""
    told = complaints.registered(agent, mood=1)
    assert line(told) == [(1, False, agent.pk)]
    assert make.again(told.pk).mood == 1
    assert line(complaints.registered(agent, account=FURY)) == []
    with pytest.raises(Invalid, match="not_a_choice"):
        complaints.registered(agent, mood=6)
