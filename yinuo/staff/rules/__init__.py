"""Pure rules about people: how often to try a password, what makes a PIN too easy, what a token
may do, how a row of a table reads.
"""

from yinuo.core.sheets import RowFault
from yinuo.staff.rules.pins import LONGEST as LONGEST_PIN
from yinuo.staff.rules.pins import pin_fault
from yinuo.staff.rules.rows import (
    KINDS,
    BranchRow,
    ImportRow,
    PersonRow,
    PostRow,
    RegionRow,
    TeamRow,
    VehicleRow,
    parse,
)
from yinuo.staff.rules.scopes import SCOPES, unknown
from yinuo.staff.rules.throttle import ADDRESS_FREE, NUMBER_FREE, WINDOW, wait_seconds

__all__ = [
    "ADDRESS_FREE",
    "KINDS",
    "LONGEST_PIN",
    "NUMBER_FREE",
    "SCOPES",
    "WINDOW",
    "BranchRow",
    "ImportRow",
    "PersonRow",
    "PostRow",
    "RegionRow",
    "RowFault",
    "TeamRow",
    "VehicleRow",
    "parse",
    "pin_fault",
    "unknown",
    "wait_seconds",
]
