"""The settings of an SMPP gateway; a fault names its field."""

import re
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

_HOST: Final = re.compile(r"[A-Za-z0-9._:-]{1,120}")


def _host(value: str) -> str:
    if not _HOST.fullmatch(value):
        raise PydanticCustomError("host", "must be a name or an address")
    return value


def _codes(value: tuple[str, ...]) -> tuple[str, ...]:
    for one in value:
        int(one, 16)
    return value


Codes = Annotated[tuple[str, ...], AfterValidator(_codes)]
Ascii = Annotated[str, Field(pattern=r"^[\x21-\x7e]*$")]


class SmppOptions(BaseModel):
    """Where to bind, as whom, and how this centre wants its messages.

    `source` is the number or port from which messages come; `country` stands in front of Chinese numbers
    (86). A text that is longer than one message goes in parts with a header in each (`udh`), in parts named
    by parameters (`sar`), or whole as `payload`.
    `receipt_ids` says how names of messages are written: `same`, or the answer in hexadecimal digits and the
    receipt in decimal ones (`hex`), or the other way round (`decimal`). `window` is how many messages may
    wait for their answers at once. `permanent` and `throttled` name further codes of the centre's own, in
    hexadecimal digits. `enquire_seconds` is after how long a silence the line is tried.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True)

    host: Annotated[str, AfterValidator(_host)]
    port: int = Field(default=2775, ge=1, le=65_535)
    tls: bool = False
    system_id: Annotated[Ascii, Field(min_length=1, max_length=15)]
    system_type: Annotated[Ascii, Field(max_length=12)] = ""
    source: Annotated[Ascii, Field(max_length=20)] = ""
    source_ton: int = Field(default=0, ge=0, le=6)
    source_npi: Literal[0, 1, 3, 4, 6, 8, 9, 14, 18] = 0
    target_ton: int = Field(default=0, ge=0, le=6)
    target_npi: Literal[0, 1, 3, 4, 6, 8, 9, 14, 18] = 0
    country: Annotated[str, Field(pattern=r"^(|\+?\d{1,4})$")] = ""
    long: Literal["udh", "sar", "payload"] = "udh"
    receipt_ids: Literal["same", "hex", "decimal"] = "same"
    can_query: bool = False
    window: int = Field(default=10, ge=1, le=200)
    wait_seconds: int = Field(default=5, ge=1, le=3600)
    enquire_seconds: int = Field(default=30, ge=1, le=600)
    permanent: Codes = ()
    throttled: Codes = ()
