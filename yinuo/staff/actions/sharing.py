"""A driver's consent to share where they are: their own, for a version of the notice, withdrawn at any time.

Where somebody goes is sensitive (PIPL 28 and 29), so it needs a consent of its own; without it the driver
works on as before.
"""

from yinuo.core import clock, db, events
from yinuo.staff import may
from yinuo.staff.actions import changing
from yinuo.staff.models import Person

NOTICE_VERSION = 1
"""Of the words in which the driver's page asks; whoever agreed to another version is asked again."""


def consent_position(person: Person, *, agree: bool, version: int = NOTICE_VERSION) -> Person:
    """Agree that one's position is shared while on a job, or withdraw that; said again it stays as it is.

    Nobody says it for somebody else. Records driver.position_shared {version} or driver.position_withdrawn.
    Raises NotPermitted for anybody but an active driver.
    """
    may.require(person, may.consent_position, person)
    with db.transaction():
        fresh = changing.locked(person)
        said = (clock.now(), version) if agree else (None, None)
        if bool(fresh.position_consent_at) == agree and (
            not agree or fresh.position_consent_version == version
        ):
            return fresh
        fresh.position_consent_at, fresh.position_consent_version = said
        fresh.save(update_fields=["position_consent_at", "position_consent_version"])
        kind = "driver.position_shared" if agree else "driver.position_withdrawn"
        events.record(kind, subject=fresh, by=fresh, data={"version": version} if agree else None)
    return fresh
