"""What the company announces, with source and date (R024)."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from yinuo.knowledge import queries
from yinuo.portal import frame


@frame.page("GET")
def news(request: HttpRequest) -> HttpResponse:
    """All of it, the newest first, by pages."""
    page = queries.current(queries.CUSTOMERS, request.GET.get("cursor"))
    here = reverse("portal-news")
    context = {
        "rows": page.rows,
        "older": f"{here}?cursor={page.next_cursor}" if page.next_cursor else "",
        "newest": here if request.GET.get("cursor") else "",
    }
    return frame.render(request, "portal/knowledge/list.html", context)


@frame.page("GET")
def announcement(request: HttpRequest, ref: str) -> HttpResponse:
    """One of them."""
    one = queries.announcement(queries.CUSTOMERS, ref)
    return frame.render(request, "portal/knowledge/detail.html", {"one": one})
