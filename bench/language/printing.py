"""The tables of the report."""

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any, Final

from bench.language import scoring
from bench.language.measuring import Counted, Timed
from bench.report import heading, quantile, say

REJECTED: Final = 1.00
HARMLESS_STOPPED: Final = 0.03
DISTRICT: Final = 0.92
SLIPS: Final = 0.85
_WIDTH: Final = 17


def texts(found: Mapping[str, Timed]) -> None:
    """Fields and groups of each half, whole orders, milliseconds."""
    heading("the language of orders: texts")
    say(_line("", *(f"{half + ': prec':>11} {'rec':>5} {'F1':>5}" for half in found), "mark"))
    for name, (keys, mark) in scoring.GROUPS.items():
        if mark is not None:
            tallies = [timed.score.group(keys) for timed in found.values()]
            say(_line(name.upper(), *map(_figures, tallies), _mark(mark, [one.f1 for one in tallies])))
        for key in keys:
            say(_line("  " + key, *(_figures(timed.score.fields[key]) for timed in found.values())))
    scores = [timed.score for timed in found.values()]
    shares = [score.orders_right / score.orders for score in scores]
    orders = [
        f"{score.orders_right} of {score.orders} {score.orders_right / score.orders:.3f}" for score in scores
    ]
    say(_line("WHOLE ORDERS", *(f"{one:>23}" for one in orders), _mark(scoring.WHOLE, shares)))
    every = [
        f"{score.texts_right} of {score.texts} {score.texts_right / score.texts:.3f}" for score in scores
    ]
    say(_line("  all texts", *(f"{one:>23}" for one in every)))
    times = [
        f"{quantile(one.milliseconds, 0.5):.2f} / {quantile(one.milliseconds, 0.95):.2f}"
        for one in found.values()
    ]
    say(_line("ms p50 / p95", *(f"{one:>23}" for one in times), "mark < 5"))


def goods(found: Mapping[str, Mapping[str, Counted]]) -> None:
    """Rejected of those to reject, harmless ones stopped, questions asked where they are due."""
    heading("the language of orders: goods")
    halves = list(found.values())
    rejected = [half["reject"].share for half in halves]
    stopped = [1 - half["ok"].share for half in halves]
    say(_line("", *(f"{half:>23}" for half in found), "mark"))
    say(_line("reject recall", *(_of(half["reject"]) for half in halves), _mark(REJECTED, rejected)))
    say(
        _line(
            "harmless passed",
            *(_of(half["ok"]) for half in halves),
            _mark(1 - HARMLESS_STOPPED, [1 - one for one in stopped]),
        )
    )
    say(_line("review", *(_of(half["review"]) for half in halves)))


def places(found: Mapping[str, Mapping[str, Counted]]) -> None:
    """Districts and cities right, ambiguous names asked."""
    heading("the language of orders: places")
    halves = list(found.values())
    say(_line("", *(f"{half:>23}" for half in found), "mark"))
    say(
        _line(
            "district",
            *(_of(half["district"]) for half in halves),
            _mark(DISTRICT, [half["district"].share for half in halves]),
        )
    )
    for name in ("city", "no district", "to be asked"):
        say(_line(name, *(_of(half[name]) for half in halves)))


def slips(found: Mapping[str, Counted]) -> None:
    """How many random orders fit, by signature."""
    heading("the language of orders: slips that fit into 70 and read back")
    for signature, counted in found.items():
        mark = _mark(SLIPS, [counted.share]) if signature else ""
        say(_line(signature or "no signature", _of(counted), mark))


def wrong(items: Sequence[scoring.Wrong]) -> None:
    """What is wrong, each text once with its fields under it."""
    before = None
    for item in items:
        if item.text != before:
            say("\n" + " / ".join(item.text.splitlines()))
            before = item.text
        say(f"    {item.field}: expected {_shown(item.expected)}, got {_shown(item.got)}")


def _figures(tally: scoring.Tally) -> str:
    return f"{tally.precision:>11.3f} {tally.recall:.3f} {tally.f1:.3f}"


def _of(counted: Counted) -> str:
    return f"{f'{counted.hit} of {counted.all} {counted.share:.3f}':>23}"


def _mark(least: float, reached: Sequence[float]) -> str:
    return f"{least:.2f} {'reached' if min(reached) >= least else 'NOT reached'}"


def _line(name: str, *cells: str) -> str:
    return f"{name:<{_WIDTH}} {'  '.join(cells)}".rstrip()


def _shown(value: Any) -> str:
    text = "nothing" if value is None else str(value)
    return unicodedata.normalize("NFC", text)
