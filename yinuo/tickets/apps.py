from django.apps import AppConfig


class TicketsConfig(AppConfig):
    name = "yinuo.tickets"
    label = "tickets"
