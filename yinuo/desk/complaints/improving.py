"""What is learned: lessons to be looked up (R220), and what is done about causes that come again."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlencode

from django import forms
from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from yinuo.complaints import may
from yinuo.complaints.models import Cause, Complaint, Corrective, Lesson, Type
from yinuo.complaints.queries import improving, lessons
from yinuo.complaints.queries.improving import Cut
from yinuo.core import clock
from yinuo.core.text import mask
from yinuo.desk.access import DeskRequest, only, signed_in
from yinuo.desk.complaints import correcting, entries, rooms, rows
from yinuo.desk.complaints.case.cards import CORRECTIVE_TONES
from yinuo.playbooks import queries as playbooks
from yinuo.ui import links, regions
from yinuo.ui.forms import SmallSelect

State = Corrective.State
CUTS: Final = {
    Cut.OPEN: gettext_noop("待整改"),
    Cut.OVERDUE: gettext_noop("逾期"),
    Cut.DONE: gettext_noop("待验证"),
    Cut.WORKED: gettext_noop("有效"),
}
LONGEST_WORDS: Final = 40


@dataclass(frozen=True)
class Row:
    """An action as it is listed; `came` are the cases since it was done, None while it is not."""

    row: Corrective
    cause: str
    url: str
    state: str
    tone: str
    is_overdue: bool
    came: int | None


@dataclass(frozen=True)
class Told:
    """One line of what became of it."""

    icon: str
    tone: str
    title: str
    at: datetime
    by: str
    said: str


@dataclass(frozen=True)
class Learned:
    """A lesson and its case; nobody's number stands in it."""

    row: Lesson
    case: Complaint
    url: str
    sort: str
    cause: str
    change: str


class SoughtForm(forms.Form):
    """By what lessons are looked for; what makes no sense narrows nothing."""

    def __init__(self, asked: QueryDict) -> None:
        super().__init__(asked)
        self.fields["type"] = _choice(_("类型"), Type)
        self.fields["cause"] = _choice(_("原因"), Cause)
        self.is_valid()

    words = forms.CharField(
        label=gettext_lazy("教训里的字"), max_length=LONGEST_WORDS, required=False,
        widget=forms.TextInput(attrs={"class": "input input--sm", "type": "search", "data-key": "/"}),
    )  # fmt: skip

    def sought(self) -> lessons.Sought:
        """What is asked for."""
        return lessons.Sought(**{name: self.cleaned_data.get(name) or "" for name in self.fields})


@only(may.list_correctives)
def correctives(request: DeskRequest) -> HttpResponse:
    """What is done about causes that came again, by how far it is."""
    person, said = request.user, request.GET
    cut = said.get("cut", "") if said.get("cut", "") in tuple(Cut) else str(Cut.OPEN)
    page, counts = improving.correctives(person, cut, said.get("cursor") or None), improving.counts(person)
    came, here = improving.came_since(page.rows), links.to("correctives")
    context = {
        "rooms": rooms.of(person, rooms.CORRECTIVES),
        "cuts": [(_(label), f"{here}?cut={one}", counts[one], one == cut) for one, label in CUTS.items()],
        "rows": [_row(one, came[one.pk]) for one in page.rows],
        "is_mine": not may.see_correctives(person),
        "older": f"{here}?cut={cut}&cursor={page.next_cursor}" if page.next_cursor else "",
        "newest": f"{here}?cut={cut}" if said.get("cursor") else "",
    }
    return regions.render(request, "desk/complaints/correctives.html", context, regions=("correctives",))


@signed_in
def corrective(request: DeskRequest, pk: int) -> HttpResponse:
    """One of them: its cases, what is done, by whom and until when, how far it is, and whether it works."""
    found = improving.corrective(request.user, pk)
    context = {
        "one": _row(found, improving.came(found)),
        "days": playbooks.current().settings.repeat_days,
        "since": (clock.today() - clock.local(found.done_at).date()).days if found.done_at else None,
        "cases": [rows.row(one) for one in improving.cases(request.user, found)],
        "told": [_told(one) for one in improving.happened(found)],
        "verbs": correcting.offered(request.user, found),
        "lessons_url": f"{links.to('lessons')}?{urlencode({'type': found.type, 'cause': found.cause})}",
        "may_see_lessons": may.see_list(request.user),
    }
    return regions.render(request, "desk/complaints/corrective.html", context, regions=("corrective",))


@only(may.see_list)
def learned(request: DeskRequest) -> HttpResponse:
    """The lessons of cases, to be looked up by cause and by words."""
    form, cursor, here = SoughtForm(request.GET), request.GET.get("cursor", ""), links.to("lessons")
    page = lessons.lessons(request.user, form.sought(), cursor or None)
    asked = {name: value for name, value in form.cleaned_data.items() if value}
    context = {
        "rooms": rooms.of(request.user, rooms.LESSONS),
        "form": form,
        "is_narrowed": bool(asked),
        "rows": [_learned(one) for one in page.rows],
        "older": f"{here}?{urlencode({**asked, 'cursor': page.next_cursor})}" if page.next_cursor else "",
        "newest": f"{here}?{urlencode(asked)}" if cursor else "",
    }
    return regions.render(request, "desk/complaints/lessons.html", context, regions=("lessons",))


def cause_of(row: Corrective | Complaint) -> str:
    """What comes again, in words: 时效 · 义务缺失."""
    cause = _(str(Cause(row.cause).label)) if row.cause else _("没有分原因")
    return f"{_(str(Type(row.type).label))} · {cause}"


def _row(row: Corrective, came: int) -> Row:
    state = State(row.state)
    is_open = state in (State.OPEN, State.FAILED)
    return Row(
        row=row,
        cause=cause_of(row),
        url=links.to("corrective", row.pk),
        state=_(str(state.label)),
        tone=CORRECTIVE_TONES[state],
        is_overdue=is_open and row.due_on is not None and row.due_on < clock.today(),
        came=came if row.done_at else None,
    )


def _told(one: improving.Happened) -> Told:
    title, icon, tone = entries.WORDS[one.kind]
    return Told(icon, tone, _(title), one.at, one.by, mask.mask_phones(one.said))


def _learned(row: Lesson) -> Learned:
    case = row.complaint
    texts = (mask.mask_phones(one) for one in (row.cause, row.change))
    return Learned(row, case, links.to("complaint", case.ticket.ref), cause_of(case), *texts)


def _choice(label: str, of: Any) -> forms.ChoiceField:
    choices = [("", _("不限")), *((str(one.value), _(str(one.label))) for one in of)]
    return forms.ChoiceField(label=label, choices=choices, required=False, widget=SmallSelect)
