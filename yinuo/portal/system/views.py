"""The start, the language, and how the company looks."""

from typing import Final

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from yinuo.core.errors import NotFound
from yinuo.knowledge import queries as knowledge
from yinuo.portal import colours, frame
from yinuo.staff import queries as staff

YEAR_SECONDS: Final = 365 * 86400
FOR_GOOD: Final = f"public, max-age={YEAR_SECONDS}, immutable"


@frame.page("GET")
def start(request: HttpRequest) -> HttpResponse:
    """What can be done here, and the newest announcements (R024)."""
    context = {"rows": knowledge.newest(knowledge.CUSTOMERS)}
    return frame.render(request, "portal/system/start.html", context)


@frame.page("POST")
def language(request: HttpRequest) -> HttpResponse:
    """Speak another language from now on, and go back."""
    response = HttpResponseRedirect(back(request, request.POST.get("next", "")))
    chosen = request.POST.get("language", "")
    if chosen in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            chosen,
            max_age=YEAR_SECONDS,
            samesite="Lax",
            httponly=True,
            secure=settings.BEHIND_TLS,
        )
    return response


def back(request: HttpRequest, address: str) -> str:
    """`address`, if it is one of the customers' pages here; else the start."""
    host, secure = {request.get_host()}, request.is_secure()
    safe = url_has_allowed_host_and_scheme(address, host, require_https=secure)
    return address if safe and frame.OURS.match(address) else reverse("portal")


@frame.page("GET")
def colour_sheet(request: HttpRequest, colour: str) -> HttpResponse:
    """The style of one colour; its address says all of it, so it is kept for good."""
    bright, night = colours.light(colour), colours.dark(colour)
    dark = _said(night)
    sheet = (
        f"@layer tokens{{:root{{{_said(bright)}}}[data-theme=dark]{{{dark}}}"
        f"@media (prefers-color-scheme:dark){{[data-theme=auto]{{{dark}}}}}}}"
    )
    return HttpResponse(sheet, content_type="text/css", headers={"Cache-Control": FOR_GOOD})


def _said(palette: colours.Palette) -> str:
    return (
        f"--brand:{palette.brand};--brand-hover:{palette.hover};--brand-text:{palette.text};"
        f"--brand-soft:{palette.soft};--brand-line:{palette.line}"
    )


@frame.page("GET")
def logo(request: HttpRequest) -> HttpResponse:
    """The company's logo: a picture that we made ourselves of what was uploaded. Raises NotFound."""
    name = staff.company().logo
    path = settings.MEDIA_ROOT / "logo" / name
    if not name or not path.is_file():
        raise NotFound("not_found")
    kind = "image/png" if name.endswith(".png") else "image/jpeg"
    headers = {"Cache-Control": "public, max-age=86400", "X-Content-Type-Options": "nosniff"}
    return FileResponse(path.open("rb"), content_type=kind, headers=headers)  # type: ignore[return-value]
