"""Addresses of one complaint."""

from django.urls import path

from yinuo.desk.complaints.case import beside, dialogs, files, page
from yinuo.desk.complaints.case.verbs import VERBS

urlpatterns = [
    path("<str:ref>/", page.complaint, name="complaint"),
    path("<str:ref>/mood/", page.mood, name="complaint-mood"),
    path("<str:ref>/answer/", page.answer, name="complaint-answer"),
    path("<str:ref>/course/", beside.course, name="complaint-course"),
    path("<str:ref>/earlier/", beside.earlier, name="complaint-earlier"),
    path("<str:ref>/agreement/<int:pk>.pdf", page.paper, name="complaint-paper"),
    path("<str:ref>/files/<int:pk>/", files.shown, name="complaint-file"),
    *(
        path(
            f"<str:ref>/{noun}/<int:pk>/" if verb.row else f"<str:ref>/{noun}/",
            dialogs.view(verb),
            name=f"complaint-{noun}",
        )
        for noun, verb in VERBS.items()
    ),
]
