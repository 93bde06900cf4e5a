from typing import Any

from django.apps import AppConfig
from django.core import checks


class MessagingConfig(AppConfig):
    name = "yinuo.messaging"
    label = "messaging"

    def ready(self) -> None:
        checks.register(sender_is_known)


def sender_is_known(**_: Any) -> list[checks.CheckMessage]:
    """Refuse to start with a gateway that there is no sender for."""
    from yinuo.messaging import senders

    fault = senders.fault_of_setting()
    return (
        [
            checks.Error(
                fault, hint="Set YINUO_SMS=pretend to try everything without a gateway.", id="messaging.E001"
            )
        ]
        if fault
        else []
    )
