"""The queue: views, order, masks, filters, taking, growing."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.desk.tickets import parts
from tests.factories import orders
from tests.factories import tickets as make
from yinuo.core import clock, db
from yinuo.messaging import actions as messaging
from yinuo.tickets.models import SavedFilter

pytestmark = pytest.mark.django_db
DESK = reverse("workbench")


def due(minutes: float):
    return clock.now() + timedelta(minutes=minutes)


def test_the_nearest_promise_stands_first_under_its_heading(desk, agent, browse) -> None:
    """R092: sorted by the time left and nothing else; what presses has a heading of its own."""
    for minutes, name in ((500, "午后"), (-5, "超时"), (60 * 40, "后天"), (9, "快到")):
        make.ticket(owner=agent, headline=name, next_due_at=due(minutes), next_due_label="回电")
    make.ticket(owner=agent, headline="闲着")
    page = parts.text(browse(agent).get(DESK))
    words = ["需要马上处理", "超时", "今天到期", "快到", "午后", "以后到期", "后天", "没有时限", "闲着"]
    at = [page.index(f">{word}<") for word in words]
    assert at == sorted(at)


def test_each_view_counts_its_own(desk, agent, mate, team, browse) -> None:
    make.tickets(2, owner=agent, team=team)
    make.ticket(owner=mate, team=team)
    make.tickets(3, team=team)
    page = parts.text(browse(agent).get(DESK))
    assert [f"{label} {n}" in page for label, n in (("我的", 2), ("组内", 6), ("待领", 3))] == [True] * 3


def test_counting_stops_at_a_hundred(desk, agent, browse) -> None:
    make.many(120, owner=agent)
    page = parts.text(browse(agent).get(DESK))
    assert "我的 99+" in page
    assert ">99+<" in page


def test_a_drivers_queue_has_no_teams_views(desk, driver, browse) -> None:
    page = parts.text(browse(driver).get(DESK))
    assert "view=given" in page
    assert "view=team" not in page
    assert reverse("take-next") not in page


def test_names_are_masked_unless_one_works_on_it(desk, agent, mate, team, browse) -> None:
    """R340: in a list a colleague's customer keeps the surname only."""
    make.ticket(owner=mate, team=team, customer_name="王建国 · 宏远汽配")
    assert "王** · 宏远汽配" in parts.text(browse(agent).get(f"{DESK}?view=team"))
    assert "王建国 · 宏远汽配" in parts.text(browse(mate).get(DESK))


def test_the_queue_is_asked_for_alone(desk, agent, browse, django_assert_max_num_queries) -> None:
    """A region asks for itself: no ticket is read, whatever stands open beside it."""
    ticket = make.ticket(owner=agent)
    make.many(40, owner=agent)
    client = browse(agent)
    client.get(DESK)
    with django_assert_max_num_queries(6):
        page = parts.text(client.get(f"/desk/{ticket.ref}/", headers=parts.QUEUE))
    assert page.lstrip().startswith("<desk-region")
    assert "<html" not in page
    assert f'id="q-{ticket.ref}"' in page


def test_thirty_rows_then_thirty_more(desk, agent, browse) -> None:
    make.many(70, owner=agent)
    client = browse(agent)
    rows = [
        parts.text(client.get(f"{DESK}?rows={n}")).count('class="q q--row"')
        for n in ("", "60", "90", "9" * 9, "x")
    ]
    assert rows == [30, 60, 70, 30, 30]
    assert "rows=60" in parts.text(client.get(DESK))


def test_past_a_hundred_one_turns_the_page_and_comes_back(desk, agent, browse) -> None:
    make.many(130, owner=agent)
    client = browse(agent)
    page = parts.text(client.get(f"{DESK}?rows=100"))
    cursor = page.split("cursor=")[1].split('"')[0]
    second = parts.text(client.get(f"{DESK}?rows=100&cursor={cursor}"))
    assert second.count('class="q q--row"') == 30
    assert "回到最急的" in second


