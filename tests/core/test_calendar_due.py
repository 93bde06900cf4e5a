"""Due times and counts of working time: by example, and against a count minute by minute."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinuo.core import calendar
from yinuo.core.calendar import DayOverride, Hours, Spell

SHANGHAI = ZoneInfo("Asia/Shanghai")
MINUTE = timedelta(minutes=1)
DAYS_LOOKED_AT = 16


def at(text):
    return calendar.parse_moment(text)


def spell(text):
    return Spell(*(time.fromisoformat(part) for part in text.split("-")))


def due(start, within, hours=calendar.DEFAULT_HOURS):
    return calendar.due(at(start), calendar.parse_span(within), hours).at


@pytest.mark.parametrize(
    ("start", "within", "expected"),
    [
        ("2026-09-30T17:20", "30m", "2026-10-08T08:50"),
        ("2026-11-20T17:20", "30m", "2026-11-23T08:50"),
        ("2026-10-09T17:20", "30m", "2026-10-10T08:50"),
        ("2026-10-10T17:20", "30m", "2026-10-12T08:50"),
        ("2026-09-18T17:20", "30m", "2026-09-20T08:50"),
        ("2026-02-13T17:00", "10h", "2026-02-24T09:00"),
        ("2026-11-23T10:00", "30m", "2026-11-23T10:30"),
        ("2026-11-23T17:00", "30m", "2026-11-23T17:30"),
        ("2026-11-23T17:00:01", "30m", "2026-11-24T08:30:01"),
        ("2026-11-23T17:30", "30m", "2026-11-24T09:00"),
        ("2026-11-23T23:59", "30m", "2026-11-24T09:00"),
        ("2026-11-23T08:30", "9h", "2026-11-23T17:30"),
        ("2026-11-23T06:00", "0m", "2026-11-23T08:30"),
        ("2026-11-23T09:00", "0m", "2026-11-23T09:00"),
        ("2026-11-23T17:30", "0m", "2026-11-24T08:30"),
    ],
)
def test_due_by_the_working_clock(start, within, expected):
    """R019, R087: half an hour of working time, over nights, weekends, holidays and make-up days."""
    assert due(start, within) == at(expected)


def test_due_by_the_elapsed_clock_skips_nothing():
    """R062: three minutes are three minutes, also at night."""
    answer = calendar.due(at("2026-09-30T23:59"), timedelta(minutes=3), clock="elapsed")
    assert answer.at == at("2026-10-01T00:02")
    assert answer.skipped == ()


def test_due_is_told_in_the_calendar_zone():
    assert due("2026-09-30T09:20+00:00", "30m").isoformat() == "2026-10-08T08:50:00+08:00"


def test_several_spells_a_day():
    hours = Hours.every(spell("08:30-12:00"), spell("13:30-17:30"))
    assert due("2026-11-23T11:50", "30m", hours) == at("2026-11-23T13:50")
    assert due("2026-11-23T11:50", "10m", hours) == at("2026-11-23T12:00")
    assert due("2026-11-23T12:30", "10m", hours) == at("2026-11-23T13:40")


def test_a_night_shift_belongs_to_the_day_it_starts_on():
    """R020: the shift of 30 September works on into the holiday; none starts on the holiday itself."""
    hours = Hours.every(spell("20:00-08:00"))
    assert due("2026-09-30T23:00", "9h", hours) == at("2026-10-01T08:00")
    assert due("2026-09-30T23:00", "10h", hours) == at("2026-10-08T21:00")
    assert not calendar.is_working(at("2026-10-08T03:00"), hours)
    assert [(i.start, i.end) for i in calendar.spells_on(date(2026, 9, 30), hours)] == [
        (at("2026-09-30T00:00"), at("2026-09-30T08:00")),
        (at("2026-09-30T20:00"), at("2026-10-01T00:00")),
    ]


def test_a_desk_open_round_the_clock_skips_nothing():
    """R020: a desk in shifts that does not keep holidays."""
    hours = Hours({day: (spell("00:00-00:00"),) for day in range(1, 8)}, keeps_holidays=False)
    answer = calendar.due(at("2026-09-30T23:00"), timedelta(days=9), hours)
    assert (answer.at, answer.skipped, answer.makeup) == (at("2026-10-09T23:00"), (), ())


def test_a_spell_may_end_at_midnight():
    hours = Hours.every(spell("16:00-00:00"))
    assert due("2026-11-23T23:30", "30m", hours) == at("2026-11-24T00:00")
    assert due("2026-11-23T23:30", "31m", hours) == at("2026-11-24T16:01")


def test_makeup_day_has_the_hours_of_the_weekday_it_carries():
    """10 October 2026 carries Wednesday 7 October, 20 September carries Tuesday 6 October."""
    week = {1: (spell("09:00-18:00"),), 3: (spell("10:00-11:00"),)}
    assert calendar.plan_of(date(2026, 10, 10), Hours(week)).spells == week[3]
    assert calendar.plan_of(date(2026, 9, 20), Hours(week)).spells == week[1]
    assert calendar.plan_of(date(2026, 9, 20), Hours({4: week[3]})).spells == week[3]


def test_an_administrator_closes_and_opens_days():
    """R019: company days stand above the notices; next year's notice is entered in the same way."""
    hours = Hours(
        calendar.DEFAULT_HOURS.week,
        overrides={
            date(2026, 11, 24): DayOverride.closed("台风停工"),
            date(2026, 11, 28): DayOverride.open(spell("09:00-10:00"), name="盘点"),
            date(2026, 10, 1): DayOverride.like(1),
        },
    )
    assert due("2026-11-23T17:20", "30m", hours) == at("2026-11-25T08:50")
    assert due("2026-11-27T17:00", "1h", hours) == at("2026-11-28T09:30")
    assert due("2026-09-30T17:20", "30m", hours) == at("2026-10-01T08:50")


