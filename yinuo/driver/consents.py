"""Agreeing to share where one is, and taking it back: the words have a version, both are on record."""

from yinuo.driver.frame import DriverRequest
from yinuo.staff import actions
from yinuo.staff.actions import NOTICE_VERSION
from yinuo.staff.models import Person


def decide(request: DriverRequest) -> Person:
    """What the driver said: `agree` is yes or no, to the words that stand in `driver/day/_consent.html`."""
    agrees = request.POST.get("agree") == "yes"
    return actions.consent_position(request.visitor.person, agree=agrees, version=NOTICE_VERSION)


def holds(person: Person) -> bool:
    """Whether they agreed to the words of today; to others they are asked again."""
    return person.position_consent_at is not None and person.position_consent_version == NOTICE_VERSION
