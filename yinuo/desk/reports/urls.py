"""Addresses of the reports."""

from django.urls import path

from yinuo.desk.reports import customers, exporting, scheduling, views

urlpatterns = [
    path("", views.index, name="reports"),
    path("customers/", customers.index, name="report-customers"),
    path("customers/files/", exporting.export_customers, name="report-customer-files"),
    path("customers/<str:ref>/", customers.customer, name="report-customer"),
    path("schedules/", scheduling.schedules, name="schedules"),
    path("schedules/new/", scheduling.add, name="schedule-new"),
    path("schedules/<str:ref>/", scheduling.schedule, name="schedule"),
    path("schedules/<str:ref>/edit/", scheduling.edit, name="schedule-edit"),
    path("schedules/<str:ref>/pause/", scheduling.pause, name="schedule-pause"),
    path("schedules/<str:ref>/resumption/", scheduling.resume, name="schedule-resume"),
    path("schedules/<str:ref>/runs/", scheduling.run_now, name="schedule-run"),
    path("schedules/<str:ref>/removal/", scheduling.remove, name="schedule-remove"),
    path("schedules/<str:ref>/runs/<int:pk>/", scheduling.run_file, name="schedule-file"),
    path("<slug:key>/", views.report, name="report"),
    path("<slug:key>/tickets/", views.tickets, name="report-tickets"),
    path("<slug:key>/files/", exporting.export, name="report-files"),
]
