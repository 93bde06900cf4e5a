"""Somebody else changed what a dialog shows while it was filled in: both are shown, nothing typed is lost."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _

from yinuo.complaints.actions import holding
from yinuo.complaints.models import Complaint
from yinuo.desk.complaints.case import masking

SEEN: Final = "seen"
"""The hidden field with the event that a form was filled after; the register has its version instead."""
_KEPT: Final = (SEEN, "version")
Theirs = list[tuple[str, str, str]]


def after(complaint: Complaint, verb: str) -> dict[str, int]:
    """The first value that lets a form carry the last event complaint.`verb` that it is filled after."""
    return {SEEN: holding.last(complaint, verb)}


def guarded(form: forms.Form) -> None:
    """Let a form carry what it was filled after, where its first values say it."""
    if SEEN in form.initial:
        form.fields[SEEN] = forms.IntegerField(required=False, widget=forms.HiddenInput)


def compared(form: forms.Form, now: Mapping[str, Any]) -> Theirs:
    """What stands there now where something else was typed: (label, typed, now). Sent once more, what was
    typed counts.
    """
    form.data = form.data.copy()  # type: ignore[attr-defined]  # what was posted
    for name in _KEPT:
        if name in form.fields:
            form.data[name] = str(now[name])  # type: ignore[index]
    return list(_differing(form, now))


def _differing(form: forms.Form, now: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    for bound in form.visible_fields():
        theirs = now.get(bound.name)
        if _differs(bound, theirs):
            yield str(bound.label), _told(bound, bound.data), _told(bound, theirs)


def _differs(bound: BoundField, theirs: Any) -> bool:
    if isinstance(theirs, str) and isinstance(bound.data, str):
        return not masking.is_untouched(bound.field, bound.data, theirs)
    return bound.field.has_changed(theirs, bound.data)


def _told(bound: BoundField, value: Any) -> str:
    """A value in words."""
    if isinstance(bound.field, forms.BooleanField):
        return _("是") if value else _("否")
    known = {str(key): str(label) for key, label in getattr(bound.field, "choices", ())}
    shown = bound.field.widget.format_value(bound.field.prepare_value(value))
    plain = shown[0] if isinstance(shown, list) and shown else shown
    return known.get(str(plain or ""), str(plain or ""))
