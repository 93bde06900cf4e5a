"""From a form to an action: asked on GET; on POST the pictures are kept, then the act is done once.

Pictures stand on their own: each is known by the form's key and its content, so that a form sent again adds
none. They are taken in before the act's transaction begins, because making them anew is slow.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any, Final

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from yinuo.core import clock
from yinuo.core.errors import DeskError, Invalid, fault
from yinuo.driver import frame, once, pages
from yinuo.driver.frame import DriverRequest, refused, wants_json
from yinuo.orders.models import Order
from yinuo.staff.models import Person
from yinuo.tickets import actions as tickets

MOST_PHOTOS: Final = 6
WORTH_NOTING: Final = 120
LONGEST_WAIT: Final = 86_400
"""Seconds that a form lay on the phone: from when on the record says so, and the most that is believed."""

Act = Callable[[Order, Person, Mapping[str, Any]], str]
"""What is done with an order by whom, as said in the form; answers what to say of it."""


def answer(
    request: DriverRequest, order: Order, form: forms.Form, template: str, act: Act, *,
    photos: Mapping[str, str] | None = None, more: Mapping[str, Any] | None = None,
) -> HttpResponse:  # fmt: skip
    """Draw the form, or do what it says. `photos` tells which purpose the pictures of a file field have."""
    if request.method != "POST":
        return _asked(request, order, form, template, more)
    try:
        if told := once.known(request, request.visitor.person):
            return pages.done(request, told)
        if not form.is_valid():
            return _wrong(request, order, form, template, more)
        _keep_photos(request, order, photos or {})
        return pages.done(request, do(request, order, lambda by: act(order, by, form.cleaned_data)))
    except DeskError as error:
        if wants_json(request):
            return refused(request, error)
        frame.refuse(form, error)
        return _asked(request, order, form, template, more, status=error.status)


def do(request: DriverRequest, order: Order, act: Callable[[Person], str]) -> dict[str, Any]:
    """Do it once by the form's key; answers the words and the page to go to."""
    person = request.visitor.person

    def told() -> dict[str, Any]:
        text = act(person)
        _note_wait(request, order, person)
        return {"text": text, "next": reverse("driver-job", args=[order.ticket.ref])}

    return once.once(request, person, told)


def _note_wait(request: DriverRequest, order: Order, person: Person) -> None:
    """What lay on the phone says on the record when it was pressed: the network was late, not the driver."""
    said = request.POST.get(once.WAITED, "")
    seconds = min(int(said), LONGEST_WAIT) if said.isascii() and said.isdecimal() and len(said) < 9 else 0
    if seconds < WORTH_NOTING:
        return
    pressed = clock.local(clock.now() - timedelta(seconds=seconds))
    with translation.override(settings.LANGUAGE_CODE):
        text = _("司机 %(at)s 在手机上点的，当时没有网络，%(minutes)s 分钟后才发到。")
        said = text % {"at": f"{pressed:%H:%M}", "minutes": seconds // 60}
    tickets.note(ticket=order.ticket, text=said, by=person)


def asked_or_wrong(
    request: DriverRequest, order: Order, form: forms.Form, template: str, *, status: int = 200
) -> HttpResponse:
    """The form, empty or with what is wrong in it."""
    if request.method == "POST" and status == 200:
        return _wrong(request, order, form, template, None)
    return _asked(request, order, form, template, None, status=status)


def _asked(
    request: DriverRequest, order: Order, form: forms.Form, template: str,
    more: Mapping[str, Any] | None, *, status: int = 200,
) -> HttpResponse:  # fmt: skip
    key = request.POST.get(once.FIELD) or pages.form_key()
    tickets.see_personal(order.ticket, by=request.visitor.person)
    context = {"order": order, "form": form, "form_key": key, **(more or {})}
    return pages.draw(request, template, context, status=status)


def _wrong(
    request: DriverRequest, order: Order, form: forms.Form, template: str, more: Mapping[str, Any] | None
) -> HttpResponse:
    if wants_json(request):
        said = " ".join(str(words) for faults in form.errors.values() for words in faults)
        return pages.told_wrong(said)
    return _asked(request, order, form, template, more, status=422)


def _keep_photos(request: DriverRequest, order: Order, photos: Mapping[str, str]) -> None:
    """Add what was photographed. Raises what `tickets.attach` raises, Invalid("too_many_at_once")."""
    key = once.key_of(request)
    for field, purpose in photos.items():
        files = request.FILES.getlist(field)
        if len(files) > MOST_PHOTOS:
            raise Invalid(fault(field, "too_many_at_once", most=MOST_PHOTOS))
        for file in files:
            tickets.attach(
                order.ticket,
                purpose=purpose,
                file=file,
                by=request.visitor.person,
                name=file.name or "",
                form_key=_photo_key(key, purpose, file),
            )


def _photo_key(key: str, purpose: str, file: "UploadedFile[Any]") -> str:
    digest = hashlib.sha256(f"{key} {purpose} ".encode())
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()[:40]


def has_files(request: DriverRequest, fields: Sequence[str]) -> bool:
    """Whether any picture came in one of these fields."""
    return any(request.FILES.getlist(field) for field in fields)
