"""How every verb about a question is asked for: a dialog; what is refused stands in it, nothing is lost."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from yinuo.core.errors import DeskError, Invalid, fault
from yinuo.core.text import mask
from yinuo.desk import answers
from yinuo.desk.access import DeskRequest, View, require, signed_in
from yinuo.desk.inquiries import forms, moments, moves
from yinuo.desk.orders import case
from yinuo.inquiries import actions, queries
from yinuo.inquiries.models import Inquiry
from yinuo.inquiries.rules import Stage
from yinuo.knowledge import actions as knowledge
from yinuo.staff.models import Person
from yinuo.tickets import actions as tickets
from yinuo.ui import forms as ui_forms

PLAIN: Final = "desk/dialog.html"
Said = dict[str, Any]


@dataclass(frozen=True)
class Dialog:
    """A verb at the desk: `act` makes the one call, `done` is what the toast says, `initial` what stands in
    the form already, `explain` the line above its fields.
    """

    act: Callable[[Inquiry, Person, Said], object]
    done: str
    form: type[forms.Asked] = forms.Asked
    initial: Callable[[Inquiry, Person], Said] = lambda inquiry, person: {}
    explain: Callable[[Inquiry], str] = lambda inquiry: inquiry.question
    template: str = PLAIN
    wide: bool = False


def view(noun: str) -> View:
    """The view of a dialog: asks, acts, answers."""
    dialog = DIALOGS[noun]

    @signed_in
    def shown(request: DeskRequest, ref: str) -> HttpResponse:
        inquiry = queries.inquiry(request.user, ref)
        require(moves.VERBS[noun].may(request.user, inquiry))
        in_full = case.is_in_full(request, inquiry.ticket)
        data = request.POST if request.method == "POST" else None
        form = dialog.form(data, inquiry=inquiry, initial=dialog.initial(inquiry, request.user))
        if data is not None and form.is_valid():
            try:
                dialog.act(inquiry, request.user, form.cleaned_data)
                return answers.acted(request, inquiry.ticket, _(dialog.done))
            except DeskError as error:
                ui_forms.refuse(form, error)
        if in_full:
            tickets.see_personal(inquiry.ticket, by=request.user)
        return _ask(request, noun, dialog, inquiry, form)

    return shown


def _ask(
    request: DeskRequest, noun: str, dialog: Dialog, inquiry: Inquiry, form: forms.Asked
) -> HttpResponse:
    label = _(moves.VERBS[noun].label)
    said = dialog.explain(inquiry)
    context = {
        "form": form,
        "inquiry": inquiry,
        "title": f"{label} {inquiry.ticket.number or ''}".strip(),
        "verb": label,
        "wide": dialog.wide,
        "explanation": said if case.is_in_full(request, inquiry.ticket) else mask.mask_phones(said),
        "minutes": moments.CHOICES,
    }
    return answers.ask(request, dialog.template, context, refused=bool(form.errors))


def _answer_initial(inquiry: Inquiry, person: Person) -> Said:
    """What was found out for it, else the filled one; said by telephone where the customer is gone."""
    ways = [way for way, _label in forms.ways_of(inquiry)]
    later = inquiry.ticket.stage != Stage.OPEN and "CALLED" in ways
    text = queries.found_out(inquiry) or queries.filled_for(inquiry, person).text
    return {"text": text, "way": "CALLED" if later else ways[0] if ways else ""}


def _answer(inquiry: Inquiry, by: Person, said: Said) -> None:
    filled = queries.filled_for(inquiry, by)
    figures = filled.figures if filled.text == said["text"] else {}
    actions.answer(inquiry=inquiry, text=said["text"], way=said["way"], figures=figures, by=by)


def _promise(inquiry: Inquiry, by: Person, said: Said) -> None:
    due: datetime | None = moments.from_now(said["minutes"]) or said["due_at"]
    if due is None:
        raise Invalid(fault("due_at", "required"))
    actions.promise_answer(inquiry=inquiry, due_at=due, by=by)


def _keep_initial(inquiry: Inquiry, person: Person) -> Said:
    question = inquiry.question.split("\n")[-1]
    said = {"question": question[: forms.LONGEST_KEPT], "answer": inquiry.checked_answer}
    return {name: mask.mask_phones(text) for name, text in said.items()}


def _keep(inquiry: Inquiry, by: Person, said: Said) -> None:
    """Once for each time that it was checked."""
    checked = inquiry.checked_at.timestamp() if inquiry.checked_at else 0
    who = inquiry.checked_by.name if inquiry.checked_by else ""
    knowledge.keep_answer(
        **said,
        topic=inquiry.type,
        source=f"{inquiry.ticket.number or ''} {who}".strip(),
        by=by,
        form_key=f"checked-{inquiry.pk}-{checked:.0f}",
    )


def _link_to(inquiry: Inquiry) -> str:
    """Whom the link goes to, and what for."""
    about = inquiry.about
    return _("把业务单 %(order)s 的查货链接用短信发到 %(phone)s。") % {
        "order": (about.number or about.ref) if about else "—",
        "phone": inquiry.contact_phone,
    }


DIALOGS: Final[dict[str, Dialog]] = {
    "answer": Dialog(_answer, gettext_noop("答复已记下。"), forms.AnswerForm, _answer_initial, wide=True),
    "promise": Dialog(
        _promise,
        gettext_noop("答应的时间已记下，开始计时。"),
        forms.PromiseForm,
        template="desk/inquiries/promise.html",
    ),
    "leader": Dialog(
        lambda inquiry, by, said: actions.pass_up(inquiry=inquiry, by=by, **said),
        gettext_noop("已请组长查实，答案会交回给您。"),
        forms.LeaderForm,
    ),
    "check": Dialog(
        lambda inquiry, by, said: actions.check_answer(inquiry=inquiry, by=by, **said),
        gettext_noop("答案已交回坐席，由坐席回复客户。"),
        forms.CheckForm,
        lambda inquiry, person: {"answer": queries.found_out(inquiry)},
        wide=True,
    ),
    "keep": Dialog(
        _keep,
        gettext_noop("已留下，以后有人问，坐席马上看到。"),
        forms.KeepForm,
        _keep_initial,
        explain=lambda inquiry: _("写成谁来问都能用的话，不写客户的姓名、电话和单号。"),
        wide=True,
    ),
    "link": Dialog(
        lambda inquiry, by, said: actions.send_link(inquiry=inquiry, by=by),
        gettext_noop("查货链接已用短信发出。"),
        explain=_link_to,
    ),
    "correction": Dialog(
        lambda inquiry, by, said: actions.correct(inquiry=inquiry, by=by, **said),
        gettext_noop("更正已开始，由答复的人回电告诉客户。"),
        forms.CorrectionForm,
        explain=lambda inquiry: inquiry.answer,
        wide=True,
    ),
    "further": Dialog(
        lambda inquiry, by, said: actions.ask_further(inquiry=inquiry, by=by, **said),
        gettext_noop("已记下，等着答复。"),
        forms.FurtherForm,
    ),
    "closing": Dialog(
        lambda inquiry, by, said: actions.close(inquiry=inquiry, by=by, **said),
        gettext_noop("已完结。"),
        forms.ClosingForm,
    ),
}
