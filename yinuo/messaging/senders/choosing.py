"""Which gateway the setting YINUO_SMS names."""

from collections.abc import Callable, Mapping
from typing import Final

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from yinuo.messaging.senders.pretend import PretendSender
from yinuo.messaging.senders.protocol import Sender

_SENDERS: Final[Mapping[str, Callable[[], Sender]]] = {"pretend": PretendSender}


def chosen() -> Sender:
    """The sender that the setting names; raises ImproperlyConfigured for a name that there is none for."""
    if fault := fault_of_setting():
        raise ImproperlyConfigured(fault)
    return _SENDERS[settings.YINUO_SMS]()


def fault_of_setting() -> str:
    """What is wrong with YINUO_SMS, in words for the operator; empty when nothing is."""
    if settings.YINUO_SMS in _SENDERS:
        return ""
    return f"YINUO_SMS must be one of {', '.join(sorted(_SENDERS))}, not {settings.YINUO_SMS!r}"
