"""A bare HTTP client on a kept connection, so that the load costs as little as it can."""

import http.client
import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    body: bytes
    mark: str = ""
    """Its ETag."""

    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


class Client:
    """One connection; keeps cookies as a browser would."""

    def __init__(self, port: int, *, cookie: str = "", token: str = "") -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.cookie = cookie
        self._token = token

    def get(self, path: str, *, mark: str = "") -> Answer:
        """A page; with the `mark` of what is here already, perhaps nothing."""
        known = {"If-None-Match": mark} if mark else {}
        if path.startswith("/api/"):
            known["Authorization"] = f"Bearer {self._token}"
        return self._ask("GET", path, None, {"Accept-Encoding": "identity", **known})

    def post_form(self, path: str, form: dict[str, str]) -> Answer:
        """A form, as the browser posts it."""
        return self._ask("POST", path, urlencode(form), {"Content-Type": "application/x-www-form-urlencoded"})

    def post(self, path: str, body: Any) -> Answer:
        """An API operation."""
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {self._token}"}
        return self._ask("POST", path, json.dumps(body), headers)

    def _ask(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> Answer:
        if self.cookie and "Authorization" not in headers:
            headers["Cookie"] = self.cookie
        self._connection.request(method, path, body.encode() if body else None, headers)
        response = self._connection.getresponse()
        answer = Answer(response.status, response.read(), response.headers.get("ETag", ""))
        if set_cookies := response.headers.get_all("Set-Cookie"):
            kept = dict(part.split("=", 1) for part in self.cookie.split("; ") if part)
            kept.update(cookie.split(";", 1)[0].split("=", 1) for cookie in set_cookies)
            self.cookie = "; ".join(f"{name}={value}" for name, value in kept.items())
        return answer
