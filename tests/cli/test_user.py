"""`yinuo user`: people, from the command line."""

from collections.abc import Callable

import pytest
from click.testing import Result

from yinuo.core.errors import Invalid
from yinuo.staff import actions
from yinuo.staff.models import Company, Person, Role

pytestmark = pytest.mark.django_db
Say = Callable[..., Result]
PASSWORD = "Fine-weather-17"


def may_sign_in(number: str, password: str) -> bool:
    """Whether the two open the door."""
    try:
        actions.sign_in_person(staff_number=number, password=password, address="127.0.0.1", browser="")
    except Invalid:
        return False
    return True


def test_added_and_signed_in(say: Say, company: Company) -> None:
    """The password is typed twice and shown nowhere."""
    done = say("user", "add", "9100", "杨帆", "--role", "administrator", typed=f"{PASSWORD}\n{PASSWORD}\n")
    assert done.exit_code == 0, done.output
    assert done.output.endswith("added 9100\n")
    assert PASSWORD not in done.output
    assert Person.objects.get(staff_number="9100").role == Role.ADMINISTRATOR
    assert may_sign_in("9100", PASSWORD)


def test_another_password(say: Say, agent: Person) -> None:
    done = say("user", "password", "8011", "--password", PASSWORD)
    assert done.exit_code == 0, done.output
    assert may_sign_in("8011", PASSWORD)


def test_listed(say: Say, agent: Person, auditor: Person) -> None:
    """Staff number, role, whether they may sign in; no name."""
    assert say("user", "list").output == "8011\tAGENT\tactive\n8601\tAUDITOR\tactive\n"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("add", "8011", "李", "--role", "agent", "--password", PASSWORD), "8011"),
        (("add", "8012", "李", "--role", "king", "--password", PASSWORD), "king"),
        (("add", "8012", "李", "--role", "agent", "--password", "1234"), "password"),
        (("add", "8012", "", "--role", "agent", "--password", PASSWORD), "name"),
        (("password", "1", "--password", PASSWORD), "1"),
        (("password", "8011", "--password", "1234"), "password"),
    ],
)
def test_what_cannot_be_done(words: tuple[str, ...], told: str, say: Say, agent: Person) -> None:
    """A sentence for each fault, and nothing changes."""
    before = list(Person.objects.values())
    done = say("user", *words)
    assert done.exit_code in (1, 2)
    assert isinstance(done.exception, SystemExit)
    assert told in done.output
    assert list(Person.objects.values()) == before
