"""When an e-mail is tried again, and what one looks like: pure."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from typing import Final

CLAIM: Final = timedelta(minutes=3)
BACK_OFF: Final = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 30, 60, 120, 240))
"""Waits after a passing failure: after about eight hours it is given up in public."""

LARGEST_ATTACHMENT: Final = 20 * 1024 * 1024
LONGEST_SUBJECT: Final = 200
LONGEST_RECEIPT: Final = 300


def next_attempt(attempts: int, now: datetime) -> datetime | None:
    """When to try again after `attempts` passing failures; None when it is time to give up."""
    return now + BACK_OFF[attempts - 1] if attempts <= len(BACK_OFF) else None


def one_line(text: str) -> str:
    """Without line breaks and doubled spaces: what may stand in a header."""
    return " ".join(text.split())


def domain_of(sender: str) -> str:
    """The domain of 一诺 <desk@example.com>; yinuo.invalid without one."""
    return parseaddr(sender)[1].rpartition("@")[2] or "yinuo.invalid"


def letter(
    *,
    sender: str,
    to: str,
    subject: str,
    text: str,
    message_id: str,
    at: datetime,
    attachments: Sequence[tuple[str, bytes]] = (),
) -> EmailMessage:
    """An e-mail; the same `message_id` on every repeat, by which a mailbox shows it once."""
    name, address = parseaddr(sender)
    made = EmailMessage(policy=SMTP)
    made["From"] = Address(name, addr_spec=address)
    made["To"] = Address(addr_spec=to)
    made["Subject"] = one_line(subject)
    made["Date"] = format_datetime(at)
    made["Message-ID"] = message_id
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(text, cte="base64")
    for file_name, content in attachments:
        made.add_attachment(content, maintype="application", subtype="octet-stream", filename=file_name)
    return made
