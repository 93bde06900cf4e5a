"""Addresses of complaints."""

from django.urls import path
from django.views.generic import RedirectView

from yinuo.desk.complaints import grumbling, lists, registering, reporting

urlpatterns = [
    path("", lists.listed, name="complaints"),
    path("new/", registering.new, name="complaint-new"),
    path("report/", reporting.report, name="complaint-report"),
    path("report/<str:ref>/", reporting.reported, name="complaint-reported"),
    path("grumbles/new/", grumbling.note, name="grumble-new"),
    path("grumbles/<int:pk>/complaint/", grumbling.raise_it, name="grumble-complaint"),
    path("<str:ref>/", RedirectView.as_view(pattern_name="ticket"), name="complaint"),
]
