"""A suggestion or praise at the desk (R130): thanked, passed on, answered when acted on, over."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from yinuo.complaints import may
from yinuo.complaints.actions import converting
from yinuo.complaints.actions import suggesting as actions
from yinuo.complaints.models import Complaint, Suggestion
from yinuo.complaints.queries import loading
from yinuo.complaints.rules.stages import Sorted
from yinuo.complaints.rules.texts import LONGEST_FINDING
from yinuo.core.errors import DeskError
from yinuo.core.text import mask
from yinuo.desk import answers
from yinuo.desk.access import DeskRequest, View, require, signed_in
from yinuo.desk.complaints import registering, rows
from yinuo.desk.orders import case
from yinuo.desk.tickets import words
from yinuo.staff.models import Person
from yinuo.tickets import actions as tickets
from yinuo.tickets import may as tickets_may
from yinuo.tickets import queries as tickets_queries
from yinuo.tickets.models import Ticket
from yinuo.ui import forms as ui_forms
from yinuo.ui import links, regions

Said = dict[str, Any]
ACTED: Final = {"yes": gettext_noop("采纳了"), "no": gettext_noop("没有采纳")}


class Plain(forms.Form):
    """Nothing to fill in."""

    def __init__(self, data: Any, *, suggestion: Suggestion) -> None:
        super().__init__(data)
        self.suggestion = suggestion


class PassOnForm(Plain):
    """To which department."""

    department = forms.ChoiceField(label=gettext_lazy("转给哪个部门"))

    def __init__(self, data: Any, *, suggestion: Suggestion) -> None:
        super().__init__(data, suggestion=suggestion)
        playbook = tickets_queries.playbook_of(suggestion.ticket)
        known = playbook.departments if playbook else ()
        self.fields["department"].choices = [(one.key, one.label) for one in known]  # type: ignore[attr-defined]  # it has choices
        praised, is_praise = suggestion.about_person, suggestion.sort == Suggestion.Sort.PRAISE
        if is_praise and praised is not None and praised.is_active:
            told = _("同时转告%(name)s和他的领导，不带客户的姓名和电话。") % {"name": praised.name}
            self.fields["department"].help_text = told


class AnswerForm(Plain):
    """What came of it, as the customer hears it."""

    acted_on = forms.ChoiceField(label=gettext_lazy("结果"), widget=forms.RadioSelect)
    result = forms.CharField(
        label=gettext_lazy("怎么答复客户"),
        max_length=LONGEST_FINDING,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: Any, *, suggestion: Suggestion) -> None:
        super().__init__(data, suggestion=suggestion)
        self.fields["acted_on"].choices = [(key, _(label)) for key, label in ACTED.items()]  # type: ignore[attr-defined]  # it has choices


@dataclass(frozen=True)
class Verb:
    """How an act is called and drawn, its form, the one call it makes, and what the toast says."""

    label: str
    icon: str
    key: str
    act: Callable[[Suggestion, Person, Said], object]
    done: str
    form: type[Plain] = Plain


def _thank(suggestion: Suggestion, by: Person, said: Said) -> None:
    actions.thank(suggestion=suggestion, by=by)


def _pass_on(suggestion: Suggestion, by: Person, said: Said) -> None:
    actions.pass_on(suggestion=suggestion, department=said["department"], by=by)


def _answer(suggestion: Suggestion, by: Person, said: Said) -> None:
    is_acted_on = said["acted_on"] == "yes"
    actions.answer(suggestion=suggestion, result=said["result"], is_acted_on=is_acted_on, by=by)


def _close(suggestion: Suggestion, by: Person, said: Said) -> None:
    actions.close(suggestion=suggestion, by=by)


def _convert(suggestion: Suggestion, by: Person, said: Said) -> Complaint:
    return converting.convert(suggestion=suggestion, by=by)


VERBS: Final = {
    "thanks": Verb(gettext_noop("已感谢客户"), "heart", "e", _thank, gettext_noop("感谢已记下。")),
    "department": Verb(gettext_noop("转交部门"), "arrow-right-left", "e", _pass_on,
                       gettext_noop("已转交。"), PassOnForm),
    "answer": Verb(gettext_noop("答复客户"), "reply", "r", _answer, gettext_noop("答复已记下。"), AnswerForm),
    "closing": Verb(gettext_noop("完结"), "circle-check", "", _close, gettext_noop("已完结。")),
    "complaint": Verb(gettext_noop("转为投诉"), "message-square-warning", "", _convert, ""),
}  # fmt: skip
STEPS: Final = {
    Sorted.OPEN: ("thanks", "complaint"),
    Sorted.THANKED: ("department", "answer", "closing", "complaint"),
    Sorted.PASSED_ON: ("answer", "closing", "complaint"),
    Sorted.ANSWERED: ("closing", "complaint"),
    Sorted.CLOSED: (),
}


@signed_in
def shown(request: DeskRequest, ref: str) -> HttpResponse:
    """A suggestion, how far it is and what comes next."""
    suggestion = loading.suggestion(request.user, ref)
    ticket, in_full = suggestion.ticket, _sees_in_full(request, suggestion)
    playbook = tickets_queries.playbook_of(ticket)
    context = {
        "suggestion": suggestion,
        "ticket": ticket,
        "row": rows.suggestion_row(suggestion),
        "text": suggestion.text if in_full else mask.mask_phones(suggestion.text),
        "name": suggestion.contact_name if in_full else mask.mask_name(suggestion.contact_name),
        "phone": suggestion.contact_phone if in_full else mask.mask_phone(suggestion.contact_phone),
        "in_full": in_full,
        "about": suggestion.about if _sees_order(request.user, suggestion) else None,
        "department": words.department_label(playbook, suggestion.department),
        "moves": _moves(suggestion, request.user),
        "became": _became(request.user, suggestion),
        "may_reveal": not in_full and tickets_may.reveal(request.user, ticket),
    }
    return regions.render(request, "desk/complaints/suggestion.html", context, regions=("suggestion",))


def view(noun: str) -> View:
    """The view of a dialog: asks, acts, answers."""
    verb = VERBS[noun]

    @signed_in
    def asked(request: DeskRequest, ref: str) -> HttpResponse:
        suggestion = loading.suggestion(request.user, ref)
        require(may.handle_suggestion(request.user, suggestion))
        form = verb.form(request.POST if request.method == "POST" else None, suggestion=suggestion)
        if request.method == "POST" and form.is_valid():
            try:
                made = verb.act(suggestion, request.user, form.cleaned_data)
                if isinstance(made, Complaint):
                    return registering.registered(request, made)
                return _acted(request, suggestion, _(verb.done))
            except DeskError as error:
                ui_forms.refuse(form, error)
        label = _(verb.label)
        title, text = f"{label} {suggestion.ticket}", mask.mask_phones(suggestion.text)
        context = {"form": form, "title": title, "verb": label, "explanation": text}
        return answers.ask(request, "desk/dialog.html", context, refused=bool(form.errors))

    return asked


def _acted(request: DeskRequest, suggestion: Suggestion, said: str) -> HttpResponse:
    """The page asks again; without scripts, back to it."""
    answer = answers.acted(request, suggestion.ticket, said)
    if request.headers.get("HX-Request"):
        return answer
    return HttpResponseRedirect(links.to("suggestion", suggestion.ticket.ref))


def _moves(suggestion: Suggestion, person: Person) -> list[dict[str, str]]:
    """The next steps, the one that leads on first and marked."""
    if not may.handle_suggestion(person, suggestion):
        return []
    ref = suggestion.ticket.ref
    return [
        {
            "label": _(VERBS[noun].label),
            "icon": VERBS[noun].icon,
            "url": links.to(f"suggestion-{noun}", ref),
            "tone": "" if at else "primary",
            "key": VERBS[noun].key if not at or noun == "answer" else "",
        }
        for at, noun in enumerate(STEPS[Sorted(suggestion.ticket.stage)])
    ]


def _sees_in_full(request: DeskRequest, suggestion: Suggestion) -> bool:
    """One's own, which is written down, or one that was revealed in this sign-in."""
    if tickets_may.see_in_full(request.user, suggestion.ticket):
        tickets.see_personal(ticket=suggestion.ticket, by=request.user)
        return True
    return case.is_in_full(request, suggestion.ticket)


def _became(person: Person, suggestion: Suggestion) -> Ticket | None:
    """The complaint that it was turned into, for whoever may see that too."""
    made = loading.became(suggestion)
    return made.ticket if made is not None and may.see(person, made) else None


def _sees_order(person: Person, suggestion: Suggestion) -> bool:
    return suggestion.about is not None and tickets_may.see(person, suggestion.about)
