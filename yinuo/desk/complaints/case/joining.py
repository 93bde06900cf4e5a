"""What can be done about other complaints of perhaps the same matter (R129): joined, merged, parted again."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from yinuo.complaints.actions import merging
from yinuo.complaints.models import Complaint
from yinuo.complaints.queries import alike, loading
from yinuo.complaints.queries.alike import Candidate
from yinuo.core.errors import NotFound
from yinuo.core.text import mask
from yinuo.desk.complaints import page as register
from yinuo.desk.complaints import rows
from yinuo.desk.complaints.case.dialogs import Act, Verb
from yinuo.desk.complaints.case.forms import Asked, choice
from yinuo.tickets.models import Ticket
from yinuo.ui import links

LINK: Final = "link"
MERGE: Final = "merge"


class AlikeForm(Asked):
    """Which other complaint, and whether both go on."""

    other = choice(gettext_lazy("哪一件"))
    how = choice(
        gettext_lazy("怎么办"),
        ((LINK, gettext_lazy("关联，两件都办")), (MERGE, gettext_lazy("是同一件事，并入那一件"))),
    )

    def prepare(self) -> None:
        """See `Asked`: the likeliest first."""
        found = [offered(one) for one in alike.alike(self.of, self.by)]
        self.choose("other", [(one.ticket.ref, one) for one in found])
        self.fields["other"].initial = found[0].ticket.ref if found else None


@dataclass(frozen=True)
class Other:
    """Another complaint of perhaps the same matter, as it is offered: why, since when, how far it is."""

    ticket: Ticket
    url: str
    what: str
    why: tuple[str, ...]
    at: datetime
    stage: str
    tone: str


def offered(found: Candidate) -> Other:
    """A candidate in words; numbers in them hidden, as in every list."""
    ticket = found.complaint.ticket
    return Other(
        ticket=ticket,
        url=links.to("complaint", ticket.ref),
        what=mask.mask_phones(ticket.headline),
        why=tuple(_(register.WHY[one]) for one in found.why),
        at=found.complaint.recorded_at,
        stage=rows.stage_label(ticket.stage, ticket.kind),
        tone=rows.stage_tone(ticket),
    )


def _named(one: Complaint) -> str:
    return f"{one.ticket.number or one.ticket.ref} {mask.mask_phones(one.ticket.headline)}"


def _join(act: Act) -> object:
    other = loading.complaint(act.by, act.said["other"])
    if act.said["how"] == MERGE:
        return merging.merge(complaint=act.of, into=other, by=act.by)
    return merging.link_alike(complaint=act.of, other=other, by=act.by)


def _linked(complaint: Complaint, pk: int) -> Complaint:
    found = Complaint.objects.select_related("ticket").filter(pk=pk).first()
    if found is None:
        raise NotFound("not_found")
    return found


VERBS: Final[dict[str, Verb]] = {
    "alike": Verb(
        gettext_noop("相似的投诉"),
        "link",
        _join,
        gettext_noop("已记下。"),
        AlikeForm,
        explain=lambda act: _("同一单、同一个电话、同一个人，或说法相近的；一件也没有就取消。"),
        template="desk/complaints/case/alike.html",
        wide=True,
    ),
    "unlinking": Verb(
        gettext_noop("取消关联"),
        "undo-2",
        lambda act: merging.unlink_alike(complaint=act.of, other=act.row, by=act.by),
        gettext_noop("已取消关联。"),
        row=_linked,
        explain=lambda act: _named(act.row),
    ),
    "unmerging": Verb(
        gettext_noop("取消合并"),
        "undo-2",
        lambda act: merging.unmerge(complaint=act.of, by=act.by),
        gettext_noop("已取消合并，这一件接着办。"),
        explain=lambda act: _("两件不是同一件事：这一件回到合并前的阶段接着办。"),
    ),
}
"""By noun."""
