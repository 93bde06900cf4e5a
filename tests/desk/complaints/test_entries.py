"""The events of complaints in words: every kind that the manual may name, and the line under it."""

from typing import Any

import pytest

from yinuo.desk.complaints import entries
from yinuo.playbooks.rules.vocabulary.events import EVENT_KINDS

AREAS = ("complaint", "suggestion", "grumble", "corrective")


def test_every_event_of_complaints_has_its_words() -> None:
    kinds = {kind for kind in EVENT_KINDS if kind.partition(".")[0] in AREAS}
    assert kinds - set(entries.WORDS) == set()


@pytest.mark.parametrize(
    ("kind", "data", "label", "body"),
    [
        ("complaint.moved", {"from": "ACCEPT", "to": "CLARIFY"}, "核实澄清", ""),
        ("complaint.registered", {"type": "TIME", "severity": 4}, "", "时效 · 危机"),
        ("complaint.mood_noted", {"feeling": 1, "rising": True}, "", "暴怒"),
        ("complaint.leader_called", {"level": 2, "to": 7}, "", "经理"),
        ("complaint.closed", {"outcome": "UNREACHED"}, "", "多次联系不上"),
        ("complaint.weighed", {"degree": "MOSTLY"}, "", "主要过失"),
        ("complaint.paid", {"item": 3, "fen": 12_050}, "", "120.50 元"),
        ("complaint.rated", {"overall": 4, "satisfied": True}, "", "4 分"),
        ("complaint.classified", {"type": "", "severity": "4", "level": True}, "", ""),
    ],
)
def test_an_event_says_what_it_knows_and_nothing_that_is_no_choice(
    kind: str, data: dict[str, Any], label: str, body: str
) -> None:
    assert (entries.label(kind, data), entries.body(kind, data)) == (label, body)
