"""/api/v1/openapi.json: made from the operations themselves, so it cannot say what they do not do."""

import json
from functools import cache

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET

from yinuo.api import description
from yinuo.api.app import api


@csrf_exempt
@require_GET
def described(request: HttpRequest) -> HttpResponse:
    """The description; public, so that an integration can be written before there is a token."""
    response = HttpResponse(_written(), content_type="application/json; charset=utf-8")
    response["Cache-Control"] = "max-age=300"
    return response


@cache
def _written() -> str:
    root = reverse("api:openapi").removesuffix("openapi.json")
    return json.dumps(
        description.complete(dict(api.get_openapi_schema(path_prefix=root))), ensure_ascii=False
    )
