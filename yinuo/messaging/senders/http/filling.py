"""Variables into a request: each value escaped for the place where it stands."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from yinuo.messaging.senders.http.options import VARIABLE, Request

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Prepared:
    """A request ready to be signed and sent; header names are in lower case, `query` in its order."""

    method: str
    url: str
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    form: Mapping[str, str] = field(default_factory=dict)

    @property
    def host(self) -> str:
        """As it stands in the header."""
        return urlsplit(self.url).netloc

    @property
    def path(self) -> str:
        """At least a stroke."""
        return urlsplit(self.url).path or "/"

    @property
    def address(self) -> str:
        """The whole address, the query encoded."""
        own = urlsplit(self.url).query
        joined = "&".join(part for part in (own, urlencode(self.query, quote_via=quote, safe="~")) if part)
        return urlsplit(self.url)._replace(query=joined, fragment="").geturl()

    def with_query(self, more: Mapping[str, str]) -> "Prepared":
        """With further parameters."""
        return replace(self, query={**self.query, **more})

    def with_headers(self, more: Mapping[str, str]) -> "Prepared":
        """With further headers."""
        return replace(self, headers={**self.headers, **more})


def prepare(request: Request, url: str, values: Values) -> Prepared:
    """The request with its variables filled in. Line ends have no place in a header and become spaces."""
    made = Prepared(
        request.method,
        _in_address(request.url or url, values),
        query={name: text(value, values) for name, value in request.query.items()},
        headers={name.lower(): _in_header(value, values) for name, value in request.headers.items()},
    )
    if request.form:
        form = {name: text(value, values) for name, value in request.form.items()}
        body = urlencode(form, quote_via=quote, safe="~").encode()
        return replace(_typed(made, "application/x-www-form-urlencoded"), body=body, form=form)
    if request.data is not None:
        body = json.dumps(_tree(request.data, values), ensure_ascii=False).encode()
        return replace(_typed(made, "application/json"), body=body)
    return made


def _typed(made: Prepared, media: str) -> Prepared:
    kind = {"content-type": f"{media}; charset=utf-8"}
    return replace(made, headers={**kind, **made.headers})


def text(template: str, values: Values) -> str:
    """A template with its variables, as plain text; lists and maps as JSON."""
    return VARIABLE.sub(lambda found: _plain(values.get(found[1], "")), template)


def _in_address(template: str, values: Values) -> str:
    return VARIABLE.sub(lambda found: quote(_plain(values.get(found[1], "")), safe=""), template)


def _in_header(template: str, values: Values) -> str:
    return " ".join(text(template, values).split())


def _tree(template: Any, values: Values) -> Any:
    """JSON with its variables: one that is a whole value keeps its kind (a list stays a list)."""
    if isinstance(template, dict):
        return {name: _tree(value, values) for name, value in template.items()}
    if isinstance(template, list):
        return [_tree(value, values) for value in template]
    if not isinstance(template, str):
        return template
    whole = VARIABLE.fullmatch(template)
    return values.get(whole[1], "") if whole else text(template, values)


def _plain(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
