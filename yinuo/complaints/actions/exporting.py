"""The register leaves the desk as a file: that somebody took it along is written down."""

from dataclasses import asdict

from yinuo.complaints import may
from yinuo.complaints.queries.listing import Wanted
from yinuo.core import db, events
from yinuo.staff.may import require
from yinuo.staff.models import Person


def note_export(wanted: Wanted, *, rows: int, by: Person) -> None:
    """Write down that somebody took the register along: how many rows, narrowed how.

    Records register.exported {rows, wanted} on the person; `wanted` is what narrows, without what is empty.
    Raises NotPermitted.
    """
    require(by, may.export)
    narrowed = {name: value for name, value in asdict(wanted).items() if value}
    with db.transaction():
        events.record("register.exported", subject=by, by=by, data={"rows": rows, "wanted": narrowed})
