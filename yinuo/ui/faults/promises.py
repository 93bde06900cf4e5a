"""Words of the error codes of `yinuo.promises`."""

from django.utils.translation import gettext_noop as _

TEXTS: dict[str, str] = {}
