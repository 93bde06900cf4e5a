"""Which words of a page are the interface's own, and which are data that stays as people wrote it."""

from functools import cache

from tests import messages
from tests.browser.tab import Tab

DATA = (
    # the company, people, customers, tickets
    ".rail__logo, .plain__brand, .av, .me, .menu__text b, .q__1 b, .q__2 > span:first-child, .case h1, .crumb",
    ".promise .l, .promise .v, .case__h .push, .phead h1, .phead .fs-13, .dialog__h h2, .chip--info > .i, .phone",
    # what was said, and what the manual says
    ".tl, .quote, .sms, .phrase, .say, .must, .clause, .avoid, .dialog__b p, .side section, .od dt, .price dt",
    # answers, cells, choices
    "dd, td, option, nav a[href*='?to=']",
    # the order form and the manual's own pages: questions, answers, chapters
    ".oi__form, .oi__side, .pb__ed, .pb__tree, .tree",
)
"""Where data stands. Chips, buttons, labels and headings of tables are never data."""

NEVER_DATA = ".chip, .btn__t, label, .label, .kv dt, th, .hint, .rail ul, .foot, .call, .tabs, .seg, summary:not(.av, .me)"
BOTH = ".od dt, .price dt, .must *, .chip--line, .oi__form *, .oi__side *, .pb__ed *, .tree *"
"""Among those, the few that show the manual's words after all."""

SCRIPT = """
const [data, never, both] = arguments;
const isData = (at) => Boolean(at.closest(data)) && (!at.closest(never) || Boolean(at.closest(both)));
const found = new Set();
const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
for (let node = walk.nextNode(); node; node = walk.nextNode()) {
  const at = node.parentElement;
  if (!/[\\u4e00-\\u9fff]/.test(node.data) || at.closest('script, template, [lang="zh-Hans"]:not(html)')) continue;
  found.add(JSON.stringify([node.data.trim(), isData(at)]));
}
for (const name of ['aria-label', 'title', 'placeholder']) {
  for (const el of document.querySelectorAll(`[${name}]`)) {
    const said = el.getAttribute(name);
    if (/[\\u4e00-\\u9fff]/.test(said)) found.add(JSON.stringify([said, isData(el) || name === 'title']));
  }
}
return [...found].map((one) => JSON.parse(one));
"""


@cache
def texts() -> frozenset[str]:
    """Every text of the interface in Chinese that the demo's manual and data do not also use."""
    own = {messages._first(message.id) for message in messages.collect() if message.id}
    said = "\n".join(path.read_text() for path in (messages.PACKAGE / "packs").rglob("*.yaml"))
    return frozenset(text for text in own if text not in said)


def left_in_chinese(tab: Tab) -> list[str]:
    """Texts on an English page that should be English: where no data stands, or a text of our own."""
    found = tab.run(SCRIPT, ", ".join(DATA), NEVER_DATA, BOTH)
    return sorted(text for text, is_data in found if not is_data or text in texts())
