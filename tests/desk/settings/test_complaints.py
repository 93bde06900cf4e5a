"""The rules of complaints on their page: set by who publishes the manual, read by others, shut to others."""

from typing import Any

import pytest
from django.test import Client

from tests.desk.tickets import parts
from yinuo.playbooks import actions, queries
from yinuo.staff.models import Person

PAGE = "/settings/complaints/"
VALUES = {
    "customer_word": "市民", "reopen_days": "15", "call_back_tries": "4", "try_gap_minutes": "60",
    "repeat_count": "5", "repeat_days": "60",
    "limit_agent": "150", "limit_dispatcher": "100", "limit_team_leader": "500",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _manual(company: Any) -> None:
    actions.install_pack("freight", by=None)


def test_a_public_service_says_citizens_and_sets_its_rules(admin: Client) -> None:
    """R394: a new version of the manual, in which only these values differ."""
    page = parts.text(admin.get(PAGE))
    for shown in (
        "怎么称呼客户",
        "当天答复",
        "R166",
        "法定的答复期限",
        "/playbook/chapters/complaint_times/",
    ):
        assert shown in page
    assert admin.post(PAGE, VALUES).status_code == 302
    playbook = queries.current()
    settings = playbook.settings
    assert (settings.customer_word, settings.reopen_days, settings.repeat_days) == ("市民", 15, 60)
    assert (settings.call_back_tries, settings.try_gap_minutes, settings.repeat_count) == (4, 60, 5)
    assert playbook.limit("agent", "remedy").amount == 150_00
    assert queries.published().number == 2
    assert admin.post(PAGE, VALUES).status_code == 302
    assert queries.published().number == 2


def test_what_is_wrong_stands_in_the_form_and_changes_nothing(admin: Client) -> None:
    wrong = admin.post(PAGE, {**VALUES, "reopen_days": "0", "limit_agent": "many"})
    assert wrong.status_code == 422
    assert queries.published().number == 1


def test_an_auditor_reads_and_an_agent_stays_outside(browse: Any, auditor: Person, agent: Person) -> None:
    page = parts.text(browse(auditor).get(PAGE))
    assert "保存并发布" not in page
    assert browse(auditor).post(PAGE, VALUES).status_code == 403
    assert browse(agent).get(PAGE).status_code == 403
    assert queries.published().number == 1
