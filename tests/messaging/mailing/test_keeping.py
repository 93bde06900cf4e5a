"""The mail server: set up, tried, and what is wrong with it said in words."""

from pathlib import Path

import pytest

from tests import ledger
from tests.messaging.mailing.conftest import SENDER, use
from tests.servers import smtp, tls
from yinuo.core import secrets
from yinuo.core.errors import Invalid, NotNow, NotPermitted
from yinuo.core.models import Event
from yinuo.messaging import actions
from yinuo.messaging.models import MailServer
from yinuo.staff.models import Person
from yinuo.ui import faults

TO = "admin@example.com"
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate for this machine, and its key."""
    return tls.certificate(tmp_path_factory.mktemp("tls"))


def test_the_server_is_set_up(administrator: Person, company: object) -> None:
    """R333: one event that names what changed; the password is sealed, and kept by an empty field."""
    given = {"host": "smtp.example.com", "port": 465, "security": "tls", "sender": SENDER, "user": "desk"}
    server = actions.change_mail_server(password="whispered", by=administrator, **given)
    assert secrets.unseal(server.secrets) == {"password": "whispered"}
    actions.change_mail_server(by=administrator, **(given | {"port": 994}))
    server.refresh_from_db()
    assert (server.port, secrets.unseal(server.secrets)) == (994, {"password": "whispered"})
    actions.change_mail_server(by=administrator, **(given | {"port": 994}))
    assert [event.data["fields"] for event in Event.objects.filter(kind="mailserver.changed")][1:] == [
        ["port"]
    ]
    assert "whispered" not in str(list(Event.objects.values_list("data", flat=True)))
    actions.change_mail_server(by=administrator, **(given | {"user": ""}))
    server.refresh_from_db()
    assert server.secrets == ""
    assert MailServer.objects.count() == 1


def test_only_an_administrator_may(manager: Person, auditor: Person, company: object) -> None:
    """R333."""
    for by in (manager, auditor):
        with pytest.raises(NotPermitted):
            actions.change_mail_server(host="x", port=25, security="none", sender=SENDER, by=by)
        with pytest.raises(NotPermitted):
            actions.try_mail(to=TO, by=by)
    assert ledger.kinds() == []


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"host": ""}, "host"),
        ({"host": "https://smtp.example.com"}, "host"),
        ({"port": 0}, "port"),
        ({"port": 70_000}, "port"),
        ({"security": "rot13"}, "security"),
        ({"sender": "desk"}, "sender"),
    ],
)
def test_what_cannot_be_is_refused(company: object, wrong: dict[str, object], field: str) -> None:
    given = {"host": "smtp.example.com", "port": 465, "security": "tls", "sender": SENDER} | wrong
    with pytest.raises(Invalid) as found:
        actions.change_mail_server(by=None, **given)  # type: ignore[arg-type]
    assert [fault.field for fault in found.value.faults] == [field]


def test_a_trial_arrives(server: MailServer, post: smtp.Post, administrator: Person) -> None:
    assert actions.try_mail(to=TO, by=administrator) == smtp.RECEIPT
    assert post.recipients == [TO]
    server.refresh_from_db()
    assert server.last_sent_at is not None
    assert ledger.kinds()[-1] == "mailserver.tried"


def refused(administrator: Person) -> str:
    """Why the trial failed; every code has its words."""
    with pytest.raises(NotNow) as found:
        actions.try_mail(to=TO, by=administrator)
    assert found.value.code in faults.TEXTS
    if server := MailServer.objects.first():
        assert server.last_error == found.value.code
    return found.value.code


@pytest.mark.filterwarnings("ignore:Requiring AUTH")
def test_a_trial_says_in_words_what_is_wrong(administrator: Person) -> None:
    """A wrong password, a missing one, a refused sender, nobody there, a name that does not exist."""
    assert refused(administrator) == "mail_no_server"
    with smtp.running(auth=True) as post:
        use(post, user=smtp.USER, password="wrong")
        assert refused(administrator) == "mail_auth"
        use(post, user="")
        assert refused(administrator) == "mail_auth_needed"
        use(post, user=smtp.USER, password=smtp.PASSWORD)
        assert actions.try_mail(to=TO, by=administrator) == smtp.RECEIPT
        assert post.signed_in == [smtp.USER]
        post.mail = "553 5.7.1 Sender not owned by user"
        assert refused(administrator) == "mail_sender_refused"
    assert refused(administrator) == "mail_down"
    MailServer.objects.update(host="no-such-host.invalid")
    assert refused(administrator) == "mail_dns"


def test_encrypted_lines(
    administrator: Person, certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """TLS from the start and STARTTLS; a certificate that nobody vouches for is refused, and named."""
    with smtp.running(tls=certificate) as post:
        use(post, security="tls")
        assert refused(administrator) == "mail_certificate"
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
        assert actions.try_mail(to=TO, by=administrator) == smtp.RECEIPT
    with smtp.running(tls=certificate, starts_tls=True) as post:
        use(post, security="starttls")
        assert actions.try_mail(to=TO, by=administrator) == smtp.RECEIPT
        use(post, security="tls")
        assert refused(administrator) == "mail_tls"
    with smtp.running() as post:
        use(post, security="starttls")
        assert refused(administrator) == "mail_no_starttls"


def test_a_password_that_cannot_be_read(
    administrator: Person, post: smtp.Post, settings: "pytest.FixtureRequest"
) -> None:
    use(post, user="desk", password="whispered")
    settings.SECRET_KEY = "another-key-of-the-desk"  # type: ignore[attr-defined]
    assert refused(administrator) == "secret_unreadable"
