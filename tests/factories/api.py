"""An integration: somebody's token, and requests as they come over the wire."""

import json
from typing import Any

from django.test import Client

from yinuo.staff import actions, rules
from yinuo.staff.models import Person, Token

ROOT = "/api/v1"


class Caller:
    """Speaks to the API with a real token of `person`; every scope unless said otherwise."""

    def __init__(self, person: Person, *scopes: str, language: str = "") -> None:
        self.token, self.plain = actions.create_token(person=person, scopes=scopes or rules.SCOPES, by=None)
        self._headers = {"Authorization": f"Bearer {self.plain}"}
        if language:
            self._headers["Accept-Language"] = language
        self._client = Client(enforce_csrf_checks=True, raise_request_exception=False)

    def get(self, path: str, **query: str) -> Any:
        """GET `path` under the API's root."""
        return self._client.get(ROOT + path, query, headers=self._headers)

    def post(self, path: str, body: Any = None, *, key: str = "", **headers: str) -> Any:
        """POST JSON (nothing at all for None), with an Idempotency-Key when one is given."""
        sent = {**self._headers, **({"Idempotency-Key": key} if key else {}), **headers}
        content = "" if body is None else json.dumps(body)
        return self._client.generic("POST", ROOT + path, content, "application/json", headers=sent)

    def raw(self, method: str, path: str, content: bytes | str = b"", kind: str = "application/json") -> Any:
        """Anything at all, with the token."""
        return self._client.generic(method, ROOT + path, content, kind, headers=self._headers)

    def used(self) -> Token:
        """The token as it stands in the database."""
        return Token.objects.get(pk=self.token.pk)


def codes(response: Any) -> dict[str, str]:
    """Field → code of a problem's errors."""
    return {error["field"]: error["code"] for error in response.json()["errors"]}


def kind(response: Any) -> str:
    """The code of a problem, after checking that it is one."""
    assert response["Content-Type"].startswith("application/problem+json"), response.content
    body = response.json()
    assert body["status"] == response.status_code
    assert body["instance"] == f"urn:yinuo:request:{response['X-Request-ID']}"
    return str(body["type"]).removeprefix("urn:yinuo:problem:")
