"""Values set in the files of a manual: what stands round them stays; published as the next version."""

from decimal import Decimal

import pytest

from yinuo.core.errors import NotFound, NotPermitted
from yinuo.core.models import Event
from yinuo.playbooks import actions, queries
from yinuo.playbooks.actions import Unsound
from yinuo.playbooks.rules import editing
from yinuo.playbooks.rules.editing import Change
from yinuo.staff.models import Company, Person

SLIP = """# 业务单
settings:
  receiver: driver  # 短信发给谁
  customer_word: 客户
  from: "001 R394"
"""
LIMITS = """limits:
  # 经理不限。
  - {role: agent, amount: 20, from: "R118"}
  - {role: agent, about: remedy, amount: 100, from: "R208"}
  - role: team_leader
    about: remedy
    from: "R208"
"""
FILES = {"slip.yaml": SLIP, "limits.yaml": LIMITS}


def test_only_the_value_changes_in_its_file() -> None:
    found = editing.edit(FILES, Change("settings", "customer_word", '市民"'))
    assert found == {**FILES, "slip.yaml": SLIP.replace("客户", '"市民\\""')}
    assert editing.edit(FILES, Change("settings", "customer_word", "客户")) == FILES


def test_an_item_of_a_list_is_named_by_its_fields_and_a_field_may_be_new() -> None:
    agent, leader = {"role": "agent", "about": "remedy"}, {"role": "team_leader", "about": "remedy"}
    found = editing.edit(
        FILES,
        Change("limits", "amount", Decimal("150.50"), agent),
        Change("limits", "amount", 500, leader),
        Change("settings", "reopen_days", 10),
    )
    assert "  - {role: agent, amount: 20, from" in found["limits.yaml"]
    assert "{role: agent, about: remedy, amount: 150.50, from" in found["limits.yaml"]
    assert "  - amount: 500\n    role: team_leader\n" in found["limits.yaml"]
    assert "settings:\n  reopen_days: 10\n  receiver: driver  # 短信发给谁\n" in found["slip.yaml"]
    with pytest.raises(editing.Missing):
        editing.edit(FILES, Change("limits", "amount", 1, {"role": "driver"}))


@pytest.mark.django_db
def test_what_is_set_is_the_next_version_of_the_manual(company: Company, manager: Person) -> None:
    first = actions.install_pack("freight", by=None)
    agent = {"role": "agent", "about": "remedy"}
    word, limit = Change("settings", "customer_word", "市民"), Change("limits", "amount", Decimal(150), agent)
    second = actions.change_values([word, limit], by=manager)
    playbook = queries.current()
    assert (second.number, playbook.settings.customer_word) == (first.number + 1, "市民")
    assert playbook.limit("agent", "remedy").amount == 150_00
    assert "# For one matter, money and cost together" in second.source["remedies.yaml"]
    assert actions.change_values([word, limit], by=manager) == second
    event = Event.objects.filter(kind="playbook.published").latest("id")
    assert (event.actor_id, event.data["number"]) == (manager.pk, 2)


@pytest.mark.django_db
def test_who_may_not_publish_sets_nothing_and_what_is_unsound_is_refused(
    company: Company, manager: Person, agent: Person
) -> None:
    word = Change("settings", "customer_word", "市民")
    with pytest.raises(NotPermitted):
        actions.change_values([word], by=agent)
    with pytest.raises(NotFound):
        actions.change_values([word], by=manager)
    actions.install_pack("freight", by=None)
    with pytest.raises(Unsound):
        actions.change_values([Change("settings", "reopen_days", 0)], by=manager)
    with pytest.raises(NotFound) as missing:
        actions.change_values([Change("limits", "amount", 1, {"role": "driver"})], by=manager)
    assert missing.value.code == "playbook_value_missing"
    assert queries.published().number == 1
