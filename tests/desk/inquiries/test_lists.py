"""The list of questions and each agent's answers (R122)."""

from datetime import timedelta

import pytest

from tests.desk.tickets import parts
from tests.factories import inquiries as make
from yinuo.core import clock
from yinuo.inquiries import actions

pytestmark = pytest.mark.django_db
LIST = "/inquiries/"
REGION = {"HX-Request": "true", "HX-Target": "desk-region#inquiries"}


def test_views_cut_the_list(desk, agent, team_leader, browse) -> None:
    open_, done = make.asked(agent, question="在等"), make.answered(agent, question="答过")
    later = clock.now() + timedelta(minutes=30)
    calls = make.asked(agent, question="要回电")
    actions.promise_answer(inquiry=calls, due_at=later, by=agent)
    led = actions.pass_up(inquiry=make.asked(agent, question="组长查"), by=agent)
    fixed = actions.correct(inquiry=done, right="对的", by=agent)
    client = browse(agent)

    def seen(view: str) -> set[str]:
        page = parts.text(client.get(f"{LIST}?view={view}", headers=REGION))
        return {str(one.ticket) for one in (open_, done, calls, led, fixed) if str(one.ticket) in page}

    assert seen("open") == {str(one.ticket) for one in (open_, calls, led, fixed)}
    assert seen("to_call") == {str(calls.ticket), str(fixed.ticket)}
    assert seen("with_leader") == {str(led.ticket)}
    assert seen("corrected") == {str(fixed.ticket)}
    assert len(seen("all")) == 5


def test_the_list_stands_whole_and_as_a_part(desk, agent, browse) -> None:
    client = browse(agent)
    assert b"<html" in client.get(LIST).content
    assert parts.text(client.get(LIST, headers=REGION)).lstrip().startswith("<desk-region")


def test_personal_data_are_masked_in_the_list(desk, agent, mate, browse) -> None:
    make.asked(agent, question="打13800006621找我", contact_name="王建国")
    page = parts.text(browse(mate).get(LIST))
    assert "138****6621" in page
    assert "13800006621" not in page
    assert "王建国" not in page


def test_an_outsider_sees_none(desk, agent, outsider, browse) -> None:
    inquiry = make.asked(agent)
    client = browse(outsider)
    assert str(inquiry.ticket.number) not in parts.text(client.get(f"{LIST}?view=all"))
    assert client.get(f"/desk/{inquiry.ticket.ref}/").status_code == 404
    assert client.get(f"/inquiries/{inquiry.ticket.ref}/answer/").status_code == 404


@pytest.mark.parametrize(
    ("role", "status"),
    [("AGENT", 200), ("AUDITOR", 200), ("MARKET_DEVELOPER", 200), ("DRIVER", 403), ("COLLEAGUE", 403)],
)
def test_who_looks_through_the_list(desk, everybody, browse, role, status) -> None:
    assert browse(everybody[role]).get(LIST).status_code == status


def test_pages_follow_one_another(desk, agent, browse) -> None:
    made = [make.asked(agent) for _ in range(31)]
    client = browse(agent)
    first = parts.text(client.get(f"{LIST}?view=all"))
    assert f"cursor={made[1].pk}" in first
    second = parts.text(client.get(f"{LIST}?view=all&cursor={made[1].pk}"))
    assert str(made[0].ticket) in second
    assert str(made[5].ticket) not in second


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_whatever_stands_in_it(
    desk, agent, browse, django_assert_max_num_queries, count
) -> None:
    for _ in range(count):
        make.asked(agent)
    client = browse(agent)
    client.get(LIST)
    with django_assert_max_num_queries(6):
        client.get(LIST, headers=REGION)


def test_each_reads_their_own_answers_and_leaders_their_peoples(
    desk, agent, mate, team_leader, auditor, outsider, browse
) -> None:
    """R122: every agent answers for every answer."""
    mine = make.answered(agent, "我答的")
    make.answered(mate, "他答的")
    own = parts.text(browse(agent).get("/inquiries/answers/8011/"))
    assert "我答的" in own
    assert "他答的" not in own
    assert browse(agent).get("/inquiries/answers/8012/").status_code == 404
    assert browse(outsider).get("/inquiries/answers/8011/").status_code == 404
    assert browse(agent).get("/inquiries/answers/0000/").status_code == 404
    for leader in (team_leader, auditor):
        assert str(mine.ticket) in parts.text(browse(leader).get("/inquiries/answers/8011/"))


def test_a_cursor_that_is_none_is_refused(desk, agent, browse) -> None:
    assert browse(agent).get(f"{LIST}?cursor=x").status_code == 422
