"""The register: its cuts, its order, its reach and its price."""

from datetime import timedelta
from typing import Any

import pytest

from tests.factories import tickets as make
from tests.tickets.plans import plans, settle
from yinuo.complaints.models import Complaint, Suggestion
from yinuo.complaints.queries import listing
from yinuo.complaints.queries.listing import View, Wanted, Whose
from yinuo.core.errors import Invalid
from yinuo.staff.models import Person
from yinuo.tickets.models import NEVER, Kind

pytestmark = pytest.mark.django_db
SORTS = ("TEMP B-TREE", "Sort", "Seq Scan", "SCAN complaints_complaint")
WHO = ["agent", "team_leader", "dispatcher", "manager", "auditor"]


def complaint(owner: Person, said: dict[str, Any] | None = None, **ticket: Any) -> Complaint:
    """A complaint as a row, small and about charges unless said otherwise."""
    given = {"kind": Kind.COMPLAINT, "stage": "ACCEPT", "owner": owner, "team": owner.team, **ticket}
    made = make.ticket(**given)
    values = {"type": "CHARGES", "account": "多收了二十元", "recorded_at": made.opened_at, **(said or {})}
    return Complaint.objects.create(ticket=made, **values)


def closed(owner: Person, said: dict[str, Any] | None = None, **ticket: Any) -> Complaint:
    """One that is over."""
    return complaint(owner, said, stage="CLOSED", closed_at=make.OPENED_AT, **ticket)


def suggestion(owner: Person, **ticket: Any) -> Suggestion:
    """A suggestion as a row."""
    made = make.ticket(kind=Kind.SUGGESTION, owner=owner, team=owner.team, **ticket)
    return Suggestion.objects.create(ticket=made, sort="SUGGESTION", text="早上早点开门")


def rows(person: Person, **wanted: Any) -> list[Complaint]:
    return list(listing.listed(person, Wanted(**wanted)).rows)


def test_each_view_shows_what_it_says(agent, frozen) -> None:
    late = complaint(agent, next_due_at=frozen.at + timedelta(hours=2))
    crisis = complaint(agent, {"is_crisis": True}, next_due_at=frozen.at)
    due = {"official_number": "12345-1", "official_due_at": frozen.at}
    official = complaint(agent, due, stage="CLARIFY", next_due_at=frozen.at + timedelta(hours=1))
    first, second = closed(agent), closed(agent)
    make.ticket(owner=agent, team=agent.team, next_due_at=frozen.at)
    suggestion(agent)
    assert rows(agent) == [crisis, official, late]
    assert rows(agent, view="crisis") == [crisis]
    assert rows(agent, view="official") == [official]
    assert rows(agent, stage="CLARIFY") == [official]
    assert rows(agent, view="closed") == [second, first]
    assert dict(listing.counts(agent)) == {"open": 3, "crisis": 1, "official": 1}


def test_filters_narrow_open_and_closed_alike(agent, driver) -> None:
    for create in (complaint, closed):
        view = "open" if create is complaint else "closed"
        damage = create(agent, {"type": "DAMAGE", "severity": 3, "respondent": driver}, channel="FAX")
        create(agent)
        for narrowed in ({"type": "DAMAGE"}, {"severity": 3}, {"respondent": driver.pk}, {"channel": "FAX"}):
            assert rows(agent, view=view, **narrowed) == [damage]
        assert rows(agent, view=view, type="TIME", severity=3) == []


def test_mine_and_my_teams(agent, mate, outsider) -> None:
    mine, ours = complaint(agent), complaint(mate)
    complaint(outsider)
    assert rows(agent, whose="mine") == [mine]
    assert set(rows(agent, whose="team")) == {mine, ours} == set(rows(agent))


def test_whoever_has_no_team_shares_nothing(agent, manager, django_assert_num_queries) -> None:
    complaint(agent)
    with django_assert_num_queries(0):
        assert rows(manager, whose="team") == []
    assert listing.counts(manager, "team") == {"open": 0, "crisis": 0, "official": 0}


def test_whoever_is_complained_about_sees_nothing_of_it(agent, mate, manager) -> None:
    about_mate = complaint(agent, {"respondent": mate}, barred=mate)
    ended = closed(agent, {"respondent": mate}, barred=mate)
    assert rows(mate) == []
    assert rows(mate, view="closed", respondent=mate.pk) == []
    assert rows(manager) == [about_mate]
    assert rows(manager, view="closed", respondent=mate.pk) == [ended]
    assert listing.counts(mate)["open"] == 0


