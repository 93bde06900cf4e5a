"""What to do now that a promise was warned of, broke, or came round again: the manual's own words; pure."""

from collections.abc import Mapping
from typing import Any

from yinuo.playbooks.rules import schema


def task(playbook: schema.Playbook, kind: str, data: Mapping[str, Any]) -> str:
    """What the manual's level says for this event; the promise's own words for a warning; empty for none."""
    rule = next((rule for rule in playbook.promises if rule.key == data.get("key")), None)
    level = data.get("level")
    if rule is None:
        return ""
    if kind == "promise.warned":
        return rule.task
    if kind == "promise.repeated":
        return rule.repeat.task if rule.repeat else ""
    return rule.late[level].task if isinstance(level, int) and level < len(rule.late) else ""
