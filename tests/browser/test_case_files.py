"""Files of a complaint in the browser: the viewer by keys, blacking out by pointer and keys, @ in a note."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium import webdriver

from tests.browser.complaint_pages import OF_STAGE
from tests.browser.server import Desk
from tests.browser.tab import PHONE, WIDE, Tab
from tests.factories import pictures

pytestmark = pytest.mark.browser
LISTED = "#files .attached__i"
SHOWN = "dialog[open] .viewer"
COVERED = "SELECT count(*) FROM tickets_attachment WHERE original_id IS NOT NULL AND removed_at IS NULL"
NUMBERS = """return [...document.querySelectorAll('.cover__r li')].map((row) =>
  [...row.querySelectorAll('input')].map((one) => Number(one.value)))"""
BEHIND = "SELECT name, staff_number FROM staff_person WHERE role = 'TEAM_LEADER' ORDER BY staff_number"


@pytest.fixture
def case(window: Tab, own_desk: Desk) -> Iterator[Tab]:
    """The page of a complaint that is being cleared up, at a desk of its own."""
    window.desk = own_desk
    window.size(WIDE)
    window.theme("light")
    window.troubles()
    ref, _pk = own_desk.ask(OF_STAGE, "8011", "CLARIFY")[0]
    yield window.enter("8011").open(f"/complaints/{ref}/")
    found = window.troubles()
    assert not found, "\n" + "\n".join(found)


def add(tab: Tab, path: Path, sort: str, n: int) -> None:
    """Add a file by the page's own button."""
    tab.click("#files .btn[href$='/upload/']")
    tab.find("dialog[open] [name=file]").send_keys(str(path))
    tab.tick(f"dialog[open] [name=sort][value={sort}]")
    tab.press("ctrl+enter")
    tab.wait(lambda: len(tab.all(LISTED)) == n and not tab.all("dialog[open]"), f"for file {n}")


def looked_through(tab: Tab) -> None:
    """Forward and back by the arrow keys; a PDF offers to be opened."""
    tab.click(f"{LISTED}:nth-last-child(2) .attached__p")
    tab.find(f"{SHOWN} img")
    here = tab.text("dialog[open] h2")
    tab.shot("case-viewer")
    assert not (wrong := tab.measured()), wrong
    tab.press("right")
    tab.wait(lambda: tab.all(f"{SHOWN} .viewer__pdf a[target=_blank]"), "for the PDF")
    tab.press("left")
    tab.wait(lambda: tab.text("dialog[open] h2") == here, "for the picture")


def blacked_out(tab: Tab) -> None:
    """One part dragged out, moved and widened by keys; a second one by its numbers alone."""
    before = tab.desk.one(COVERED)
    tab.click("dialog[open] .btn[href*='/cover/']")
    picture = tab.find("dialog[open] .cover__p img")
    tab.wait(lambda: picture.size["width"] > 50, "for the picture")
    mouse = webdriver.ActionChains(tab.driver).move_to_element_with_offset(picture, -40, -30)
    mouse.click_and_hold().move_by_offset(60, 40).release().perform()
    first = tab.wait(lambda: next((one for one in tab.run(NUMBERS) if one[2]), None), "for the numbers")
    tab.press("right", "down", "shift+right")
    moved = tab.run(NUMBERS)[0]
    assert moved == [first[0] + 5, first[1] + 5, first[2] + 5, first[3]]
    tab.shot("case-cover")
    for name, value in zip(("left", "top", "width", "height"), ("5", "5", "30", "20"), strict=True):
        tab.find(f".cover__r li:nth-child(2) [name={name}]").send_keys(value)
    tab.wait(lambda: len(tab.all(".cover__b")) == 2, "that both are drawn")
    assert not (wrong := tab.measured()), wrong
    tab.press("ctrl+enter")
    tab.wait(lambda: "已遮盖" in tab.text(f"{LISTED}:nth-last-child(2)"), "for the new version")
    assert tab.desk.one(COVERED) == before + 1


def meant(tab: Tab) -> None:
    """A colleague is offered after @, picked by keys, and stands in the note as a chip."""
    name, number = tab.desk.ask(BEHIND)[0]
    area = tab.find("#case .compose textarea")
    area.send_keys(f"请 @{name[0]}")
    tab.wait(lambda: name in tab.text("#case [role=listbox]"), "for the colleagues")
    while name not in tab.text("#case [role=option][aria-selected=true]"):
        tab.press("down")
    tab.shot("case-mention")
    tab.press("enter")
    assert area.get_attribute("value") == f"请 @{name} {number} "
    area.send_keys("一起看")
    tab.press("ctrl+enter")
    tab.wait(lambda: tab.text("#case .tl .quote .chip") == f"@{name} {number}", "for the chip")


def test_files_are_viewed_blacked_out_and_talked_about(case: Tab, tmp_path: Path) -> None:
    """Issue 6, 3: the viewer by keys, parts blacked out, @ in a note; also on a small screen."""
    photo, paper = tmp_path / "门口.jpg", tmp_path / "查验.pdf"
    photo.write_bytes(pictures.picture(800, 600, colour="lightblue").read())
    paper.write_bytes(pictures.pdf())
    before = len(case.all(LISTED))
    add(case, photo, "photo", before + 1)
    add(case, paper, "inspection", before + 2)
    looked_through(case)
    blacked_out(case)
    meant(case)
    case.shot("case-files")
    case.size(PHONE)
    case.click(f"{LISTED}:nth-last-child(2) .attached__p")
    case.find(f"{SHOWN} img")
    assert not (wrong := case.measured()), wrong
    case.shot("case-viewer-phone")


def test_a_dialog_begins_where_one_writes(case: Tab) -> None:
    """By a key: the focus is in its first field, not on its ×, and what is typed at once arrives."""
    case.press("s")
    case.find("dialog[open] [name=asks]")
    case.wait(lambda: case.run("return document.activeElement.name") == "asks", "for the field")
