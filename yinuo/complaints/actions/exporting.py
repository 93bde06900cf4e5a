"""The register leaves the desk as a file: that somebody took it along is written down."""

from collections.abc import Mapping
from typing import Any

from yinuo.complaints import may
from yinuo.core import db, events
from yinuo.staff.may import require
from yinuo.staff.models import Person


def note_export(wanted: Mapping[str, Any], *, rows: int, by: Person) -> None:
    """Write down that somebody took the register along: how many rows, narrowed how.

    Records register.exported on the person. Raises NotPermitted.
    """
    require(by, may.export)
    with db.transaction():
        events.record("register.exported", subject=by, by=by, data={"rows": rows, "wanted": dict(wanted)})
