"""What others do appears by itself, and a lost link is said instead of hidden."""

import pytest

from tests.browser.pages import ticket
from tests.browser.server import Desk
from tests.browser.tab import Tab

pytestmark = pytest.mark.browser
STREAMS = (
    "return performance.getEntriesByType('resource').filter((r) => r.name.includes('/live/stream')).length"
)
STATE = "return document.documentElement.dataset.live"


@pytest.fixture
def colleague(desk: Desk) -> Tab:
    """The team leader at another machine."""
    other = Tab(desk)
    yield other.enter("8001")
    other.close()


def live(tab: Tab) -> bool:
    """Whether the page hears what changes."""
    return bool(tab.wait(lambda: tab.run(STATE) == "open", "for the stream"))


def test_two_tabs_share_one_stream(tab: Tab) -> None:
    """A browser allows six connections; the second tab is told by the first."""
    tab.enter("8011").open("/desk/")
    assert live(tab)
    with tab.another():
        tab.open("/orders/")
        assert live(tab)
        assert tab.run(STREAMS) == 0


def test_what_a_colleague_does_appears_by_itself(tab: Tab, colleague: Tab, desk: Desk) -> None:
    """A note written elsewhere stands in the timeline; the bell and the queue follow without a reload."""
    address = ticket("DISPATCHED")(desk)
    tab.enter("8011").open(address)
    assert live(tab)
    tab.point(".find")
    colleague.open(address)
    colleague.press("n")
    colleague.press(*"seen from afar", "ctrl+enter")
    tab.wait(lambda: "seen from afar" in tab.text(".tl"))


def test_nothing_moves_under_the_pointer(tab: Tab, colleague: Tab, desk: Desk) -> None:
    """News waits behind a button while the pointer is in the queue, and lies over nothing that moves."""
    tab.enter("8011").open("/desk/")
    assert live(tab)
    tab.point(".q--row")
    before = tab.run("return document.querySelector('.q--row').getBoundingClientRect().top")
    colleague.open(ticket("DISPATCHED")(desk))
    colleague.press("n")
    colleague.press(*"news", "ctrl+enter")
    tab.find(".held")
    assert tab.run("return document.querySelector('.q--row').getBoundingClientRect().top") == before
    tab.press("u")
    tab.wait(lambda: not tab.all(".held"))


def test_a_countdown_ticks_and_asks_nobody(tab: Tab) -> None:
    """The page counts by the server's clock without a request."""
    tab.enter("8011").open("/desk/")
    asked = "return performance.getEntriesByType('resource').length"
    first, requests = tab.text("desk-countdown .cd__t"), tab.run(asked)
    tab.wait(lambda: tab.text("desk-countdown .cd__t") != first)
    assert tab.run(asked) <= requests + 1


def test_a_lost_server_is_said_and_found_again(window: Tab, own_desk: Desk) -> None:
    """The list says where it stopped, what is typed stays, and all catches up by itself."""
    window.desk = own_desk
    window.enter("8011").open(ticket("DISPATCHED")(own_desk))
    assert live(window)
    window.press("n")
    window.press(*"typed before")
    own_desk.stop()
    window.wait(lambda: window.run(STATE) == "lost", "for the loss")
    assert window.run("return document.querySelector('.stale').checkVisibility()")
    window.press("ctrl+enter")
    window.find(".toast--bad")
    assert window.run("return document.querySelector('.compose textarea').value") == "typed before"
    window.shot("lost")
    own_desk.start()
    window.wait(lambda: window.run(STATE) == "open", "for the link", patience=40)
    window.click(".compose .btn--primary")
    window.wait(lambda: "typed before" in window.text(".tl"))
    window.troubles(allowed=("ERR_CONNECTION_REFUSED", "ERR_INCOMPLETE_CHUNKED_ENCODING", "Failed to fetch"))
