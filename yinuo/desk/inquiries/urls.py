"""Addresses of questions."""

from django.urls import path

from yinuo.desk.inquiries import asking, dialogs, lists

urlpatterns = [
    path("", lists.listed, name="inquiries"),
    path("new/", asking.new, name="inquiry-new"),
    path("answers/<str:staff_number>/", lists.answers, name="inquiry-answers"),
    *(path(f"<str:ref>/{noun}/", dialogs.view(noun), name=f"inquiry-{noun}") for noun in dialogs.DIALOGS),
]
