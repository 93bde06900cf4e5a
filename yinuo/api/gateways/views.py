"""The addresses to which gateways push; by POST, or by GET where a vendor pushes so.

There is neither session nor token: the sender of the gateway checks how the push is signed. What cannot be
kept is answered with an error, so that the gateway pushes it again; the same twice is written down once.
"""

import logging
from typing import Final, Literal

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from yinuo.api import limits, problems
from yinuo.core.errors import DeskError, NotFound
from yinuo.messaging import actions, senders
from yinuo.messaging.models import Gateway

LARGEST: Final = 128 * 1024
PER_MINUTE: Final = 1200
What = Literal["receipts", "replies"]
log = logging.getLogger("yinuo.api")


@csrf_exempt
@require_http_methods(["GET", "POST"])
def receipts(request: HttpRequest, ref: str) -> HttpResponse:
    """What the network says became of messages."""
    return _heard(request, ref, "receipts")


@csrf_exempt
@require_http_methods(["GET", "POST"])
def replies(request: HttpRequest, ref: str) -> HttpResponse:
    """What people answered."""
    return _heard(request, ref, "replies")


def _heard(request: HttpRequest, ref: str, what: What) -> HttpResponse:
    try:
        return _kept(request, ref, what)
    except DeskError as error:
        log.warning("a push of %s for gateway %s was refused: %s", what, ref, error.code)
        return problems.refused(request, error)
    except OperationalError as error:
        return problems.busy(request, error)


def _kept(request: HttpRequest, ref: str, what: What) -> HttpResponse:
    gateway = Gateway.objects.filter(ref=ref).first()
    if gateway is None:
        raise NotFound("not_found")
    limits.count(f"push {gateway.pk}", PER_MINUTE)
    if len(request.body) > LARGEST:
        return problems.problem(413, "body_too_large", {"limit": LARGEST // 1024})
    sender = senders.of(gateway)
    if not isinstance(sender, senders.Pushed):
        raise NotFound("not_found")
    heard = sender.read(_push(request, what))
    actions.note_receipts(gateway.ref, heard.receipts)
    actions.note_replies(gateway.ref, heard.replies)
    return HttpResponse(heard.answer or "{}", content_type=heard.media)


def _push(request: HttpRequest, what: What) -> senders.Push:
    return senders.Push(
        what,
        request.body,
        {name.lower(): value for name, value in request.headers.items()},
        request.GET.dict(),
        request.META.get("REMOTE_ADDR", ""),
    )