def test_a_queue_is_narrowed_and_widened_again(desk, team_leader, agent, mate, team, browse) -> None:
    make.ticket(owner=agent, team=team, headline="一", stage="OPEN")
    make.ticket(owner=mate, team=team, headline="二", stage="OPEN")
    page = parts.text(browse(team_leader).get(f"{DESK}?view=team&owner={mate.pk}"))
    assert ">二<" in page
    assert ">一<" not in page
    assert f"负责人：{mate.name}" in page
    assert f'href="{DESK}?view=team"' in page


@pytest.mark.parametrize("query", ["owner=x", "stage=" + "x" * 60, "cursor=!", "region=99999999999999999999"])
def test_a_forged_filter_is_refused_in_words(desk, agent, browse, query) -> None:
    response = browse(agent).get(f"{DESK}?{query}")
    assert response.status_code == 422
    assert "Traceback" not in parts.text(response)


def test_the_narrowing_dialog_offers_what_there_is(desk, team_leader, mate, region, browse) -> None:
    page = parts.text(browse(team_leader).get(reverse("queue-narrow"), headers=parts.DIALOG))
    assert [word in page for word in ("已派单", mate.name, region.name)] == [True] * 3


def test_a_view_is_kept_used_and_forgotten(desk, team_leader, mate, browse) -> None:
    client = browse(team_leader)
    keep = f"{reverse('filters')}?view=team&owner={mate.pk}"
    assert client.post(keep, {"name": ""}, headers=parts.DIALOG).status_code == 422
    assert client.post(keep, {"name": "张敏的"}, headers=parts.DIALOG).status_code == 204
    saved = SavedFilter.objects.get()
    assert f"?{saved.query.replace('&', '&amp;')}" in parts.text(client.get(DESK))
    assert client.post(reverse("filter-delete", args=[saved.pk]), headers=parts.DIALOG).status_code == 204
    assert not SavedFilter.objects.exists()


def test_nobody_forgets_anothers_view(desk, team_leader, agent, browse) -> None:
    browse(team_leader).post(f"{reverse('filters')}?view=team", {"name": "组里"})
    saved = SavedFilter.objects.get()
    assert browse(agent).post(reverse("filter-delete", args=[saved.pk])).status_code == 404


def test_taking_the_next_takes_what_is_due_first(desk, agent, team, browse) -> None:
    make.ticket(team=team, next_due_at=due(50))
    urgent = make.ticket(team=team, next_due_at=due(5))
    client = browse(agent)
    response = client.post(reverse("take-next"), headers=parts.DIALOG)
    assert response["HX-Redirect"] == f"/desk/{urgent.ref}/"
    urgent.refresh_from_db()
    assert urgent.owner == agent


def test_taking_the_next_of_nothing_says_so(desk, agent, browse) -> None:
    response = browse(agent).post(reverse("take-next"), headers=parts.DIALOG)
    assert parts.toast(response) == "组里没有待领的工单。"


def test_whoever_comes_second_is_told_who_took_it(desk, agent, mate, team, browse) -> None:
    """Taking is atomic; the second is told who was first, in a toast that replaces nothing."""
    ticket = make.ticket(team=team)
    take = reverse("ticket-take", args=[ticket.ref])
    assert browse(mate).post(take, headers=parts.DIALOG).status_code == 204
    response = browse(agent).post(take, headers=parts.DIALOG)
    assert response.status_code == 409
    assert mate.name in parts.toast(response)
    assert response["HX-Reswap"] == "none"


def test_drafts_wait_in_ones_own_queue(desk, agent, mate, browse) -> None:
    """R047: several may be open at once; a colleague does not see them."""

    draft = orders.draft(agent)
    assert reverse("order-edit", args=[draft.ticket.ref]) in parts.text(browse(agent).get(DESK))
    assert draft.ticket.ref not in parts.text(browse(mate).get(DESK))


def test_unread_reminders_stand_beside_an_empty_workbench(desk, agent, browse) -> None:

    ticket = make.ticket(owner=agent, number="T261120009")
    line = {
        "code": "promise.broken", "ticket": ticket.ref, "number": "T261120009", "label": "回电",
        "task": "马上回电", "due": due(-1).isoformat(),
    }  # fmt: skip
    with db.transaction():
        messaging.remind(agent, line, urgent=True)
    page = parts.text(browse(agent).get(DESK))
    assert "马上回电" in page
    assert 'aria-label="通知，1 条未读"' in page
