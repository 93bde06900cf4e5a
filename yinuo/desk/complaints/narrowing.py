"""How the register is narrowed: its views, whose cases, and the form of the filters."""

from typing import Any, Final

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from yinuo.complaints.models import Severity, Type
from yinuo.complaints.queries.listing import View, Wanted, Whose
from yinuo.complaints.rules.stages import LIVE, Sorted, Stage
from yinuo.desk.complaints import rooms
from yinuo.staff import queries as staff
from yinuo.tickets.models import Channel
from yinuo.ui.forms import SmallSelect

COMPLAINT: Final = rooms.REGISTER
SUGGESTION: Final = rooms.SUGGESTIONS
VIEWS: Final = {
    View.OPEN: gettext_noop("未结"),
    View.CRISIS: gettext_noop("危机"),
    View.OFFICIAL: gettext_noop("上级转办"),
    View.CLOSED: gettext_noop("已结案"),
}
WHOSE: Final = {
    Whose.ALL: gettext_noop("全部"),
    Whose.MINE: gettext_noop("我的"),
    Whose.TEAM: gettext_noop("班组"),
}
Choices = list[tuple[str, str]]


class NarrowForm(forms.Form):
    """What is shown; what makes no sense narrows nothing. Its names are those of `Wanted`."""

    def __init__(self, asked: QueryDict) -> None:
        super().__init__(asked)
        self.kind = SUGGESTION if asked.get("kind") == SUGGESTION else COMPLAINT
        self.view = _one_of(View, asked.get("view"), View.OPEN)
        self.whose = _one_of(Whose, asked.get("whose"), Whose.ALL)
        offered = {"stage": (_("环节"), self._stages()), "channel": (_("来自"), _labels(Channel))}
        if self.kind == COMPLAINT:
            people = [(str(pk), named) for pk, named in staff.everybody()]
            offered |= {
                "type": (_("类型"), _labels(Type)),
                "severity": (_("严重程度"), _labels(Severity)),
                "respondent": (_("被投诉人"), people),
            }
        self.fields |= {name: _choice(*one) for name, one in offered.items() if one[1]}
        self.is_valid()

    @property
    def is_narrowed(self) -> bool:
        """Whether any filter is set."""
        return any(self.cleaned_data.values())

    def wanted(self) -> Wanted:
        """What is asked for."""
        said = self.cleaned_data
        return Wanted(
            view=self.view,
            whose=self.whose,
            stage=said.get("stage") or "",
            type=said.get("type") or "",
            severity=int(said.get("severity") or 0),
            channel=said.get("channel") or "",
            respondent=int(said.get("respondent") or 0),
        )

    def _stages(self) -> Choices:
        """The stages in which something open can be."""
        if self.view == View.CLOSED:
            return []
        if self.kind == SUGGESTION:
            return [(value, label) for value, label in _labels(Sorted) if value != Sorted.CLOSED]
        return [(value, label) for value, label in _labels(Stage) if value in LIVE]


def views(kind: str) -> dict[View, str]:
    """The cuts of a kind: suggestions are open or over."""
    every = (View.OPEN, View.CLOSED) if kind == SUGGESTION else tuple(View)
    return {one: label for one, label in VIEWS.items() if one in every}


def _labels(of: Any) -> Choices:
    return [(str(one.value), _(str(one.label))) for one in of]


def _one_of(of: Any, said: str | None, otherwise: Any) -> Any:
    return of(said) if said in set(of) else otherwise


def _choice(label: str, choices: Choices) -> forms.ChoiceField:
    every = [("", _("不限")), *choices]
    return forms.ChoiceField(label=label, choices=every, required=False, widget=SmallSelect)
