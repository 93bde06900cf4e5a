"""`python -m tests.security.permissions > docs/permissions.md`: who may do what, from the `may.py` files.

Each predicate is asked about every role, and where it judges something, about that thing in every situation:
one's own, given to one, of one's team, of one's regions, anybody's. A predicate about a new kind of thing has
to be given its situations here.
"""

import importlib
import inspect
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.security.situations import Asker

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "permissions.md"
HEAD = """\
# Who may do what

Made from the `may.py` files by `python -m tests.security.permissions > docs/permissions.md`; a test fails
when it is stale. Pages ask these predicates to show a button, actions ask them again; the API and the command
line reach the same actions.

● may · otherwise of which: **own** theirs, or what they asked for · **word** a promise they gave · **given**
what was given to them · **team** of their team · **region** of the regions they serve · **any** anybody's ·
**self** themselves · **drivers** the drivers of their branch · **added** a photo that they added · **phone**
their own telephone's place · **locators** what vehicles' locators say · **customers** the summary of key
customers, no other report · **asked** a statement that was asked of them · **about** a complaint about
themselves · empty: may not. Whoever has left may nothing.
Addresses and API operations are walked with every role in `tests/security/`.
"""
COLUMNS = {
    "AGENT": "agent",
    "TEAM_LEADER": "team leader",
    "DISPATCHER": "dispatcher",
    "DRIVER": "driver",
    "MARKET_DEVELOPER": "market developer",
    "MANAGER": "manager",
    "ADMINISTRATOR": "administrator",
    "AUDITOR": "auditor",
    "COLLEAGUE": "colleague",
}


def page() -> str:
    """The whole page. Needs an empty database, and leaves rows in it."""
    parts, askers = [HEAD], askers_of_every_role()
    for module in modules():
        lines = [f"## {module.__name__.removeprefix('yinuo.').removesuffix('.may')}", "", _first(module), ""]
        lines.append("| verb | about | " + " | ".join(COLUMNS.values()) + " |")
        lines.append("|---|---|" + ":-:|" * len(COLUMNS))
        lines += [_line(predicate, askers) for predicate in predicates(module)]
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


def modules() -> list[ModuleType]:
    """Every `may.py`, by floors."""
    order = (
        "core",
        "staff",
        "customers",
        "playbooks",
        "tickets",
        "promises",
        "messaging",
        "approvals",
        "orders",
    )
    found = sorted((ROOT / "yinuo").rglob("may.py"), key=lambda path: _place(path, order))
    names = (".".join(path.relative_to(ROOT).with_suffix("").parts) for path in found)
    return [importlib.import_module(name) for name in names]


def _place(path: Path, order: tuple[str, ...]) -> tuple[int, str]:
    part = path.relative_to(ROOT / "yinuo").parts[0]
    return order.index(part) if part in order else len(order), str(path)


def predicates(module: ModuleType) -> Iterator[Callable[..., bool]]:
    """The verbs of a `may.py`, as they stand in it."""
    for name, found in vars(module).items():
        is_own = inspect.isfunction(found) and found.__module__ == module.__name__
        if (
            is_own
            and not name.startswith("_")
            and next(iter(inspect.signature(found).parameters)) == "person"
        ):
            yield found


def askers_of_every_role() -> "list[Asker]":
    """Somebody of each role, in the order of the columns. Needs a database."""
    situations = importlib.import_module("tests.security.situations")
    return [situations.Asker(role) for role in COLUMNS]


def _line(predicate: Callable[..., bool], askers: "list[Asker]") -> str:
    cells = (cell(predicate, asker) for asker in askers)
    return f"| {predicate.__name__} | {_first(predicate)} | " + " | ".join(cells) + " |"


def _first(documented: Any) -> str:
    """The first paragraph of a docstring, on one line."""
    return " ".join((inspect.getdoc(documented) or "").split("\n\n")[0].split()).replace("|", "\\|")


def cell(predicate: Callable[..., bool], asker: "Asker") -> str:
    """What stands in the table for somebody: ● for all, else in which situations."""
    subjects = asker.subjects_of(predicate)
    allowed = [name for name, subject in subjects.items() if predicate(asker.person, *subject)]
    return "●" if allowed and len(allowed) == len(subjects) else " ".join(allowed)


def main() -> int:
    """Print the page, made in a database of its own."""
    importlib.import_module("tests.environment")
    os.environ["DJANGO_SETTINGS_MODULE"] = "yinuo.settings"
    importlib.import_module("django").setup()
    importlib.import_module("tests.conftest")  # passwords are cheap in tests
    runner = importlib.import_module("django.test.runner").DiscoverRunner(verbosity=0, interactive=False)
    made = runner.setup_databases()
    try:
        sys.stdout.write(page())
    finally:
        runner.teardown_databases(made)
    return 0


if __name__ == "__main__":
    sys.exit(main())
