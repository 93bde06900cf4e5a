"""Which event does what to which promise: one look-up for each event, whatever the playbook's size."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

from yinuo.playbooks.rules import schema

_CHANGED: Final = {"complaint": "complaint.details_changed"}
"""What the event of a kind is called by which what stands in its ticket becomes another."""


@dataclass(frozen=True)
class Watch:
    """What one kind of event does on one kind of ticket; the verbs are carried out in this order.

    A rule that an event both keeps and opens is kept first, so the next round can open (R091).
    """

    keep: tuple[schema.Promise, ...] = ()
    cancel: tuple[schema.Promise, ...] = ()
    resume: tuple[schema.Promise, ...] = ()
    pause: tuple[schema.Promise, ...] = ()
    reckon: tuple[schema.Promise, ...] = ()
    open: tuple[schema.Promise, ...] = ()


NOTHING = Watch()
Index = Mapping[tuple[str, str], Watch]


def index(playbook: schema.Playbook) -> Index:
    """The playbook's promises by (ticket kind, event kind), both in lower case.

    A promise due at a time that stands in the ticket (`due_from`) is reckoned again when the ticket is
    changed (`order.changed`, `complaint.details_changed`).
    """
    found: dict[tuple[str, str], dict[str, list[schema.Promise]]] = defaultdict(lambda: defaultdict(list))
    for rule in playbook.promises:
        for kind in rule.kinds:
            for event, verb in _verbs(rule, kind):
                found[kind, event][verb].append(rule)
    return {
        place: Watch(**{verb: tuple(rules) for verb, rules in verbs.items()})
        for place, verbs in found.items()
    }


def _verbs(rule: schema.Promise, kind: str) -> Iterator[tuple[str, str]]:
    yield from ((event, "keep") for event in rule.kept_by)
    yield from ((event, "cancel") for event in rule.cancelled_by)
    yield from ((event, "resume") for event in rule.resumed_by)
    yield from ((event, "pause") for event in rule.paused_by)
    yield from ((event, "open") for event in rule.on)
    if rule.due_from:
        yield _CHANGED.get(kind, f"{kind}.changed"), "reckon"


@dataclass(frozen=True)
class Values(Mapping[str, Any]):
    """The fields an expression may name: those of the event or promise before those of the ticket.

    A field that nobody gives is None, so that a condition about it simply does not hold.
    """

    facts: Mapping[str, Any]
    own: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))

    def __getitem__(self, name: str) -> Any:
        return self.own.get(name, self.facts.get(name))

    def __iter__(self) -> Iterator[str]:
        return iter({**self.facts, **self.own})

    def __len__(self) -> int:
        return len({**self.facts, **self.own})
