"""What the register says, set right while the case is looked into (R129, R133–R145): the order, whom it is
about, how to reach the customer, the goods.
"""

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yinuo.complaints import may
from yinuo.complaints.actions import changing
from yinuo.complaints.actions.details import FIELDS
from yinuo.complaints.models import Complaint
from yinuo.complaints.rules.goods import SUMS
from yinuo.core import money
from yinuo.desk.complaints import forms as register
from yinuo.desk.complaints.case import looking
from yinuo.desk.complaints.case.dialogs import Act
from yinuo.desk.complaints.case.forms import Asked
from yinuo.desk.inquiries import sheet as orders
from yinuo.staff.models import Person
from yinuo.tickets import may as tickets_may
from yinuo.tickets.models import Ticket

ORDER: Final = "order"
DECIDED: Final = ("type", "severity", "cause", "is_crisis", "manner", "temper", "organisation", "channel")
"""Decided by another dialog, or never changed (R136)."""
DEPARTMENT: Final = "respondent_department"
GOODS: Final = "goods."


class DetailsForm(Asked):
    """The register as it stands, without what is decided elsewhere."""

    order = forms.CharField(
        label=gettext_lazy("业务单号（空着就是和哪一单都没关系）"), max_length=40, required=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def prepare(self) -> None:
        """See `Asked`."""
        known = register.RegisterForm()
        self.fields |= {name: field for name, field in known.fields.items() if name not in DECIDED}
        stands, labels = self.of.respondent_department, self.fields[DEPARTMENT].choices  # type: ignore[attr-defined]
        if stands not in dict(labels):
            self.choose(DEPARTMENT, [*labels, (stands, stands)])

    def clean_order(self) -> Ticket | None:
        """The order of this number, which they may see; untouched the one it is about, seen or not."""
        typed: str = self.cleaned_data[ORDER].strip()
        about = self.of.about
        if typed == _order(self.of, self.by) or (about and typed == about.number):
            return about
        found = [one for one in orders.search_orders(typed, self.by) if typed == one.number] if typed else []
        if typed and len(found) != 1:
            raise forms.ValidationError(_("没有找到这个单号的业务单。"))
        return found[0] if found else None

    def told(self, said: Mapping[str, Any]) -> dict[str, Any]:
        """What `change_details` wants to know."""
        person = next((one for one in register.people() if str(one.pk) == said["respondent"]), None)
        goods = {name.removeprefix(GOODS): said[name] for name in said if name.startswith(GOODS)}
        plain = {name: said[name] for name in FIELDS if name in said}
        return {**plain, "about": said[ORDER], "respondent": person, "goods": goods}

    def groups(self) -> list[tuple[str, list[tuple[BoundField, int]]]]:
        """The fields as the register has them, in groups, each with its columns."""
        is_passed_on = self.of.ticket.channel in register.OFFICIAL or any(
            getattr(self.of, name) for name, _cols in register.OFFICIAL_GROUP.fields
        )
        official = (register.OFFICIAL_GROUP,) if is_passed_on else ()
        first = (_("哪一单"), [(self[ORDER], 12)])
        return [
            first,
            *(
                (_(one.title), self._shown(one))
                for one in (*register.GROUPS, *official, register.GOODS_GROUP)
            ),
        ]

    def _shown(self, group: register.Group) -> list[tuple[BoundField, int]]:
        return [(self[name], cols) for name, cols in group.fields if name in self.fields]

    def clean(self) -> dict[str, Any]:
        """What was said, with what the action wants to know as `told`."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        return said if self.errors else {**said, "told": self.told(said)}


def may_change(person: Person, complaint: Complaint) -> bool:
    """Whoever handles it and reads it in full: name, number and address stand in it."""
    return may.handle(person, complaint) and tickets_may.see_in_full(person, complaint.ticket)


def initial(act: Act) -> Mapping[str, Any]:
    """The register as it stands."""
    case = act.of
    looking.in_full(act.by, case.ticket)
    said: dict[str, Any] = {name: getattr(case, name) for name in FIELDS if name not in ("about", "goods")}
    goods = case.goods | {
        name: money.format_yuan(fen) for name in SUMS if (fen := case.goods.get(name)) is not None
    }
    said |= {f"{GOODS}{name}": value for name, value in goods.items()}
    who = {"respondent": str(case.respondent_id or ""), ORDER: _order(case, act.by)}
    return {**said, **who, "version": case.ticket.version}


def _order(case: Complaint, by: Person) -> str:
    """How the order that it is about is called; to who does not see it, that it stays what it is."""
    if case.about is None:
        return ""
    return case.about.number or case.about.ref if tickets_may.see(by, case.about) else _("未变")


def more(act: Act, form: Asked) -> Mapping[str, Any]:
    """The groups of the dialog."""
    return {"groups": form.groups()} if isinstance(form, DetailsForm) else {}


def change(act: Act) -> object:
    """Write the register anew. Raises what `changing.change_details` does."""
    return changing.change_details(
        complaint=act.of, by=act.by, version=act.said["version"], **act.said["told"]
    )
