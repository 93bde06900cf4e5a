"""What a case is read beside: how its order went, and the earlier complaint that it may be one with."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.desk.complaints.walking import ask, do, page, press, said, url
from tests.desk.tickets import parts
from tests.factories import complaints as make
from tests.factories import orders as orders_make
from yinuo.complaints.actions import ending, merging
from yinuo.complaints.models import Complaint
from yinuo.core.models import Event
from yinuo.orders.models import Order
from yinuo.staff.models import Person
from yinuo.tickets import actions as tickets
from yinuo.tickets.models import Channel

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk")]
COURSE = {"HX-Request": "true", "HX-Target": "div#course"}
EARLIER = {"HX-Request": "true", "HX-Target": "div#earlier"}
OTHER = "13955550000"
SPOILT = "冷藏车温度不够，海鲜化冻了"


def course(client: Client, case: Complaint) -> str:
    """How the order went, as the unfolded card asks for it."""
    answer = client.get(url(case, "course"), headers=COURSE)
    assert answer.status_code == 200
    return parts.text(answer)


def earlier(client: Client, case: Complaint) -> str:
    """What the side of the page asks for by itself."""
    answer = client.get(url(case, "earlier"), headers=EARLIER)
    assert answer.status_code == 200
    return parts.text(answer).strip()


def says(client: Client, case: Complaint) -> bool:
    """Whether the page asks at all."""
    return f'hx-get="{url(case, "earlier")}"' in page(client, case)


def came(**said_: Any) -> Complaint:
    """A complaint that came by the customer's own page."""
    return make.registered(None, channel=Channel.WEB, **said_)


def test_the_order_went_like_this_beside_the_customers_words(
    order: Order, agent: Person, browse: Any
) -> None:
    """R129: folded under the account, newest first, with the way to all of it."""
    case, client = make.registered(agent, about=order.ticket), browse(agent)
    card = page(client, case).split("客户怎么说")[1].split("</section>")[0]
    assert f'hx-get="{url(case, "course")}"' in card
    assert f'href="{url(case, "course")}"' in card
    told = course(client, case)
    assert told.index("客户投诉了这一单") < told.index("短信已发出")
    assert f'href="/desk/{order.ticket.ref}/"' in told
    assert "<html" not in told
    whole = parts.text(client.get(url(case, "course")))
    assert "<html" in whole
    assert "短信已发出" in whole


def test_of_many_moments_the_last_are_told(order: Order, agent: Person, browse: Any) -> None:
    case = make.registered(agent, about=order.ticket)
    for number in range(15):
        tickets.note(ticket=order.ticket, text=f"跟进第{number}次", by=agent)
    told = course(browse(agent), case)
    assert told.count('class="tl__i"') == 12
    assert "跟进第14次" in told
    assert "跟进第2次" not in told


def test_without_an_order_that_one_may_see_there_is_nothing(
    order: Order, agent: Person, mate: Person, outsider: Person, driver: Person, browse: Any
) -> None:
    """Of another team's order neither card nor address; nothing at all for who does not see the case."""
    given_away = orders_make.dispatched(agent)
    about_it = make.registered(agent, about=given_away.ticket)
    tickets.assign(given_away.ticket, to=outsider, reason="too_many", by=agent)
    for case in (make.registered(agent), about_it):
        assert "course/" not in page(browse(agent), case)
        assert browse(agent).get(url(case, "course")).status_code == 404
    case = make.registered(agent, about=order.ticket, respondent=mate)
    for person in (outsider, driver, mate):
        assert browse(person).get(url(case, "course")).status_code == 404, person.role
    assert Client().get(url(case, "course")).status_code == 302


def test_its_numbers_are_hidden_as_on_the_orders_own_page(
    order: Order, agent: Person, mate: Person, browse: Any
) -> None:
    """R340: who looks at them in full is written down, at the order, once a day."""
    tickets.note(ticket=order.ticket, text=f"回电 {OTHER}", by=agent)
    case = make.registered(agent, about=order.ticket)
    seen = Event.objects.filter(kind="ticket.personal_seen", ticket_id=order.pk)
    told = course(browse(mate), case)
    assert OTHER not in told
    assert "内容含个人资料" in told
    assert not seen.exists()
    for _ in range(2):
        told = course(browse(agent), case)
        assert OTHER in told
        assert "内容含个人资料" not in told
    assert [one.actor_id for one in seen] == [agent.pk]


def test_the_case_pays_nothing_for_a_long_course(order: Order, agent: Person, browse: Any) -> None:
    """The page asks the same with a longer timeline; the card as often for many moments as for few."""
    case, client = make.registered(agent, about=order.ticket), browse(agent)
    counted = []
    for more in (1, 10):
        for number in range(more):
            tickets.note(ticket=order.ticket, text=f"跟进{number}", by=agent)
        for address, headers in ((url(case), {}), (url(case, "course"), COURSE)):
            client.get(address, headers=headers)
            with CaptureQueriesContext(connection) as asked:
                client.get(address, headers=headers)
            counted.append(len(asked))
    assert counted[:2] == counted[2:]


