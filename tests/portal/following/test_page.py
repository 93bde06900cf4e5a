"""The live page: what stands on it, and that nobody sees more than they may (R004, R106, R285)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import orders as make
from tests.frozen import Frozen
from tests.portal.following.conftest import RECEIVER, SHIPPER, STRANGER, link, track
from yinuo.core import clock
from yinuo.core.models import Event
from yinuo.orders import actions
from yinuo.orders.models import Order, SelfLook
from yinuo.staff.models import Person
from yinuo.tickets.models import Ticket
from yinuo.tickets.rules import links

Known = Callable[[str], Client]
PERSONAL = ("王建国", "13800006621", "138 0000 6621", "B区12号", "马小军", "84567788", "3号门", "13905270001")


def text(answer: Any) -> str:
    assert answer.status_code == 200, answer.status_code
    return str(answer.content.decode()).replace("</span><span>", "")


def test_by_number_and_tail_everything_is_masked(order: Order, client: Client) -> None:
    """R004: state, what happened when, the driver's surname; of names, phones, places only what is masked."""
    found = track(client, order.ticket.number or "", "6621")
    assert found["Location"] == f"/p/track/{order.ticket.ref}/"
    page = text(client.get(found["Location"]))
    for words in (
        "已提货",
        "司机已接单",
        "订单已确认",
        "王师傅",
        "139****0001",
        "10:00",
        order.ticket.number,
    ):
        assert str(words) in page, words
    assert not [words for words in PERSONAL if words in page]
    assert "汽车配件" not in page
    assert "到付" not in page


@pytest.mark.parametrize("tail", ["6621", "7788"])
def test_either_phone_s_tail_opens_it(order: Order, client: Client, tail: str) -> None:
    """R004: the shipper's and the receiver's."""
    assert track(client, order.ticket.number or "", tail).status_code == 302


def test_the_web_number_the_own_number_and_the_waybill_find_it(
    web_order: Order, order: Order, client: Client
) -> None:
    """R004: W number, order number, waybill, in any writing."""
    Ticket.objects.filter(pk=order.pk).update(waybill="YN755002")
    for number in (web_order.web.number, web_order.web.number.lower(), order.ticket.number, "yn755002"):
        assert track(client, f" {number} ", "6621").status_code == 302, number


def test_a_link_shows_what_its_reader_needs(order: Order, client: Client) -> None:
    """R004 R115: goods, pieces, what is to be paid at the door; people masked, places to the street."""
    page = text(client.get(link(order)))
    assert all(words in page for words in ("汽车配件", "15 件", "到付", "马**", "025-****7788"))
    assert not [words for words in PERSONAL if words in page]


def test_the_shipper_sees_their_own_in_full(order: Order, known: Known) -> None:
    """R004: by the verified phone, what they told us themselves; the driver stays masked."""
    page = text(known(SHIPPER).get(f"/p/track/{order.ticket.ref}/"))
    own = [words for words in PERSONAL if words in page]
    assert own == ["王建国", "13800006621", "B区12号", "马小军", "84567788", "3号门"]


def test_the_receiver_sees_their_part(order: Order, known: Known) -> None:
    """R004: their own name, number and door; nothing of the shipper's."""
    page = text(known(RECEIVER).get(f"/p/track/{order.ticket.ref}/"))
    assert [words for words in PERSONAL if words in page] == ["马小军", "84567788", "3号门"]


def test_unknown_and_another_s_look_the_same(order: Order, known: Known, client: Client) -> None:
    """R004: status, length and number of statements are equal, for each of its pages."""
    browser = known(STRANGER)
    for part in ("", "live/", "call/", "proof/1/", "rate/"):
        told = []
        for ref in (order.ticket.ref, "z" * len(order.ticket.ref)):
            with CaptureQueriesContext(connection) as seen:
                answer = browser.get(f"/p/track/{ref}/{part}")
            told.append((answer.status_code, len(answer.content), len(seen)))
        assert told[0] == told[1], part
        assert told[0][0] == 404
    for part in ("change/", "cancel/"):
        answers = [browser.get(f"/p/track/{ref}/{part}") for ref in (order.ticket.ref, "z" * 10)]
        assert [answer.status_code for answer in answers] == [404, 404]
        assert len(answers[0].content) == len(answers[1].content)


