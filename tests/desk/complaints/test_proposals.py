"""What the desk reads from the text beside each choice: shown with its words, taken by one stroke."""

from typing import Any

import pytest

from tests.desk.complaints.test_new import NEW, press, values
from tests.desk.orders import browsing
from tests.desk.tickets import parts
from yinuo.complaints.models import Mood
from yinuo.complaints.queries import proposing
from yinuo.core.models import Event
from yinuo.desk.complaints import proposals

TEXT = "司机骂人，还说我活该，太过分了！再不处理我就去12315投诉你们"


def read(**said: Any) -> dict[str, Any]:
    reasons = [
        {"field": "complaint_type", "value": "服务态度", "words": "骂人", "start": 2, "end": 4},
        {"field": "complaint_type", "value": "服务态度", "words": "骂人", "start": 9, "end": 11},
        {"field": "severity", "value": 3, "words": "12315", "start": 12, "end": 17},
    ]
    return proposing.shaped({"complaint_type": "服务态度", "severity": 3, "reasons": reasons, **said})


def test_each_proposal_says_its_words_and_its_key() -> None:
    found = proposals.of(read(), {"severity": "3"})
    assert set(found) == {"type", "severity"}
    assert (found["type"].value, found["type"].label) == ("ATTITUDE", "服务态度")
    assert (found["type"].words, found["type"].key, found["type"].is_taken) == (("骂人",), "1", False)
    assert found["severity"].is_taken


@pytest.mark.parametrize(
    ("proposed", "said", "is_crisis"),
    [
        (4, {}, True),
        (4, {"severity": "2"}, False),
        (3, {}, False),
        (1, {"severity": "4"}, True),
        (1, {"is_crisis": "on"}, True),
    ],
)
def test_the_agent_decides_what_is_a_crisis(proposed: int, said: dict[str, str], is_crisis: bool) -> None:
    assert proposals.is_crisis(read(severity=proposed), said) is is_crisis


def test_nothing_is_proposed_where_nothing_was_read() -> None:
    assert proposals.of({}, {}) == {}
    assert proposals.words({}, "type") == ()


@pytest.mark.django_db
def test_one_stroke_takes_it_and_nothing_is_taken_unasked(manual, agent, browse) -> None:
    client = browse(agent)
    page = press(client, client.get(NEW), "", account=TEXT)
    assert values(page).get("type", "") == ""
    assert "<mark>骂人</mark>" in parts.text(page)
    button = browsing.form(page, "complaint-form").button(value="take-type")
    assert button["data-key"] == "Alt+1"
    taken = press(client, page, "take-type")
    assert values(taken)["type"] == "ATTITUDE"
    assert values(taken).get("severity", "") == ""
    every = press(client, page, "take-all", type="OTHER")
    assert values(every)["type"] == "OTHER"
    assert values(every)["severity"] == "3"


@pytest.mark.django_db
def test_the_mood_is_offered_and_registering_begins_the_line(manual, agent, browse) -> None:
    """R212: one stroke takes it with the rest; a furious first word marks the key that calls a leader."""
    client = browse(agent)
    page = press(client, client.get(NEW), "", account="气死我了，等了一天没人来")
    button = browsing.form(page, "complaint-form").button(value="take-mood")
    assert button["data-key"] == "Alt+7"
    assert "<mark>气死</mark>" in parts.text(page)
    taken = press(client, page, "take-mood")
    assert values(taken)["mood"] == "1"
    done = press(client, taken, "register")
    point = Mood.objects.get()
    assert (point.feeling, point.is_read, point.by) == (1, False, agent)
    case = parts.text(client.get(done["HX-Redirect"]))
    assert "火气在上升" in case
    assert Event.objects.get(kind="complaint.mood_noted").data == {"feeling": 1, "rising": True}


@pytest.mark.django_db
def test_a_mood_that_nobody_took_is_not_noted(manual, agent, browse) -> None:
    client = browse(agent)
    press(client, client.get(NEW), "register", account="气死我了，等了一天没人来")
    assert not Mood.objects.exists()
