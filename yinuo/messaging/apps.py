from django.apps import AppConfig


class MessagingConfig(AppConfig):
    name = "yinuo.messaging"
    label = "messaging"
