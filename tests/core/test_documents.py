"""PDFs that people hand in: those that do nothing by themselves stay as they are, others are refused."""

import hashlib
import io

import pytest

from tests.factories import pictures as make
from yinuo.core import documents, uploads
from yinuo.core.errors import Invalid


def refusal(raw: bytes) -> str:
    with pytest.raises(Invalid) as refused:
        documents.document(io.BytesIO(raw))
    assert [fault.field for fault in refused.value.faults] == ["photo"]
    return refused.value.code


def test_a_plain_pdf_is_kept_as_it_came() -> None:
    raw = make.pdf()
    made = documents.document(io.BytesIO(raw))
    assert (made.kind, made.content) == ("application/pdf", raw)
    assert made.sha256 == hashlib.sha256(raw).hexdigest()


def test_a_picture_is_made_anew_whatever_it_is_called() -> None:
    made = documents.document(make.with_place(60, 40))
    assert isinstance(made, uploads.Picture)
    assert (made.kind, made.width, made.height) == ("image/jpeg", 40, 60)
    assert b"Secret" not in made.content


@pytest.mark.parametrize(
    "more",
    [
        b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >>",
        b"/OpenAction << /S /#4aavaScript >>",
        b"/AA << /O << /S /Launch /F (calc.exe) >> >>",
        b"/Names << /EmbeddedFiles 9 0 R >>",
        b"/AcroForm << /XFA 9 0 R >>",
        b"/Encrypt 9 0 R",
    ],
)
def test_what_could_act_is_refused_wherever_it_stands(more: bytes) -> None:
    assert refusal(make.pdf(more)) == "pdf_active"
    assert refusal(make.pdf(packed=b"5 0 << " + more + b" >>")) == "pdf_active"


def test_words_that_only_look_alike_are_no_harm() -> None:
    """A name that begins the same, and the bytes of a picture inside, which are nobody's names."""
    inside = (
        b">> endobj 9 0 obj << /Subtype /Image /Length 9 >> stream\n /JS /XFA \nendstream endobj 8 0 obj <<"
    )
    assert documents.document(io.BytesIO(make.pdf(b"/JSONData (x) /LaunchDate (x) " + inside)))


def test_what_cannot_be_looked_into_is_refused() -> None:
    whole = make.pdf(packed=b"5 0 << /A /B >>")
    assert refusal(whole[:-40]) == "pdf_unreadable"
    assert refusal(whole.replace(b"/FlateDecode", b"/LZWDecode  ")) == "pdf_unreadable"
    assert refusal(make.pdf(packed=b"0" * (documents.MOST_UNPACKED + 1))) == "pdf_unreadable"


def test_what_is_neither_is_refused_by_its_name() -> None:
    assert refusal(b"PK\x03\x04 a spreadsheet") == "document_unreadable"
    assert refusal(b"") == "photo_empty"
    assert refusal(b"%PDF-1.5" + b"0" * uploads.MOST_BYTES) == "photo_too_big"
