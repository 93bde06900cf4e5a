"""Forms of the dialogs about a question."""

from typing import Any, ClassVar, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yinuo.inquiries import rules
from yinuo.inquiries.models import Inquiry, Way
from yinuo.ui.forms import moment

LONGEST: Final = rules.LONGEST_TEXT
LONGEST_KEPT: Final = 80
UNTIL = gettext_lazy("答应客户几点")


def words(label: Any, *, required: bool = True, rows: int = 4) -> forms.CharField:
    """What is said or asked, in a few lines."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=LONGEST, widget=widget, required=required)


def ways_of(inquiry: Inquiry) -> list[tuple[str, str]]:
    """How this question can be answered, in words."""
    ways = rules.ways(inquiry.ticket.channel, has_phone=bool(inquiry.contact_phone))
    return [(way, _(str(Way(way).label))) for way in ways]


class Asked(forms.Form):
    """A form about one question."""

    def __init__(self, data: Any, *, inquiry: Inquiry, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        self.inquiry = inquiry


class AnswerForm(Asked):
    """The answer and how it reaches the customer."""

    text = words(gettext_lazy("答复"))
    way = forms.ChoiceField(label=gettext_lazy("怎么答复"), widget=forms.RadioSelect)

    def __init__(self, data: Any, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["way"].choices = ways_of(self.inquiry)  # type: ignore[attr-defined]  # it has choices


class PromiseForm(Asked):
    """By when it is answered: so many minutes, or a moment."""

    minutes = forms.CharField(required=False, widget=forms.HiddenInput)
    due_at = moment(gettext_lazy("或者写明几点"), required=False)


class LeaderForm(Asked):
    """What the leader should find out, and what was promised to the customer."""

    note = words(gettext_lazy("已经知道的、要查什么"), required=False, rows=3)
    due_at = moment(UNTIL, required=False)


class CheckForm(Asked):
    """The right answer."""

    answer = words(gettext_lazy("查实的答案"))


class KeepForm(Asked):
    """The answer as it holds for anybody who asks the same."""

    question = forms.CharField(label=gettext_lazy("别人会怎么问"), max_length=LONGEST_KEPT)
    answer = words(gettext_lazy("答案"))


class CorrectionForm(Asked):
    """What the right answer is, where it is known, and by when the customer is called."""

    right = words(gettext_lazy("正确的答案（还没查到就空着）"), required=False)
    due_at = moment(UNTIL, required=False)


class ClosingForm(Asked):
    """Why it is over; after the answer nothing need be said."""

    longest: ClassVar[int] = rules.LONGEST_REASON
    reason = forms.CharField(label=gettext_lazy("原因"), max_length=longest, required=False)


class FurtherForm(Asked):
    """What the customer asks on."""

    question = words(gettext_lazy("客户又问了什么"), rows=3)
