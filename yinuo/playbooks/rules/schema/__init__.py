"""The typed objects of a playbook: frozen, and strict about every field."""

from yinuo.playbooks.rules.schema.asking import Choice, Declined, Element
from yinuo.playbooks.rules.schema.base import Item, Part
from yinuo.playbooks.rules.schema.deciding import Approval, Cause, Department, Limit, Reason, Settings
from yinuo.playbooks.rules.schema.doing import Must, Phrase, Step, WordToAvoid
from yinuo.playbooks.rules.schema.keeping import Consequence, LateLevel, Promise, Repeat
from yinuo.playbooks.rules.schema.playbook import GROUPED, ITEMS, Chapter, Playbook
from yinuo.playbooks.rules.schema.remedying import LegalRule, Question, Remedy, Strategy
from yinuo.playbooks.rules.schema.telling import NEVER_LEFT_OUT, STORED, Copy, Notice, Shortening

__all__ = [
    "GROUPED",
    "ITEMS",
    "NEVER_LEFT_OUT",
    "STORED",
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
    "LegalRule",
    "Limit",
    "Must",
    "Notice",
    "Part",
    "Phrase",
    "Playbook",
    "Promise",
    "Question",
    "Reason",
    "Remedy",
    "Repeat",
    "Settings",
    "Shortening",
    "Step",
    "Strategy",
    "WordToAvoid",
]