def test_who_opens_a_case_is_told_of_the_earlier_one(order: Order, agent: Person, browse: Any) -> None:
    """R129: of a complaint that nobody of us wrote down; which, why, since when, how far, and what to do."""
    first = make.registered(agent, about=order.ticket)
    case, client = came(about=order.ticket), browse(agent)
    assert says(client, case)
    told = earlier(client, case)
    for words in (str(first.ticket.number), url(first), "同一单", "同一个人", "受理", "<time", agent.name):
        assert words in told, words
    assert f'hx-get="{url(case, "alike")}"' in told
    assert "<html" not in told
    assert str(first.ticket.number) in parts.text(client.get(url(case, "earlier")))


def test_no_word_where_nothing_is_alike(agent: Person, driver: Person, browse: Any) -> None:
    """That two complain about the same driver is no sign by itself."""
    make.registered(agent, account=SPOILT, contact_phone=OTHER, respondent=driver)
    case, client = make.registered(agent, respondent=driver), browse(agent)
    assert earlier(client, case) == ""
    assert "没有找到相似的投诉" in parts.text(client.get(url(case, "earlier")))
    assert "投诉同一人" in parts.text(client.get(url(case, "alike"), headers=parts.DIALOG))


def test_joined_or_ended_it_is_said_no_more(agent: Person, browse: Any) -> None:
    """Parted again it is said anew."""
    first, case, client = make.registered(agent), make.registered(agent), browse(agent)
    assert says(client, case)
    do(client, case, "alike", other=first.ticket.ref, how="link")
    assert not says(client, case)
    assert earlier(client, case) == ""
    do(client, case, "unlinking", first.pk)
    assert says(client, case)
    assert str(first.ticket.number) in earlier(client, case)
    ending.withdraw(complaint=case, by=agent, reason="changed_mind")
    assert not says(client, case)
    assert earlier(client, case) == ""


def test_only_who_may_join_them_is_told(
    agent: Person, mate: Person, auditor: Person, outsider: Person, browse: Any
) -> None:
    """Nobody is told of a case that they may not see."""
    make.registered(agent, respondent=mate)
    case = make.registered(agent)
    assert not says(browse(auditor), case)
    assert browse(auditor).get(url(case, "earlier")).status_code == 403
    assert browse(outsider).get(url(case, "earlier")).status_code == 404
    assert earlier(browse(mate), case) == ""
    assert earlier(browse(agent), case) != ""


def test_the_dialog_tells_each_ones_why_when_and_state(order: Order, agent: Person, browse: Any) -> None:
    """The likeliest is chosen already; a merged one is not there."""
    far = make.registered(agent, account=f"{SPOILT}，打 {make.PHONE}", contact_phone=make.PHONE)
    near = make.at("CLARIFY", agent, about=order.ticket)
    gone = make.registered(agent)
    merging.merge(complaint=gone, into=near, by=agent)
    case, client = came(about=order.ticket), browse(agent)
    rows = parts.text(client.get(url(case, "alike"), headers=parts.DIALOG)).split('<label class="rem">')[1:]
    assert [str(one.ticket.number) in row for one, row in zip((near, far), rows, strict=True)] == [True] * 2
    for row, words in zip(rows, (("同一单", "同一个人", "核实澄清"), ("同一个人", "受理")), strict=True):
        assert all(one in row for one in (*words, "<time", agent.name)), words
    assert "同一单" not in rows[1]
    assert make.PHONE not in "".join(rows)
    assert ask(client, url(case, "alike")).values["other"] == near.ticket.ref


def test_what_cannot_be_joined_is_refused_in_the_dialog(agent: Person, browse: Any) -> None:
    """Without saying how; with a case that was not offered; as one where the other has ended."""
    first, stranger = make.registered(agent), make.registered(agent, account=SPOILT, contact_phone=OTHER)
    case, client = make.registered(agent), browse(agent)
    for typed in ({"other": first.ticket.ref}, {"other": stranger.ticket.ref, "how": "link"}):
        refused = press(client, url(case, "alike"), **typed)
        assert refused.status_code == 422
        assert said(refused)
    ending.withdraw(complaint=first, by=agent, reason="changed_mind")
    refused = press(client, url(case, "alike"), other=first.ticket.ref, how="merge")
    assert (refused.status_code, make.ticket(case).stage) == (422, "ACCEPT")
    assert said(refused)


def test_what_is_alike_costs_the_same_for_one_and_for_many(agent: Person, browse: Any) -> None:
    case, client, counted = make.registered(agent), browse(agent), []
    for count in (1, 6):
        for _ in range(count):
            make.registered(agent)
        for address, headers in ((url(case, "earlier"), EARLIER), (url(case, "alike"), parts.DIALOG)):
            client.get(address, headers=headers)
            with CaptureQueriesContext(connection) as asked:
                client.get(address, headers=headers)
            counted.append(len(asked))
    assert counted[:2] == counted[2:]
