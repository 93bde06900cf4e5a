"""A promise as a line of the ledger: what, by which clause, whose, how it stands, why it was late."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from yinuo.core import clock
from yinuo.core.text import mask
from yinuo.promises import may
from yinuo.promises.models import Promise
from yinuo.promises.rules import outcomes
from yinuo.promises.rules.outcomes import Outcome
from yinuo.staff.models import Person
from yinuo.ui import countdowns

WORDS: Final = {
    Outcome.OPEN: (gettext_noop("进行中"), "info"),
    Outcome.BROKEN: (gettext_noop("已超时"), "bad"),
    Outcome.KEPT: (gettext_noop("按时做到"), "ok"),
    Outcome.LATE: (gettext_noop("晚了才做到"), "warn"),
    Outcome.CANCELLED: (gettext_noop("已取消"), ""),
}


@dataclass(frozen=True)
class Row:
    """One promise; `late` says for how long it is or was late, empty when it was not; in `label` and
    `reason`, which people write, numbers are masked.
    """

    one: Promise
    url: str
    story_url: str
    label: str
    way: str
    place: str
    state: str
    tone: str
    late: str
    reason: str
    explain_url: str = ""


def row(promise: Promise, person: Person | None = None) -> Row:
    """A promise as a line; nothing of it is asked for again. `person` may perhaps write why it was late."""
    word, tone = WORDS[outcome_of(promise)]
    late = lateness(promise, clock.now())
    return Row(
        one=promise,
        url=reverse("promise", args=[promise.pk]),
        story_url=reverse("ticket-promises", args=[promise.ticket.ref]) + f"#p-{promise.pk}",
        label=mask.mask_phones(promise.label),
        way=_("口头") if promise.is_spoken else _("按规定"),
        place=" · ".join(one.name for one in (promise.team, promise.region) if one),
        state=_(word),
        tone=tone,
        late=countdowns.span(late.total_seconds()) if late else "",
        reason=mask.mask_phones(promise.late_reason),
        explain_url=_explain_url(promise, person) if late and not promise.late_reason else "",
    )


def _explain_url(promise: Promise, person: Person | None) -> str:
    if person is None or not may.explain_lateness(person, promise):
        return ""
    return reverse("promise-act", args=[promise.pk, "lateness"])


def outcome_of(promise: Promise) -> Outcome:
    """How a promise stands; one whose time has just passed is late before the loop has come by."""
    is_broken = promise.broken_at is not None or promise.is_late(clock.now())
    return outcomes.outcome(state=promise.state, is_broken=is_broken)


def lateness(promise: Promise, now: datetime) -> timedelta:
    """How long it is or was late; none when it was not, or while its clock stands still."""
    if promise.state == Promise.State.OPEN and promise.is_paused:
        return timedelta(0)
    return max((promise.ended_at or now) - promise.due_at, timedelta(0))
