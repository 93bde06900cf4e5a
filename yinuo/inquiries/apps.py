from django.apps import AppConfig


class InquiriesConfig(AppConfig):
    name = "yinuo.inquiries"
    label = "inquiries"
