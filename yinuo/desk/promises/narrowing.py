"""How the ledger and its sums are narrowed: one form for both, with the choices within a person's reach."""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from yinuo.core.errors import NotFound
from yinuo.playbooks import queries as playbooks
from yinuo.playbooks.rules import schema
from yinuo.promises.queries import Wanted
from yinuo.promises.rules.outcomes import Outcome
from yinuo.staff import queries as staff
from yinuo.staff.models import Person, Region, Role, Team
from yinuo.tickets.models import reach_of
from yinuo.ui.forms import SmallSelect

Choices = list[tuple[str, str]]
STATES: Final = tuple(str(one) for one in Outcome)


class NarrowForm(forms.Form):
    """What is shown; what makes no sense narrows nothing. Its names are those of `queries.Wanted`."""

    def __init__(self, asked: QueryDict, person: Person) -> None:
        super().__init__(asked)
        ways = [("", _("全部")), ("rule", _("按规定")), ("spoken", _("口头"))]
        offered = {
            "key": (_("条款"), _("全部条款"), keys()),
            "person": (_("负责人"), _("全部人员"), people(person)),
            "team": (_("班组"), _("全部班组"), teams(person)),
            "driver": (_("司机"), _("全部司机"), drivers(person)),
            "region": (_("区域"), _("全部区域"), places(person)),
        }
        self.fields |= {
            name: _choice(label, [("", every), *choices])
            for name, (label, every, choices) in offered.items()
            if choices
        }
        self.fields |= {
            "way": _choice(_("怎么来的"), ways),
            "first": _day(_("到期从")),
            "last": _day(_("到")),
        }
        self.is_valid()

    def wanted(self, state: str = "") -> Wanted:
        """What is asked for, with an outcome."""
        said = self.cleaned_data
        numbers = {name: int(said.get(name) or 0) for name in ("person", "team", "driver", "region")}
        return Wanted(
            state=state if state in STATES else "",
            key=said.get("key") or "",
            way=said.get("way") or "",
            first=said.get("first"),
            last=said.get("last"),
            **numbers,
        )


def query(asked: Mapping[str, Any], **more: Any) -> str:
    """A query string of what is set, `more` in place of what was."""
    said = {name: value for name, value in asked.items() if name != "cursor"} | more
    text = urlencode([(name, str(value)) for name, value in said.items() if value])
    return f"?{text}" if text else "?"


def rules() -> tuple[schema.Promise, ...]:
    """The promises of the manual in force."""
    try:
        return tuple(playbooks.current().promises)
    except NotFound:
        return ()


def keys() -> Choices:
    """Every promise of the manual in force, with its clause."""
    return [(one.key, f"{one.label} {one.clause}".strip()) for one in rules()]


def people(person: Person) -> Choices:
    """Whose promises one may ask for: everybody's, one's team's, or one's own."""
    reach = reach_of(person)
    if reach.is_everything:
        found = staff.people(active=False).exclude(role=Role.DRIVER)
    elif reach.team_id:
        found = staff.people(active=False).filter(team_id=reach.team_id)
    else:
        return [(str(person.pk), _("我自己"))]
    return [(str(one.pk), str(one)) for one in found]


def drivers(person: Person) -> Choices:
    """The drivers, for whoever sees more than their own."""
    reach = reach_of(person)
    if not (reach.is_everything or reach.team_id or reach.region_ids):
        return []
    return [(str(one.pk), str(one)) for one in staff.people(Role.DRIVER, active=False)]


def teams(person: Person) -> Choices:
    """Every team, for whoever sees everything."""
    if not reach_of(person).is_everything:
        return []
    return [(str(one.pk), one.name) for one in Team.objects.order_by("name")]


def places(person: Person) -> Choices:
    """The regions; for who serves some of them only those."""
    reach, rows = reach_of(person), Region.objects.order_by("name")
    if reach.needs_regions or (reach.region_ids and not reach.is_everything):
        rows = rows.filter(pk__in=reach.region_ids)
    return [(str(one.pk), one.name) for one in rows]


def _choice(label: str, choices: Choices) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, required=False, widget=SmallSelect)


def _day(label: str) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date", "class": "input input--sm"})
    return forms.DateField(label=label, required=False, widget=widget)
