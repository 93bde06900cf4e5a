"""Reach, filters, cursors, moves: without a database."""

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinuo.core.errors import Invalid
from yinuo.staff.models import Role
from yinuo.tickets import rules

SECONDS = st.integers(0, int(datetime(9999, 12, 31, tzinfo=UTC).timestamp()))
HOLDERS = st.fixed_dictionaries(
    {name: st.none() | st.integers(1, 4) for name in ("owner_id", "given_to_id", "team_id", "region_id")}
)


@given(st.sampled_from([Role.MANAGER, Role.ADMINISTRATOR, Role.AUDITOR]), HOLDERS)
def test_some_roles_see_everything(role: str, holders: dict[str, int | None]) -> None:
    """R332, R333."""
    assert rules.reach(role, 1, None).holds(**holders)


@given(st.sampled_from([Role.AGENT, Role.TEAM_LEADER]), HOLDERS)
def test_a_team_sees_what_is_of_the_team(role: str, holders: dict[str, int | None]) -> None:
    """R327, R328: own, given and the team's; nothing by region."""
    seen = 1 in (holders["owner_id"], holders["given_to_id"]) or holders["team_id"] == 2
    assert rules.reach(role, 1, 2).holds(**holders) is seen


@given(st.sampled_from([Role.DISPATCHER, Role.MARKET_DEVELOPER]), HOLDERS, st.sets(st.integers(1, 4)))
def test_regions_are_seen_by_those_who_serve_them(
    role: str, holders: dict[str, int | None], regions: set[int]
) -> None:
    """R330, R331."""
    seen = 1 in (holders["owner_id"], holders["given_to_id"]) or holders["region_id"] in regions
    assert rules.reach(role, 1, 2).with_regions(regions).holds(**holders) is seen


@given(st.sampled_from([Role.DRIVER, Role.COLLEAGUE, "SOMETHING_NEW"]), HOLDERS)
def test_all_others_see_their_own(role: str, holders: dict[str, int | None]) -> None:
    """R329: in doubt, nothing."""
    assert rules.reach(role, 1, 2).holds(**holders) is (1 in (holders["owner_id"], holders["given_to_id"]))


@given(HOLDERS)
def test_an_agent_without_team_does_not_see_tickets_without_team(holders: dict[str, int | None]) -> None:
    seen = 1 in (holders["owner_id"], holders["given_to_id"])
    assert rules.reach(Role.AGENT, 1, None).holds(**holders) is seen
    assert not rules.NO_REACH.holds(**holders)


@given(SECONDS, st.integers(0, 999_999), st.integers(0, 2**62))
def test_a_cursor_comes_back_as_it_was(seconds: int, microsecond: int, row_id: int) -> None:
    due_at = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds, microseconds=microsecond)
    assert rules.read_cursor(rules.write_cursor(due_at, row_id)) == (due_at, row_id)


@given(st.text(max_size=40))
def test_any_other_cursor_is_refused(text: str) -> None:
    """Never another failure than the one that says so."""
    with pytest.raises(Invalid) as raised:
        rules.read_cursor("?" + text)
    assert raised.value.code == "cursor_wrong"


WORDS = st.text("abcXYZ_-订单", max_size=20).map(str.strip)
FILTERS = st.builds(
    rules.Filters,
    kind=WORDS,
    stage=WORDS,
    channel=WORDS,
    department=WORDS,
    waiting_for=WORDS,
    owner=st.none() | st.integers(1, 10**12),
    team=st.none() | st.integers(1, 10**12),
    region=st.none() | st.integers(1, 10**12),
)


@given(FILTERS)
def test_filters_survive_a_query_string(filters: rules.Filters) -> None:
    assert rules.Filters.read(dict(parse_qsl(filters.write()))) == filters


def test_filters_ignore_what_they_do_not_know() -> None:
    assert rules.Filters.read({"view": "mine", "colour": "red", "kind": "TASK"}) == rules.Filters(kind="TASK")


@pytest.mark.parametrize(
    "query",
    [
        {"owner": "me"},
        {"team": "-1"},
        {"region": "1" * 30},
        {"owner": "１"},
        {"kind": "x" * 41},
        {"kind": "a\0"},
    ],
)
def test_filters_refuse_what_cannot_be(query: dict[str, str]) -> None:
    with pytest.raises(Invalid) as raised:
        rules.Filters.read(query)
    assert raised.value.field == next(iter(query))


def test_moves_of_a_kind_nobody_told() -> None:
    """A kind without rules is a defect, not a free pass."""
    with pytest.raises(LookupError):
        rules.legal_moves("UNHEARD_OF")


def test_missing_names_what_is_not_done_in_the_manuals_order() -> None:
    done = rules.StepState("s", "a", "问清", "hand", done_at=datetime(2026, 11, 20, tzinfo=UTC))
    rest = [rules.StepState("s", "b", "回复", "hand"), rules.StepState("s", "c", "通知", "desk")]
    assert rules.missing([rest[0], done, rest[1]]) == ["回复", "通知"]
    assert rules.missing([done]) == []


@pytest.mark.parametrize(("text", "code"), [("", "required"), ("  ", "required"), ("很" * 6, "too_long")])
def test_a_text_is_refused_at_its_field(text: str, code: str) -> None:
    with pytest.raises(Invalid) as raised:
        rules.check_text("reason", text, 5)
    assert (raised.value.code, raised.value.field) == (code, "reason")


def test_a_text_is_stripped() -> None:
    assert rules.check_text("reason", " 客户改期 ", 5) == "客户改期"
    assert rules.check_text("reason", "", 5, required=False) == ""
    assert rules.check_text("reason", "\0改\0", 5) == "改"


def test_soon_is_half_an_hour() -> None:
    """R091 and R087 think in half hours."""
    assert timedelta(minutes=30) == rules.SOON
