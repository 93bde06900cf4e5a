"""The pages of complaints that are measured, and the floor of each, as `bench.floor` has it. Prints JSON.

Run in a process of its own with the desk's environment:
`python -m bench.floor_complaints AGENT MANAGER TOKEN`.
"""

import json
import sys
from datetime import timedelta
from random import Random
from typing import Any
from urllib.parse import urlencode

from bench import accounts
from bench.floor import MONTH, floor  # sets Django up
from yinuo.complaints.models import Complaint, Severity, Type
from yinuo.core import clock
from yinuo.staff.models import Person
from yinuo.tickets.models import Kind, Ticket
from yinuo.tickets.rules import write_cursor

CASES = 300
ASKED = 200
LIST = "/complaints/"
REPORTS = ("complaints", "closures", "satisfaction", "voices")
AGENT, MANAGER = 0, 1
Pages = dict[str, tuple[int, list[str]]]
"""By page who looks and at which addresses."""


def lists(agent: Person) -> Pages:
    """The register: its views, narrowed, and deep in it."""
    live = Ticket.objects.live().filter(kind=Kind.COMPLAINT, team=agent.team).order_by("next_due_at", "id")
    deep = list(live.values_list("next_due_at", "id")[: live.count() // 2])
    middle = Ticket.objects.order_by("-id").values_list("pk", flat=True)[:1][0] // 2
    driver = Complaint.objects.filter(respondent__isnull=False).latest("pk").respondent_id
    closed: dict[str, dict[str, object]] = {
        "closed": {},
        "closed deep": {"cursor": middle},
        "closed type": {"type": Type.DAMAGE},
        "closed grave": {"severity": Severity.CRISIS},
        "closed whom": {"respondent": driver},
        "closed way": {"channel": "FAX"},
        "closed mine": {"whose": "mine"},
    }
    return {
        "register": (AGENT, [LIST]),
        "deep": (AGENT, [f"{LIST}?{urlencode({'cursor': write_cursor(*deep[-1])})}"]),
        "everybody's": (MANAGER, [LIST]),
        "crisis": (AGENT, [f"{LIST}?view=crisis"]),
        "official": (AGENT, [f"{LIST}?view=official"]),
        "narrowed": (AGENT, [f"{LIST}?{urlencode({'type': Type.TIME, 'severity': 2, 'stage': 'PROPOSE'})}"]),
        **{
            name: (AGENT, [f"{LIST}?{urlencode({'view': 'closed', **said})}"])
            for name, said in closed.items()
        },
        "suggestions": (AGENT, [f"{LIST}?kind=suggestion"]),
        "ideas closed": (AGENT, [f"{LIST}?kind=suggestion&view=closed"]),
    }


def cases(agent: Person) -> Pages:
    """Single cases, open and closed, and what is found of perhaps the same matter or of similar cases."""
    rows = Ticket.objects.filter(kind=Kind.COMPLAINT, team=agent.team).order_by("-id")
    opened = list(rows.filter(closed_at__isnull=True).values_list("ref", flat=True)[:CASES])
    closed = list(rows.filter(closed_at__isnull=False).values_list("ref", flat=True)[: CASES * 10 : 10])
    spread = _spread(agent)
    weighed = rows.filter(stage="PROPOSE", owner=agent).values_list("ref", flat=True)[:CASES]
    return {
        "case": (AGENT, [f"{LIST}{ref}/" for ref in opened]),
        "case closed": (AGENT, [f"{LIST}{ref}/" for ref in closed]),
        "alike": (AGENT, [f"/api/v1/complaints/{ref}/alike" for ref in spread]),
        "alike typing": (AGENT, [_typed(Random(place)) for place in range(ASKED)]),
        "precedents": (AGENT, [f"{LIST}{ref}/offer/" for ref in weighed]),
    }


def _typed(dice: Random) -> str:
    """The page on which a complaint is taken, with what the customer said so far."""
    kind = dice.choice(list(accounts.HAPPENED))
    said = {"text": accounts.account(dice, kind), "phone": f"1990{dice.randrange(2000):07d}"}
    return f"{LIST}new/?{urlencode(said)}"


def _spread(agent: Person) -> list[str]:
    """Cases of the agent's team all over the years, without reading them all."""
    step = max(Ticket.objects.latest("id").pk // (ASKED * 5), 1)
    ids = [step * part for part in range(1, ASKED * 5)]
    found = Ticket.objects.filter(pk__in=ids, team=agent.team, kind=Kind.COMPLAINT)
    return list(found.values_list("ref", flat=True)[:ASKED])


def reports() -> Pages:
    """Thirty days of each report, and a month of all in one."""
    last = clock.today()
    month = f"start={last - MONTH}&end={last}"
    year = f"start={last - timedelta(days=364)}&end={last}"
    return {
        **{name: (MANAGER, [f"/reports/{name}/?{month}"]) for name in REPORTS},
        "year": (MANAGER, [f"/reports/complaints/?{year}"]),
    }


def main() -> None:
    """Measure the floor of every page."""
    people = [Person.objects.get(staff_number=number) for number in sys.argv[1:3]]
    every = {**lists(people[AGENT]), **cases(people[AGENT]), **reports()}
    pages: dict[str, Any] = {
        name: {
            "person": people[who].staff_number,
            "paths": found,
            "floor": floor(people[who], found[0], sys.argv[3]),
        }
        for name, (who, found) in every.items()
        if found
    }
    print(json.dumps({"pages": pages}))


if __name__ == "__main__":
    main()
