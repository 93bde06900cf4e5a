"""Solved while the customer is there: everything that the long way asks, in one dialog (R169, R177, R182)."""

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from yinuo.complaints.actions import settling, solving
from yinuo.complaints.models import Complaint, Degree
from yinuo.complaints.queries import asking
from yinuo.complaints.rules.stages import LIVE, Stage
from yinuo.complaints.rules.texts import LONGEST_FINDING, LONGEST_RESTATED
from yinuo.core.text import mask
from yinuo.desk.complaints.case import looking, offers
from yinuo.desk.complaints.case.deciding import WeighForm
from yinuo.desk.complaints.case.dialogs import Act
from yinuo.desk.complaints.case.following import CONTACT_WAYS, MARKS, PAY_WAYS
from yinuo.desk.complaints.case.forms import Asked, choice, labels, line, words
from yinuo.tickets import queries as tickets

ASKED: Final = "ask-"
DID: Final = "did-"
WEIGHED: Final = ("has_long_relation", "may_buy_again", "word_of_mouth", "demand")
FOUND: Final = ("cause_found", "motive", "core_demand", "degree")
SETTLING: Final = ("opinion", "unusual_for")
DONE: Final = ("has_agreed", "way", "pay_way", "receipt", "done", "overall", "said")
HEARD: Final = gettext_noop("听清楚、复述")
LOOKED_INTO: Final = gettext_noop("原因和判断")
SETTLED: Final = gettext_noop("办好、问满意")
NARROW: Final = {"has_long_relation": 6, "may_buy_again": 6, "way": 6, "pay_way": 6, "receipt": 6}
"""Columns of 12; what is not named takes a line."""


class SpotForm(offers.OfferForm):
    """The evidence of every stage; what was said already stands in it."""

    restated = words(gettext_lazy("复述给客户听的话"), longest=LONGEST_RESTATED, rows=2)
    cause_found = words(gettext_lazy("查明的原因"), longest=1000, rows=2)
    motive = line(gettext_lazy("客户为什么投诉（动机）"), longest=LONGEST_FINDING)
    core_demand = line(gettext_lazy("客户到底要什么（核心诉求）"), longest=LONGEST_FINDING)
    degree = choice(gettext_lazy("公司有没有过失，有多大"), labels(Degree))
    has_agreed = forms.BooleanField(label=gettext_lazy("客户听了复述说对，也同意这样办"), required=False)
    way = choice(gettext_lazy("客户在哪里"), CONTACT_WAYS, shown=False)
    pay_way = choice(gettext_lazy("付款方式"), [("", "—"), *PAY_WAYS], required=False, shown=False)
    receipt = line(gettext_lazy("付款凭证号"), longest=60, required=False)
    done = line(gettext_lazy("怎么办好的、凭据（单号、签收人）"), longest=300)
    overall = choice(gettext_lazy("客户满意程度"), MARKS)
    said = line(gettext_lazy("客户原话"), longest=LONGEST_FINDING, required=False)

    def prepare(self) -> None:
        """See `Asked`."""
        super().prepare()
        weigh = WeighForm(None, None, of=self.of, by=self.by, row=None, initial={})
        self.fields |= {name: weigh.fields[name] for name in WEIGHED}
        self.fields |= {f"{DID}{key}": _tick(label) for key, label in by_hand(self.of).items()}
        self.fields |= {
            f"{ASKED}{key}": line(ask, longest=LONGEST_FINDING) for key, ask in unasked(self.of).items()
        }

    def before(self) -> list[tuple[str, list[tuple[BoundField, int]]]]:
        """The fields above the remedies, in groups, each with its columns."""
        heard = [name for name in self.fields if name.startswith((DID, ASKED))]
        return [
            (_(HEARD), self._wide("restated", *heard)),
            (_(LOOKED_INTO), self._wide(*FOUND, *WEIGHED)),
        ]

    def after(self) -> list[tuple[str, list[tuple[BoundField, int]]]]:
        """The fields below them."""
        return [(_(SETTLED), self._wide(*SETTLING, *DONE))]

    def _wide(self, *names: str) -> list[tuple[BoundField, int]]:
        return [(self[name], NARROW.get(name, 12)) for name in names]

    def clean(self) -> dict[str, Any]:
        """What was said, all of it together as `spot`."""
        said = super().clean()
        return said if self.errors else {**said, "spot": self._spot(said)}

    def _spot(self, said: Mapping[str, Any]) -> solving.Spot:
        """What `solve_on_spot` wants to know; what is paid goes by one way, with one receipt."""
        paid = (said["pay_way"], said["receipt"])
        yes = {name: said[name] == "1" for name in ("has_long_relation", "may_buy_again")}
        return solving.Spot(
            restated=said["restated"],
            found={name: said[name] for name in FOUND},
            weighed={**{name: said[name] for name in (*WEIGHED, "degree")}, **yes},
            gives=said["wishes"],
            opinion=said["opinion"],
            unusual_for=said["unusual_for"],
            way=said["way"],
            done=said["done"],
            marks={"overall": int(said["overall"]), "words": said["said"]},
            has_agreed=said["has_agreed"],
            answers={key: said[f"{ASKED}{key}"] for key in unasked(self.of)},
            paid={wish.remedy: paid for wish in said["wishes"] if wish.fen},
            did=[key for key in by_hand(self.of) if said[f"{DID}{key}"]],
        )


def _tick(label: str) -> forms.BooleanField:
    return forms.BooleanField(label=label, required=False)


def by_hand(complaint: Complaint) -> dict[str, str]:
    """What the manual wants ticked by hand on the whole way and is not yet, by key."""
    states = [one for stage in sorted(LIVE) for one in tickets.musts(complaint.ticket, stage)]
    return {one.key: one.label for one in states if one.by == "hand" and not one.is_done}


def unasked(complaint: Complaint) -> dict[str, str]:
    """The questions of the checklist that must be answered and are not yet, by key."""
    listed = [one for one in asking.checklist(complaint) if one.question.required and not one.answer]
    return {one.question.key: one.question.ask for one in listed}


def may_solve(complaint: Complaint) -> bool:
    """Whether it can end while the customer is there: just received, and nobody is left to be heard."""
    return complaint.ticket.stage == Stage.ACCEPT and settling.is_heard(complaint)


def initial(act: Act) -> Mapping[str, Any]:
    """What is known from the register."""
    looking.in_full(act.by, act.of.ticket)
    account, wanted = act.of.account, mask.beginning(act.of.wanted, LONGEST_FINDING)
    return {
        "restated": act.of.restated or mask.beginning(account, LONGEST_RESTATED),
        "core_demand": wanted,
        "way": "PHONE",
        f"{ASKED}happened": mask.beginning(account, LONGEST_FINDING),
        f"{ASKED}wish": wanted,
    }


def more(act: Act, form: Asked) -> Mapping[str, Any]:
    """The groups of the dialog, and what stands beside the remedies."""
    if not isinstance(form, SpotForm):
        return {}
    return {**offers.more(act, form), "before": form.before(), "after": form.after()}


def solve(act: Act) -> object:
    """Lead it to its end, or nothing of it. Raises what `solving.solve_on_spot` does."""
    return solving.solve_on_spot(complaint=act.of, spot=act.said["spot"], by=act.by)
