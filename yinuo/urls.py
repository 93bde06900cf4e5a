"""Every address of the desk, by face; the sheet of components in development only."""

from django.conf import settings
from django.urls import include, path

urlpatterns = [
    path("api/v1/", include("yinuo.api.urls")),
    path("d/", include("yinuo.driver.urls")),
    path("j/", include("yinuo.driver.system.link_urls")),
    path("", include("yinuo.portal.urls")),
    path("", include("yinuo.desk.urls")),
]
if settings.DEBUG:
    urlpatterns.insert(0, path("ui/components/", include("yinuo.ui.components")))
handler500 = "yinuo.ui.failures.unexpected"
