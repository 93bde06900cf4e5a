from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "yinuo.reports"
    label = "reports"
