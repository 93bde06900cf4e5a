"""The form of a proposal: remedies of the manual with their sums, or a reasoned no (R207–R211, R252–R254)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yinuo.complaints.actions.offering import make_offer, playbook_of
from yinuo.complaints.queries import authority, following, offers, precedents, wording
from yinuo.complaints.queries.carrying import settings_of
from yinuo.complaints.rules.offers import LONGEST_GROUND, LONGEST_OPINION, LONGEST_WORDS, Wish
from yinuo.complaints.rules.precedents import FEWEST
from yinuo.complaints.rules.texts import LONGEST_OFFER
from yinuo.core import money
from yinuo.desk.complaints.case.dialogs import Act
from yinuo.desk.complaints.case.forms import Asked, choice, line, words
from yinuo.playbooks.rules.schema import Remedy
from yinuo.ui.amounts import MoneyField


class OfferForm(Asked):
    """Every remedy that fits this type may be ticked; without any a reason makes it a no."""

    text = words(
        gettext_lazy("对客户说的话（不填就用手册的话）"), longest=LONGEST_OFFER, required=False, rows=4
    )
    opinion = words(gettext_lazy("自己的意见（给审批的人看）"), longest=LONGEST_OPINION, rows=2)
    unusual_for = line(gettext_lazy("和以往不一样的理由"), required=False)

    def prepare(self) -> None:
        """See `Asked`."""
        for remedy in self.remedies:
            self.fields |= _fields(remedy)

    @property
    def remedies(self) -> list[Remedy]:
        """What the manual has for this type of complaint."""
        return list(self.playbook.remedies_for(self.of.type.lower())) if self.playbook else []

    def lines(self) -> Iterator[tuple[Remedy, BoundField, BoundField | None, BoundField, BoundField]]:
        """The remedies with their fields: taken, sum, words, option."""
        for one in self.remedies:
            fen = self[f"{one.key}-fen"] if one.takes_amount else None
            yield one, self[one.key], fen, self[f"{one.key}-words"], self[f"{one.key}-option"]

    def clean(self) -> dict[str, Any]:
        """What was said, with the remedies that were ticked as `wishes`."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        return {**said, "wishes": self._wishes(said)}

    def _wishes(self, said: Mapping[str, Any]) -> list[Wish]:
        return [
            Wish(
                one.key,
                said.get(f"{one.key}-fen") or 0,
                said.get(f"{one.key}-words", ""),
                bool(said.get(f"{one.key}-option")),
            )
            for one in self.remedies
            if said.get(one.key)
        ]


class RefusalForm(Asked):
    """A no is a decision too: with a reason, the law or rule, and kind words."""

    reason = choice(gettext_lazy("为什么不能答应"), shown=False)
    note = line(gettext_lazy("补充说明"), required=False)
    ground = choice(gettext_lazy("依据的法律"), required=False, shown=False)
    rule = line(gettext_lazy("或者：依据的公司规定"), longest=LONGEST_GROUND, required=False)
    opinion = words(gettext_lazy("自己的意见（给审批的人看）"), longest=LONGEST_OPINION, rows=2)
    text = words(
        gettext_lazy("对客户说的话（不填就用手册的话）"), longest=LONGEST_OFFER, required=False, rows=4
    )

    def prepare(self) -> None:
        """See `Asked`."""
        self.reasons("complaint_refuse")
        laws = self.playbook.legal if self.playbook else ()
        cited = [(one.key, f"{one.label} · {one.law}") for one in laws if one.about != "body"]
        self.choose("ground", [("", "—"), *cited])


@dataclass(frozen=True)
class Usual:
    """What was given in similar cases, in fen: the middle and the middle half; the cases to open."""

    count: int
    median: int
    low: int
    high: int
    is_enough: bool
    cases: list[precedents.Case]


def usual(act: Act) -> Usual:
    """What was given before in cases like this one."""
    found = precedents.similar(act.of)
    figures = found.usual
    shown = precedents.shown_to(act.by, found)
    return Usual(figures.count, figures.median, figures.low, figures.high, figures.count >= FEWEST, shown)


def more(act: Act, form: Asked) -> Mapping[str, Any]:
    """What stands beside the remedies: similar cases, the least by law, how much each role may give."""
    if not isinstance(form, OfferForm) or form.playbook is None:
        return {}
    roles = [("agent", _("坐席")), ("team_leader", _("组长")), ("manager", _("经理"))]
    return {
        "lines": list(form.lines()),
        "usual": usual(act),
        "least": offers.least(act.of, form.playbook),
        "limits": [(label, authority.limit_of(form.playbook, role)) for role, label in roles],
        "wanted": act.of.wanted,
        "wish": following.wish(act.of),
        "customer_word": settings_of(act.of).customer_word,
    }


def initial(act: Act) -> Mapping[str, Any]:
    """What the proposal before had: whoever changes one sum need not type the rest again. What it says by the
    manual is left out, to be said anew with the sums of now. Raises NotNow("playbook_missing").
    """
    before = offers.standing(act.of)
    if before is None or before.is_refusal:
        return {}
    found: dict[str, Any] = {
        "opinion": before.opinion,
        "text": wording.own_words(before, playbook_of(act.of)),
        "unusual_for": before.unusual_for,
    }
    for item in offers.items_of(before):
        found |= {
            item.remedy: True,
            f"{item.remedy}-fen": money.format_yuan(item.amount) if item.amount else "",
            f"{item.remedy}-words": item.words,
            f"{item.remedy}-option": item.is_option,
        }
    return found


def offer(act: Act) -> object:
    """Draft the proposal."""
    form = act.said
    return make_offer(
        complaint=act.of,
        items=form["wishes"],
        opinion=form["opinion"],
        text=form["text"],
        unusual_for=form["unusual_for"],
        by=act.by,
    )


def refuse(act: Act) -> object:
    """Draft a reasoned no."""
    said = act.said
    return make_offer(
        complaint=act.of,
        items=[],
        opinion=said["opinion"],
        text=said["text"],
        is_refusal=True,
        reason=said["reason"],
        note=said.get("note", ""),
        ground=said["ground"] or said["rule"],
        by=act.by,
    )


def _fields(remedy: Remedy) -> dict[str, forms.Field]:
    found: dict[str, forms.Field] = {
        remedy.key: forms.BooleanField(label=remedy.label, required=False, widget=_tick()),
        f"{remedy.key}-words": line(_("说明"), longest=LONGEST_WORDS, required=False),
        f"{remedy.key}-option": forms.BooleanField(label=_("给客户选"), required=False, widget=_tick()),
    }
    if remedy.takes_amount:
        found[f"{remedy.key}-fen"] = MoneyField(label=_("金额（元）"), required=False)
    for name, field in found.items():
        if not isinstance(field, forms.BooleanField):
            label = f"{remedy.label} {field.label}"
            field.widget.attrs |= {"class": "input input--sm", "aria-label": label, "autocomplete": "off"}
            field.widget.attrs |= {"placeholder": field.label} if name.endswith("-words") else {}
    return found


def _tick() -> forms.CheckboxInput:
    return forms.CheckboxInput(attrs={"class": "tick"})
