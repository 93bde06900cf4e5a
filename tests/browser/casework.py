"""A complaint taken through by those who do it: at the desk, on the customer's phone, by a driver's link."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from tests.browser.acting import ask, at, become, coded, count, do, fill, picture, texted
from tests.browser.tab import PHONE, Tab

STATEMENT: Final = "/s/"
STATE: Final = (
    "SELECT t.stage, c.outcome FROM complaints_complaint c JOIN tickets_ticket t ON t.id = c.ticket_id "
    "WHERE t.ref = ?"
)
OWNER: Final = (
    "SELECT p.staff_number FROM tickets_ticket t JOIN staff_person p ON p.id = t.owner_id WHERE t.ref = ?"
)
KINDS: Final = "SELECT e.kind FROM core_event e JOIN tickets_ticket t ON t.id = e.ticket_id WHERE t.ref = ?"
WORD: Final = (
    "SELECT p.state, p.ended_at <= p.due_at FROM promises_promise p JOIN tickets_ticket t "
    "ON t.id = p.ticket_id WHERE t.ref = ? AND p.key = 'complaint_reply_by'"
)
CHORES: Final = (
    "SELECT c.id FROM complaints_chore c JOIN tickets_ticket t ON t.id = c.complaint_id "
    "WHERE t.ref = ? AND c.state = '{}' ORDER BY c.id"
)
CONTENT: Final = {"has_long_relation": "1", "may_buy_again": "1", "demand": "FAIR"}
EVIDENCE: Final = (
    "registered", "restated", "answered", "found", "weighed", "offer_made", "offer_approved", "offer_told",
    "rated", "thanked", "closed",
)  # fmt: skip
"""What every case leaves behind, by whichever way it went."""


def said_by_link(tab: Tab, phone: str, words: str, *, shot: str = "", **to: str) -> None:
    """Somebody is asked for a statement; they open the link of their SMS on a phone and say what happened
    (R171).
    """
    before = count(tab, phone, STATEMENT)
    do(tab, "statement", **to)
    path = texted(tab, phone, STATEMENT, r"/s/\w+", before)
    become(tab, size=PHONE).open(path)
    assert not tab.measured()
    fill(tab, "main", said=words)
    if shot:
        picture(tab, shot)
    tab.click("main [type=submit].btn--primary")
    tab.wait(lambda: "已经交给客服" in tab.text("main"), "that it is said")


def agreed_to(tab: Tab, leader: str, ref: str, shot: str = "") -> None:
    """Whoever is asked agrees on a phone (R200, R336)."""
    become(tab, leader, PHONE).open("/approvals/")
    row = f"tr:has(a[href$='/desk/{ref}/'])"
    tab.find(row)
    if shot:
        picture(tab, shot)
    tab.click(f"{row} .btn--ok")
    tab.wait(lambda: not tab.all(row), "that it is agreed to")


@dataclass
class Case:
    """One complaint: who has it, whose number is on it; `cookies` are what the customer's phone keeps."""

    tab: Tab
    ref: str
    phone: str = ""
    cookies: list[dict[str, Any]] = field(default_factory=list)

    @property
    def owner(self) -> str:
        """Whose it is; never nobody (R141)."""
        return str(self.tab.desk.one(OWNER, self.ref))

    @property
    def kinds(self) -> set[str]:
        """What happened, as it stands in the record."""
        return {row[0] for row in self.tab.desk.ask(KINDS, self.ref)}

    def at_desk(self, who: str = "") -> "Case":
        """On the page of the case, as its owner or somebody else."""
        become(self.tab, who or self.owner).open(f"/complaints/{self.ref}/")
        return self

    def on_phone(self) -> "Case":
        """On the customer's page, by the link of the first SMS; their number proved once."""
        tab = become(self.tab, size=PHONE)
        for one in self.cookies:
            told = {"name": one["name"], "value": one["value"], "url": tab.desk.url}
            tab.driver.execute_cdp_cmd("Network.setCookie", told)
        tab.open(f"{self.link}/")
        if tab.all("main a[href*='/p/verify/']"):
            prove(tab, self.phone)
            self.cookies = tab.driver.get_cookies()
        return self

    @property
    def link(self) -> str:
        """The path of the customer's own page."""
        return texted(self.tab, self.phone, "/c/", r"/c/\w+")

    def taken(self) -> "Case":
        """Nothing goes on before the mood, the restating and the waiting time (R155, R156, R186)."""
        tab = self.tab
        at(tab, "受理")
        ask(tab, "onward")
        tab.press("ctrl+enter")
        tab.wait(lambda: "还有没做完的" in tab.text("dialog[open]"), "that it is refused")
        tab.press("escape")
        tab.wait(lambda: not tab.all("dialog[open]"), "that the dialog is gone")
        tab.click(".must [type=checkbox]:not([disabled])")
        tab.wait(lambda: tab.all(".must [type=checkbox]:not([disabled]):checked"), "that it is ticked")
        do(tab, "restate", is_confirmed="on")
        do(tab, "wait")
        do(tab, "acknowledge")
        return self

    def onward(self, stage: str) -> "Case":
        """To the next stage by its button."""
        do(self.tab, "onward")
        at(self.tab, stage)
        return self

    def found_out(self, answers: Mapping[str, str], **findings: str) -> "Case":
        """The checklist and what was found (R144, R190, R311, R322), and on to the proposal."""
        for key, text in answers.items():
            self._answer(key, text)
        do(self.tab, "findings", **findings)
        return self.onward("提出方案")

    def _answer(self, key: str, text: str) -> None:
        tab, row = self.tab, f"#case form[action$='/answer/']:has([value='{key}'])"
        before = int(re.search(r"已问 (\d+)", tab.text("#case"))[1])  # type: ignore[index]  # the card counts
        fill(tab, row, text=text)
        tab.click(f"{row} .btn")
        tab.wait(lambda: f"已问 {before + 1} /" in tab.text("#case"), f"for the answer {key}")

    def weighed(self, degree: str, mouth: str, **other: str) -> "Case":
        """The five questions (R191–R195)."""
        do(self.tab, "weighing", {**CONTENT, "degree": degree, "word_of_mouth": mouth, **other})
        return self

    def offered(self, offer: Mapping[str, str], noun: str = "offer") -> "Case":
        """A proposal, handed in; within one's own limit it stands at once."""
        do(self.tab, noun, offer)
        do(self.tab, "approval")
        return self

    def told(self, way: str) -> "Case":
        """The customer hears it."""
        do(self.tab, "telling", way=way)
        return self

    def done(self, chores: Iterable[str] = ()) -> "Case":
        """What was paid or done is checked, and the case is called back about (R204, R205)."""
        given = [row[0] for row in self.tab.desk.ask(CHORES.format("GIVEN"), self.ref)]
        for pk, proof in zip(given, chores, strict=False):
            do(self.tab, f"chore-received/{pk}")
            do(self.tab, f"chore-done/{pk}", proof=proof)
        for (pk,) in self.tab.desk.ask(CHORES.format("DONE"), self.ref):
            do(self.tab, f"chore-checked/{pk}")
        at(self.tab, "回访")
        return self

    def rated_on_phone(self, mark: int, **words: str) -> "Case":
        """How content the customer is, on their own page (R165, R183)."""
        tab = self.on_phone().tab
        tab.open(f"{self.link}/rate/")
        fill(tab, "main", overall=str(mark), **words)
        tab.click("main button[type=submit].btn--primary")
        tab.wait(lambda: not tab.all("main [name=overall]"), "that it is said")
        return self

    def ended(self) -> "Case":
        """Thanked and closed (R416)."""
        do(self.tab, "thanks")
        do(self.tab, "closing")
        self.tab.wait(lambda: self.tab.desk.ask(STATE, self.ref)[0][0] == "CLOSED", "for the end")
        self.tab.wait(lambda: "已结案" in self.tab.text("#case"), "for the page of a closed case")
        return self

    def is_told_whole(self, outcome: str = "SATISFIED", *others: str) -> None:
        """Closed so; the word was kept in time; every stage left its evidence."""
        tab = self.tab
        assert tab.desk.ask(STATE, self.ref) == [("CLOSED", outcome)]
        assert {f"complaint.{one}" for one in (*EVIDENCE, *others)} <= self.kinds
        assert tab.desk.ask(WORD, self.ref) in ([("KEPT", 1)], []), "what was promised by word"
        tab.wait(lambda: "谢过客户" in tab.text("#case .tl"), "for the timeline")


