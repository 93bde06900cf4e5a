"""Words of the error codes of `yinuo.customers`."""

from django.utils.translation import gettext_noop as _

TEXTS: dict[str, str] = {}
