"""How vendors want a request signed: one small function for each kind."""

import base64
import hashlib
import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final
from urllib.parse import quote, urlencode

from yinuo.messaging.senders.http import filling
from yinuo.messaging.senders.http.filling import Prepared
from yinuo.messaging.senders.http.options import Signing

RPC_VERSION: Final = "1.0"


@dataclass(frozen=True)
class Seal:
    """With what is signed: the account, its secret or token, the moment, and a word used once."""

    key_id: str
    key_secret: str
    token: str
    at: datetime
    nonce: str

    @property
    def iso(self) -> str:
        """2026-11-20T02:03:04Z."""
        return self.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def sign(request: Prepared, signing: Signing, seal: Seal) -> Prepared:
    """The request with what proves who sends it."""
    return _KINDS[signing.kind](request, signing, seal)


def digest(signing: Signing, values: filling.Values, seal: Seal) -> str:
    """The variable {signature}: a digest over a text made of variables (MD5 of key and time, an HMAC …)."""
    data = filling.text(signing.over, values).encode()
    name = signing.algorithm.removeprefix("hmac_")
    if signing.algorithm.startswith("hmac_"):
        return encoded(hmac.new(seal.key_secret.encode(), data, name).digest(), signing.encoding)
    return encoded(hashlib.new(name, data, usedforsecurity=False).digest(), signing.encoding)


def encoded(value: bytes, encoding: str) -> str:
    """A digest in small or large hexadecimal digits or base64."""
    if encoding == "base64":
        return base64.b64encode(value).decode()
    return value.hex().upper() if encoding == "HEX" else value.hex()


def _as_it_is(request: Prepared, signing: Signing, seal: Seal) -> Prepared:
    return request


def _token(request: Prepared, signing: Signing, seal: Seal) -> Prepared:
    """A header that holds the token."""
    return request.with_headers({signing.header.lower(): signing.prefix + seal.token})


def _basic(request: Prepared, signing: Signing, seal: Seal) -> Prepared:
    """HTTP Basic: the account and its secret."""
    joined = base64.b64encode(f"{seal.key_id}:{seal.key_secret}".encode()).decode()
    return request.with_headers({"authorization": f"Basic {joined}"})


def _aliyun_rpc(request: Prepared, signing: Signing, seal: Seal) -> Prepared:
    """Alibaba's RPC style: HMAC-SHA1 over method and sorted parameters; all of it goes into the query."""
    given = {
        "AccessKeyId": seal.key_id,
        "SignatureMethod": "HMAC-SHA1",
        "SignatureNonce": seal.nonce,
        "SignatureVersion": RPC_VERSION,
        "Timestamp": seal.iso,
    }
    query = {**request.query, **given}
    over = f"{request.method}&{_quoted('/')}&{_quoted(_canonical({**query, **request.form}))}"
    mac = hmac.new(f"{seal.key_secret}&".encode(), over.encode(), hashlib.sha1).digest()
    return replace(request, query={**query, "Signature": encoded(mac, "base64")})


def _aliyun_v3(request: Prepared, signing: Signing, seal: Seal) -> Prepared:
    """Alibaba's V3 (ACS3-HMAC-SHA256): the action and version are headers of the request."""
    body = hashlib.sha256(request.body).hexdigest()
    stamped = request.with_headers(
        {
            "host": request.host,
            "x-acs-content-sha256": body,
            "x-acs-date": seal.iso,
            "x-acs-signature-nonce": seal.nonce,
        }
    )
    heads = {
        name: value
        for name, value in stamped.headers.items()
        if name.startswith("x-acs-") or name in ("host", "content-type")
    }
    names, plain = _canonical_request(request, _canonical(request.query), heads, body)
    over = f"ACS3-HMAC-SHA256\n{hashlib.sha256(plain.encode()).hexdigest()}"
    mac = _mac(seal.key_secret.encode(), over).hex()
    proof = f"ACS3-HMAC-SHA256 Credential={seal.key_id},SignedHeaders={names},Signature={mac}"
    return stamped.with_headers({"authorization": proof})


def _tc3(request: Prepared, signing: Signing, seal: Seal) -> Prepared:
    """Tencent's TC3-HMAC-SHA256: a key derived by day and service."""
    second, day = str(int(seal.at.timestamp())), seal.at.astimezone(UTC).strftime("%Y-%m-%d")
    stamped = request.with_headers({"host": request.host, "x-tc-timestamp": second})
    heads = {name: stamped.headers[name] for name in ("content-type", "host") if name in stamped.headers}
    body = hashlib.sha256(request.body).hexdigest()
    names, plain = _canonical_request(request, _canonical(request.query), heads, body)
    scope = f"{day}/{signing.service}/tc3_request"
    over = "\n".join(("TC3-HMAC-SHA256", second, scope, hashlib.sha256(plain.encode()).hexdigest()))
    key = f"TC3{seal.key_secret}".encode()
    for part in (day, signing.service, "tc3_request"):
        key = _mac(key, part)
    proof = (
        f"TC3-HMAC-SHA256 Credential={seal.key_id}/{scope}, SignedHeaders={names}, "
        f"Signature={_mac(key, over).hex()}"
    )
    return stamped.with_headers({"authorization": proof})


def _canonical_request(request: Prepared, query: str, heads: Mapping[str, str], body: str) -> tuple[str, str]:
    """The names of the signed headers, and the request in the form over which both V3 and TC3 are made."""
    lines = "".join(f"{name}:{heads[name].strip()}\n" for name in sorted(heads))
    names = ";".join(sorted(heads))
    return names, "\n".join((request.method, request.path, query, lines, names, body))


def _canonical(parameters: Mapping[str, str]) -> str:
    return urlencode(sorted(parameters.items()), quote_via=quote, safe="~")


def _quoted(value: str) -> str:
    return quote(value, safe="~")


def _mac(key: bytes, over: str) -> bytes:
    return hmac.new(key, over.encode(), hashlib.sha256).digest()


_KINDS: Final[Mapping[str, Callable[[Prepared, Signing, Seal], Prepared]]] = {
    "none": _as_it_is,
    "digest": _as_it_is,  # its result already stands in the request, as {signature}
    "token": _token,
    "basic": _basic,
    "aliyun_rpc": _aliyun_rpc,
    "aliyun_v3": _aliyun_v3,
    "tc3": _tc3,
}
