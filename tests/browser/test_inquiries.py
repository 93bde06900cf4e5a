"""Questions in the browser: answered while the caller listens, and found out by the leader."""

import pytest

from tests.browser.server import Desk
from tests.browser.tab import Tab

pytestmark = pytest.mark.browser
OF_NUMBER = "SELECT t.number FROM tickets_ticket t WHERE t.ref = ?"


def new(tab: Tab, **typed: str) -> None:
    """Open the page for a caller and type what they say."""
    tab.open("/inquiries/new/")
    for name, value in typed.items():
        tab.find(f"#inquiry-form [name={name}]").send_keys(value)


def ref_of(tab: Tab) -> str:
    """The ticket that stands open, once its page is there."""
    tab.wait(lambda: "/desk/" in tab.driver.current_url, "for the question's page")
    tab.find(".case__h .chip")
    return str(tab.run("return location.pathname")).split("/")[2]


def send(tab: Tab) -> None:
    """Send the open dialog."""
    tab.find("dialog[open] .dialog__f .btn--primary")
    tab.press("ctrl+enter")
    tab.wait(lambda: not tab.all("dialog[open]"), "for the dialog to be done")


def test_where_are_my_goods(tab: Tab, desk: Desk) -> None:
    """R106 R110 R111 R112 R113 R115: any piece finds the order, the answer filled, said, the link sent."""
    number, order = desk.ask(
        "SELECT t.number, t.ref FROM tickets_ticket t JOIN staff_person p ON p.id = t.owner_id "
        "WHERE p.staff_number = '8011' AND t.stage = 'DISPATCHED' AND t.kind = 'ORDER' ORDER BY t.id DESC"
    )[0]
    tab.enter("8011")
    new(tab, q=f"{number}\n")
    tab.wait(lambda: number in tab.text("h1"), "for the order")
    answer = tab.run("return document.querySelector('[name=answer]').value")
    assert number in answer, "the filled answer says which order and how far it is"
    phone = tab.find("[name=contact_phone]")
    assert phone.get_attribute("value"), "the caller is known by the order"
    tab.press("ctrl+enter")
    ref = ref_of(tab)
    assert "已答复" in tab.text(".case__h .chip")
    tab.press("u")
    send(tab)
    tab.wait(lambda: "发了查货链接" in tab.text(".tl"), "for the link to be noted")
    assert f"/t/{order}" in desk.one(
        "SELECT n.text FROM messaging_notice n JOIN tickets_ticket t ON t.id = n.ticket_id "
        "WHERE n.key = 'inquiry_link' AND t.ref = ?",
        ref,
    )
    tab.open(f"/desk/{order}/")
    assert "客户问了这一单" in tab.text(".tl")


def test_what_nobody_at_the_desk_knows(tab: Tab, desk: Desk) -> None:
    """R111 R117 R120: to the leader with a time said, checked, called back in time by the agent who asked."""
    tab.enter("8011")
    new(tab)
    tab.run("document.activeElement.blur()")
    tab.press("5")
    tab.wait(lambda: tab.all("button[value=type-OTHER][aria-pressed=true]"), "for the type")
    tab.find("[name=question]").send_keys("能不能开增值税专用发票")
    tab.find("[name=contact_phone]").send_keys("13800006621")
    tab.run("document.activeElement.blur()")
    tab.press("b")
    tab.press("3")
    ref = ref_of(tab)
    assert "待核实" in tab.text(".case__h .chip")
    tab.press("p")
    send(tab)
    tab.wait(lambda: "组长查实" in tab.text(".case__h .chip"), "for the leader's turn")
    tab.enter("8001").open(f"/desk/{ref}/")
    tab.find(".case__h [name=answer]").send_keys("能开，要公司的开票资料。")
    tab.click(".case__h form .btn")
    tab.wait(lambda: "已查实待回复" in tab.text(".case__h .chip"), "for the answer to go back")
    tab.enter("8011").open(f"/desk/{ref}/")
    assert "能开，要公司的开票资料。" in tab.text(".case__h")
    tab.press("r")
    send(tab)
    tab.wait(lambda: "已答复" in tab.text(".case__h .chip"), "for the answer")
    kept = (
        "SELECT r.state FROM promises_promise r JOIN tickets_ticket t ON t.id = r.ticket_id "
        "WHERE r.key = 'answer_by' AND t.ref = ?"
    )
    assert desk.one(kept, ref) == "KEPT"
    assert desk.one(OF_NUMBER, ref).startswith("Q")


def other(tab: Tab, question: str) -> None:
    """A caller asks something else, in words of their own."""
    new(tab)
    tab.tick("button[value=type-OTHER]")
    tab.wait(lambda: tab.all("button[value=type-OTHER][aria-pressed=true]"), "for the type")
    tab.find("[name=question]").send_keys(question)


def test_what_was_found_out_once_is_known(tab: Tab, desk: Desk) -> None:
    """R117: the leader keeps the answer, and the next agent who is asked has it by two presses."""
    told = "能，要收件人先打电话同意。"
    tab.enter("8011")
    other(tab, "能不能放在门卫那里")
    tab.tick("button[value=leader]")
    ref = ref_of(tab)
    tab.enter("8001").open(f"/desk/{ref}/")
    tab.find(".case__h [name=answer]").send_keys(told)
    tab.click(".case__h form .btn")
    tab.wait(lambda: "已查实待回复" in tab.text(".case__h .chip"), "for the answer to go back")
    tab.tick(f"[href='/inquiries/{ref}/keep/']")
    tab.wait(lambda: tab.all("dialog[open] [name=question]"), "for the dialog")
    send(tab)
    tab.open("/news/?view=answers")
    assert told in tab.text("main")
    tab.enter("8011")
    other(tab, "放门卫那里行不行")
    tab.click("button[value=recall]")
    tab.wait(lambda: "以前查实过" in tab.text("#inquiry"), "for what is known")
    tab.click("button[value^=use-]")
    tab.wait(lambda: tab.find("[name=answer]").get_attribute("value") == told, "for the answer")
    assert not tab.troubles()
