"""The page of permissions says what the `may.py` files say."""

import inspect

import pytest

from tests.security import permissions
from tests.security.situations import Asker
from yinuo.staff.models import Role

pytestmark = pytest.mark.django_db

READING = {
    "staff.see_settings", "staff.see_people", "staff.see_vehicles", "customers.see",
    "playbooks.read", "tickets.see", "tickets.see_in_full", "tickets.reveal", "messaging.see_outbox",
    "messaging.read", "orders.sees", "messaging.see_strangers", "promises.see_ledger", "reports.see",
    "reports.see_all", "reports.see_customers", "reports.see_schedules", "orders.see_hand_ins",
    "inquiries.see_list", "inquiries.see_answers_of", "knowledge.read", "knowledge.read_all",
    "complaints.see", "complaints.see_list", "complaints.see_correctives", "complaints.list_correctives",
}  # fmt: skip
STATING = {"complaints.state"}
"""Whoever is asked what happened answers, whatever their role."""
OWN_ACCOUNT = {"staff.change_password", "staff.end_sign_in", "staff.manage_tokens", "staff.revoke_token"}


def verbs() -> list[tuple[str, permissions.Callable[..., bool]]]:
    """Every predicate, named by its module."""
    return [
        (f"{module.__name__.split('.')[-2]}.{predicate.__name__}", predicate)
        for module in permissions.modules()
        for predicate in permissions.predicates(module)
    ]


def test_the_page_is_up_to_date() -> None:
    """R327 R328 R329 R330 R331 R332 R333: docs/permissions.md is what the predicates answer today."""
    assert permissions.PAGE.read_text(encoding="utf-8") == permissions.page(), (
        "docs/permissions.md is stale: python -m tests.security.permissions > docs/permissions.md"
    )


def test_every_verb_says_what_it_is() -> None:
    """Each predicate explains itself, and all nine roles are asked."""
    assert set(permissions.COLUMNS) == set(Role.values)
    assert len(verbs()) > 40
    assert all(inspect.getdoc(predicate) for _, predicate in verbs())


def test_whoever_left_may_nothing() -> None:
    """No predicate lets somebody through who has left, whatever their role, however near the thing."""
    askers = [Asker(role) for role in Role.values]
    subjects = {(name, asker): asker.subjects_of(verb) for name, verb in verbs() for asker in askers}
    for asker in askers:
        asker.person.is_active = False
        asker.person.save()
    assert not [
        f"{name} {asker.person.role}"
        for name, verb in verbs()
        for asker in askers
        if any(verb(asker.person, *subject) for subject in subjects[name, asker].values())
    ]


def test_an_auditor_only_reads() -> None:
    """An auditor may look at things, and look after their own sign-in, password and tokens: no more."""
    auditor = Asker(Role.AUDITOR)
    found = {name for name, verb in verbs() if permissions.cell(verb, auditor)}
    assert found <= READING | STATING | OWN_ACCOUNT


def test_nobody_does_anything_with_a_complaint_about_themselves() -> None:
    """R141: neither sees nor handles it, of whatever role."""
    cases = {name: verb for name, verb in verbs() if name.startswith("complaints.")}
    askers = [Asker(role) for role in Role.values]
    assert {name for name, verb in cases.items() if "about" in askers[0].subjects_of(verb)} >= {
        "complaints.see", "complaints.handle", "complaints.lead", "complaints.hand_over",
    }  # fmt: skip
    assert not [
        f"{name} {asker.person.role}"
        for name, verb in cases.items()
        for asker in askers
        if "about" in permissions.cell(verb, asker).split()
    ]
    assert permissions.cell(cases["complaints.handle"], Asker(Role.MANAGER)) == "own given team region any"
