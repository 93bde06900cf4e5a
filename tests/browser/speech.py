"""Which words of a page are the interface's own, and which are data that stays as people wrote it."""

from functools import cache

from tests import messages
from tests.browser.tab import HERE, Tab
from yinuo.desk.inquiries.sheet import USUAL

DATA = (
    # the company, people, customers, tickets
    ".rail__logo, .plain__brand, .av, .me, .menu__text b, .q__1 b, .q__2 > span:first-child, .case h1",
    ".p__brand, .p__foot p",
    ".crumb, .promise .l, .promise .v, .case__h .push, .phead h1, .phead .fs-13, .dialog__h h2, .phone",
    # what was said, and what the manual says
    ".tl, .quote, .sms, .phrase, .say, .must, .clause, .avoid, .dialog__b p, .side section, .od dt",
    # answers, cells, choices
    "dd, td, option, .price dt, nav a[href*='?to='], #announce, .dialog__b > .row",
    # the order form and the manual's own pages: questions, answers, chapters
    ".oi__form, .oi__side, .pb__ed, .pb__tree, .tree",
)
"""Where data stands. Chips, buttons, labels and headings of tables are never data."""

NEVER_DATA = (
    ".chip, .btn__t, label, .label, .kv dt, th, .hint, .rail ul, .foot, .call, .tabs, .seg",
    "summary:not(.av, .me)",
)
BOTH = (
    ".od dt, .price dt, .must *, .chip--line, .oi__form *, .oi__side *, .pb__ed *, .tree *,"
    ".rem *, .offered dt, label:has([name=reason]) *"
)
"""Among those, the few that show the manual's words after all."""


@cache
def texts() -> frozenset[str]:
    """Every text of the interface in Chinese that the demo's manual and data do not also use, and that people
    do not write down as it stands, as the usual questions are.
    """
    own = {messages._first(message.id) for message in messages.collect() if message.id} - set(USUAL.values())
    said = "\n".join(path.read_text() for path in (messages.PACKAGE / "packs").rglob("*.yaml"))
    return frozenset(text for text in own if text not in said)


def left_in_chinese(tab: Tab, more: str = "") -> list[str]:
    """Texts on an English page that should be English: where no data stands, or a text of our own.

    `more` are places with data on this page besides.
    """
    script = (HERE / "chinese.js").read_text()
    data, both = (", ".join(part for part in (own, more) if part) for own in (", ".join(DATA), BOTH))
    found = tab.run(script, data, ", ".join(NEVER_DATA), both)
    return sorted(text for text, is_data in found if not is_data or text in texts())
