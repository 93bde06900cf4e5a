"""Between a form and the domain: what an action refuses is said in the form; fields that faces share."""

from typing import Any, Final

from django import forms
from django.forms import BaseForm
from django.utils.safestring import SafeString

from yinuo.core.errors import DeskError, Invalid, NotPermitted
from yinuo.ui import faults
from yinuo.ui.tags.markup import attributes, drawn

_CHOSEN: Final = SafeString(" selected")


def refuse(form: BaseForm, error: DeskError) -> None:
    """Say why an action refused: a fault at its field, in the person's language, anything else at the top.

    What the person may not do at all is no matter of the form: it is raised again.
    """
    if isinstance(error, NotPermitted):
        raise error
    if not isinstance(error, Invalid):
        form.add_error(
            error.field if error.field in form.fields else None, faults.text(error.code, error.params)
        )
        return
    for fault in error.faults:
        field = fault.field if fault.field in form.fields else None
        form.add_error(field, faults.text(fault.code, fault.params))


def moment(label: Any, *, required: bool = True) -> forms.DateTimeField:
    """A moment in the company's zone, picked in the browser."""
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, required=required, widget=widget)


class SmallSelect(forms.Select):
    """A list to choose from above a list of rows, without groups. Drawn here: Django asks three templates for
    every choice.
    """

    def __init__(self, choices: Any = ()) -> None:
        super().__init__({"class": "select input--sm"}, choices)

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """See `Widget.render`."""
        chosen = self.format_value(value)
        options = SafeString(
            "".join(
                drawn('<option value="{}"{}>{}</option>', key, _CHOSEN if str(key) in chosen else "", label)
                for key, label in self.choices
            )
        )
        own = attributes(name=name, **self.build_attrs(self.attrs, attrs))
        return drawn("<select{}>{}</select>", own, options)


class _Many(forms.FileInput):
    """Several files of one field."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """All of them."""
        return files.getlist(name)


class FilesField(forms.FileField):
    """Pictures and PDFs, several at once or none; what they are is for the action to judge."""

    widget = _Many(attrs={"accept": "image/*,application/pdf", "multiple": True})

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The files as they came."""
        return list(data or ())
