from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "yinuo.desk"
    label = "desk"