def test_a_wrong_number_and_a_wrong_tail_look_the_same(order: Order, client: Client) -> None:
    """R004: same words, length and statements; nothing tells which of the two was wrong."""
    told = []
    for number, tail in ((order.ticket.number or "", "0000"), ("261120999", "6621")):
        with CaptureQueriesContext(connection) as seen:
            answer = track(Client(), number, tail)
        told.append((answer.status_code, len(answer.content), len(seen)))
    assert told[0] == told[1]
    assert told[0][0] == 404


def test_guessing_locks_the_address_and_the_number(order: Order, frozen: Frozen) -> None:
    """R004: the ninth wrong guess is refused for a quarter of an hour, from anywhere for that number."""
    number = order.ticket.number or ""
    for tail in range(8):
        assert track(Client(), number, f"000{tail}").status_code == 404
    locked = track(Client(REMOTE_ADDR="198.51.100.7"), number, "6621")
    assert locked.status_code == 429
    assert 0 < int(locked["Retry-After"]) <= 901
    assert "试错的次数太多" in locked.content.decode()
    assert track(Client(), "261120999", "6621").status_code == 429
    frozen.move(minutes=16)
    assert track(Client(), number, "6621").status_code == 302


def test_who_is_right_is_not_counted(order: Order) -> None:
    """R004: an office that looks up many parcels is not locked out."""
    for _ in range(12):
        assert track(Client(), order.ticket.number or "", "6621").status_code == 302


def test_a_forged_link_asks_nothing(order: Order, client: Client) -> None:
    """R115: another seal, another ref, garbage: not found without a statement."""
    slug = links.track_slug(order.ticket.ref)
    other = {sign: "3" if sign == "2" else "2" for sign in slug}
    client.get("/p/track/")
    for forged in (slug[:-1] + other[slug[-1]], other[slug[0]] + slug[1:], order.ticket.ref, "x"):
        with CaptureQueriesContext(connection) as seen:
            answer = client.get(f"/t/{forged}")
        assert (answer.status_code, len(seen)) == (404, 0), forged


def test_a_link_tells_nothing_thirty_days_after_the_end(
    order: Order, client: Client, known: Known, desk: Frozen
) -> None:
    """R115: an old link says that it is over, and nothing of the order; who proved their number sees it."""
    Ticket.objects.filter(pk=order.pk).update(closed_at=clock.now())
    desk.move(days=29)
    assert client.get(link(order)).status_code == 200
    desk.move(days=2)
    for part in ("", "/live/", "/rate/", "/proof/1/"):
        answer = client.get(link(order) + part)
        assert answer.status_code == 410
        assert (order.ticket.number or "") not in answer.content.decode()
    assert known(SHIPPER).get(f"/p/track/{order.ticket.ref}/").status_code == 200


