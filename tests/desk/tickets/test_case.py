"""One ticket: its sides, its timeline in words, who sees what, the script beside it."""

import ast
import re
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.desk.tickets import parts
from tests.factories import orders as make
from tests.factories import tickets as make_tickets
from yinuo.core import db, events
from yinuo.desk.inquiries import entries as inquiry_entries
from yinuo.desk.orders import entries as order_entries
from yinuo.desk.tickets import words
from yinuo.tickets import actions as tickets
from yinuo.tickets.models import PersonalView

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[3] / "yinuo"
SIDES = ("timeline", "details", "messages", "linked")


def case(client, order, side: str = "", **more):
    query = f"?tab={side}" if side else ""
    return client.get(f"/desk/{order.ticket.ref}/{query}", **more)


@pytest.mark.parametrize("side", SIDES)
def test_every_side_stands_as_a_part_and_as_a_page(order, agent, browse, side) -> None:
    client = browse(agent)
    assert b"<html" in case(client, order, side).content
    part = parts.text(case(client, order, side, headers=parts.CASE))
    assert part.lstrip().startswith("<desk-region")
    assert 'id="queue"' not in part
    assert parts.text(case(client, order, side, headers=parts.WORK)).lstrip().startswith('<div id="work"')


def test_an_unknown_side_is_the_timeline(order, agent, browse) -> None:
    assert 'id="side-timeline"' in parts.text(case(browse(agent), order, "<script>"))


@pytest.mark.parametrize("side", SIDES)
def test_a_side_costs_the_same_whatever_happened(order, agent, browse, side) -> None:
    """A page issues a fixed number of statements whatever the data."""
    client = browse(agent)
    first = make_tickets.ticket(owner=agent)
    tickets.link(ticket=order.ticket, other=first, kind="repeat", by=agent)
    case(client, order, side)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            case(client, order, side, headers=parts.CASE)
        counts.append(len(asked))
        for n in range(12):
            tickets.note(ticket=order.ticket, text=f"第 {n} 条", by=agent)
            other = make_tickets.ticket(owner=agent)
            tickets.link(ticket=order.ticket, other=other, kind="repeat", by=agent)
    assert counts[0] == counts[1]


def test_a_whole_ticket_is_few_statements(order, agent, browse, django_assert_max_num_queries) -> None:
    """The page with queue and frame, where the reviews that wait are counted; its order is read once for
    script, steps and menu.
    """
    client = browse(agent)
    case(client, order)
    with django_assert_max_num_queries(19):
        case(client, order)


def test_strangers_find_nothing(order, outsider, browse) -> None:
    """R340: another team's agent learns not even that the ticket exists, by any of its addresses."""
    client = browse(outsider)
    ref = order.ticket.ref
    for name in ("ticket", "ticket-assign", "ticket-department", "promise-new"):
        assert client.get(reverse(name, args=[ref])).status_code == 404
    for name in ("ticket-take", "ticket-must", "ticket-note", "ticket-reveal"):
        assert client.post(reverse(name, args=[ref])).status_code == 404


def test_numbers_and_refs_lead_to_the_same_ticket(order, agent, browse) -> None:
    client = browse(agent)
    assert client.get(f"/desk/{order.ticket.number}/").status_code == 200
    assert client.get("/desk/nothing/").status_code == 404


def test_personal_data_is_masked_until_it_is_asked_for(order, team_leader, agent, browse) -> None:
    """R340: the leader sees masks; showing is a POST, recorded once a day; the owner sees at once."""
    client = browse(team_leader)
    hidden = parts.text(case(client, order, "messages"))
    assert "138****6621" in hidden
    assert "13800006621" not in hidden
    assert "内容含个人资料" in hidden
    assert client.get(reverse("ticket-reveal", args=[order.ticket.ref])).status_code == 405
    for _ in range(2):
        client.post(reverse("ticket-reveal", args=[order.ticket.ref]), headers=parts.DIALOG)
    assert "13800006621" in parts.text(case(client, order, "messages"))
    assert PersonalView.objects.filter(person=team_leader).count() == 1
    assert "13800006621" in parts.text(case(browse(agent), order, "messages"))


def test_a_revealed_ticket_does_not_reveal_another(order, team_leader, agent, browse) -> None:
    other = make.dispatched(agent)
    client = browse(team_leader)
    client.post(reverse("ticket-reveal", args=[order.ticket.ref]), headers=parts.DIALOG)
    assert "13800006621" not in parts.text(case(client, other, "messages"))


def test_what_followed_stands_behind_the_act(order, agent, browse) -> None:
    """The timeline tells moments, not log lines: clocks that started stand behind the dispatch."""
    page = parts.text(case(browse(agent), order))
    assert "随之发生" in page
    titles = re.findall(r'<div class="tl__h"><b>([^<]+)</b>', page)
    assert not any(title.startswith("开始计时") for title in titles)
    assert "已派单" in titles


def test_a_note_with_a_number_is_masked_for_others(order, agent, team_leader, browse) -> None:
    tickets.note(ticket=order.ticket, text="打 13912345678 找老马", by=agent)
    assert "打 139****5678 找老马" in parts.text(case(browse(team_leader), order))
    assert "打 13912345678 找老马" in parts.text(case(browse(agent), order))


def test_older_records_are_a_page_further(order, agent, browse, frozen) -> None:
    for n in range(40):
        frozen.move(minutes=1)
        tickets.note(ticket=order.ticket, text=f"第 {n} 条。", by=agent)
    client = browse(agent)
    page = parts.text(case(client, order))
    assert "第 39 条。" in page
    assert "第 0 条。" not in page
    older = page.split("before=")[1].split('"')[0]
    assert "第 0 条。" in parts.text(client.get(f"/desk/{order.ticket.ref}/?before={older}"))


