from django.apps import AppConfig


class DriverConfig(AppConfig):
    name = "yinuo.driver"
    label = "driver"
