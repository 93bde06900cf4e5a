from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "yinuo.ui"
    label = "ui"
