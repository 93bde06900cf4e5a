"""Spans and moments as typed."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinuo.core import calendar


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("30m", 30), ("2h", 120), ("1d", 1440), ("1h30m", 90), ("90s", 1.5), (" 1D 2h ", 1560), ("0m", 0)],
)
def test_spans_are_read(text, minutes):
    assert calendar.parse_span(text) == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    "text", ["", " ", "30", "m", "-5m", "1.5h", "30m1h", "5m5m", "三分钟", "٣m", "9" * 30 + "d"]
)
def test_what_is_no_span_is_refused(text):
    with pytest.raises(calendar.SpanError):
        calendar.parse_span(text)


@given(st.integers(0, 10**8).map(lambda seconds: timedelta(seconds=seconds)))
def test_a_written_span_reads_back(span):
    assert calendar.parse_span(calendar.format_span(span)) == span


def test_moments_without_offset_are_local():
    assert calendar.parse_moment("2026-09-30T17:20").isoformat() == "2026-09-30T17:20:00+08:00"
    assert calendar.parse_moment("2026-09-30T17:20Z").isoformat() == "2026-09-30T17:20:00+00:00"
    assert (
        calendar.parse_moment("2026-09-30 17:20", "Europe/Berlin").isoformat() == "2026-09-30T17:20:00+02:00"
    )


@pytest.mark.parametrize("text", ["", "tomorrow", "2026-13-01T00:00", "30/09/2026"])
def test_what_is_no_moment_is_refused(text):
    with pytest.raises(calendar.SpanError):
        calendar.parse_moment(text)
