"""The stage machine (R074, R075, R086)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinuo.orders.rules import stages
from yinuo.orders.rules.stages import Stage
from yinuo.playbooks.rules import vocabulary

some_stage = st.sampled_from(list(Stage))


@given(some_stage, some_stage)
def test_possible_and_before_are_one_relation(stage: Stage, to: Stage) -> None:
    """R075: what is possible from a stage is what may come before the other, and never the stage itself."""
    assert stages.can_move(stage, to) is (to in stages.possible(stage)) is (stage in stages.before(to))
    assert not stages.can_move(stage, stage)


def test_ended_orders_go_nowhere_and_all_others_can_end() -> None:
    """R074: every order can be followed to an end, and an end is an end."""
    assert {stage for stage in Stage if not stages.possible(stage)} == stages.ENDED
    for stage in Stage:
        reached, ahead = {stage}, [stage]
        while ahead:
            for after in stages.possible(ahead.pop()):
                if after not in reached:
                    reached.add(after)
                    ahead.append(after)
        assert reached & stages.ENDED


@given(st.lists(some_stage, max_size=12))
def test_nothing_is_collected_before_it_is_confirmed(wished: list[Stage]) -> None:
    """R058 R075: on no legal way are goods under way before the order was confirmed and sent out."""
    passed = [Stage.DRAFT]
    for to in wished:
        if stages.can_move(passed[-1], to):
            passed.append(to)
    if passed[-1] in stages.UNDER_WAY | {Stage.DELIVERED, Stage.RETURNED, Stage.LOST}:
        assert {Stage.CONFIRMED, Stage.DISPATCHED, Stage.PICKED_UP} <= set(passed)


@pytest.mark.parametrize("stage", Stage)
def test_the_playbook_knows_every_stage(stage: Stage) -> None:
    """R086: the stages of the code are those a playbook may name."""
    assert stage.lower() in vocabulary.STAGES["order"]


def test_groups_do_not_overlap() -> None:
    """R075: an order is either still to be collected, under way, or done."""
    assert not stages.NOT_COLLECTED & stages.UNDER_WAY
    assert stages.WITH_RECEIVER < stages.BEFORE_PICKUP < stages.NOT_COLLECTED
