"""The customer rings because nobody came for the goods: the driver hears of it at once (R173, R174)."""

from typing import Final

from yinuo.complaints.actions import holding
from yinuo.complaints.models import Complaint
from yinuo.complaints.queries import facts
from yinuo.core import db
from yinuo.core.errors import NotNow
from yinuo.staff.models import Person
from yinuo.tickets import queries as tickets

DRIVER: Final = "driver"


def chase(*, complaint: Complaint, by: Person) -> Complaint:
    """Tell the driver of the order to fetch the goods, and the fleet manager, in the playbook's words.

    Records complaint.chased, on which the notice leaves. Raises NotPermitted;
    NotNow: complaint_not_in_stage for a closed case, chase_nobody where no driver has the order,
    chase_not_late where the goods are not late to be picked up.
    """
    holding.permit(complaint, by)
    with db.transaction():
        held = holding.hold(complaint)
        holding.require_live(held)
        known = tickets.facts(held.about).contacts if held.about else {}
        if DRIVER not in known:
            raise NotNow("chase_nobody")
        if not facts.waits_for_pickup(held):
            raise NotNow("chase_not_late")
        holding.record("chased", held, by=by)
    return held
