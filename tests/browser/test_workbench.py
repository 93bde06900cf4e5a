"""The agent's day at the workbench: hands on the keyboard, eyes on one column, nothing lost or doubled."""

import re

import pytest

from tests.browser.pages import ticket
from tests.browser.server import Desk
from tests.browser.tab import PHONE, Tab

pytestmark = pytest.mark.browser
POINTED = """
const line = document.querySelector('.q--row .q__1 b');
line.style.maxWidth = arguments[0];
line.dispatchEvent(new PointerEvent('pointerover', { bubbles: true }));
return [line.title, line.textContent];
"""
NOTES = "SELECT count(*) FROM tickets_note WHERE text = ?"


def opened(tab: Tab, desk: Desk, stage: str = "DISPATCHED", who: str = "8011") -> str:
    """Open a ticket of this stage, and say its ref."""
    tab.enter(who).open(ticket(stage)(desk))
    return tab.driver.current_url.split("/desk/")[1].split("/")[0]


def test_the_queue_is_walked_and_opened_by_keys(tab: Tab) -> None:
    """J and K move the cursor, Enter opens: the row is marked, the address follows, the focus stays."""
    tab.enter("8011").open("/desk/")
    tab.press("j", "j", "k", "j")
    second = tab.run("return document.activeElement.id")
    assert second == tab.all(".q--row")[1].get_attribute("id")
    tab.press("enter")
    tab.wait(lambda: tab.run("return document.querySelector('#case')?.dataset.row") == second)
    assert tab.run("return document.activeElement.id") == second
    assert tab.run("return document.querySelector('.q--row[aria-current]').id") == second
    assert f"/desk/{second[2:]}/" in tab.driver.current_url
    assert tab.run("return document.title").count(tab.text(".crumb .mono")) == 1


def test_a_line_that_is_cut_off_tells_the_whole_of_itself(tab: Tab) -> None:
    """To whoever points at it; a line that fits says nothing twice."""
    tab.enter("8011").open("/desk/")
    assert tab.run(POINTED, "")[0] == ""
    told, text = tab.run(POINTED, "1em")
    assert told == text != ""


def test_every_side_of_a_ticket_opens_in_place(tab: Tab, desk: Desk) -> None:
    """The queue beside it stays as it is; going back shows the side before."""
    opened(tab, desk)
    for side in ("details", "messages", "linked"):
        tab.click(f".tabs a[href*='tab={side}']")
        tab.wait(lambda side=side: tab.all(f"#side-{side}"))
    tab.driver.back()
    tab.wait(lambda: tab.all("#side-messages"))


def test_a_note_is_written_once_however_often_one_presses(tab: Tab, desk: Desk) -> None:
    """A double click makes one note; the field is empty afterwards and the timeline shows it."""
    opened(tab, desk)
    tab.press("n")
    tab.press(*"twice")
    tab.run("const b = document.querySelector('.compose .btn--primary'); b.click(); b.click();")
    tab.wait(lambda: "twice" in tab.text(".tl"))
    assert desk.one(NOTES, "twice") == 1
    assert tab.run("return document.querySelector('.compose textarea').value") == ""
    tab.press(*"again", "ctrl+enter")
    tab.wait(lambda: "again" in tab.text(".tl"))
    assert desk.one(NOTES, "again") == 1


def test_what_is_typed_stays_with_its_ticket(tab: Tab, desk: Desk) -> None:
    """Text survives news, another ticket opened meanwhile, and a reload; it never moves along."""
    ref = opened(tab, desk)
    field = "return document.querySelector('.compose textarea').value"
    tab.press("n")
    tab.press(*"half a note")
    other = next(row for row in tab.all(".q--row") if ref not in str(row.get_attribute("id")))
    other.click()
    tab.wait(lambda: not tab.all(f"#case-{ref}"))
    assert tab.run(field) == ""
    tab.open(f"/desk/{ref}/")
    tab.wait(lambda: tab.run(field) == "half a note")
    tab.run("document.dispatchEvent(new CustomEvent('live:*', {detail: {}}))")
    tab.wait(
        lambda: tab.run(
            "return performance.getEntriesByType('resource').some((r) => r.name.includes(arguments[0]))", ref
        )
    )
    assert tab.run(field) == "half a note"
    tab.press("n")
    tab.press("ctrl+enter")
    tab.wait(lambda: tab.run(field) == "")


def test_an_empty_note_is_told_in_words(tab: Tab, desk: Desk) -> None:
    """A refusal is a toast; nothing of the page is replaced by it."""
    opened(tab, desk)
    tab.press("n")
    tab.press("ctrl+enter")
    tab.find(".toast--bad")
    assert len(tab.all("#dialog")) == 1
    tab.troubles(allowed=("422",))


def test_phrases_are_copied_by_number(tab: Tab, desk: Desk) -> None:
    """1 copies the first sentence with today's values in it, and says so."""
    opened(tab, desk)
    tab.press("1")
    tab.find(".phrase [data-copied]")
    assert tab.text("#announce") != ""


