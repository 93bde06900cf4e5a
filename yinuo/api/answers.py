"""Answers as JSON: every success goes through the model that describes it, so that both always agree."""

import json
from typing import Any

from django.http import HttpResponse
from pydantic import BaseModel


def text(model: type[BaseModel], value: Any) -> str:
    """`value` as the model's JSON: moments in UTC (ISO 8601), characters as they are."""
    body = model.model_validate(value).model_dump(mode="json")
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


def answer(model: type[BaseModel], value: Any, status: int = 200) -> HttpResponse:
    """A response of `value`."""
    return of_text(text(model, value), status)


def of_text(body: str, status: int) -> HttpResponse:
    """A response of JSON that is already written; never kept by anything on the way (personal data)."""
    response = HttpResponse(body, status=status, content_type="application/json; charset=utf-8")
    response["Cache-Control"] = "no-store"
    return response
