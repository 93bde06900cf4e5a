"""What every page knows without asking: the company, the clock, how this person wants the desk to look."""

from typing import Any

from django.http import HttpRequest

from yinuo.core import clock
from yinuo.staff import queries as staff


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context of the shell; one cached read for the company, none for the rest."""
    person = getattr(request, "user", None)
    signed_in = bool(person and person.is_authenticated)
    return {
        "company": staff.company(),
        "person": person if signed_in else None,
        "server_now_ms": int(clock.now().timestamp() * 1000),
        "theme": person.theme if person and signed_in else request.COOKIES.get("yinuo_theme", "auto"),
        "single_keys": bool(person and signed_in and person.single_keys),
    }
