"""The plain rules: stages, channels, ways."""

from hypothesis import given
from hypothesis import strategies as st

from yinuo.inquiries import rules
from yinuo.inquiries.rules import MOVES, Stage
from yinuo.playbooks.rules import vocabulary
from yinuo.tickets.models import Channel


def test_channels_are_told_apart() -> None:
    """R007: telephone and online in real time, messages later."""
    assert [channel for channel in Channel.values if not rules.is_delayed(channel)] == [
        "PHONE",
        "CHAT",
        "VISIT",
    ]


@given(st.sampled_from(Channel.values), st.booleans())
def test_there_is_always_a_way_to_answer(channel: str, has_phone: bool) -> None:
    """R111: whatever the channel, and by SMS only where there is a number."""
    ways = rules.ways(channel, has_phone=has_phone)
    assert ways
    assert ("SMS" in ways) is has_phone
    assert ("SAID" in ways) is not rules.is_delayed(channel)


def test_the_playbook_knows_every_stage() -> None:
    assert vocabulary.STAGES["inquiry"] == tuple(stage.lower() for stage in Stage.values)


@given(st.lists(st.sampled_from(list(Stage)), max_size=12))
def test_moves_never_lose_a_question(wanted: list[Stage]) -> None:
    """Whatever is tried in whatever order: from every stage an answer or the end can still be reached, and
    only what was answered or closed opens anew.
    """
    stage = Stage.OPEN
    for to in wanted:
        if rules.can_move(stage, to):
            assert (to == Stage.OPEN) <= (stage in rules.ENDED)
            stage = to
    assert stage in rules.ENDED or {Stage.ANSWERED, Stage.CLOSED} <= MOVES[stage]


def test_a_headline_is_one_short_line() -> None:
    assert rules.headline("货物状态", "我的货\n到哪了") == "货物状态 我的货 到哪了"
    assert len(rules.headline("货物状态", "货" * 500)) == rules.LONGEST_HEADLINE
