"""Addresses of suggestions and praise."""

from django.urls import path

from yinuo.desk.complaints import suggesting

urlpatterns = [
    path("<str:ref>/", suggesting.shown, name="suggestion"),
    *(
        path(f"<str:ref>/{noun}/", suggesting.view(noun), name=f"suggestion-{noun}")
        for noun in suggesting.VERBS
    ),
]
