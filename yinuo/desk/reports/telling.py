"""A ticket that was counted, and why it was counted so."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from yinuo.core import clock
from yinuo.core.text import mask
from yinuo.desk.reports import figures
from yinuo.promises.models import Promise
from yinuo.reports.models import ComplaintFact, LinkUse, OrderFact, Outcome, QuestionFact, ReviewFact, Timing
from yinuo.reports.queries import Case, label_of
from yinuo.tickets.models import Ticket


@dataclass(frozen=True)
class Told:
    """A line of the list: the ticket, how it was counted, in which tone.

    Telephones in what was written are masked: in whose name, what about, what was promised.
    """

    ticket: Ticket
    said: str
    tone: str
    customer: str
    headline: str


def told(case: Case) -> Told:
    """How a case was counted, in words."""
    counted, ticket = case.counted, case.ticket
    match counted:
        case Promise():
            said, tone = _of_promise(counted)
        case QuestionFact():
            said, tone = _of_question(counted)
        case ReviewFact():
            said, tone = _of_review(counted)
        case ComplaintFact():
            said, tone = _of_voice(counted)
        case _:
            said, tone = _of_order(counted)
    return Told(ticket, said, tone, mask.mask_phones(ticket.customer_name), mask.mask_phones(ticket.headline))


def _of_promise(promise: Promise) -> tuple[str, str]:
    label = mask.mask_phones(promise.label)
    if promise.broken_at is None and promise.state == Promise.State.KEPT:
        return _("%(label)s：按时做到") % {"label": label}, "ok"
    ended = promise.ended_at or clock.now()
    late = figures.span(max(int((ended - promise.due_at).total_seconds()), 0))
    said = _("%(label)s：超时 %(late)s") % {"label": label, "late": late}
    return said + _excuse(promise.late_is_objective), "bad"


def _of_order(fact: OrderFact) -> tuple[str, str]:
    """Slip and pick-up as far as they are decided; of who did not ship, why."""
    if fact.outcome != Outcome.SHIPPED:
        return label_of("reason", f"{fact.outcome}|{fact.reason}"), ""
    parts = [
        _timing(_("派单"), fact.slip),
        _timing(_("提货"), fact.pickup, fact.late_seconds),
        _timing(_("送达"), fact.delivery),
    ]
    said = "，".join(part for part in parts if part) or _("成交")
    is_late = {fact.slip, fact.pickup, fact.delivery} & {Timing.LATE, Timing.OBJECTIVE}
    return said, "bad" if is_late else "ok"


def _of_question(fact: QuestionFact) -> tuple[str, str]:
    """What was asked, whether it was answered at once, whether the call-back was kept."""
    if fact.is_self:
        return _("自己查看"), "ok"
    parts = [label_of("type", fact.type), _timing(_("回电"), fact.callback)]
    if fact.is_first and not fact.is_repeat:
        parts.append(_("一次答清"))
    elif fact.is_repeat:
        parts.append(_("7 天内又来问"))
    if fact.link:
        parts.append(_("看过链接") if fact.link == LinkUse.USED else _("发了链接"))
    is_late = fact.callback in (Timing.LATE, Timing.OBJECTIVE)
    return "，".join(part for part in parts if part), "bad" if is_late else ""


def _of_review(fact: ReviewFact) -> tuple[str, str]:
    """By which rule, whether it was reviewed in time, what became of it."""
    outcome = str(ReviewFact.Outcome(fact.outcome).label)
    parts = [label_of("shift", fact.rule), _timing(_("核单"), fact.review), _(outcome)]
    is_late = fact.review in (Timing.LATE, Timing.OBJECTIVE)
    return "，".join(part for part in parts if part), "bad" if is_late else ""


def _of_voice(fact: ComplaintFact) -> tuple[str, str]:
    """What it was about, how soon it was taken up and closed, how content the customer is."""
    sort = ComplaintFact.Sort(fact.sort)
    if sort != ComplaintFact.Sort.COMPLAINT:
        taken_up = _("后来成了投诉") if sort == ComplaintFact.Sort.GRUMBLE else _("已答复")
        return "，".join([_(str(sort.label)), *([taken_up] if fact.is_taken_up else [])]), ""
    parts = [
        label_of("type", fact.type),
        _timing(_("受理"), fact.ack),
        _closed(fact),
        _("又打开过") if fact.is_reopened else "",
        _("满意度 %(mark)s 分") % {"mark": fact.overall} if fact.overall else "",
        _("赔付 %(money)s") % {"money": figures.money(fact.compensation)} if fact.compensation else "",
    ]
    is_late = fact.ack in (Timing.LATE, Timing.OBJECTIVE) or (fact.was_closed and not fact.is_in_time)
    return "，".join(part for part in parts if part), "bad" if is_late else ""


def _closed(fact: ComplaintFact) -> str:
    if fact.closed_on is None:
        return ""
    return _("期限内办结") if fact.is_in_time else _("超期办结")


def _timing(what: str, timing: str, late: int = 0) -> str:
    if not timing:
        return ""
    if timing == Timing.IN_TIME:
        return _("%(what)s及时") % {"what": what}
    by = f" {figures.span(late)}" if late else ""
    return _("%(what)s晚了%(by)s") % {"what": what, "by": by} + _excuse(timing == Timing.OBJECTIVE)


def _excuse(is_objective: bool) -> str:
    return _("（客观原因）") if is_objective else ""