def test_an_unpublished_year_goes_by_weekday_and_says_so():
    year = calendar.last_published_year() + 1
    start = datetime(year, 5, 5, 9, tzinfo=SHANGHAI)
    assert calendar.due(start, MINUTE).provisional_years == (year,)
    entered = Hours(calendar.DEFAULT_HOURS.week, entered_years=frozenset({year}))
    assert calendar.due(start, MINUTE, entered).provisional_years == ()
    assert calendar.due(at("2026-05-06T09:00"), MINUTE).provisional_years == ()


def test_within_working_days():
    """R078-like day limits: the day itself is not counted, the last one ends with its hours."""
    assert calendar.due_in_days(at("2026-09-28T10:00"), 1).at == at("2026-09-29T17:30")
    assert calendar.due_in_days(at("2026-09-30T10:00"), 3).at == at("2026-10-10T17:30")
    assert calendar.due_in_days(at("2026-10-03T10:00"), 1).at == at("2026-10-08T17:30")
    assert calendar.due_in_days(at("2026-09-30T10:00"), 0).at == at("2026-09-30T17:30")
    assert calendar.due_in_days(at("2026-09-30T18:00"), 0).at == at("2026-10-08T17:30")


def test_next_opening():
    """R078: first thing next working morning."""
    assert calendar.next_opening(at("2026-09-30T22:00")) == at("2026-10-08T08:30")
    assert calendar.next_opening(at("2026-09-30T17:29:59")) == at("2026-09-30T17:29:59")
    assert calendar.next_opening(at("2026-09-30T17:30")) == at("2026-10-08T08:30")


def test_going_back():
    """R087: when to warn, so many working minutes before a due time."""
    assert calendar.back_from(at("2026-10-08T08:50"), 30 * MINUTE) == at("2026-09-30T17:20")
    assert calendar.back_from(at("2026-10-08T08:50"), 20 * MINUTE) == at("2026-10-08T08:30")
    assert calendar.back_from(at("2026-10-08T08:50"), 0 * MINUTE) == at("2026-10-08T08:50")
    assert calendar.back_from(at("2026-10-08T07:00"), 1 * MINUTE) == at("2026-09-30T17:29")


def test_without_any_hours_there_is_no_answer():
    for ask in (calendar.due, calendar.back_from):
        with pytest.raises(calendar.NoWorkingTime):
            ask(at("2026-11-23T10:00"), MINUTE, Hours({}))
    with pytest.raises(calendar.NoWorkingTime):
        calendar.next_opening(at("2026-11-23T10:00"), Hours({}))
    with pytest.raises(calendar.NoWorkingTime):
        calendar.due_in_days(at("2026-11-23T10:00"), 1, Hours({}))
    with pytest.raises(ValueError, match="no_working_time"):
        calendar.due(at("2026-11-23T10:00"), timedelta(days=1000))


def test_senseless_questions_are_refused():
    with pytest.raises(ValueError, match="negative"):
        calendar.due(at("2026-11-23T10:00"), -MINUTE)
    with pytest.raises(ValueError, match="negative"):
        calendar.due_in_days(at("2026-11-23T10:00"), -1)
    with pytest.raises(ValueError, match="zone"):
        calendar.due(datetime.fromisoformat("2026-11-23T10:00"), MINUTE)
    with pytest.raises(ValueError, match="at most"):
        calendar.working_seconds_between(at("2026-11-23T10:00"), datetime(9999, 12, 31, tzinfo=UTC))
    with pytest.raises(ValueError, match="spell"):
        spell("08:00-08:00")


def test_seconds_between_count_backwards_too():
    assert calendar.working_seconds_between(at("2026-09-30T17:20"), at("2026-10-08T08:50")) == 1800
    assert calendar.working_seconds_between(at("2026-10-08T08:50"), at("2026-09-30T17:20")) == -1800
    assert calendar.working_seconds_between(at("2026-10-01T08:50"), at("2026-10-07T17:20")) == 0


