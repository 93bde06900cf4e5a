"""Whoever does not read a case in full sees its texts with the numbers hidden, and writes no stars back."""

from collections.abc import Mapping
from typing import Any

from django import forms

from yinuo.core.text import mask


def shown(said: Mapping[str, Any], in_full: bool) -> Mapping[str, Any]:
    """Texts with the numbers in them hidden, unless personal data are shown `in_full`."""
    if in_full:
        return said
    return {name: mask.mask_phones(one) if isinstance(one, str) else one for name, one in said.items()}


def has_numbers(said: Mapping[str, Any]) -> bool:
    """Whether there is anything in these texts to hide."""
    return any(isinstance(one, str) and mask.mask_phones(one) != one for one in said.values())


def is_untouched(field: forms.Field, typed: str, text: str) -> bool:
    """Whether a browser that was given this text in this field sent it back as it was."""
    return _sent(field, typed) == _sent(field, text)


def put_back(field: forms.Field, typed: str, stands: str) -> str:
    """What was typed over a text that was shown masked, its numbers in it again: untouched it is the text
    that stands.
    """
    if is_untouched(field, typed, mask.mask_phones(stands)):
        return stands
    return mask.unmask_phones(typed, stands)


def has_stars(typed: str, stands: str) -> bool:
    """Whether numbers would be stored hidden that do not stand so already."""
    return typed.count(mask.HIDDEN) > stands.count(mask.HIDDEN)


def _sent(field: forms.Field, text: str) -> str:
    """A text as a browser sends it, its line breaks in one form; a single line has none."""
    text = text.strip().replace("\r\n", "\n")
    return text if isinstance(field.widget, forms.Textarea) else text.replace("\n", "")
