"""Pictures and PDFs that come with a statement: read before anything is held, kept with it in one step."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from yinuo.complaints.models import Evidence, Statement
from yinuo.core import documents, uploads
from yinuo.core.errors import Fault, Invalid, fault
from yinuo.staff.models import Person
from yinuo.tickets import actions as tickets
from yinuo.tickets.models import Attachment

PURPOSE: Final = "statement"
FIELD: Final = "photos"
MOST: Final = 6
"""How many files one statement takes."""
REFUSED: Final = {
    "photo_empty": "file_empty",
    "photo_too_big": "file_too_big",
    "photo_too_many_pixels": "file_too_many_pixels",
    "document_unreadable": "file_unreadable",
    "pdf_active": "file_pdf_active",
    "pdf_unreadable": "file_pdf_unreadable",
}
"""Why one of several files cannot be taken, said with its name."""


class Named(uploads.Upload, Protocol):
    """Anything that was uploaded under a name."""

    @property
    def name(self) -> str | None:
        """What the file was called."""


@dataclass(frozen=True)
class Handed:
    """A file made ready, and what it was called."""

    made: uploads.Picture | documents.Paper
    name: str


def read(files: Iterable[Named]) -> list[Handed]:
    """The files made ready, which is slow. Raises Invalid at `photos`: too_many_files {most}, and for each
    file that cannot be taken one of REFUSED {name}.
    """
    handed = list(files)
    if len(handed) > MOST:
        raise Invalid(fault(FIELD, "too_many_files", most=MOST))
    ready: list[Handed] = []
    wrong: list[Fault] = []
    for file in handed:
        name = (file.name or "")[-40:]
        try:
            ready.append(Handed(documents.document(file), name))
        except Invalid as error:
            wrong += [Fault(FIELD, REFUSED[one.code], {**one.params, "name": name}) for one in error.faults]
    if wrong:
        raise Invalid(*wrong)
    return ready


def keep(statement: Statement, files: Sequence[Handed], by: Person | None) -> list[Attachment]:
    """Put the files beside the case as this statement's, each once; its case is held.

    Raises Invalid("too_many_files"), NotNow("too_many_photos").
    """
    if len(files) > MOST:
        raise Invalid(fault(FIELD, "too_many_files", most=MOST))
    kept: dict[str, Attachment] = {}
    for one in files:
        kept[one.made.sha256] = kept.get(one.made.sha256) or tickets.put_file(
            statement.complaint.ticket, one.made, purpose=PURPOSE, by=by, name=one.name
        )
    for attachment in kept.values():
        Evidence.objects.create(attachment=attachment, statement=statement)
    return list(kept.values())