def test_daylight_saving_keeps_real_seconds():
    """In New York the night of 8 March 2026 is an hour short, that of 1 November an hour long."""
    hours = Hours({day: (spell("00:00-00:00"),) for day in range(1, 8)}, "America/New_York", False)
    zone = ZoneInfo("America/New_York")
    for day, length in ((8, 23), (9, 24)):
        spells = calendar.spells_on(date(2026, 3, day), hours)
        assert sum((i.end - i.start for i in spells), timedelta()) == timedelta(hours=length)
    answer = calendar.due(datetime(2026, 11, 1, 0, tzinfo=zone), timedelta(hours=24), hours)
    assert answer.at == datetime(2026, 11, 1, 23, tzinfo=zone)


# Against a count minute by minute, written without looking at how the product does it.

minutes = st.integers(0, 1439)
spells_of_a_day = st.lists(
    st.tuples(minutes, minutes).filter(lambda pair: pair[0] != pair[1] or pair[0] == 0), max_size=3
)
first_days = st.one_of(
    st.dates(date(2004, 1, 1), date(2026, 12, 1)),
    st.dates(date(2026, 9, 15), date(2026, 10, 12)),
)


def spells(pairs):
    return tuple(Spell(*(time(*divmod(minute, 60)) for minute in pair)) for pair in pairs)


@st.composite
def cases(draw):
    week = draw(st.dictionaries(st.integers(1, 7), spells_of_a_day, min_size=1))
    first = draw(first_days)
    changed = draw(st.dictionaries(st.integers(-1, DAYS_LOOKED_AT), spells_of_a_day, max_size=3))
    keeps = draw(st.booleans())
    start = datetime.combine(first, time(0), SHANGHAI) + draw(st.integers(0, 1439)) * MINUTE
    return first, start, week, {first + timedelta(days=n): pairs for n, pairs in changed.items()}, keeps


def hours_of(week, changed, keeps):
    return Hours(
        {day: spells(pairs) for day, pairs in week.items()},
        keeps_holidays=keeps,
        overrides={day: DayOverride.open(*spells(pairs)) for day, pairs in changed.items()},
    )


def pairs_on(day, week, changed, keeps):
    if day in changed:
        return changed[day]
    official = calendar.official_day(day)
    if keeps and official and official.kind == "HOLIDAY":
        return []
    if keeps and official and official.kind == "MAKEUP":
        return next((week[n] for n in (official.carries, 1, 2, 3, 4, 5, 6, 7) if week.get(n)), [])
    return week.get(day.isoweekday(), [])


def working_minutes(first, week, changed, keeps):
    """One flag for each minute from midnight of `first`."""
    flags = bytearray(1440 * (DAYS_LOOKED_AT + 2))
    for n in range(-1, DAYS_LOOKED_AT):
        for begin, end in pairs_on(first + timedelta(days=n), week, changed, keeps):
            stop = end if end > begin else end + 1440
            begin, stop = (max(0, n * 1440 + minute) for minute in (begin, stop))
            flags[begin:stop] = b"\1" * (stop - begin)
    return flags[: 1440 * DAYS_LOOKED_AT]


@given(cases(), st.integers(0, 3000))
def test_due_agrees_with_counting_minutes(case, within):
    """R019: on random hours, days and starts, `due` is the end of the n-th working minute."""
    first, start, week, changed, keeps = case
    flags = working_minutes(first, week, changed, keeps)
    midnight = datetime.combine(first, time(0), SHANGHAI)
    begin = (start - midnight) // MINUTE
    worked = [minute for minute in range(begin, len(flags)) if flags[minute]]
    hours = hours_of(week, changed, keeps)
    if len(worked) > within:
        answer = calendar.due(start, within * MINUTE, hours)
        last = worked[within - 1] + 1 if within else worked[0]
        assert answer.at == midnight + last * MINUTE
        assert calendar.working_seconds_between(start, answer.at, hours) == within * 60
        skipped = sum((gap.end - gap.start for gap in answer.skipped), timedelta())
        assert skipped == answer.at - start - within * MINUTE
        assert calendar.back_from(answer.at, within * MINUTE, hours) >= start


@given(cases(), st.integers(0, 14 * 1440))
def test_seconds_between_agree_with_counting_minutes(case, length):
    """R019: on random hours, days and stretches."""
    first, start, week, changed, keeps = case
    flags = working_minutes(first, week, changed, keeps)
    begin = (start - datetime.combine(first, time(0), SHANGHAI)) // MINUTE
    hours = hours_of(week, changed, keeps)
    counted = 60 * sum(flags[begin : begin + length])
    assert calendar.working_seconds_between(start, start + length * MINUTE, hours) == counted
    assert calendar.is_working(start, hours) == bool(flags[begin])


@given(cases(), st.integers(1, 3000))
def test_going_back_undoes_going_forward(case, within):
    """R087: a warning n minutes before a due time comes n working minutes before it."""
    _, start, week, changed, keeps = case
    hours = hours_of(week, changed, keeps)
    try:
        back = calendar.back_from(start, within * MINUTE, hours)
    except calendar.NoWorkingTime:
        return
    assert calendar.working_seconds_between(back, start, hours) == within * 60
    assert calendar.is_working(back, hours)
