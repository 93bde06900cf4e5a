from django.apps import AppConfig


class PlaybooksConfig(AppConfig):
    name = "yinuo.playbooks"
    label = "playbooks"
