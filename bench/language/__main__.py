"""Prints the figures of the language of orders and complaints; `python -m bench --language` starts it."""

import argparse
from collections.abc import Callable
from typing import Final

from bench.language import complaining, doors, measuring, printing, sets
from bench.report import say

HALVES: Final = (sets.TUNE, sets.HELD)
OF_COMPLAINTS: Final = (*HALVES, sets.FRESH, sets.SEALED)
SIGNATURES: Final = ("", "【启程货运】")
SLIPS: Final = 1000
"""Random orders composed for each signature; `make test-deep` takes ten thousand."""


def _texts(wrong: str) -> None:
    found = {half: measuring.texts(half, doors.reader()) for half in HALVES}
    printing.texts(found)
    if wrong:
        printing.wrong(found[wrong].score.wrong)


def _goods(wrong: str) -> None:
    found = {half: measuring.goods(half, doors.screener()) for half in HALVES}
    printing.goods(found)
    if wrong:
        printing.wrong([one for counted in found[wrong].values() for one in counted.wrong])


def _places(wrong: str) -> None:
    found = {half: measuring.addresses(half, doors.locator()) for half in HALVES}
    printing.places(found)
    if wrong:
        printing.wrong([one for counted in found[wrong].values() for one in counted.wrong])


def _slips(wrong: str) -> None:
    found = {one: measuring.slips(SLIPS, doors.composer(one)) for one in SIGNATURES}
    printing.slips(found)


def _complaints(wrong: str) -> None:
    """The held texts are sealed: nobody may see what is wrong of them."""
    found = {
        half: complaining.measure(half, doors.complaint_reader())
        for half in OF_COMPLAINTS
        if sets.complaints(half)
    }
    complaining.show(found)
    if wrong == sets.HELD:
        say("the held texts of complaints are sealed: only their totals are shown")
    elif wrong:
        printing.wrong(found[wrong].wrong)


PARTS: Final[dict[str, Callable[[str], None]]] = {
    "texts": _texts,
    "goods": _goods,
    "places": _places,
    "slips": _slips,
    "complaints": _complaints,
}


def main() -> None:
    """Measure the parts asked for, all without a word."""
    parser = argparse.ArgumentParser(prog="bench --language", description=__doc__)
    parser.add_argument("--part", choices=PARTS, help="only this one")
    parser.add_argument("--wrong", choices=HALVES, default="", help="list what is wrong in this half")
    options = parser.parse_args()
    if options.part == "complaints" and options.wrong == sets.HELD:
        parser.error("the held texts of complaints are sealed: only their totals are shown")
    for name, measure in PARTS.items():
        if options.part in (None, name):
            measure(options.wrong)


if __name__ == "__main__":
    main()
