"""Reading a request's body: JSON, without characters that no text may hold."""

import json
from typing import Any, cast

from django.http import HttpRequest
from ninja.parser import Parser

from yinuo.core.text import keepable


class JsonReader(Parser):
    """Ninja's reader of bodies; what it raises becomes the problem `json_unreadable` with the place."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        """The body's value. Raises ValueError or RecursionError for what is no JSON."""
        return cast(dict[str, Any], keepable.keepable(json.loads(request.body)))
