"""What somebody typed into the form of complaints, read from the request as it is; the domain judges it."""

from dataclasses import dataclass, field
from typing import Any, Final

from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from yinuo.core import refs
from yinuo.core.text.keepable import keepable
from yinuo.portal.complaints import words
from yinuo.portal.orders.taking.sheet import PROOF_SECONDS

MOST_PHOTOS: Final = 6
LONGEST: Final = {"account": 1000, "wanted": 500, "who": 40, "contact_name": 40}
"""In characters; a page asks for less than an agent may write down."""
ABOUT: Final = "about"
BY_NUMBER: Final = "number"
_PROOF: Final = "yinuo.portal.complaints.proof"


@dataclass(frozen=True)
class Sheet:
    """The form as it stands. `order` is which order: none, that of the address (ABOUT), by number and tail
    (BY_NUMBER), or the ref of one of their own. `phone` is where we call back, `code` what was sent there,
    `proof` says that it was checked in this form already.
    """

    kind: str = ""
    order: str = ""
    number: str = ""
    tail: str = ""
    account: str = ""
    wanted: str = ""
    who: str = ""
    contact_name: str = ""
    is_anonymous: bool = False
    phone: str = ""
    code: str = ""
    proof: str = ""
    form_key: str = ""
    photos: tuple["UploadedFile[Any]", ...] = field(default=())

    @property
    def is_suggestion(self) -> bool:
        """Whether it is a suggestion or praise."""
        return self.kind in words.SUGGESTING

    @property
    def whom(self) -> str:
        """Whom it is about, where the form asks for that."""
        return self.who if self.kind in ("ATTITUDE", "PRAISE") else ""

    @property
    def proved(self) -> str:
        """The digits of the number that was proved in this form, for half an hour."""
        try:
            return str(signing.loads(self.proof, salt=_PROOF, max_age=PROOF_SECONDS)) if self.proof else ""
        except signing.BadSignature:
            return ""


def proof_of(digits: str) -> str:
    """What a form carries along once its number was proved."""
    return signing.dumps(digits, salt=_PROOF)


def empty(request: HttpRequest, *, has_order: bool) -> Sheet:
    """A form that nobody wrote in yet; the address may say of what kind."""
    kind = request.GET.get("kind", "")
    return Sheet(
        kind=kind if kind in words.KINDS else "", order=ABOUT if has_order else "", form_key=refs.new()
    )


def read(request: HttpRequest) -> Sheet:
    """The form that was posted. Texts are cut only where the domain still sees that they are too long."""
    return Sheet(
        kind=_text(request, "kind", 20),
        order=_text(request, "order", 20),
        number=_text(request, "number", 40).strip(),
        tail=_text(request, "tail", 8).strip(),
        account=_text(request, "account", 4001),
        wanted=_text(request, "wanted", 501),
        who=_text(request, "who", 41),
        contact_name=_text(request, "contact_name", 41),
        is_anonymous=bool(request.POST.get("anonymous")),
        phone=_text(request, "phone", 40),
        code=_text(request, "code", 20),
        proof=_text(request, "proof", 500),
        form_key=_text(request, "form_key", 40) or refs.new(),
        photos=tuple(request.FILES.getlist("photos")),
    )


def _text(request: HttpRequest, name: str, longest: int) -> str:
    said: str = keepable(request.POST.get(name, "")).replace("\r\n", "\n")
    return said[:longest]
