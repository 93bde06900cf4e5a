"""Words of the error codes of `yinuo.messaging`."""

from django.utils.translation import gettext_noop as _

TEXTS: dict[str, str] = {}