@pytest.mark.parametrize("view", ["open", "closed"])
@pytest.mark.parametrize("size", [1, 2, 5])
def test_pages_show_every_row_once_and_in_order(agent, frozen, view: str, size: int) -> None:
    create = complaint if view == "open" else closed
    dues = [NEVER, frozen.at, NEVER, frozen.at + timedelta(minutes=1), NEVER]
    made = [create(agent, next_due_at=due).ticket for due in dues]
    seen, cursor = [], None
    while True:
        page = listing.listed(agent, Wanted(view=view), cursor, size=size)
        seen += [one.ticket for one in page.rows]
        if (cursor := page.next_cursor) is None:
            break
    by_promise = sorted(made, key=lambda row: (row.next_due_at, row.pk))
    assert seen == (by_promise if view == "open" else made[::-1])


def test_suggestions_have_a_list_of_their_own(agent, outsider) -> None:
    open_, done = suggestion(agent), suggestion(agent, stage="CLOSED", closed_at=make.OPENED_AT)
    complaint(agent)
    assert list(listing.suggested(agent, Wanted(severity=4)).rows) == [open_]
    assert list(listing.suggested(agent, Wanted(view="closed")).rows) == [done]
    assert list(listing.suggested(outsider, Wanted()).rows) == []


@pytest.mark.parametrize("view", ["open", "closed"])
def test_a_wrong_cursor_is_refused(agent, view: str) -> None:
    with pytest.raises(Invalid):
        listing.listed(agent, Wanted(view=view), "é")


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("whose", list(Whose))
@pytest.mark.parametrize("view", list(View))
def test_each_view_is_one_scan_of_an_index(who, whose, view, request, agent, driver, region, frozen) -> None:
    """No sort and no scan of a table, on either database, on the first page and behind a cursor."""
    person = request.getfixturevalue(who)
    said = {"is_crisis": True, "official_due_at": frozen.at, "severity": 4, "respondent": driver}
    for number in range(4):
        due = {"next_due_at": frozen.at + timedelta(minutes=number), "region": region}
        complaint(person if person.team else agent, said, **due)
        closed(person if person.team else agent, said, **due)
    settle("tickets_ticket", "complaints_complaint")
    narrowed = ({}, {"type": "CHARGES"}, {"severity": 4}, {"respondent": driver.pk, "channel": "PHONE"})
    for one in narrowed:
        wanted = Wanted(view=view, whose=whose, **one)
        cursor = listing.listed(person, wanted, size=1).next_cursor
        for at in (None, cursor):
            for plan in _ordered(person, wanted, at):
                assert not any(word in plan for word in SORTS), plan


@pytest.mark.parametrize(("cut", "index"), [({"channel": "POST"}, "way"), ({"whose": "mine"}, "whose")])
def test_what_is_rare_among_the_closed_is_found_by_its_own_index(cut, index, agent, manager) -> None:
    for _ in range(40):
        closed(agent)
    settle("tickets_ticket", "complaints_complaint")
    found = plans(lambda: listing.listed(manager, Wanted(view="closed", **cut)), "ORDER BY")
    assert [plan for plan in found if f"ticket_ended_{index}" in plan], found


@pytest.mark.parametrize("who", WHO)
def test_the_price_of_a_page_does_not_grow(who, request, agent, region, django_assert_num_queries) -> None:
    person = request.getfixturevalue(who)
    reads = 3 if who == "dispatcher" else 2
    listing.listed(person, Wanted())
    for more in (1, 3, 20):
        for _ in range(more):
            complaint(agent, region=region)
            closed(agent, region=region)
        for view in ("open", "closed"):
            with django_assert_num_queries(reads):
                for row in listing.listed(person, Wanted(view=view)).rows:
                    shown = (str(row.ticket), str(row.ticket.owner), row.about, row.respondent)
                    assert shown


def _ordered(person: Person, wanted: Wanted, cursor: str | None) -> list[str]:
    """The plans that find the ids of a page, not that which reads its thirty rows."""
    found = plans(lambda: listing.listed(person, wanted, cursor, size=1), "ORDER BY")
    return [plan for plan in found if "regionpost" not in plan]
