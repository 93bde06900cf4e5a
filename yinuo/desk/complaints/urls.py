"""Addresses of complaints."""

from django.urls import include, path

from yinuo.desk.complaints import chores, exporting, grumbling, lists, registering, reporting

urlpatterns = [
    path("", lists.listed, name="complaints"),
    path("export/", exporting.export, name="complaints-export"),
    path("new/", registering.new, name="complaint-new"),
    path("report/", reporting.report, name="complaint-report"),
    path("report/<str:ref>/", reporting.reported, name="complaint-reported"),
    path("grumbles/new/", grumbling.note, name="grumble-new"),
    path("grumbles/<int:pk>/complaint/", grumbling.raise_it, name="grumble-complaint"),
    *(path(f"chores/<str:ref>/{noun}/", view, name=f"chore-{noun}") for noun, view in chores.VIEWS.items()),
    path("", include("yinuo.desk.complaints.case.urls")),
]
