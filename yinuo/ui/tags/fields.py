"""A form field with its label, its words and its faults."""

from typing import Any

from django.forms import BoundField, CheckboxInput, RadioSelect, Select, Textarea
from django.forms.widgets import CheckboxSelectMultiple, Widget
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe


def field(
    *,
    bound: BoundField,
    cols: int = 12,
    hint: object = "",
    ok: object = "",
    warn: object = "",
    affix: object = "",
    key: str = "",
    lookup: str = "",
    autofocus: bool = False,
) -> SafeString:
    """Draw a field of a Django form: label above, faults below, how to mend them in the fault itself.

    `cols` of 12; `affix` is the unit; `ok` and `warn` are what the desk found out; `lookup` is the address of
    the options of a <desk-combobox>. Radio choices become a segmented control.
    """
    widget = bound.field.widget
    notes = [f"{bound.auto_id}-{kind}" for kind, text in (("err", bound.errors), ("hint", hint)) if text]
    attrs: dict[str, Any] = {
        "class": _look(widget),
        "aria-describedby": " ".join(notes) or None,
        "aria-invalid": "true" if bound.errors else None,
        "required": None,
        "aria-required": "true" if bound.field.required else None,
        "autofocus": autofocus or None,
        "data-key": key or None,
    }
    if lookup:
        attrs |= {
            "role": "combobox", "autocomplete": "off", "aria-autocomplete": "list", "aria-expanded": "false",
            "aria-controls": f"{bound.auto_id}-options",
        }  # fmt: skip
    context = {
        "bound": bound, "attrs": attrs, "cols": cols, "hint": hint, "ok": ok, "warn": warn, "affix": affix,
        "lookup": lookup, "kind": _kind(widget), "described": " ".join(notes),
    }  # fmt: skip
    return mark_safe(render_to_string("ui/field.html", context))


def _kind(widget: Widget) -> str:
    if isinstance(widget, RadioSelect):  # and its kind that allows several
        return "checks" if isinstance(widget, CheckboxSelectMultiple) else "choices"
    return "check" if isinstance(widget, CheckboxInput) else "input"


def _look(widget: Widget) -> str:
    if isinstance(widget, CheckboxInput | RadioSelect):
        return "tick"
    if isinstance(widget, Textarea):
        return "textarea"
    return "select" if isinstance(widget, Select) else "input"


def widget(bound: BoundField, attrs: dict[str, Any]) -> SafeString:
    """The widget alone, with attributes; a filter for `ui/field.html`."""
    return bound.as_widget(attrs={name: value for name, value in attrs.items() if value is not None})
