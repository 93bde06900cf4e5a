"""Words of the error codes of `yinuo.approvals`."""

from django.utils.translation import gettext_noop as _

TEXTS: dict[str, str] = {}
