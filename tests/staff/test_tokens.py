"""Bearer tokens: shown once, kept as a hash, limited by scope, revoked."""

import pytest

from tests import ledger
from yinuo.core.errors import Invalid, NotPermitted
from yinuo.staff import actions, queries
from yinuo.staff.models import Token


def create(person, by=None, scopes=("orders:read",)):
    return actions.create_token(person=person, name="ERP", scopes=scopes, by=by or person)


def test_a_token_is_known_by_its_plain_text_and_kept_as_a_hash(agent):
    token, plain = create(agent, scopes=("orders:write", "orders:read", "orders:read"))
    assert actions.token_person(plain) == token
    assert actions.token_person(plain).person == agent
    assert token.scopes == ["orders:read", "orders:write"]
    assert not Token.objects.filter(digest__contains=plain[3:]).exists()
    assert len(plain) >= 43
    event = ledger.last("staff.token_created")
    assert (event.subject_id, event.data) == (token.pk, {"person": agent.pk})


@pytest.mark.parametrize(("scopes", "code"), [([], "required"), (["orders:fly"], "scope_unknown")])
def test_a_scope_must_be_said_and_exist(agent, scopes, code):
    with pytest.raises(Invalid) as refused:
        create(agent, scopes=scopes)
    assert (refused.value.field, refused.value.code) == ("scopes", code)


def test_others_make_no_token_for_me(agent, outsider, manager, colleague):
    for by, person in ((outsider, agent), (manager, agent), (colleague, colleague)):
        with pytest.raises(NotPermitted):
            create(person, by=by)
    assert not Token.objects.exists()


def test_a_revoked_token_is_nobodys(agent, outsider, administrator):
    token, plain = create(agent)
    with pytest.raises(NotPermitted):
        actions.revoke_token(token, by=outsider)
    for by in (agent, administrator):
        actions.revoke_token(token, by=by)
    assert actions.token_person(plain) is None
    assert ledger.kinds().count("staff.token_revoked") == 1
    assert [row.pk for row in queries.tokens(agent)] == [token.pk]


def test_who_has_left_gets_and_uses_no_token(agent, administrator):
    _, plain = create(agent)
    agent.is_active = False
    agent.save()
    assert actions.token_person(plain) is None
    with pytest.raises(Invalid) as refused:
        create(agent, by=administrator)
    assert refused.value.code == "person_left"


def test_use_is_noted_once_a_minute(agent, frozen, django_assert_num_queries):
    token, plain = create(agent)
    actions.token_person(plain)
    frozen.move(seconds=59)
    with django_assert_num_queries(1):
        actions.token_person(plain)
    token.refresh_from_db()
    assert (frozen.at - token.used_at).seconds == 59
    frozen.move(seconds=1)
    actions.token_person(plain)
    token.refresh_from_db()
    assert token.used_at == frozen.at


def test_nonsense_is_no_token(agent):
    create(agent)
    for plain in ("", "yn_", "\x00", "yn_" + "a" * 5000, "密"):
        assert queries.token(plain) is None
