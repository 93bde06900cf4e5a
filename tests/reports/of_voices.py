"""The figures of complaints counted by hand: one fact after the other."""

from collections.abc import Iterable
from typing import Any

from yinuo.core import clock
from yinuo.reports.models import Timing
from yinuo.reports.rules.values import Value


def _complaints(within: list[Any]) -> list[dict[str, Any]]:
    return [one["voiced"] for one in within if one["voiced"]["sort"] == "COMPLAINT"]


def quantile(taken: Iterable[int], percent: int) -> Value:
    """Within how long so many per cent are done: the nearest rank, times the cases."""
    ordered = sorted(taken)
    count = len(ordered)
    return Value(ordered[-(-count * percent // 100) - 1] * count if ordered else 0, count)


def complaints(within: list[Any]) -> dict[str, Value]:
    rows, orders = _complaints(within), len(within)
    count, paid = len(rows), sum(one["compensation"] for one in rows)
    took = [one["ack_seconds"] for one in rows if one["ack_seconds"] is not None]
    in_time = sum(one["ack"] == Timing.IN_TIME for one in rows)
    return {
        "complaints": Value(count),
        "rate": Value(count, orders),
        "ack_share": Value(in_time, in_time + sum(one["ack"] == Timing.LATE for one in rows)),
        "ack_median": quantile(took, 50),
        "ack_ninth": quantile(took, 90),
        "repeat_share": Value(sum(one["is_repeat"] for one in rows), count),
        "escalated_share": Value(sum(one["is_escalated"] for one in rows), count),
        "compensation": Value(paid),
        "per_complaint": Value(paid, count),
        "per_order": Value(paid, orders),
    }


def closures(within: list[Any]) -> dict[str, Value]:
    """Of days that are over, or of what is done."""
    today = clock.today()
    over = [one for one in within if one["day"] < today or one["voiced"]["close_seconds"] is not None]
    rows = _complaints(over)
    took = [one["close_seconds"] for one in rows if one["close_seconds"] is not None]
    in_time, reopened = sum(one["is_in_time"] for one in rows), sum(one["is_reopened"] for one in rows)
    ended = sum(one["is_reopened"] or one["close_seconds"] is not None for one in rows)
    return {
        "due": Value(len(rows)),
        "closed": Value(len(took)),
        "closed_share": Value(len(took), len(rows)),
        "in_time": Value(in_time),
        "in_time_share": Value(in_time, len(rows)),
        "close_median": quantile(took, 50),
        "close_ninth": quantile(took, 90),
        "reopened_share": Value(reopened, ended),
    }


def satisfaction(within: list[Any]) -> dict[str, Value]:
    rows = _complaints(within)
    overall = _marked(rows, "overall")
    return {
        "asked": Value(len(rows)),
        "rated": Value(overall.under or 0),
        "response": Value(overall.under or 0, len(rows)),
        "satisfied": Value(overall.over),
        "satisfied_share": overall,
        **{f"{name}_share": _marked(rows, name) for name in ("result", "process", "treatment")},
    }


def voices(within: list[Any]) -> dict[str, Value]:
    rows = [one["voiced"] for one in within]
    by = {
        sort: [one for one in rows if one["sort"] == sort]
        for sort in ("COMPLAINT", "GRUMBLE", "SUGGESTION", "PRAISE")
    }
    taken_up = {sort: sum(one["is_taken_up"] for one in found) for sort, found in by.items()}
    return {
        "voices": Value(len(rows)),
        "complaints": Value(len(by["COMPLAINT"])),
        "grumbles": Value(len(by["GRUMBLE"])),
        "became_share": Value(taken_up["GRUMBLE"], len(by["GRUMBLE"])),
        "suggestions": Value(len(by["SUGGESTION"])),
        "answered_share": Value(taken_up["SUGGESTION"], len(by["SUGGESTION"])),
        "praise": Value(len(by["PRAISE"])),
    }


def _marked(rows: list[dict[str, Any]], name: str) -> Value:
    given = [one[name] for one in rows if one[name] is not None]
    return Value(sum(mark >= 4 for mark in given), len(given))
