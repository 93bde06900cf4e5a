"""What waits for one's agreement."""

import pytest
from django.urls import reverse

from tests.desk.orders import browsing
from tests.desk.tickets import parts
from tests.factories import approvals as make_approvals
from yinuo.approvals.models import Approval

pytestmark = pytest.mark.django_db
LIST = reverse("approvals")


@pytest.fixture
def asked(order, agent) -> Approval:
    figures = {"discount": 2000, "freight": 32000, "percent": "6.25"}
    return make_approvals.approval(order.ticket, agent, figures=figures, reason="老客户")


def test_it_waits_for_who_may_answer(asked, team_leader, agent, outsider, browse) -> None:
    """R118: what, how much, why, by whom; never for who asked."""
    page = parts.text(browse(team_leader).get(LIST))
    assert "优惠 20 元，是运费 320 元的 6.25%" in page
    assert "老客户" in page
    assert reverse("approve", args=[asked.pk]) in page
    for person in (agent, outsider):
        assert reverse("approve", args=[asked.pk]) not in parts.text(browse(person).get(LIST))


def test_agreeing_is_one_press(asked, team_leader, browse) -> None:
    client = browse(team_leader)
    for _ in range(2):
        assert client.post(reverse("approve", args=[asked.pk]), headers=parts.DIALOG)["HX-Redirect"] == LIST
    asked.refresh_from_db()
    assert (asked.state, asked.decided_by) == (Approval.State.APPROVED, team_leader)
    assert "没有等你批的" in parts.text(client.get(LIST))


def test_sending_back_needs_a_reason(asked, team_leader, browse) -> None:
    client, address = browse(team_leader), reverse("refuse", args=[asked.pk])
    form = browsing.form(client.get(address, headers=parts.DIALOG), address)
    assert client.post(address, form.values, headers=parts.DIALOG).status_code == 422
    assert client.post(address, form.filled(answer="毛利太低"), headers=parts.DIALOG)["HX-Redirect"] == LIST
    asked.refresh_from_db()
    assert asked.answer == "毛利太低"


def test_whoever_comes_second_is_told_who_was_first(asked, team_leader, manager, browse) -> None:
    browse(manager).post(reverse("approve", args=[asked.pk]), headers=parts.DIALOG)
    late = browse(team_leader).post(
        reverse("refuse", args=[asked.pk]), {"answer": "不行"}, headers=parts.DIALOG
    )
    assert late.status_code == 422
    assert manager.name in parts.text(late)


def test_nobody_answers_their_own_or_a_strangers(asked, agent, outsider, browse) -> None:
    assert browse(agent).post(reverse("approve", args=[asked.pk])).status_code == 403
    assert browse(outsider).post(reverse("approve", args=[asked.pk])).status_code == 404
    asked.refresh_from_db()
    assert asked.state == Approval.State.ASKED


def test_the_list_asks_for_itself_alone(asked, team_leader, browse) -> None:
    part = {"HX-Request": "true", "HX-Target": "desk-region#waiting"}
    assert parts.text(browse(team_leader).get(LIST, headers=part)).lstrip().startswith("<desk-region")
