"""What people were not content with in the demo company: complaints that were closed in the weeks before,
today's at every stage, suggestions, praise, and what was grumbled about in a call.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from yinuo.cli.demo import cases, company, day, past
from yinuo.cli.demo.playing import Moment
from yinuo.complaints.actions import correcting, grumbling, suggesting
from yinuo.complaints.models import Corrective, Suggestion
from yinuo.complaints.queries import loading
from yinuo.core import clock, events
from yinuo.customers.rules import Guest
from yinuo.staff import queries as staff
from yinuo.tickets.models import Channel, Ticket

WEEKS: Final = timedelta(days=27)
"""How far back they go: not as far as a repeated cause is counted."""
DAY: Final = timedelta(hours=8)
DISPATCHER: Final = "7001"
PUT_RIGHT: Final = "预计晚到半小时以上，司机先报车管，坐席先给客户打电话；车管每天下午看一次。"


def moments(now: datetime) -> Iterator[Moment]:
    """What happened when: the weeks before, then today."""
    told = company.told()
    known, days = told["customers"], past.working_days(now, WEEKS.days)
    for number, row in enumerate(told["past_complaints"]):
        begin = days[row["day"] % len(days)] + timedelta(minutes=row["at"])
        yield from cases.Case(known, f"demo-past-complaint-{number}", row).moments(begin)
    yield days[-1] + DAY, put_right
    for number, row in enumerate(told["complaints"]):
        begin = now - timedelta(minutes=row["ago"])
        yield from cases.Case(known, f"demo-complaint-{number}", row).moments(begin)
    for number, row in enumerate(told["suggestions"]):
        begin = now - timedelta(minutes=row["ago"])
        yield from _Idea(known, f"demo-suggestion-{number}", row).moments(begin)
    for number, row in enumerate(told["grumbles"]):
        yield now - timedelta(minutes=row["ago"]), _grumble(row, f"demo-grumble-{number}")


def put_right() -> None:
    """Which cause came most is read, and what is done about it is said (R220)."""
    repeated = Corrective.objects.filter(state=Corrective.State.OPEN).order_by("-count").first()
    if repeated is not None:
        correcting.set_corrective(
            corrective=repeated,
            what=PUT_RIGHT,
            owner=staff.person_by_number(DISPATCHER),
            due_on=clock.today() + timedelta(days=14),
            by=staff.person_by_number(cases.MANAGER),
        )


class _Idea:
    """A suggestion or praise, and what became of it (R130)."""

    STEPS: Final = ("made", "thanked", "passed_on", "answered", "closed")

    def __init__(self, known: list[dict[str, Any]], form_key: str, row: Mapping[str, Any]) -> None:
        self.row, self.form_key = row, form_key
        self.customer = known[row["customer"] - 1]
        self.by = staff.person_by_number(row["by"]) if row.get("by") else None
        self.pk = 0

    def moments(self, begin: datetime) -> Iterator[Moment]:
        """What happens when, a quarter of an hour between."""
        for number, step in enumerate(self.STEPS[: self.STEPS.index(self.row["upto"]) + 1]):
            yield begin + timedelta(minutes=15 * number), getattr(self, step)

    @property
    def suggestion(self) -> Suggestion:
        """As it stands now."""
        return loading.fresh_suggestion(self.pk)

    def made(self) -> None:
        """Said on the telephone, or written on the page."""
        phone, number = self.customer["phones"][0], self.row.get("person")
        with events.entered_by("desk" if self.by else "portal"):
            self.pk = suggesting.make(
                sort=self.row["sort"],
                text=self.row["text"],
                channel=Channel.PHONE if self.by else Channel.WEB,
                by=self.by,
                about_person=staff.person_by_number(number) if number else None,
                contact_name=self.customer["address_as"],
                contact_phone=phone,
                guest=None if self.by else Guest(phone=phone),
                form_key=self.form_key,
            ).pk

    def thanked(self) -> None:
        """Thanked for."""
        suggesting.thank(suggestion=self.suggestion, by=self.by)

    def passed_on(self) -> None:
        """Passed on to the department it concerns."""
        suggesting.pass_on(suggestion=self.suggestion, department=self.row["department"], by=self.by)

    def answered(self) -> None:
        """What came of it is told."""
        suggesting.answer(suggestion=self.suggestion, result=self.row["result"], is_acted_on=True, by=self.by)

    def closed(self) -> None:
        """Done."""
        suggesting.close(suggestion=self.suggestion, by=self.by)


def _grumble(row: Mapping[str, Any], form_key: str) -> Callable[[], None]:
    """Somebody grumbles in a call about an order of today (R148)."""

    def note() -> None:
        grumbling.note_grumble(
            text=row["text"],
            by=staff.person_by_number(row["by"]),
            ticket=Ticket.objects.filter(form_key=f"{day.FORM_KEY}{row['scene']}").first(),
            form_key=form_key,
        )

    return note
