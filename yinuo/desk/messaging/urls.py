"""Addresses of messages and reminders."""

from django.urls import path

from yinuo.desk.messaging import log, views

urlpatterns = [
    path("", log.outbox, name="outbox"),
    path("incoming/<int:pk>/", log.open_stranger, name="incoming-open"),
    path("reminders/", views.reminders, name="reminders"),
    path("reminders/bell/", views.bell, name="bell"),
    path("reminders/read/", views.read, name="reminders-read"),
    path("phone/", views.phone, name="phone"),
    path("<int:pk>/again/", views.again, name="notice-again"),
]
