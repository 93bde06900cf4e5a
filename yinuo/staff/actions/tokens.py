"""Bearer tokens of the API: made, shown once, recognised by their hash, revoked."""

import secrets
from collections.abc import Sequence
from datetime import timedelta

from django.db.models import Q

from yinuo.core import clock, db, events
from yinuo.core.errors import Invalid, fault
from yinuo.staff import may, queries, rules
from yinuo.staff.models import Person, Token

_USED_EVERY = timedelta(minutes=1)


def create_token(
    *, person: Person, name: str = "", scopes: Sequence[str], by: Person | None
) -> tuple[Token, str]:
    """A new token that acts for `person` within `scopes`, and its plain text: shown now and never again.

    Raises NotPermitted, or Invalid: no scope, an unknown scope, somebody who has left.
    """
    may.require(by, may.manage_tokens, person)
    faults = [fault("scopes", "scope_unknown", scope=scope) for scope in rules.unknown(scopes)]
    if not scopes:
        faults.append(fault("scopes", "required"))
    if not person.is_active:
        faults.append(fault("person", "person_left"))
    if faults:
        raise Invalid(*faults)
    plain = "yn_" + secrets.token_urlsafe(32)
    with db.transaction():
        token = Token.objects.create(
            person_id=person.pk,
            name=name.strip()[:60],
            digest=queries.digest(plain),
            scopes=sorted(set(scopes)),
            created_at=clock.now(),
        )
        events.record("staff.token_created", subject=token, by=by, data={"person": person.pk})
    return token, plain


def token_person(plain: str) -> Token | None:
    """The valid token with this plain text, its person at hand; else None. Notes its use once a minute."""
    token = queries.token(plain)
    if token is None:
        return None
    now = clock.now()
    if token.used_at is None or now - token.used_at >= _USED_EVERY:
        with db.transaction():
            unused = Q(used_at__isnull=True) | Q(used_at__lt=now)
            Token.objects.filter(unused, pk=token.pk).update(used_at=now)
        token.used_at = now
    return token


def revoke_token(token: Token, *, by: Person | None) -> Token:
    """Make a token useless from now on. Repeated, it records nothing more. Raises NotPermitted."""
    may.require(by, may.revoke_token, token)
    with db.transaction():
        if Token.objects.filter(pk=token.pk, revoked_at__isnull=True).update(revoked_at=clock.now()):
            events.record("staff.token_revoked", subject=token, by=by, data={"person": token.person_id})
    token.refresh_from_db()
    return token


def revoke_all(person: Person, *, by: Person | None) -> None:
    """Revoke every token that acts for `person`; inside another action."""
    for token in person.tokens.filter(revoked_at__isnull=True):
        revoke_token(token, by=by)
