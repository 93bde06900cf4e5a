from django.apps import AppConfig


class WiringConfig(AppConfig):
    name = "yinuo.wiring"
    label = "wiring"

    def ready(self) -> None:
        from yinuo.wiring import switchboard

        switchboard.connect()
