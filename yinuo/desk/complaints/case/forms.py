"""Fields of the dialogs about a complaint."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yinuo.complaints import may
from yinuo.complaints.models import Complaint
from yinuo.complaints.rules.texts import LONGEST_FINDING, LONGEST_REASON, LONGEST_RESTATED
from yinuo.desk.complaints.case import masking, meanwhile
from yinuo.playbooks.rules.schema import Playbook
from yinuo.staff import queries as staff
from yinuo.staff.models import Person
from yinuo.tickets import may as tickets_may
from yinuo.tickets import queries as tickets
from yinuo.ui import forms as ui_forms

Choices = Iterable[tuple[Any, Any]]


class Asked(forms.Form):
    """A form about one complaint, asked by one person; `row` is what of it is meant: a statement, a chore.

    `initial` is what stands there; unless it is read `in_full` the numbers in it are shown hidden.
    """

    def __init__(
        self,
        data: Any,
        files: Any,
        *,
        of: Complaint,
        by: Person,
        row: Any,
        initial: Mapping[str, Any],
        in_full: bool = True,
    ) -> None:
        super().__init__(data, files, initial=dict(masking.shown(initial, in_full)))
        self.of, self.by, self.row, self.stands = of, by, row, initial
        self.prepare()
        meanwhile.guarded(self)

    def prepare(self) -> None:
        """Fill the choices, which the case and its manual know."""

    def clean(self) -> dict[str, Any]:
        """What was said; what nobody touched stays as it stands, to the letter and to the second."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        for name, stands in self.stands.items():
            typed = said.get(name)
            if isinstance(stands, datetime) and typed == minute(stands):
                said[name] = stands
            elif isinstance(stands, str) and isinstance(typed, str):
                said[name] = self._kept(name, typed, stands)
                self._refuse_stars(name, said[name], stands)
        return said

    def _kept(self, name: str, typed: str, stands: str) -> str:
        """What counts as typed. Who reads the case of their own accord was never shown it masked: they may
        hide a number on purpose.
        """
        field = self.fields[name]
        if masking.is_untouched(field, typed, stands):
            return stands
        return typed if self._reads_all else masking.put_back(field, typed, stands)

    def _refuse_stars(self, name: str, typed: str, stands: str) -> None:
        if not self._reads_all and masking.has_stars(typed, stands):
            self.add_error(name, _("这里有遮住的号码，存了就找不回来。先点“显示完整资料”，再写全。"))

    @property
    def _reads_all(self) -> bool:
        return tickets_may.see_in_full(self.by, self.of.ticket)

    @property
    def playbook(self) -> Playbook | None:
        """The manual of the case."""
        return tickets.playbook_of(self.of.ticket)

    def choose(self, name: str, choices: Choices) -> None:
        """What a choice offers."""
        self.fields[name].choices = list(choices)  # type: ignore[attr-defined]  # it has choices

    def reasons(self, group: str) -> None:
        """Offer the manual's reasons of a group; without any the note says it all."""
        known = self.playbook.reasons.get(group, ()) if self.playbook else ()
        if known:
            self.choose("reason", [(one.key, one.label) for one in known])
        else:
            self.fields["reason"] = line(_("原因"), longest=LONGEST_REASON)
            del self.fields["note"]


def minute(at: datetime) -> datetime:
    """A moment as a field shows it."""
    return at.replace(second=0, microsecond=0)


def line(label: Any, *, longest: int = LONGEST_REASON, required: bool = True) -> forms.CharField:
    """A few words in one line."""
    return forms.CharField(label=label, max_length=longest, required=required)


def words(
    label: Any, *, longest: int = LONGEST_FINDING, required: bool = True, rows: int = 3
) -> forms.CharField:
    """What is said, in a few lines."""
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=longest, required=required, widget=area)


def choice(
    label: Any, choices: Choices = (), *, required: bool = True, shown: bool = True
) -> forms.ChoiceField:
    """One of a few, side by side, or of many in a list."""
    widget = forms.RadioSelect() if shown else forms.Select()
    return forms.ChoiceField(label=label, choices=list(choices), required=required, widget=widget)


def labels(of: Any) -> Choices:
    """The choices of a kind, in the language of whoever reads them."""
    return [(str(one.value), gettext_lazy(str(one.label))) for one in of]


def person(label: Any, people: Iterable[Person], *, required: bool = True) -> forms.TypedChoiceField:
    """One of our people, in a list."""
    known = {str(one.pk): one for one in people}
    choices = [(key, f"{one.name} {one.staff_number}") for key, one in known.items()]
    empty = [] if required else [("", "—")]
    return forms.TypedChoiceField(
        label=label, choices=[*empty, *choices], required=required, coerce=known.get, empty_value=None
    )


def department(label: Any, playbook: Playbook | None, *, required: bool = True) -> forms.ChoiceField:
    """One of the manual's departments."""
    known = [(one.key, one.label) for one in playbook.departments] if playbook else []
    return choice(label, [*([] if required else [("", "—")]), *known], required=required, shown=False)


class RestateForm(Asked):
    """The problem in our words; the customer has confirmed it (R186)."""

    words = words(gettext_lazy("复述给客户听的话"), longest=LONGEST_RESTATED, rows=4)
    is_confirmed = forms.BooleanField(label=gettext_lazy("客户听了，确认就是这样"), required=False)


class AnswerForm(Asked):
    """What the customer answered to a question of the checklist; its field stands in the page (R311)."""

    text = forms.CharField(required=False)


class WaitForm(Asked):
    """By when the customer has an answer (R155)."""

    due_at = ui_forms.moment(gettext_lazy("告诉客户几点之前答复"))


class NoteForm(Asked):
    """A word to go with it."""

    note = words(gettext_lazy("要说明的"), longest=LONGEST_REASON, required=False, rows=2)


class LeaderForm(NoteForm):
    """Whom is called: the level that is wanted, so that a key pressed twice is one call."""

    level = forms.IntegerField(widget=forms.HiddenInput, required=False)


class BackForm(Asked):
    """Why it goes back."""

    why = line(gettext_lazy("为什么退回"))


class ReasonForm(Asked):
    """Why; a group of the manual's reasons."""

    group = ""
    reason = choice(gettext_lazy("原因"))
    note = line(gettext_lazy("补充说明"), required=False)

    def prepare(self) -> None:
        """See `Asked`."""
        self.reasons(self.group)


class OverrideForm(ReasonForm):
    """Why a must is let go."""

    group = "complaint_override"


class WaiveForm(ReasonForm):
    """Why nobody has to say anything."""

    group = "complaint_waive"


class WithdrawForm(ReasonForm):
    """Why the customer takes it back."""

    group = "complaint_withdraw"


class DropForm(ReasonForm):
    """Why it is no longer needed."""

    group = "complaint_drop"


class TransferForm(ReasonForm):
    """To whom, and why (R157)."""

    group = "complaint_transfer"
    field_order = ("to", "reason", "note")

    def prepare(self) -> None:
        """See `Asked`."""
        super().prepare()
        taking = [one for one in staff.people() if self.may_take(one)]
        self.fields["to"] = person(_("交给谁"), taking)
        self.order_fields(self.field_order)

    def may_take(self, one: Person) -> bool:
        """Whether this person can own the case."""
        ticket = self.of.ticket
        return may.own(one) and one.pk not in (ticket.owner_id, ticket.barred_id)