def prove(tab: Tab, phone: str) -> None:
    """The customer proves the number on the case by the code that is texted."""
    tab.click("main a[href*='/p/verify/']")
    fill(tab, "main", phone=phone)
    sent = coded(tab, phone, "main [value=send]")
    fill(tab, "main", code=sent)
    tab.click("main [value=check]")
    tab.wait(lambda: "/c/" in tab.driver.current_url, "to be led back")


def registered(tab: Tab, phone: str, said: Mapping[str, str], *, order: str = "", shot: str = "") -> Case:
    """Somebody rings: written down while they speak, read by the desk, registered."""
    become(tab, "8011").open(f"/complaints/new/?order={order}&phone={phone}")
    if channel := said.get("channel"):
        fill(tab, "#complaint-form", channel=channel)
    fill(tab, "#complaint-form", {name: said[name] for name in ("account", "wanted")})
    tab.wait(lambda: "采用" in tab.text("#complaint-form"), "that the text is read")
    fill(
        tab,
        "#complaint-form",
        {name: one for name, one in said.items() if name not in ("account", "wanted", "channel")},
    )
    if shot:
        tab.run("document.querySelector('.oi__form').scrollTop = 0")
        picture(tab, shot)
    tab.press("ctrl+enter")
    tab.wait(lambda: re.search(r"/complaints/\w{10}/$", tab.driver.current_url), "for the case")
    case = Case(tab, str(tab.driver.current_url).split("/")[-2], phone)
    assert case.owner == "8011", "whoever receives it owns it from the first minute"
    return case
