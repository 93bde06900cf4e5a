"""The page of a case in words: everything that whoever made it may see, and nothing of the desk's own (R131).

What a page shows is put together here alone; templates only draw it. Two pages that show the same are equal,
so a browser that has it already is told so. Who holds the link without the proved number reads the matter
with numbers masked, and no picture.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _

from yinuo.complaints.models import Agreement, Complaint, Suggestion
from yinuo.complaints.queries import asking, files, following, loading
from yinuo.complaints.queries import offers as offered
from yinuo.complaints.rules import stages
from yinuo.complaints.rules.stages import Stage
from yinuo.core import clock
from yinuo.core.errors import NotFound
from yinuo.core.text import mask
from yinuo.playbooks import queries as playbooks
from yinuo.playbooks.rules import schema
from yinuo.portal.complaints import deciding, happened, words
from yinuo.portal.complaints.coming import Way
from yinuo.portal.complaints.shapes import Act, Row, Shown
from yinuo.promises import queries as promises
from yinuo.tickets import queries as tickets
from yinuo.tickets.models import Attachment
from yinuo.tickets.rules import links
from yinuo.ui import moments
from yinuo.ui import pictures as ui_pictures

EVIDENCE: Final = "complaint"
"""What a picture shows that a customer hands in with their words."""
HEARD: Final = frozenset({"complaint.acknowledged", "complaint.told_wait", "complaint.offer_told"})
"""What keeps a promise to whoever complains; the others are our own."""
_UNSTEPPED: Final = ("WITHDRAWN", "MERGED", "UNREACHED")


def shown(way: Way) -> Shown:
    """What the case looks like to whoever came this way."""
    return complaint(way, way.case) if isinstance(way.case, Complaint) else suggestion(way, way.case)


def complaint(way: Way, case: Complaint) -> Shown:
    """A complaint: stage and deadline in plain words, the offer, the agreement, what is asked of them."""
    now, offer, rating = clock.now(), offered.told(case), following.rating(case)
    is_offered, paper = deciding.is_open(case, offer), deciding.agreement_of(offer)
    is_apart = deciding.is_apart(case, offer)
    is_no = offer is not None and offer.is_refusal
    state, tone, saying = state_of(case, is_offered=is_offered, is_no=is_no, is_rated=rating is not None)
    sent_as = words.KINDS.get(case.proposed.get("sent_as", ""), "")
    return Shown(
        number=case.ticket.number or "",
        kind=_(words.KINDS[case.type]),
        state=_(state),
        tone=tone,
        saying=_(saying),
        due=due_of(case, now, is_offered=is_offered or is_no),
        steps=_steps(case),
        owner=owner_of(case),
        said=_said(way, case),
        pictures=_pictures(way),
        passed=_passed(way, case),
        asked=len(unanswered(case)),
        offer=deciding.offered(case, offer),
        paper=deciding.paper(paper, now),
        rated=_(words.STARS[rating.overall][0]) if rating else "",
        result="",
        next_level=deciding.next_level(case) if is_apart else "",
        bodies=deciding.bodies(case) if is_apart else (),
        lines=happened.lines(case, now),
        acts=tuple(_acts(way, case, is_offered, rating is not None, paper)),
        note=_(words.SENT_AS) % {"kind": _(sent_as)} if sent_as else "",
    )


def suggestion(way: Way, case: Suggestion) -> Shown:
    """A suggestion or praise: thanked, passed on, the result."""
    became = loading.became(case)
    state, tone, saying = words.BECAME if became else words.SORTED[case.ticket.stage]
    after = Act(_("看这件投诉"), f"{links.case_path(became.ticket.ref)}/", is_main=True) if became else None
    return Shown(
        number=case.ticket.number or "",
        kind=_(words.KINDS[case.sort]),
        state=_(state),
        tone=tone,
        saying=_(saying),
        due="",
        steps=(),
        owner=owner_of(case),
        said=_said(way, case),
        pictures=_pictures(way),
        passed=(),
        asked=0,
        offer=None,
        paper=None,
        rated="",
        result=case.result,
        next_level="",
        bodies=(),
        lines=happened.lines(case, clock.now()),
        acts=(after,) if after else (),
    )


def row(case: Complaint | Suggestion, now: datetime) -> Row:
    """One case in a list."""
    if isinstance(case, Complaint):
        kind, text, (state, tone, _saying) = case.type, case.account, state_of(case)
    else:
        kind, text, (state, tone, _saying) = case.sort, case.text, words.SORTED[case.ticket.stage]
    return Row(
        number=case.ticket.number or "",
        what=f"{_(words.KINDS[kind])}　{text[:40]}",
        when=moments.short(case.ticket.opened_at, now),
        state=_(state),
        tone=tone,
        url=f"{links.case_path(case.ticket.ref)}/",
    )


def state_of(
    case: Complaint, *, is_offered: bool = False, is_no: bool = False, is_rated: bool = False
) -> tuple[str, str, str]:
    """Chip, tone and what it means now."""
    stage = Stage(case.ticket.stage)
    if stage is Stage.CLOSED:
        return words.ENDINGS.get(case.outcome, words.ENDINGS["SATISFIED"])
    if is_offered:
        return words.OFFERED
    if stage is Stage.CALL_BACK and is_rated:
        return words.RATED
    if stage is Stage.CALL_BACK and is_no:
        return words.REFUSED
    return words.STAGES[stage]


def due_of(case: Complaint, now: datetime, *, is_offered: bool = False) -> str:
    """By when something happens: what was promised by word, else when somebody calls at the latest by the
    company's rule. What is due among ourselves is not told. Empty once it is decided.
    """
    if case.ticket.stage not in stages.UNDECIDED or is_offered:
        return ""
    if (told := _told(case)) is not None:
        if told > now:
            return _("最晚 %(time)s 前给您结果。") % {"time": moments.short(told, now)}
        return _("说好的时间过了，对不起。正在加紧办，马上给您结果。")
    due = _promised(case)
    if due is not None and due > now:
        return _("最晚 %(time)s 前和您联系或答复您。") % {"time": moments.short(due, now)}
    return _("会尽快和您联系。")


def owner_of(case: Complaint | Suggestion) -> str:
    """Who has it: the number and surname by which they can be asked for."""
    owner = case.ticket.owner
    return _("客服 %(number)s %(name)s") % {"number": owner.staff_number, "name": owner.name} if owner else ""


def customer_word(case: Complaint | Suggestion | None = None) -> str:
    """What the company calls whom it serves: 客户, or 市民 for a public service (R394)."""
    playbook: schema.Playbook | None
    try:
        playbook = tickets.playbook_of(case.ticket) if case else playbooks.current()
    except NotFound:
        playbook = None
    return _(playbook.settings.customer_word) if playbook else _("客户")


def unanswered(case: Complaint) -> list[schema.Question]:
    """What is still asked of them while nothing is decided (R144)."""
    if case.ticket.stage not in stages.UNDECIDED:
        return []
    open_ = (one.question for one in asking.checklist(case) if not one.answer)
    return [question for question in open_ if not _is_known(case, question.fills)]


def _is_known(case: Complaint, fact: str) -> bool:
    """Whether they have told this fact already: nobody is asked twice."""
    if fact.startswith("goods."):
        return bool(case.goods.get(fact.removeprefix("goods.")))
    return bool(fact and getattr(case, fact, ""))


def _told(case: Complaint) -> datetime | None:
    """The waiting time that they were told and that nobody has kept yet; nothing of a round that is over."""
    if case.told_until is None:
        return None
    known = promises.of_ticket(case.ticket)
    is_open = any((one.key, one.state) == (stages.WORD, "OPEN") for one in known)
    return case.told_until if is_open else None


def _promised(case: Complaint) -> datetime | None:
    """The nearest open promise by which they hear from us; one statement."""
    playbook = tickets.playbook_of(case.ticket)
    keys = {one.key for one in (playbook.promises if playbook else ()) if HEARD & set(one.kept_by)}
    due = (one.due_at for one in promises.of_ticket(case.ticket) if one.state == "OPEN" and one.key in keys)
    return min(due, default=None)


def _steps(case: Complaint) -> tuple[tuple[str, str], ...]:
    if case.outcome in _UNSTEPPED:
        return ()
    order = [str(stage) for stage in Stage]
    at = order.index(case.ticket.stage)
    states = ("done" if index < at else "now" if index == at else "" for index in range(len(order)))
    return tuple((str(words.STEPS[key]), state) for key, state in zip(words.STEPS, states, strict=False))


def _said(way: Way, case: Complaint | Suggestion) -> tuple[tuple[str, str], ...]:
    """What they wrote themselves; numbers in it only for whoever proved theirs."""
    if isinstance(case, Complaint):
        told = ((_("发生了什么"), case.account), (_("希望怎么办"), case.wanted))
    else:
        told = ((_("您说的"), case.text), ("", ""))
    about = case.about.number or "" if case.about else ""
    both = (*told, (_("哪一单"), about))
    kept = ((label, text if way.is_own else mask.mask_phones(text)) for label, text in both)
    return tuple((label, text) for label, text in kept if text)


def _pictures(way: Way) -> tuple[str, ...]:
    if not way.is_own:
        return ()
    return tuple(f"{way.base}/photo/{one.pk}/" for one in pictures(way))


def _passed(way: Way, case: Complaint) -> tuple[ui_pictures.Shown, ...]:
    rows = files.for_customer(case) if way.is_own else ()
    return tuple(ui_pictures.shown(rows, lambda one: f"{way.base}/photo/{one}/"))


def pictures(way: Way) -> list[Attachment]:
    """What they handed in themselves."""
    found = tickets.attachments(way.case.ticket)
    return [one for one in found if one.purpose == EVIDENCE and one.by_id is None]


def readable(way: Way) -> list[Attachment]:
    """Every file that they may open: theirs, and what was passed on to them."""
    case = way.case
    return [*pictures(way), *(files.for_customer(case) if isinstance(case, Complaint) else ())]


def _acts(
    way: Way, case: Complaint, is_offered: bool, is_rated: bool, paper: Agreement | None
) -> Iterator[Act]:
    """What can be done now; the pages behind ask for the number where it binds."""
    stage = Stage(case.ticket.stage)
    if is_offered:
        yield Act(_("答复这个方案"), f"{way.base}/offer/", is_main=True)
    if paper is not None and paper.signed_at is None and offered.may_be_signed(paper.offer):
        yield Act(_("看协议、签字"), f"{way.base}/agreement/", is_main=True)
    if following.may_rate(case):
        label = _("又有没办好的，告诉我们") if is_rated else _("评价处理结果")
        yield Act(label, f"{way.base}/rate/", is_main=not is_rated)
    if (main := _merged(way, case)) is not None:
        yield Act(_("看合在一起的那一件"), f"{links.case_path(main.ticket.ref)}/", is_main=True)
    if stage in stages.UNDECIDED:
        yield Act(_("补充情况"), f"{way.base}/more/")
    if following.may_reopen(case):
        yield Act(_("还没办好，重新提出"), f"{way.base}/reopen/")
    if stage in stages.LIVE:
        yield Act(_("撤回投诉"), f"{way.base}/withdraw/")


def _merged(way: Way, case: Complaint) -> Complaint | None:
    """The case that theirs went into, where it is theirs too and their number is proved."""
    main = case.merged_into
    is_theirs = main is not None and bool(way.proved) and main.contact_phone == way.proved and not main.by_ref
    return main if is_theirs else None
