"""Every word a playbook may use: element keys, event kinds, expression fields, variables, roles, stages.

A playbook that uses any other word is refused with its file and line. In playbooks all keys are written in
lower case; code that stores capitals (`DISPATCHED`, `TEAM_LEADER`) hands them over in lower case.
"""

from yinuo.playbooks.rules.vocabulary.elements import KNOWN_CHOICES, KNOWN_ELEMENTS
from yinuo.playbooks.rules.vocabulary.events import EVENT_KINDS, STAGES
from yinuo.playbooks.rules.vocabulary.fields import Field, Measure, fields
from yinuo.playbooks.rules.vocabulary.people import ROLES
from yinuo.playbooks.rules.vocabulary.variables import VARIABLES, Variable, variables

__all__ = [
    "EVENT_KINDS",
    "KNOWN_CHOICES",
    "KNOWN_ELEMENTS",
    "ROLES",
    "STAGES",
    "VARIABLES",
    "Field",
    "Measure",
    "Variable",
    "fields",
    "variables",
]
