"""Addresses of the manual."""

from django.urls import path

from yinuo.desk.playbooks import publishing, reading, versions

urlpatterns = [
    path("", reading.index, name="playbook"),
    path("chapters/<slug:key>/", reading.chapter, name="playbook-chapter"),
    path("versions/", versions.versions, name="playbook-versions"),
    path("versions/<int:number>/playbook.zip", versions.export, name="playbook-export"),
    path("versions/<int:before>/to/<int:after>/", versions.compare, name="playbook-compare"),
    path("publication/", publishing.upload, name="playbook-upload"),
    path("publication/<str:signed>/", publishing.preview, name="playbook-preview"),
]
