"""Addresses of complaints."""

from django.urls import include, path

from yinuo.desk.complaints import (
    chores,
    correcting,
    exporting,
    grumbling,
    improving,
    lists,
    registering,
    reporting,
)

urlpatterns = [
    path("", lists.listed, name="complaints"),
    path("export/", exporting.export, name="complaints-export"),
    path("new/", registering.new, name="complaint-new"),
    path("report/", reporting.report, name="complaint-report"),
    path("report/<str:ref>/", reporting.reported, name="complaint-reported"),
    path("grumbles/new/", grumbling.note, name="grumble-new"),
    path("grumbles/<int:pk>/complaint/", grumbling.raise_it, name="grumble-complaint"),
    *(path(f"chores/<str:ref>/{noun}/", view, name=f"chore-{noun}") for noun, view in chores.VIEWS.items()),
    path("lessons/", improving.learned, name="lessons"),
    path("correctives/", improving.correctives, name="correctives"),
    path("correctives/<int:pk>/", improving.corrective, name="corrective"),
    *(
        path(f"correctives/<int:pk>/{noun}/", view, name=f"corrective-{noun}")
        for noun, view in correcting.VIEWS.items()
    ),
    path("", include("yinuo.desk.complaints.case.urls")),
]
