"""Addresses of the reports."""

from django.urls import path

from yinuo.desk.reports import views

urlpatterns = [
    path("", views.index, name="reports"),
    path("<slug:key>/", views.report, name="report"),
    path("<slug:key>/tickets/", views.tickets, name="report-tickets"),
]
