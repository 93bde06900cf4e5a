"""The address of a job's link, short enough for a text message."""

from django.urls import re_path

from yinuo.driver.system import links

urlpatterns = [re_path(r"^(?P<token>[^/]+)/?$", links.link, name="driver-link")]
