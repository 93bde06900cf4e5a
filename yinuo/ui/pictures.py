"""Pictures of tickets on their way out, for every face: never as a static file, never for a shared cache."""

from typing import Final

from django.http import FileResponse

from yinuo.core import uploads
from yinuo.core.errors import NotFound
from yinuo.tickets.models import Attachment

_ALONE: Final = "default-src 'none'; sandbox"


def response(attachment: Attachment) -> FileResponse:
    """The file of an attachment that the caller may show. Raises NotFound when it is removed or gone."""
    if attachment.removed_at is not None:
        raise NotFound("not_found")
    try:
        opened = uploads.path_of(attachment.sha256).open("rb")
    except FileNotFoundError:
        raise NotFound("not_found") from None
    answer = FileResponse(
        opened, content_type=attachment.kind, filename=f"{attachment.purpose}-{attachment.pk}.jpg"
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    answer["Content-Security-Policy"] = _ALONE
    return answer
