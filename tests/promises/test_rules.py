"""The rules alone: whenever the loop looks, each thing is raised once and none before its time."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.factories.promises import RULES
from yinuo.core import calendar
from yinuo.core.calendar import DEFAULT_HOURS
from yinuo.playbooks.rules import schema
from yinuo.promises.rules import chasing, reckoning, watching
from yinuo.promises.rules.chasing import Act, Chase, Verb

DUE = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
minutes = st.integers(min_value=-120, max_value=60 * 24 * 4)


def rule(**fields: Any) -> schema.Promise:
    """A promise of half an hour, unless said otherwise."""
    given_ = {"key": "p", "label": "p", "kinds": "task", "on": "a.b", "kept_by": "a.c", "from": "R062"}
    return schema.Promise.model_validate({"within": "30m", **given_, **fields})


@st.composite
def rules(draw: st.DrawFn) -> schema.Promise:
    """Any rule: warnings, levels, a repeat, by either clock."""
    levels = sorted(draw(st.lists(st.integers(min_value=0, max_value=200), max_size=4)))
    repeat = draw(
        st.none()
        | st.builds(
            lambda every, most: {"every": f"{every}m", "most": most}, st.integers(1, 90), st.integers(1, 9)
        )
        | st.just({"at": ["10:00", "15:00"], "most": 3})
    )
    return rule(
        clock=draw(st.sampled_from(["elapsed", "working"])),
        warn=[f"{warn}m" for warn in draw(st.lists(st.integers(1, 29), max_size=3))],
        late=[{"after": f"{after}m", "notify": "owner"} for after in levels],
        **({"repeat": {**repeat, "notify": "owner"}} if repeat else {}),
    )


def play(promised: schema.Promise, looks: list[datetime]) -> list[tuple[datetime, Act]]:
    """What a loop that looks a moment after each of these raises, and at which look."""
    chase, raised = Chase(due_at=DUE, late_from=DUE), []
    wake = chasing.next_wake(promised, chase, DEFAULT_HOURS, DUE - timedelta(hours=3))
    for look in looks:
        now = look + chasing.LATE
        while wake is not None and wake <= now:
            act, chase = chasing.step(promised, chase, DEFAULT_HOURS, now, lambda _: True)
            wake = chasing.next_wake(promised, chase, DEFAULT_HOURS, now)
            raised += [(look, act)] if act else []
    return raised


@given(rules(), st.lists(minutes, max_size=12))
def test_each_thing_once_however_the_loop_looks(promised: schema.Promise, at: list[int]) -> None:
    """Broken once, levels once and in order, repeats within their number, nothing before its time."""
    looks = [DUE + offset * MINUTE for offset in sorted(at)]
    raised = play(promised, looks)
    broken = [now for now, act in raised if act.verb is Verb.BREAK]
    assert broken == [now for now in looks if now >= DUE][:1]
    levels = [act.level for _, act in raised if act.level is not None]
    assert levels == list(range(len(levels)))
    for now, act in raised:
        assert (now < DUE) is (act.verb is Verb.WARN)
        if act.level is not None:
            span = promised.late[act.level].after
            assert reckoning.later(DUE, span, promised.clock, DEFAULT_HOURS) <= now
    repeats = [now for now, act in raised if act.verb is Verb.REPEAT]
    assert len(repeats) == len(set(repeats)) <= (promised.repeat.most if promised.repeat else 0)
    assert sum(act.verb is Verb.WARN for _, act in raised) <= len(promised.warn)


@given(rules())
def test_a_loop_that_is_never_late_raises_everything_on_time(promised: schema.Promise) -> None:
    """By the minute: every warning, level and repeat at its own moment."""
    end = 60 * 24 * 4
    raised = play(promised, [DUE + offset * MINUTE for offset in range(-120, end)])
    warnings = {reckoning.before(DUE, span, promised.clock, DEFAULT_HOURS) for span in promised.warn}
    assert {now for now, act in raised if act.verb is Verb.WARN} == warnings
    for now, act in raised:
        if act.level is not None:
            span = promised.late[act.level].after
            assert reckoning.later(DUE, span, promised.clock, DEFAULT_HOURS) == now
    assert sum(act.level is not None for _, act in raised) == len(promised.late)
    if promised.repeat is not None and promised.repeat.every is not None:
        first = reckoning.later(DUE, promised.repeat.every, promised.clock, DEFAULT_HOURS)
        assert next(now for now, act in raised if act.verb is Verb.REPEAT) == first
        assert sum(act.verb is Verb.REPEAT for _, act in raised) == promised.repeat.most


def test_after_a_standstill_a_repeat_comes_once() -> None:
    """R093: three days without a loop: broken at once and nothing repeated in the same breath; the first
    repeat comes after its interval, reckoned from then on.
    """
    promised = rule(repeat={"every": "30m", "notify": "owner"})
    looks = [
        DUE + timedelta(days=3),
        DUE + timedelta(days=3, minutes=29),
        DUE + timedelta(days=3, minutes=30),
    ]
    assert [(now, act.verb) for now, act in play(promised, looks)] == [
        (looks[0], Verb.BREAK),
        (looks[2], Verb.REPEAT),
    ]


def test_a_late_repeat_moves_the_next_one() -> None:
    """R093: looked at 29 minutes late, it is not repeated again one minute later."""
    promised = rule(repeat={"every": "30m", "notify": "owner"})
    looks = [DUE + after * MINUTE for after in (30, 89, 90, 118, 119)]
    assert [(now - DUE, act.verb) for now, act in play(promised, looks)] == [
        (30 * MINUTE, Verb.BREAK),
        (89 * MINUTE, Verb.REPEAT),
        (119 * MINUTE, Verb.REPEAT),
    ]


def test_times_of_day_are_the_companys() -> None:
    """R092: 10:00 and 15:00 in Shanghai, on worked days."""
    promised = rule(repeat={"at": ["15:00", "10:00"], "notify": "owner"})
    chase = chasing.broken(promised, Chase(DUE, DUE), DEFAULT_HOURS)  # due at 10:00 sharp
    assert chase.repeat_at is not None
    assert chase.repeat_at.astimezone(DEFAULT_HOURS.tz).time() == time(15)


@given(st.integers(0, 60 * 24 * 340), st.integers(0, 3000))
def test_a_due_time_reads_back(start: int, within: int) -> None:
    """What is kept of a reckoning explains it as the calendar did."""
    begun, span = datetime(2026, 1, 1, tzinfo=UTC) + start * MINUTE, within * MINUTE
    reckoned = reckoning.by_span(begun, span, "working", DEFAULT_HOURS)
    due = reckoning.due_of(reckoned.due_at, "working", reckoned.way, DEFAULT_HOURS)
    assert reckoning.by_span(begun, span, "working", DEFAULT_HOURS).way == reckoned.way
    assert due.at == reckoned.due_at
    assert [gap.start for gap in due.skipped] == sorted(gap.start for gap in due.skipped)


def test_one_look_finds_what_an_event_does() -> None:
    """Rules are indexed by kind of ticket and event."""
    playbook = schema.Playbook.model_validate(
        {"slug": "p", "name": "p", "chapters": [], "promises": RULES, "settings": {"from": "R068"}}
    )
    index = watching.index(playbook)
    sent = index["task", "order.slip_sent"]
    assert [rule_.key for rule_ in sent.keep] == ["slip"]
    assert [rule_.key for rule_ in sent.open] == ["vehicle", "follow_up"]
    assert [rule_.key for rule_ in index["task", "task.changed"].reckon] == ["pickup", "delivery"]
    assert ("order", "order.slip_sent") not in index


OPENS = datetime(2026, 11, 20, 0, 30, tzinfo=UTC)
"""Half past eight of a Friday in Nanjing, when DEFAULT_HOURS begin."""


@given(st.integers(min_value=1, max_value=14 * 60), st.integers(min_value=0, max_value=60))
def test_overnight_is_due_before_what_the_day_brings(before: int, after: int) -> None:
    """R077 R078: all of the night at one time after opening, each of the day later than that."""
    review = rule(within="30m", when_closed="15m", clock="working")
    opening = calendar.next_opening(OPENS - timedelta(hours=2), DEFAULT_HOURS)
    night = reckoning.by_rule(review, opening - before * MINUTE, {}, DEFAULT_HOURS)
    day = reckoning.by_rule(review, opening + after * MINUTE, {}, DEFAULT_HOURS)
    assert night is not None
    assert day is not None
    assert (night.due_at, night.within) == (opening + 15 * MINUTE, 15 * 60)
    assert (day.due_at, day.within) == (opening + (30 + after) * MINUTE, 30 * 60)
