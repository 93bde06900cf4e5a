"""E-mail by SMTP: one connection for each message, every refusal read as permanent or passing.

`send` is called without a transaction and without a lock. Neither addresses nor words are logged.
"""

import smtplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import parseaddr
from typing import Final

ANSWER_SECONDS: Final = 15.0
_TOO_EARLY: Final = 530
_PERMANENT: Final = 500
TLS, STARTTLS = "tls", "starttls"


@dataclass(frozen=True)
class Server:
    """How to reach it; `security` is tls, starttls or none, `sender` who the mail is from."""

    host: str
    port: int
    security: str
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)


class MailFailure(Exception):
    """The server did not take the message.

    `code` is a short word of the faults (`mail_…`), `said` the server's own words. `permanent`: trying again
    cannot help. `is_server`: it would refuse every other message as well. `perhaps_sent`: the line broke when
    all was said, so the message may have left.
    """

    def __init__(
        self,
        code: str,
        *,
        permanent: bool = False,
        is_server: bool = False,
        perhaps_sent: bool = False,
        said: str = "",
    ) -> None:
        super().__init__(code)
        self.code = code
        self.permanent = permanent
        self.is_server = is_server
        self.perhaps_sent = perhaps_sent
        self.said = said


def send(server: Server, message: EmailMessage, to: str) -> str:
    """Hand one message over; returns the server's receipt in its own words. Raises MailFailure."""
    with _line(server) as line:
        _expect(line.mail(parseaddr(server.sender)[1]), "mail_sender_refused", is_server=True)
        _expect(line.rcpt(to), "mail_recipient_refused")
        try:
            answer = line.data(message.as_bytes())
        except (smtplib.SMTPServerDisconnected, OSError) as error:
            raise MailFailure("mail_dropped", perhaps_sent=True, said=_words(error)) from None
        except smtplib.SMTPDataError as error:
            answer = (error.smtp_code, _bytes(error.smtp_error))
        _expect(answer, "mail_content_refused")
        with suppress(smtplib.SMTPException, OSError):
            line.quit()
        return _said(*answer)


@contextmanager
def _line(server: Server) -> Iterator[smtplib.SMTP]:
    """A line on which one may speak, closed at the end. Raises MailFailure."""
    line: smtplib.SMTP | None = None
    try:
        line = _opened(server)
        if server.user:
            line.login(server.user, server.password)
        else:
            line.ehlo_or_helo_if_needed()
        yield line
    except MailFailure:
        raise
    except smtplib.SMTPAuthenticationError as error:
        said = _said(error.smtp_code, _bytes(error.smtp_error))
        code = "mail_auth" if error.smtp_code >= _PERMANENT else "mail_busy"
        raise MailFailure(code, is_server=True, said=said) from None
    except smtplib.SMTPNotSupportedError as error:
        code = "mail_no_starttls" if "STARTTLS" in str(error) else "mail_no_auth"
        raise MailFailure(code, is_server=True, said=_words(error)) from None
    except smtplib.SMTPResponseException as error:
        said = _said(error.smtp_code, _bytes(error.smtp_error))
        raise MailFailure("mail_busy", is_server=True, said=said) from None
    except (smtplib.SMTPException, OSError, UnicodeError) as error:
        raise MailFailure(_trouble(error), is_server=True, said=_words(error)) from None
    finally:
        if line is not None:
            line.close()


def _opened(server: Server) -> smtplib.SMTP:
    """Connected, and encrypted where that was agreed."""
    name = socket.gethostname()
    if server.security == TLS:
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(
            server.host, server.port, local_hostname=name, timeout=ANSWER_SECONDS, context=context
        )
    line = smtplib.SMTP(server.host, server.port, local_hostname=name, timeout=ANSWER_SECONDS)
    if server.security == STARTTLS:
        try:
            line.starttls(context=ssl.create_default_context())
        except BaseException:
            line.close()
            raise
    return line


def _expect(answer: tuple[int, bytes], code: str, *, is_server: bool = False) -> None:
    """Raise unless the server agrees: 4xx is passing, 5xx permanent unless it is the server's set-up."""
    number, words = answer
    if number < 400:
        return
    said = _said(number, words)
    if number == _TOO_EARLY:
        raise MailFailure("mail_auth_needed", is_server=True, said=said)
    if number < _PERMANENT:
        raise MailFailure("mail_busy", said=said)
    raise MailFailure(code, permanent=not is_server, is_server=is_server, said=said)


def _trouble(error: Exception) -> str:
    """What is wrong with the line."""
    if isinstance(error, socket.gaierror | UnicodeError):
        return "mail_dns"
    if isinstance(error, ssl.SSLCertVerificationError):
        return "mail_certificate"
    if isinstance(error, ssl.SSLError):
        return "mail_tls"
    if isinstance(error, TimeoutError):
        return "mail_timeout"
    if isinstance(error, ConnectionRefusedError):
        return "mail_down"
    return "mail_dropped"


def _said(code: int, words: bytes) -> str:
    return f"{code} {words.decode('utf-8', 'replace')}".replace("\n", " ").strip()


def _words(error: Exception) -> str:
    return " ".join(str(error).split())


def _bytes(words: bytes | str) -> bytes:
    return words if isinstance(words, bytes) else words.encode()
