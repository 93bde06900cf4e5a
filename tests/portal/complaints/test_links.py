"""The link of a case: what it opens alone, and that a forged one tells nothing (R131)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.complaints import carried
from tests.factories import complaints as make
from tests.frozen import Frozen
from tests.portal.complaints import cases
from tests.portal.following.conftest import SHIPPER
from yinuo.complaints.actions import merging
from yinuo.complaints.rules.stages import Stage
from yinuo.core import clock
from yinuo.orders.models import Order
from yinuo.staff.models import Person
from yinuo.tickets.models import Ticket
from yinuo.tickets.rules import links

Known = Callable[[str], Client]


def text(answer: Any) -> str:
    assert answer.status_code == 200, answer.status_code
    return str(answer.content.decode())


@pytest.mark.parametrize("typed", ["13911112222", "139 1111 2222", "139-1111-2222", "１３９１１１１２２２２"])
def test_by_the_bare_link_numbers_are_masked(
    theirs: Client, client: Client, agent: Person, typed: str
) -> None:
    """R131: the link is enough to read; telephone numbers in the words only for who proved theirs."""
    case = make.registered(agent, account=f"请打 {typed} 找我", contact_phone=SHIPPER)
    assert typed in text(theirs.get(f"{cases.base(case)}/"))
    page = text(client.get(f"{cases.base(case)}/"))
    assert typed not in page
    assert "请打 139****2222 找我" in page
    assert SHIPPER not in page
    assert "请先验证 138****6621" in page


def test_forged_unknown_and_foreign_links_look_the_same(order: Order, theirs: Client, agent: Person) -> None:
    """R131: another seal, another ref, the link of an order, nonsense: nothing is asked of the database, and
    nothing tells which of them it was.
    """
    case = make.registered(agent, contact_phone=SHIPPER)
    slug = cases.base(case).removeprefix("/c/")
    other = {sign: "3" if sign == "2" else "2" for sign in slug}
    forged = (
        slug[:-1] + other[slug[-1]],
        other[slug[0]] + slug[1:],
        links.track_slug(order.ticket.ref),
        "x" * 16,
    )
    theirs.get("/p/")
    for part in (
        "/",
        "/live/",
        "/received/",
        "/photo/1/",
        "/offer/",
        "/agreement/",
        "/agreement.pdf",
        "/rate/",
        "/more/",
    ):
        told = set()
        for bad in forged:
            with CaptureQueriesContext(connection) as seen:
                answer = theirs.get(f"/c/{bad}{part}")
            told.add((answer.status_code, len(answer.content), len(seen)))
        assert len(told) == 1, (part, told)
        assert next(iter(told))[0] == 404
        assert next(iter(told))[2] == 0


def test_what_is_no_case_looks_like_what_is_none(order: Order, theirs: Client) -> None:
    """R131: a good seal on an order's ref, on one that never was, and on what was forgotten."""
    forgotten = make.registered(None, channel="WEB", contact_phone=SHIPPER)
    Ticket.objects.filter(pk=forgotten.pk).update(forgotten_at=clock.now())
    theirs.get("/p/")
    told = []
    for ref in (order.ticket.ref, "zzzzzzzzzz"):
        with CaptureQueriesContext(connection) as seen:
            answer = theirs.get(f"{links.case_path(ref)}/")
        told.append((answer.status_code, len(answer.content), len(seen)))
    assert told[0] == told[1]
    gone = theirs.get(f"{cases.base(forgotten)}/")
    assert (gone.status_code, len(gone.content)) == told[0][:2] == (404, told[1][1])


def test_an_old_link_tells_nothing_alone(
    theirs: Client, client: Client, agent: Person, frozen: Frozen
) -> None:
    """R131: when the time to come back is over, the link alone is spent; the proved number still reads it."""
    cases.playbook()
    case = carried.case(agent, Stage.CLOSED, outcome="SATISFIED", closed_at=clock.now())
    address = f"{cases.base(case)}/"
    frozen.move(days=29)
    assert client.get(address).status_code == 200
    frozen.move(days=2)
    for part in ("", "live/", "rate/"):
        answer = client.get(address + part)
        assert answer.status_code == 410
        assert case.account not in answer.content.decode()
    assert theirs.get(address).status_code == 200


def test_what_was_merged_leads_to_the_other(theirs: Client, client: Client, agent: Person) -> None:
    """R129: for the proved number that made both; the bare link leads nowhere else."""
    main, other = (make.registered(agent, contact_phone=SHIPPER) for _ in range(2))
    merging.merge(complaint=other, into=main, by=agent)
    there = f'href="{cases.base(main)}/"'
    assert there in text(theirs.get(f"{cases.base(other)}/"))
    assert there not in text(client.get(f"{cases.base(other)}/"))


def test_guessing_links_is_slowed_down(desk: Frozen, client: Client) -> None:
    """R131: after forty forged links of one address the next has to wait."""
    told = [client.get(f"/c/{'a' * 15}{n % 8 + 2}/").status_code for n in range(42)]
    assert told[:40] == [404] * 40
    assert told[41] == 429