def test_the_changing_part_comes_once(order: Order, client: Client, agent: Person, desk: Frozen) -> None:
    """R004: with the mark of what one has, nothing comes back until something happened."""
    page = text(client.get(link(order)))
    first = client.get(f"{link(order)}/live/")
    etag = first["ETag"]
    assert etag.strip('"') in page
    again = client.get(f"{link(order)}/live/", headers={"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")
    desk.move(minutes=30)
    actions.depart(order=make.again(order), by=agent)
    changed = client.get(f"{link(order)}/live/", headers={"If-None-Match": etag})
    assert changed.status_code == 200
    assert "运输中" in text(changed)
    assert "<html" not in text(changed)


def test_a_mark_of_one_reader_is_not_another_s(order: Order, client: Client, known: Known) -> None:
    """R004: the shipper's page and the link's differ, and so do their marks."""
    link_s = client.get(f"{link(order)}/live/")["ETag"]
    theirs = known(SHIPPER).get(f"/p/track/{order.ticket.ref}/live/", headers={"If-None-Match": link_s})
    assert theirs.status_code == 200


def test_no_page_is_kept_for_another(order: Order, client: Client, known: Known) -> None:
    """R004: no cache between may keep a page, its part, or where a call goes."""
    browser = known(SHIPPER)
    for part in ("", "live/", "call/", "rate/", "change/"):
        answer = browser.get(f"/p/track/{order.ticket.ref}/{part}")
        assert answer["Cache-Control"] == "private, no-store", part
        assert "Cookie" in answer["Vary"]
    assert client.get(link(order))["Cache-Control"] == "private, no-store"


def test_looking_is_counted_once_a_day_and_way(
    order: Order, client: Client, known: Known, desk: Frozen
) -> None:
    """R004 R115: by link and by oneself are counted apart; twenty looks write once."""
    for _ in range(3):
        client.get(link(order))
        client.get(f"{link(order)}/live/")
        known(SHIPPER).get(f"/p/track/{order.ticket.ref}/")
    assert sorted(SelfLook.objects.values_list("by_link", flat=True)) == [False, True]
    assert Event.objects.filter(kind="order.looked_up").count() == 2
    desk.move(days=1)
    client.get(link(order))
    assert SelfLook.objects.count() == 3


def test_the_page_costs_few_statements(order: Order, client: Client) -> None:
    """R004: a fixed number, however often it is asked."""
    client.get(link(order))
    with CaptureQueriesContext(connection) as seen:
        client.get(link(order))
    assert len(seen) <= 6, [query["sql"][:80] for query in seen]


def test_the_desk_s_own_words_stay_inside(order: Order, client: Client, agent: Person) -> None:
    """R285: a note, a tracking entry and its outcome are not for the customer's page."""
    actions.track(
        order=make.again(order),
        what="POSITION",
        how="CALL",
        outcome="司机说路上堵",
        note="客户很急",
        by=agent,
    )
    page = text(client.get(link(order)))
    assert "路上堵" not in page
    assert "很急" not in page
    assert agent.name not in page


def test_an_objective_cause_is_told_and_no_other(order: Order, client: Client, agent: Person) -> None:
    """R088 R285: weather and roads are said as they are; what went wrong inside is only an incident."""
    held = make.again(order)
    actions.note_exception(order=held, cause="weather", note="司机没带雨布", by=agent)
    assert "恶劣天气" in text(client.get(link(order)))
    actions.note_exception(order=make.again(order), cause="driver_late", by=agent)
    page = text(client.get(link(order)))
    assert "司机没按时出车" not in page
    assert "雨布" not in page


def test_a_web_order_says_what_comes_next_and_by_when(web_order: Order, client: Client) -> None:
    """R077 R285: waiting for review, with the time by which we call."""
    page = text(client.get(link(web_order)))
    assert "待核对" in page
    assert "前来电" in page
    assert "司机" not in page.split("<main")[1].split("<footer")[0].replace("打给司机", "")


def test_a_draft_is_nobody_s(desk: Frozen, agent: Person, client: Client, known: Known) -> None:
    """R004: what an agent is still typing is not found, not even by a signed link."""
    draft = make.draft(agent)
    assert client.get(link(draft)).status_code == 404
    assert known(SHIPPER).get(f"/p/track/{draft.ticket.ref}/").status_code == 404


def test_without_scripts_everything_is_a_link_or_a_form(order: Order, client: Client) -> None:
    """R004: a refresh link, the form posts, nothing hangs on a script."""
    page = text(client.get(link(order)))
    assert f'href="{link(order)}"' in page
    form = text(client.get("/p/track/?number=261120001"))
    assert 'action="/p/track/"' in form
    assert 'value="261120001"' in form
    assert "onclick" not in page + form


def test_english(order: Order) -> None:
    """R004: the page speaks the browser's language."""
    page = Client(headers={"accept-language": "en"}).get(link(order)).content.decode()
    assert '<html lang="en"' in page


def test_a_link_opened_by_the_shipper_shows_their_own(order: Order, known: Known) -> None:
    """R115: who proved their number sees in full also by the link."""
    assert "王建国" in text(known(SHIPPER).get(link(order)))


def test_two_hours_after_number_and_tail_it_is_asked_anew(order: Order, client: Client, desk: Frozen) -> None:
    """R004: what was opened by number and tail is not open for ever, and for this order only."""
    found = track(client, order.ticket.number or "", "6621")
    assert found.cookies["yinuo_opened"]["max-age"] == 2 * 3600
    assert found.cookies["yinuo_opened"]["httponly"]
    assert client.get(found["Location"]).status_code == 200
    client.cookies.clear()
    assert client.get(found["Location"]).status_code == 404
