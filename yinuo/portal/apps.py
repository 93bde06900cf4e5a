from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "yinuo.portal"
    label = "portal"
