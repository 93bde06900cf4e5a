"""Answers that were found out once and are kept for the next one who is asked (R108, R117)."""

from typing import Any

import pytest

from tests.frozen import Frozen
from yinuo.core import clock
from yinuo.core.errors import Invalid, NotPermitted
from yinuo.core.models import Event
from yinuo.knowledge import actions, queries
from yinuo.knowledge.models import Announcement
from yinuo.staff.models import Person

pytestmark = pytest.mark.django_db
SAID: dict[str, Any] = {
    "topic": "OTHER",
    "question": "能不能开专用发票？",
    "answer": "能，先付的当天开。",
    "source": "Q261120001 周芳",
}


def test_it_stands_with_source_and_date_for_our_people_only(
    frozen: Frozen, team_leader: Person, manager: Person
) -> None:
    """R117: no news, neither for customers nor for us; managers put it right or take it down."""
    kept = actions.keep_answer(**SAID, by=team_leader, form_key="k")
    assert actions.keep_answer(**SAID, by=team_leader, form_key="k") == kept
    assert (kept.source, kept.published_at, kept.by) == ("Q261120001 周芳", clock.now(), team_leader)
    assert Event.objects.get(kind="announcement.published").data == {"audience": "STAFF"}
    assert queries.answers().rows == [kept]
    for audience in (queries.CUSTOMERS, queries.STAFF):
        assert queries.current(audience).rows == queries.newest(audience) == []
    actions.change(kept, version=1, by=manager, body="能，当天开。")
    assert queries.alike("OTHER", "专用发票能开吗")[0].body == "能，当天开。"
    actions.withdraw(Announcement.objects.get(), by=manager)
    assert queries.answers().rows == queries.alike("OTHER", "专用发票能开吗") == []


def test_the_likest_comes_first_and_the_unlike_not(
    frozen: Frozen, team_leader: Person, django_assert_max_num_queries: Any
) -> None:
    """R117: of the same kind of question, by the words."""
    tax = actions.keep_answer(**SAID, by=team_leader)
    other = actions.keep_answer(**{**SAID, "question": "发票能不能寄到公司"}, by=team_leader)
    actions.keep_answer(**{**SAID, "question": "周末收货吗"}, by=team_leader)
    actions.keep_answer(**{**SAID, "topic": "PRICE"}, by=team_leader)
    with django_assert_max_num_queries(1):
        found = queries.alike("OTHER", "你们能不能开专用发票")
    assert found == [tax, other]
    assert queries.alike("OTHER", "？") == queries.alike("OTHER", "") == queries.alike("", "发票") == []


def test_only_who_finds_out_keeps(
    frozen: Frozen, agent: Person, dispatcher: Person, auditor: Person, manager: Person
) -> None:
    for person in (agent, dispatcher, auditor):
        with pytest.raises(NotPermitted):
            actions.keep_answer(**SAID, by=person)
    assert actions.keep_answer(**SAID, by=manager)


def test_it_names_nobody_and_lacks_nothing(frozen: Frozen, team_leader: Person) -> None:
    """R117, PIPL 6: it is said to every customer."""
    with pytest.raises(Invalid) as refused:
        actions.keep_answer(**{**SAID, "answer": "打 13800006621 问王先生"}, by=team_leader)
    assert [(one.field, one.code) for one in refused.value.faults] == [("answer", "names_number")]
    with pytest.raises(Invalid) as refused:
        actions.keep_answer(**{**SAID, "question": " ", "answer": ""}, by=team_leader)
    assert {(one.field, one.code) for one in refused.value.faults} == {
        ("question", "required"),
        ("answer", "required"),
    }
    with pytest.raises(Invalid):
        actions.keep_answer(**{**SAID, "answer": "长" * 1001}, by=team_leader)
