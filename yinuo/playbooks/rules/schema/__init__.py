"""The typed objects of a playbook: frozen, and strict about every field."""

from yinuo.playbooks.rules.schema.asking import Choice, Declined, Element
from yinuo.playbooks.rules.schema.base import Item, Part
from yinuo.playbooks.rules.schema.deciding import Approval, Cause, Department, Limit, Reason, Settings
from yinuo.playbooks.rules.schema.doing import Must, Phrase, Step, WordToAvoid
from yinuo.playbooks.rules.schema.keeping import Consequence, LateLevel, Promise, Repeat
from yinuo.playbooks.rules.schema.playbook import GROUPED, ITEMS, Chapter, Playbook
from yinuo.playbooks.rules.schema.telling import Copy, Notice

__all__ = [
    "GROUPED",
    "ITEMS",
    "Approval",
    "Cause",
    "Chapter",
    "Choice",
    "Consequence",
    "Copy",
    "Declined",
    "Department",
    "Element",
    "Item",
    "LateLevel",
    "Limit",
    "Must",
    "Notice",
    "Part",
    "Phrase",
    "Playbook",
    "Promise",
    "Reason",
    "Repeat",
    "Settings",
    "Step",
    "WordToAvoid",
]
