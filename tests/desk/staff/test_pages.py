"""Signing in and out, the account, preferences, presence, languages."""

import re

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client
from django.urls import reverse

from tests.desk.tickets import parts
from yinuo.desk.staff import browsers
from yinuo.staff.models import Person, SignIn

pytestmark = pytest.mark.django_db
SIGN_IN = reverse("sign-in")
PASSWORD = "correct horse battery"
CHROME = (
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36"
)


@pytest.fixture
def person(agent: Person) -> Person:
    """8011 with a password."""
    Person.objects.filter(pk=agent.pk).update(password=make_password(PASSWORD))
    return Person.objects.get(pk=agent.pk)


def enter(person: Person, password: str = PASSWORD, **more: str) -> tuple[Client, object]:
    client = Client(headers={"User-Agent": CHROME})
    return client, client.post(SIGN_IN, {"staff_number": person.staff_number, "password": password, **more})


def test_signing_in_leads_to_where_one_was_going(person) -> None:
    client = Client()
    asked = client.get("/orders/?mine=1")
    assert asked["Location"] == f"{SIGN_IN}?next=%2Forders%2F%3Fmine%3D1"
    _, answer = enter(person, next="/orders/?mine=1")
    assert answer["Location"] == "/orders/?mine=1"


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "\\\\evil"]
)
def test_signing_in_leads_nowhere_else(person, target) -> None:
    _, answer = enter(person, next=target)
    assert answer["Location"] == "/"


def test_a_wrong_password_says_neither_what_nor_who(person) -> None:
    """R328: nobody learns which staff numbers exist."""
    _, wrong = enter(person, "not the password")
    _, unknown = enter(Person(staff_number="9998"), "not the password")
    assert wrong.status_code == unknown.status_code == 422
    told = [
        re.findall(r"<span>([^<]+)</span></span>|<p>([^<]+)</p>", parts.text(answer))
        for answer in (wrong, unknown)
    ]
    assert told[0] == told[1] != []
    assert "not the password" not in parts.text(wrong)


def test_guessing_is_slowed_down(person) -> None:
    answers = [enter(person, "wrong")[1] for _ in range(12)]
    assert answers[-1].status_code == 429
    assert enter(person)[1].status_code == 429


def test_a_part_of_a_page_leads_the_whole_page_to_the_sign_in(person) -> None:
    answer = Client().get("/desk/", headers=parts.QUEUE)
    assert answer["HX-Redirect"].startswith(SIGN_IN)


def test_sign_ins_are_listed_and_ended_by_their_owner(person) -> None:
    here, _ = enter(person)
    there, _ = enter(person)
    page = parts.text(here.get(reverse("account")))
    assert page.count("Chrome 140 · Linux") == 2
    assert "就是这里" in page
    other = SignIn.objects.exclude(session_key=here.session.session_key).get()
    here.post(reverse("end-sign-in", args=[other.pk]))
    assert there.get("/desk/").status_code == 302
    assert here.get("/desk/").status_code == 200


def test_nobody_ends_anothers_sign_in(person, outsider) -> None:
    enter(person)
    theirs = SignIn.objects.get()
    client = Client()
    client.force_login(outsider)
    assert client.post(reverse("end-sign-in", args=[theirs.pk])).status_code == 404


def test_a_new_password_ends_the_other_sign_ins(person) -> None:
    here, _ = enter(person)
    there, _ = enter(person)
    wrong = here.post(reverse("account-password"), {"current": "no", "password": "another long phrase"})
    assert wrong.status_code == 422
    weak = here.post(reverse("account-password"), {"current": PASSWORD, "password": "123"})
    assert weak.status_code == 422
    here.post(reverse("account-password"), {"current": PASSWORD, "password": "another long phrase"})
    assert here.get("/desk/").status_code == 200
    assert there.get("/desk/").status_code == 302
    assert enter(person, "another long phrase")[1].status_code == 302


def test_signing_out_ends_it(person) -> None:
    client, _ = enter(person)
    assert client.get(reverse("sign-out")).status_code == 405
    client.post(reverse("sign-out"))
    assert client.get("/desk/").status_code == 302


def test_preferences_are_kept(person) -> None:
    client, _ = enter(person)
    client.post(reverse("preferences"), {"theme": "dark", "sounds": "on"})
    person.refresh_from_db()
    assert (person.theme, person.single_keys, person.sounds) == ("dark", False, True)
    assert 'data-theme="dark"' in parts.text(client.get("/desk/"))
    assert 'data-keys="off"' in parts.text(client.get("/desk/"))
    client.post(reverse("preferences"), {"theme": "<pink>"})
    person.refresh_from_db()
    assert person.theme == "auto"


def test_the_language_follows_the_person(person) -> None:
    client, _ = enter(person)
    answer = client.post(reverse("language"), {"language": "en", "next": "https://evil.example"})
    assert answer["Location"] == "/"
    assert 'lang="en"' in parts.text(client.get("/desk/"))
    fresh, _ = enter(person)
    assert 'lang="en"' in parts.text(fresh.get("/desk/"))
    client.post(reverse("language"), {"language": "tlh"})
    assert 'lang="zh-Hans"' in parts.text(client.get("/desk/"))


def test_duty_is_taken_and_left_where_it_was_pressed(person) -> None:
    """R067: whoever leaves hands on what is open; the page stays."""
    client, _ = enter(person)
    for said, on in (("off", False), ("on", True)):
        answer = client.post(
            reverse("presence"), {"presence": said}, headers={"Referer": "http://testserver/orders/"}
        )
        assert answer["Location"].endswith("/orders/")
        person.refresh_from_db()
        assert person.on_duty is on
    assert client.post(reverse("presence"), headers={"Referer": "https://evil.example/"})["Location"] == "/"


@pytest.mark.parametrize(
    ("agent_text", "shown"),
    [
        (CHROME, "Chrome 140 · Linux"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64) Chrome/130.0 Safari/537.36 Edg/130.1", "Edge 130 · Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17) Version/17.2 Mobile Safari/604", "Safari 17 · iPhone"),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/99 MicroMessenger/8.0.40", "WeChat 8 · Android"),
        ("curl/8.0", "别的程序"), ("", "别的程序"),
    ],
)  # fmt: skip
def test_browsers_have_names(agent_text, shown) -> None:
    assert browsers.name(agent_text) == shown
