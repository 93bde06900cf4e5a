"""The settings of an HTTP gateway: what is asked, how it is signed, how answers and pushes are read.

Every text of a request may name variables in braces ({phone}, {text} …); their values are escaped for the
place where they stand. A fault in the settings names its field.
"""

import re
from ipaddress import ip_network
from typing import Annotated, Any, Final, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

VARIABLE: Final = re.compile(r"\{([a-z_]+)\}")
COMMON: Final = frozenset(
    {"app", "key_id", "key_secret", "token", "region", "sign", "nonce", "signature"}
    | {"timestamp", "timestamp_ms", "time_iso", "time_local", "day_local"}
)
OF_MESSAGE: Final = COMMON | {"phone", "text", "bare", "key", "template", "params", "param_list", "param_map"}
OF_QUESTION: Final = COMMON | {"id", "phone", "sent_day", "sent_local", "sent_unix", "sent_unix_before"}
ANY_NOTICE: Final = "*"


class Part(BaseModel):
    """Frozen, and no key that nobody reads."""

    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True)


def _address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname or "{" in parts.netloc:
        raise PydanticCustomError("address", "must be an http or https address")
    if parts.username or parts.password:
        raise PydanticCustomError("address_secret", "must not contain a password")
    return value


def _networks(value: tuple[str, ...]) -> tuple[str, ...]:
    for one in value:
        ip_network(one, strict=False)
    return value


Address = Annotated[str, Field(max_length=500), AfterValidator(_address)]
Word = Annotated[str, Field(max_length=200)]
Texts = dict[str, str]


class Request(Part):
    """One HTTP request. `form` is sent as a form, `data` as JSON; at most one of them."""

    method: Literal["GET", "POST", "PUT"] = "POST"
    url: Address | None = None
    query: Texts = {}
    headers: Texts = {}
    form: Texts = {}
    data: Any = None

    @model_validator(mode="after")
    def _one_body(self) -> Self:
        if self.form and self.data is not None:
            raise PydanticCustomError("two_bodies", "either form or data")
        return self

    def variables(self) -> set[str]:
        """The names of all variables in it."""
        return set(VARIABLE.findall(repr((self.url, self.query, self.headers, self.form, self.data))))


class Signing(Part):
    """How requests are signed; see `signing` for what each kind does.

    `over`, `algorithm` and `encoding` are those of a `digest`, whose result is the variable {signature};
    `header` and `prefix` those of a `token`; `service` that of `tc3`.
    """

    kind: Literal["none", "token", "basic", "digest", "aliyun_rpc", "aliyun_v3", "tc3"] = "none"
    over: str = ""
    algorithm: Literal["md5", "sha1", "sha256", "hmac_sha1", "hmac_sha256"] = "md5"
    encoding: Literal["hex", "HEX", "base64"] = "hex"
    header: Word = "Authorization"
    prefix: Word = "Bearer "
    service: Word = "sms"


class Answer(Part):
    """How an answer is read. Paths are keys and indexes joined by dots; `|` separates alternatives.

    `text` is an answer without structure: its parts between commas are 0, 1, …. Without a `success` path the
    HTTP status alone decides. Codes may end in `*`.
    """

    format: Literal["json", "text"] = "json"
    success: Word = ""
    equals: tuple[str, ...] = ()
    message_id: Word = ""
    code: Word = ""
    words: Word = ""
    permanent: tuple[str, ...] = ()
    denied: tuple[str, ...] = ()
    throttled: tuple[str, ...] = ()
    wait_seconds: float = Field(default=60, ge=1, le=86_400)


class Reading(Part):
    """How receipts are read: where the list is, and in each of its entries what."""

    format: Literal["json", "form"] = "json"
    many: Word = ""
    id: Word
    state: Word
    delivered: tuple[str, ...]
    waiting: tuple[str, ...] = ()
    code: Word = ""
    at: Word = ""
    answer: str = Field(default="", max_length=500)


class ReplyReading(Part):
    """How replies are read. Without an `id` one is made from the content."""

    format: Literal["json", "form"] = "json"
    many: Word = ""
    id: Word = ""
    phone: Word
    text: Word
    at: Word = ""
    answer: str = Field(default="", max_length=500)


class PushCheck(Part):
    """How a push proves where it comes from; `ips` are the networks it may come from, if any are named.

    `token`: the parameter or header `name` holds the push secret. `hmac_sha256`: the header `name` holds the
    HMAC of the body under it.
    """

    kind: Literal["token", "hmac_sha256"] = "token"
    name: Word = "token"
    encoding: Literal["hex", "HEX", "base64"] = "hex"
    ips: Annotated[tuple[str, ...], AfterValidator(_networks)] = ()


class Asking(Part):
    """How to ask what became of a message."""

    request: Request
    reading: Reading


class Template(Part):
    """A template of the vendor's: its id, and its variables in its order."""

    id: Annotated[str, Field(min_length=1, max_length=60)]
    values: Texts = {}


class Interface(Part):
    """What the vendor's interface looks like; the same for all its customers."""

    request: Request
    signing: Signing = Signing()
    answer: Answer = Answer()
    push: PushCheck = PushCheck()
    receipts: Reading | None = None
    replies: ReplyReading | None = None
    ask: Asking | None = None

    @model_validator(mode="after")
    def _known_variables(self) -> Self:
        _only(self.request.variables(), OF_MESSAGE)
        _only(set(VARIABLE.findall(self.signing.over)), (OF_MESSAGE | OF_QUESTION) - {"signature"})
        if self.ask:
            _only(self.ask.request.variables(), OF_QUESTION)
        return self


def _only(named: set[str], known: frozenset[str]) -> None:
    if unknown := sorted(named - known):
        raise PydanticCustomError("variable", "no such variable: {names}", {"names": ", ".join(unknown)})


class HttpOptions(Part):
    """All of it: the customer's own account first, then the vendor's interface.

    `country` stands in front of Chinese numbers (+86). A notice that has no template leaves as free text
    where `free_text` allows it; the template `*` is for those that have none of their own.
    """

    preset: str = ""
    url: Address
    key_id: Word = ""
    app: Word = ""
    region: Word = ""
    sign: Word = ""
    country: Annotated[str, Field(pattern=r"^(|\+?\d{1,4})$")] = ""
    free_text: bool = True
    templates: dict[str, Template] = {}
    interface: Interface
