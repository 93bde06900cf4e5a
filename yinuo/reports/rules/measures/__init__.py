"""The reports there are, each with the formula of every figure.

· `REPORTS` holds them by key: `origins` (R397), `pickups` (R398), `deliveries` (R088), `slips` (R062),
  `reviews` (R077), `inquiries` (R102), `selfservice` (R004), `promises` (B10), `complaints` (R400),
  `closures` (B10), `satisfaction` (R415), `voices` (R130, R148).
· `VERSION` is the version of the formulas: frozen values keep it, so that an old month still says how it was
  counted. It goes up whenever a figure is counted otherwise.

Labels are Chinese and marked for translation; a face shows `gettext(label)`.
"""

from typing import Final

from yinuo.core.errors import NotFound
from yinuo.reports.rules.measures import (
    closures,
    complaints,
    deliveries,
    inquiries,
    origins,
    pickups,
    promises,
    reviews,
    satisfaction,
    selfservice,
    slips,
    voices,
)
from yinuo.reports.rules.measures.parts import Column, Grouping, Kind, Report

__all__ = ["REPORTS", "VERSION", "Column", "Grouping", "Kind", "Report", "grouping", "report"]

VERSION: Final = 3
REPORTS: Final[dict[str, Report]] = {
    one.key: one
    for one in (
        origins.REPORT,
        pickups.REPORT,
        deliveries.REPORT,
        slips.REPORT,
        reviews.REPORT,
        inquiries.REPORT,
        selfservice.REPORT,
        promises.REPORT,
        complaints.REPORT,
        closures.REPORT,
        satisfaction.REPORT,
        voices.REPORT,
    )
}


def report(key: str) -> Report:
    """The report of this name. Raises NotFound("not_found")."""
    if key not in REPORTS:
        raise NotFound("not_found")
    return REPORTS[key]


def grouping(of: Report, key: str = "") -> Grouping:
    """A way to divide a report; the first one for none. Raises NotFound("not_found")."""
    found = {one.key: one for one in of.groupings}
    if key and key not in found:
        raise NotFound("not_found")
    return found[key] if key else of.groupings[0]
