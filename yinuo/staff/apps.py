from django.apps import AppConfig


class StaffConfig(AppConfig):
    name = "yinuo.staff"
    label = "staff"
