"""What can be done about a cause that comes again: a plan, how far it is, done, and whether it works."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from yinuo.complaints import may
from yinuo.complaints.actions import correcting as actions
from yinuo.complaints.models import Corrective
from yinuo.complaints.queries import improving
from yinuo.desk.access import DeskRequest, View, require, signed_in
from yinuo.desk.complaints.case import forms as fields
from yinuo.desk.settings import dialogs
from yinuo.staff import queries as staff
from yinuo.staff.models import Person
from yinuo.tickets import may as tickets_may
from yinuo.ui import links

State = Corrective.State


class PlanForm(forms.Form):
    """What is done, by whom and by which day."""

    what = fields.words(gettext_lazy("怎么整改"))
    due_on = forms.DateField(
        label=gettext_lazy("哪天之前改好"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *given: Any, **said: Any) -> None:
        super().__init__(*given, **said)
        able = [one for one in staff.people() if tickets_may.own(one)]
        self.fields["owner"] = fields.person(_("谁负责"), able)
        self.order_fields(["what", "owner", "due_on"])


class NoteForm(forms.Form):
    """How far it is."""

    text = fields.words(gettext_lazy("做到哪里了"))


class EffectForm(forms.Form):
    """Whether it works, by what was seen since."""

    worked = fields.choice(
        gettext_lazy("有没有效果"),
        (("1", gettext_lazy("有效，不再发生")), ("0", gettext_lazy("无效，重新整改"))),
    )
    effect = fields.words(gettext_lazy("根据什么这样说"))

    def clean_worked(self) -> bool:
        """As a yes or no."""
        return bool(self.cleaned_data["worked"] == "1")


@dataclass(frozen=True)
class Verb:
    """One thing that can be done: its words, its call, in which states it is offered, what the toast says."""

    label: str
    icon: str
    key: str
    do: Callable[..., object]
    states: tuple[State, ...]
    done: str
    form: type[forms.Form] = forms.Form


@dataclass(frozen=True)
class Offered:
    """A verb as a button; `tone` is that of the one that leads on."""

    label: str
    icon: str
    key: str
    url: str
    tone: str


VERBS: Final[Mapping[str, Verb]] = {
    "plan": Verb(
        gettext_noop("定整改办法"), "pencil", "p", actions.set_corrective, (State.OPEN, State.FAILED),
        gettext_noop("整改办法已定。"), PlanForm,
    ),
    "notes": Verb(
        gettext_noop("记进度"), "message-square", "n", actions.note, (State.OPEN, State.FAILED, State.DONE),
        gettext_noop("进度已记下。"), NoteForm,
    ),
    "done": Verb(
        gettext_noop("整改完成"), "check", "e", actions.corrective_done, (State.OPEN,),
        gettext_noop("整改完成，看效果再定。"),
    ),
    "effect": Verb(
        gettext_noop("验证效果"), "badge-check", "e", actions.verify, (State.DONE,),
        gettext_noop("效果已记下。"), EffectForm,
    ),
}  # fmt: skip
"""By noun."""


def offered(person: Person, row: Corrective) -> list[Offered]:
    """What `person` may do next: what is decided is done, what they did themselves is judged by others."""
    if not may.correct(person, row):
        return []
    nouns = [noun for noun, verb in VERBS.items() if row.state in verb.states]
    if not row.what:
        nouns = [noun for noun in nouns if noun != "done"]
    if row.owner_id == person.pk:
        nouns = [noun for noun in nouns if noun != "effect"]
    leading = "done" if "done" in nouns else "effect" if "effect" in nouns else "plan"
    return [_offered(noun, row, "primary" if noun == leading else "") for noun in nouns]


def view(noun: str) -> View:
    """The view of a dialog: asks, acts, goes back to the page."""
    verb = VERBS[noun]

    @signed_in
    def asked(request: DeskRequest, pk: int) -> HttpResponse:
        found = improving.corrective(request.user, pk)
        require(may.correct(request.user, found))
        label = _(verb.label)
        return dialogs.fill(
            request,
            verb.form(
                request.POST if request.method == "POST" else None, initial=dict(_initial(noun, found))
            ),
            lambda said: verb.do(corrective=found, by=request.user, **said),
            title=label,
            verb=label,
            done=_(verb.done),
            back=links.to("corrective", found.pk),
            explanation=_explained(noun, found),
            wide=noun == "plan",
        )

    return asked


def _offered(noun: str, row: Corrective, tone: str) -> Offered:
    verb = VERBS[noun]
    return Offered(_(verb.label), verb.icon, verb.key, links.to(f"corrective-{noun}", row.pk), tone)


def _initial(noun: str, row: Corrective) -> Mapping[str, Any]:
    if noun != "plan":
        return {}
    return {"what": row.what, "owner": str(row.owner_id or ""), "due_on": row.due_on}


def _explained(noun: str, row: Corrective) -> str:
    if noun == "plan":
        return ""
    if noun == "effect":
        return _("整改前 %(before)s 件，整改完成后又来了 %(after)s 件。") % {
            "before": row.count,
            "after": improving.came(row),
        }
    return row.what


VIEWS: Final = {noun: view(noun) for noun in VERBS}
"""By noun."""
