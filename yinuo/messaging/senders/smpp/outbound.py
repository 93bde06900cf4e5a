"""One message as the centre takes it: alone, in parts, or whole as a payload."""

import itertools
from collections.abc import Iterator
from typing import Final

from aiosmpplib import NPI, TON, OptionalParam, PhoneNumber, SubmitSm
from aiosmpplib.codec import find_codec_info
from aiosmpplib.state import SAR_MSG_REF_NUM, SAR_SEGMENT_SEQNUM, SAR_TOTAL_SEGMENTS

from yinuo.core.text import sms
from yinuo.messaging.senders import Outgoing
from yinuo.messaging.senders.smpp.options import SmppOptions

_HEADER: Final = 0b1000000
_refs = itertools.count(1)


def parts(message: Outgoing, options: SmppOptions) -> list[SubmitSm]:
    """Every submit_sm of the message, in its order; as many as the desk counted (R070)."""
    texts, coding = sms.split(message.text), _coding(message.text)
    if len(texts) == 1:
        return [_submit(message, options, coding, encoded=_encoded(message.text, coding))]
    if options.long == "payload":
        return [_submit(message, options, coding, payload=message.text)]
    ref = next(_refs) % 256
    return list(_numbered(message, options, coding, texts, ref))


def _numbered(
    message: Outgoing, options: SmppOptions, coding: str, texts: list[str], ref: int
) -> Iterator[SubmitSm]:
    for at, text in enumerate(texts, 1):
        data = _encoded(text, coding)
        if options.long == "udh":
            head = bytes((5, 0, 3, ref, len(texts), at))
            yield _submit(message, options, coding, encoded=head + data, kind=_HEADER)
        else:
            named = ((SAR_MSG_REF_NUM, ref), (SAR_TOTAL_SEGMENTS, len(texts)), (SAR_SEGMENT_SEQNUM, at))
            yield _submit(
                message, options, coding, encoded=data, named=[OptionalParam(*pair) for pair in named]
            )


def _submit(
    message: Outgoing,
    options: SmppOptions,
    coding: str,
    *,
    encoded: bytes = b"",
    payload: str = "",
    kind: int = 0,
    named: list[OptionalParam] | None = None,
) -> SubmitSm:
    made = SubmitSm(
        short_message="" if payload else message.text,
        message_payload=payload,
        source=PhoneNumber(options.source, TON(options.source_ton), NPI(options.source_npi)),
        destination=PhoneNumber(
            _number(options, message.address), TON(options.target_ton), NPI(options.target_npi)
        ),
        esm_class=kind,
        registered_delivery=1,
        encoding=None if coding == "gsm0338" else coding,
        optional_params=named,
    )
    if encoded:
        made.set_encoded_message(encoded)
    return made


def _number(options: SmppOptions, address: str) -> str:
    """With the country in front, as the centre wants it; a number from abroad has its own, without its +."""
    return address[1:] if address.startswith("+") else options.country + address


def _coding(text: str) -> str:
    return "gsm0338" if sms.measure(text).encoding == "GSM-7" else "ucs2"


def _encoded(text: str, coding: str) -> bytes:
    return bytes(find_codec_info(coding).encode(text)[0])
