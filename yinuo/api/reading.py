"""Reading a request's body: JSON, without characters that no text may hold."""

import json
import re
from typing import Any, cast

from django.http import HttpRequest
from ninja.parser import Parser

_UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")
"""NUL and halves of surrogate pairs: JSON can write them, neither database can keep them."""


class JsonReader(Parser):
    """Ninja's reader of bodies; what it raises becomes the problem `json_unreadable` with the place."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        """The body's value. Raises ValueError or RecursionError for what is no JSON."""
        return cast(dict[str, Any], _kept(json.loads(request.body)))


def _kept(value: Any) -> Any:
    match value:
        case str():
            return _UNKEEPABLE.sub(" ", value)
        case list():
            return [_kept(item) for item in value]
        case dict():
            return {_kept(key): _kept(item) for key, item in value.items()}
    return value
