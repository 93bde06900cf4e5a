from django.apps import AppConfig


class OrdersConfig(AppConfig):
    name = "yinuo.orders"
    label = "orders"