BY_FOLDER = {"gateways": "gateway", "robots": "robot", "mailing": "mail"}
"""What parts of messaging record about themselves, on no ticket."""


def recorded_kinds() -> set[str]:
    """Every kind of event that the code records on tickets, read from the calls themselves."""
    areas = {"promises": "promise", "messaging": "notice", "approvals": "approval", "orders": "order"}
    found = set()
    for path in ROOT.rglob("actions/**/*.py"):
        module, _, *folders = path.relative_to(ROOT).parts
        area = next((BY_FOLDER[name] for name in folders if name in BY_FOLDER), areas.get(module, ""))
        for call in (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)):
            name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            first = call.args[0] if name in ("record", "_record") and call.args else None
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                found.add(first.value if "." in first.value else f"{area}.{first.value}")
    return {
        kind
        for kind in found
        if kind.partition(".")[0] in ("ticket", "promise", "notice", "approval", "order", "task")
    }


def test_every_event_of_a_ticket_has_words_and_an_icon() -> None:
    """An event without words would stand in the timeline under its code."""
    known = {**words.WORDS, **order_entries.WORDS, **inquiry_entries.WORDS}
    assert {kind for kind in recorded_kinds() if kind not in known} == set()
    drawn = (ROOT.parent / "assets" / "icons.txt").read_text().split()
    assert {icon for _title, icon, _tone in known.values() if icon not in drawn} == set()


def test_an_event_of_a_kind_nobody_knows_is_shown_not_hidden(order, agent, browse) -> None:
    with db.transaction():
        events.record("ticket.unheard_of", subject=order.ticket, ticket=order.ticket, by=agent)
    assert "ticket.unheard_of" in parts.text(case(browse(agent), order))


def test_the_script_says_todays_values_and_marks_them(order, agent, browse) -> None:
    """R064: what to read out to the driver, filled in; what is not known yet stands as ××."""
    page = parts.text(case(browse(agent), order))
    assert f"<mark>{order.ticket.number}</mark>" in page
    assert re.search(r'data-copy="[^"]*' + order.ticket.number, page)


def test_a_driver_is_not_given_the_words_of_the_desk(order, driver, browse) -> None:
    """R064: the script is what the desk says to them."""
    page = case(browse(driver), order).content.decode()
    assert order.ticket.number in page
    assert "data-copy" not in page


def test_phrases_hide_what_the_reader_may_not_see(order, team_leader, browse) -> None:
    page = parts.text(case(browse(team_leader), order))
    assert "13800006621" not in page


def test_musts_are_ticked_by_hand_and_by_the_desk(desk, agent, browse) -> None:
    """What the step asks for: the hand's can be pressed, the desk's tell that they tick by themselves."""
    draft = make.draft(agent)
    page = parts.text(case(browse(agent), draft))
    assert "自动勾选" in page
    assert 'type="checkbox"' in page


def test_a_must_is_done_undone_and_shown_by_the_region(desk, agent, browse) -> None:
    make_tickets.playbook()
    version = make_tickets.PlaybookVersion.objects.get(is_current=True)
    ticket = make_tickets.ticket(owner=agent, playbook_version=version)
    client, address = browse(agent), reverse("ticket-must", args=[ticket.ref])
    said = {"step": "look_into_it", "key": "asked"}
    response = client.post(address, {**said, "done": "1"}, headers=parts.DIALOG)
    assert f"live:ticket-{ticket.pk}" in parts.raised(response)
    page = parts.text(client.get(f"/desk/{ticket.ref}/", headers=parts.CASE))
    assert re.search(r'name="done" value="1" data-submits checked', page)
    assert "做到 · 问清要求" in page
    client.post(address, said, headers=parts.DIALOG)
    assert "data-submits checked" not in parts.text(client.get(f"/desk/{ticket.ref}/", headers=parts.CASE))


def test_a_must_that_the_desk_sees_is_not_ticked_by_hand(desk, agent, browse) -> None:
    make_tickets.playbook()
    version = make_tickets.PlaybookVersion.objects.get(is_current=True)
    ticket = make_tickets.ticket(owner=agent, playbook_version=version)
    said = {"step": "look_into_it", "key": "notice_sent", "done": "1"}
    response = browse(agent).post(reverse("ticket-must", args=[ticket.ref]), said, headers=parts.DIALOG)
    assert response.status_code == 409
    assert parts.toast(response)


def test_a_closed_ticket_has_no_script_any_more(desk, agent, browse) -> None:
    make_tickets.playbook()
    version = make_tickets.PlaybookVersion.objects.get(is_current=True)
    open_ticket = make_tickets.ticket(owner=agent, playbook_version=version)
    closed = make_tickets.ticket(owner=agent, playbook_version=version, closed_at=open_ticket.opened_at)
    client = browse(agent)
    assert "问清要求" in parts.text(client.get(f"/desk/{open_ticket.ref}/"))
    assert "问清要求" not in parts.text(client.get(f"/desk/{closed.ref}/"))


def test_a_linked_ticket_of_strangers_is_not_told(order, agent, outsider, browse) -> None:
    """R340: a link leads nowhere for who may not see the other end."""
    secret = make_tickets.ticket(owner=outsider, team=outsider.team, headline="别组的事")
    mine = make_tickets.ticket(owner=agent, headline="同组的事")
    for other in (secret, mine):
        tickets.link(ticket=order.ticket, other=other, kind="repeat", by=None)
    page = parts.text(case(browse(agent), order, "linked"))
    assert "同组的事" in page
    assert "别组的事" not in page
    assert order.ticket.number in parts.text(browse(agent).get(f"/desk/{mine.ref}/?tab=linked"))
