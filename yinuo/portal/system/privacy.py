"""What the company tells about personal data (PIPL 17)."""

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from yinuo.core.errors import NotFound
from yinuo.customers import queries
from yinuo.customers.models import PrivacyNotice
from yinuo.portal import frame, prose


def text_of(notice: PrivacyNotice) -> tuple[str, str]:
    """The notice in the active language, and the language it is in: Chinese where there is no other."""
    if translation.get_language() == "en" and notice.text_en:
        return notice.text_en, "en"
    return notice.text, "zh-Hans"


@frame.page("GET")
def privacy(request: HttpRequest) -> HttpResponse:
    """The notice in force, or an older version. Raises NotFound."""
    asked = request.GET.get("version", "")
    version = int(asked) if asked.isdecimal() and len(asked) < 6 else None
    notice = queries.privacy_notice(version)
    if notice is None and version is not None:
        raise NotFound("not_found")
    text, spoken = text_of(notice) if notice else ("", "")
    context = {
        "notice": notice,
        "blocks": prose.blocks(text),
        "spoken": spoken,
        "is_old": version is not None,
    }
    return frame.render(request, "portal/system/privacy.html", context)
