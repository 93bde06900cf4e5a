"""How often, when and what a robot says: without a database."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinuo.messaging.rules import robots
from yinuo.messaging.rules.robots import digest
from yinuo.messaging.rules.robots.pace import BACK_OFF
from yinuo.playbooks.rules import vocabulary

AT = datetime(2026, 11, 20, 2, 10, tzinfo=UTC)
LIMITS = {"wecom": (20, 20), "dingtalk": (20, 20), "feishu": (100, 5)}
"""Messages in any minute, and in any second, that a platform bears (domain notes A5)."""


@pytest.mark.parametrize("kind", LIMITS)
@given(waits=st.lists(st.floats(0, 20), min_size=1, max_size=80))
def test_a_bucket_never_lets_too_much_out(kind: str, waits: list[float]) -> None:
    """Whenever one asks, no minute and no second has more messages than the platform bears."""
    pace, (minute, second) = robots.PACES[kind], LIMITS[kind]
    held, filled_at, now, sent = 0.0, None, AT, list[datetime]()
    for wait in waits:
        now += timedelta(seconds=wait)
        held, filled_at = robots.tokens(pace, held, filled_at, now), now
        while held >= 1:
            held -= 1
            sent.append(now)
    for at in sent:
        assert sum(at <= other < at + timedelta(minutes=1) for other in sent) <= minute
        assert sum(at <= other < at + timedelta(seconds=1) for other in sent) <= second


@pytest.mark.parametrize("kind", LIMITS)
def test_there_is_room_for_messages_that_bunch_up(kind: str) -> None:
    """Messages that left within seventy seconds may arrive within one minute."""
    pace = robots.PACES[kind]
    assert pace.burst + pace.a_minute * 70 / 60 <= LIMITS[kind][0]


def test_a_clock_that_goes_back_fills_nothing() -> None:
    pace = robots.PACES["wecom"]
    assert robots.tokens(pace, 0.5, AT, AT - timedelta(hours=1)) == 0.5
    assert robots.tokens(pace, 0.5, AT, AT + timedelta(days=1)) == pace.burst


def test_robots_keep_still_after_the_hour_each_for_its_own_time() -> None:
    """At :00 and :30 every robot of the country speaks; ours wait some seconds, always the same ones."""
    hour = AT.replace(minute=0)
    ends = {ref: robots.rush_ends(ref, hour) for ref in ("aaaa", "bbbb", "cccc", "dddd", "eeee")}
    assert len(set(ends.values())) > 1
    for ref, end in ends.items():
        assert end is not None
        assert timedelta(seconds=5) <= end - hour <= timedelta(seconds=45)
        assert robots.rush_ends(ref, hour) == end
        assert robots.rush_ends(ref, end) is None
        half = robots.rush_ends(ref, hour + timedelta(minutes=30))
        assert half == end + timedelta(minutes=30)
    assert robots.rush_ends("aaaa", AT) is None


def test_a_line_says_what_where_when_and_what_to_do() -> None:
    """R087: whoever reads the group knows the order, what was promised, and the next step."""
    news = robots.News(
        "promise.broken", "261120021", "汽配 15件", "安排车辆", "10:30", "打电话催", "https://desk/x/"
    )
    assert (
        robots.line(news) == "【超时】261120021 汽配 15件：安排车辆，应在 10:30 前，打电话催 https://desk/x/"
    )
    assert robots.line(robots.News("order.declined", "261120021")) == "【司机不接】261120021"


def test_a_long_line_keeps_its_link() -> None:
    news = robots.News(
        "promise.broken", "261120021", "货" * 120, "约" * 200, "10:30", "催" * 200, "https://d/x/"
    )
    said = robots.line(news)
    assert len(said) <= digest.LONGEST_LINE
    assert len(said.encode()) <= digest.MOST_BYTES
    assert said.endswith(" https://d/x/")


def waiting(count: int, *, urgent: int = 0, size: int = 20) -> list[robots.Waiting]:
    """So many lines, the last `urgent` of them urgent."""
    return [
        robots.Waiting(n, ("order.confirmed", "promise.broken")[is_urgent], f"{n} " + "字" * size, is_urgent)
        for n in range(1, count + 1)
        for is_urgent in [n > count - urgent]
    ]


def test_few_lines_leave_one_by_one_the_urgent_first() -> None:
    lines = waiting(3, urgent=1)
    said = robots.message(lines, in_all=3, is_scarce=False, room=2000)
    assert (said.ids, said.text) == ((3,), f"一诺{lines[2].text}")


def test_many_lines_leave_together_and_the_rest_is_counted() -> None:
    """Nobody reads four hundred lines: the urgent are said, the others counted by what they are."""
    said = robots.message(waiting(40, urgent=2), in_all=40, is_scarce=False, room=16_000)
    rows = said.text.splitlines()
    assert rows[0] == "一诺：40 条提醒"
    assert rows[1].startswith("39 ")
    assert rows[2].startswith("40 ")
    assert rows[-1] == "还有 20 条不急的没有列出（新业务单 20），请到一诺里看。"
    assert sorted(said.ids) == list(range(1, 41))


def test_the_urgent_that_do_not_fit_follow() -> None:
    """What is urgent is never only counted."""
    said = robots.message(waiting(30, urgent=30), in_all=50, is_scarce=False, room=16_000)
    assert said.text.splitlines()[-1] == "还有 30 条，接着发。"
    assert said.ids == tuple(range(1, 21))


def test_two_leave_together_when_the_bucket_is_nearly_empty() -> None:
    assert len(robots.message(waiting(2), in_all=2, is_scarce=True, room=2000).ids) == 2


@given(
    texts=st.lists(st.text(min_size=1, max_size=500), min_size=1, max_size=60),
    scarce=st.booleans(),
    room=st.sampled_from([2000, 16_000]),
)
def test_whatever_is_said_fits(texts: list[str], scarce: bool, room: int) -> None:
    """The body stays below what the platforms take, whatever the lines hold; no line is lost on the way."""
    lines = [robots.Waiting(n, "promise.broken", text, True) for n, text in enumerate(texts)]
    rest = list(lines)
    while rest:
        said = robots.message(rest, in_all=len(rest), is_scarce=scarce, room=room)
        assert said.ids
        assert len(said.ids) == 1 or digest.weight(said.text) <= room
        rest = [one for one in rest if one.id not in said.ids]


def test_given_up_after_a_while() -> None:
    assert not robots.is_hopeless(len(BACK_OFF), AT, AT)
    assert robots.is_hopeless(len(BACK_OFF) + 1, AT, AT)
    assert robots.is_hopeless(1, AT, AT + timedelta(hours=7))
    assert [robots.rest_after(n) for n in (0, 1, 2, 99)] == [
        BACK_OFF[0],
        BACK_OFF[0],
        BACK_OFF[1],
        BACK_OFF[-1],
    ]


def test_whatever_a_robot_is_told_of_happens() -> None:
    """A misspelt kind would never be heard."""
    assert set(robots.TOLD) - {robots.PLAYBOOK_SAYS} <= vocabulary.EVENT_KINDS
