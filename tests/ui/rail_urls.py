"""One address, for a rail with one door."""

from django.http import HttpResponse
from django.urls import path

urlpatterns = [path("rail/", lambda request: HttpResponse(), name="rail")]