def test_a_promise_explains_itself_and_is_paused_and_resumed(tab: Tab, desk: Desk) -> None:
    """The box opens the reason of its due time; a pause names whom one waits for, and the queue shows it."""
    opened(tab, desk, "ACCEPTED")
    tab.click(".promise")
    dialog = tab.find("dialog[open] .dialog__b")
    assert re.search(r"「.+」", dialog.text)
    tab.click("dialog[open] a[href$='/pause/']")
    tab.find("dialog[open] [name=reason]").send_keys("等客户回电")
    tab.press("ctrl+enter")
    tab.wait(lambda: tab.all(".promise .cd[data-s=paused]"))
    assert not tab.all("dialog[open]")
    tab.click(".promise:has(.cd[data-s=paused])")
    tab.click("dialog[open] form .btn")
    tab.wait(lambda: not tab.all(".promise .cd[data-s=paused]"))


def test_a_call_is_noted_by_hand_with_the_caller_looked_up(tab: Tab, desk: Desk) -> None:
    """R015, R021: F2 from anywhere; the number says who it is; the note stands on their file."""
    tab.enter("8011").open("/desk/")
    tab.press("f2")
    tab.find("dialog[open] [name=phone]").send_keys("138 0000 6621")
    tab.wait(lambda: "王先生" in tab.text("dialog .options"))
    tab.press("down", "enter")
    assert tab.run("return document.querySelector('dialog [name=name]').value") == "王先生"
    tab.find("dialog [name=note]").send_keys("问几点到")
    tab.find("dialog[open] .dialog__f .btn:not([name])").click()
    tab.wait(lambda: "/customers/" in tab.driver.current_url)
    assert desk.one("SELECT count(*) FROM tickets_interaction WHERE note = '问几点到'") == 1


def test_dialogs_keep_what_was_typed_and_name_the_gap(tab: Tab, desk: Desk) -> None:
    """A refused form comes back at the field, with the focus there; Escape closes it and nothing else."""
    opened(tab, desk)
    tab.press("t")
    tab.find("dialog[open] [name=note]").send_keys("换班")
    tab.press("ctrl+enter")
    tab.find("dialog[open] [name=to][aria-invalid=true]")
    assert tab.run("return document.activeElement.name") == "to"
    assert tab.run("return document.querySelector('dialog [name=note]').value") == "换班"
    tab.press("escape")
    tab.wait(lambda: not tab.all("dialog[open]"))
    tab.troubles(allowed=("422",))


def test_the_list_of_keys_opens_on_a_question_mark(tab: Tab, desk: Desk) -> None:
    """`?` lists the keys of this page; single keys do nothing while one writes."""
    opened(tab, desk)
    tab.press("?")
    tab.wait(lambda: tab.all("#keys[open]"))
    caps = tab.text("#keys [data-key-list]")
    assert all(key in caps for key in ("F2", "Ctrl", "J", "K", "N", "S", "E", "T", "L", "/"))
    tab.press("escape", "n")
    tab.press(*"jkl?")
    assert tab.run("return document.querySelector('.compose textarea').value") == "jkl?"
    assert not tab.all("dialog[open]")
    tab.run("document.querySelector('.compose form').reset(); localStorage.clear()")


def test_a_phone_shows_the_queue_or_the_ticket(tab: Tab) -> None:
    """390 px: the ticket takes the queue's place, and there is a way back."""
    tab.size(PHONE)
    tab.enter("8011").open("/desk/")
    tab.click(".q--row")
    tab.find(".case__back")
    tab.wait(lambda: not tab.run("return document.querySelector('.queue').checkVisibility()"))
    tab.click(".case__back")
    tab.wait(lambda: tab.run("return document.querySelector('.queue').checkVisibility()"))


def test_personal_data_is_shown_on_request_and_recorded(tab: Tab, desk: Desk) -> None:
    """R340: whoever does not work on the ticket sees masks, may ask, and it is written down."""
    tab.enter("8001").open(ticket("DISPATCHED")(desk))
    assert "****" in tab.text(".side dl")
    tab.click(".side form .btn")
    tab.wait(lambda: "****" not in tab.text(".side dl"))
    seen = "SELECT count(*) FROM tickets_personalview WHERE person_id = (SELECT id FROM staff_person WHERE "
    assert desk.one(f"{seen} staff_number = '8001')") == 1


def test_a_slow_answer_shows_the_shape_of_the_ticket(tab: Tab) -> None:
    """After 300 ms a skeleton stands in; it goes with the answer."""
    tab.enter("8011").open("/desk/")
    network = {"offline": False, "latency": 1500, "downloadThroughput": -1, "uploadThroughput": -1}
    tab.driver.execute_cdp_cmd("Network.enable", {})
    tab.driver.execute_cdp_cmd("Network.emulateNetworkConditions", network)
    try:
        tab.click(".q--row")
        tab.find(".case[aria-busy=true] .sk")
        tab.wait(lambda: tab.all("#case") and not tab.all(".case[aria-busy=true]"))
    finally:
        tab.driver.execute_cdp_cmd("Network.emulateNetworkConditions", {**network, "latency": 0})
