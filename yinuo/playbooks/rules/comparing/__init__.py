"""What changed from one version of a playbook to the next, item by item, in words."""

from yinuo.playbooks.rules.comparing.changes import Change, diff
from yinuo.playbooks.rules.comparing.telling import describe, field_label, section_label

__all__ = ["Change", "describe", "diff", "field_label", "section_label"]
