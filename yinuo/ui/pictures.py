"""Files of tickets on their way out, for every face: never as a static file, never for a shared cache."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from django.http import FileResponse

from yinuo.core import documents, uploads
from yinuo.core.errors import NotFound
from yinuo.tickets.models import Attachment

_ALONE: Final = "default-src 'none'; frame-ancestors 'none'; sandbox"
_IN_VIEWER: Final = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"
"""For a PDF: the browser's own viewer is a plug-in with styles of its own; a sandbox would not let it in."""


@dataclass(frozen=True)
class Shown:
    """A file as a page links to it: a small picture, or a PDF by its name."""

    url: str
    name: str
    is_pdf: bool


def shown(attachments: Iterable[Attachment], url: Callable[[int], str]) -> list[Shown]:
    """The files for `ui/_files.html`; `url` makes the address of a file from its id."""
    return [Shown(url(one.pk), one.name, one.kind == documents.PDF) for one in attachments]


def response(attachment: Attachment, *, download: bool = False) -> FileResponse:
    """The file of an attachment that the caller may show, as a `download` or to look at.

    Raises NotFound when it is removed or gone.
    """
    if attachment.removed_at is not None:
        raise NotFound("not_found")
    try:
        opened = uploads.path_of(attachment.sha256).open("rb")
    except FileNotFoundError:
        raise NotFound("not_found") from None
    is_pdf = attachment.kind == documents.PDF
    answer = FileResponse(
        opened,
        as_attachment=download,
        content_type=attachment.kind,
        filename=f"{attachment.purpose}-{attachment.pk}.{'pdf' if is_pdf else 'jpg'}",
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    answer["Content-Security-Policy"] = _IN_VIEWER if is_pdf else _ALONE
    return answer
