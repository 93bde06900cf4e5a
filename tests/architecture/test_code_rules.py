"""Rules that import contracts cannot see."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from yinuo.ui import faults

ROOT = Path(__file__).resolve().parents[2]
SOURCES = [path for path in (ROOT / "yinuo").rglob("*.py") if "migrations" not in path.parts]
MODULES = (
    "staff", "customers", "playbooks", "tickets", "promises", "messaging", "approvals", "orders", "inquiries",
    "complaints", "knowledge",
)  # fmt: skip
FLOORS = {
    "core": 0, "staff": 1, "customers": 1.5, "playbooks": 2, "tickets": 3, "promises": 4, "messaging": 4,
    "approvals": 4, "orders": 5, "inquiries": 5, "complaints": 5, "knowledge": 5, "reports": 6,
    "ui": 7, "desk": 8, "portal": 8, "driver": 8, "api": 8,
}  # fmt: skip
CLOCKS = {
    ("timezone", "now"),
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("date", "today"),
    ("time", "time"),
}
CLOCK_KEEPERS = {"core/clock.py", "ui/logs.py"}
RAISED = {
    "NotPermitted", "NotNow", "NotFound", "TooMany", "DeskError",
    "SpanError", "NoWorkingTime", "MoneyError", "PhoneError",
}  # fmt: skip
CHANGES = {
    "create",
    "save",
    "delete",
    "update",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
}


def module_of(path: Path) -> str:
    """The first folder under yinuo/."""
    return path.relative_to(ROOT / "yinuo").parts[0].removesuffix(".py")


@cache
def tree(path: Path) -> ast.AST:
    """A file, read once for all rules."""
    return ast.parse(path.read_text())


def calls(tree: ast.AST) -> list[ast.Call]:
    """Every call in the tree."""
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)]


def test_only_the_clock_asks_the_time() -> None:
    """Business times come from core.clock, so that a demo's clock moves everything."""
    asking = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in SOURCES
        if str(path.relative_to(ROOT / "yinuo")) not in CLOCK_KEEPERS
        for call in calls(tree(path))
        if isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Name)
        if (call.func.value.id, call.func.attr) in CLOCKS
    ]
    assert not asking, asking


def test_string_foreign_keys_point_down() -> None:
    """A foreign key written as a string cannot climb a floor."""
    climbing = []
    for path in SOURCES:
        own = FLOORS.get(module_of(path), 9)
        for node in ast.walk(tree(path)):
            text = node.value if isinstance(node, ast.Constant) else None
            match = re.fullmatch(r"(\w+)\.[A-Z]\w+", text) if isinstance(text, str) else None
            if match and FLOORS.get(match[1], own) > own:
                climbing.append(f"{path.relative_to(ROOT)}:{match.string} at line {node.lineno}")
    assert not climbing, climbing


def test_every_error_code_has_words() -> None:
    """Each code raised anywhere has its sentence in yinuo.ui.faults."""
    missing = set()
    for path in SOURCES:
        for call in calls(tree(path)):
            name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            at = 0 if name in RAISED else 1 if name == "fault" else None
            if at is None or len(call.args) <= at:
                continue
            code = call.args[at]
            if isinstance(code, ast.Constant) and code.value not in faults.TEXTS:
                missing.add(f"{code.value} ({path.relative_to(ROOT)}:{call.lineno})")
    assert not missing


@pytest.mark.parametrize("module", MODULES)
def test_writes_are_in_actions(module: str) -> None:
    """Rows of a module are changed by its actions only."""
    for path in (ROOT / "yinuo" / module).rglob("*.py"):
        parts = path.relative_to(ROOT / "yinuo" / module).parts
        if parts[0] in ("actions", "actions.py", "migrations", "senders"):
            continue
        for call in calls(tree(path)):
            if isinstance(call.func, ast.Attribute) and call.func.attr in CHANGES:
                owner = ast.unparse(call.func.value)
                assert "objects" not in owner, f"{path}:{call.lineno} {owner}"
                assert not owner.startswith("self"), f"{path}:{call.lineno} {owner}"
