"""Setting gateways up and trying them out: works, refused, recorded, nothing secret told."""

import json
import logging
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from tests import ledger
from tests.factories import gateways as make
from tests.servers.vendor import Vendor
from yinuo.core import secrets
from yinuo.core.errors import Invalid, NotFound, NotNow, NotPermitted
from yinuo.core.models import Event, EventDetail
from yinuo.messaging import senders
from yinuo.messaging.actions import gateways as actions
from yinuo.messaging.models import Gateway
from yinuo.messaging.queries import gateways as queries
from yinuo.staff.models import Person

NEVER = [*make.SECRETS.values(), *make.PASSWORD.values()]


def refused(do: Any, **said: Any) -> list[tuple[str, str]]:
    """The faults."""
    with pytest.raises(Invalid) as invalid:
        do(**said)
    return [(one.field, one.code) for one in invalid.value.faults]


def test_a_gateway_is_added_last_and_not_in_use(administrator: Person) -> None:
    make.http()
    made = actions.add_gateway(
        name=" 乙 ",
        kind="smpp",
        options=make.smpp_options(),
        secrets=make.PASSWORD,
        part_price=45,
        per_second=5,
        receipt_seconds=600,
        by=administrator,
    )
    kept = Gateway.objects.get(pk=made.pk)
    assert (kept.name, kept.rank, kept.is_active, kept.version) == ("乙", 2, False, 1)
    assert (kept.part_price, kept.per_second, kept.receipt_seconds) == (45, 5, 600)
    event = ledger.last("gateway.added")
    assert (event.data, event.actor_id) == ({"gateway": made.ref}, administrator.pk)


def test_secrets_are_sealed_and_told_to_nobody(
    administrator: Person, caplog: pytest.LogCaptureFixture, vendor: Vendor
) -> None:
    """Not in the database, not in an event, not in a log."""
    caplog.set_level(logging.DEBUG)
    options = make.http_options(vendor.url)
    options["interface"]["request"]["query"] = {"mobile": "{phone}", "key": "{token}", "words": "{text}"}
    one, two = make.http(options=options), make.smpp()
    actions.change_gateway(
        one, name="丙", options=one.options, secrets={"token": "T0ken-two"}, version=1, by=administrator
    )
    actions.try_out(gateway=one, phone="13905270001", by=administrator)
    actions.try_out(gateway=two, phone="13905270001", by=administrator)
    rows = json.dumps(list(Gateway.objects.values()), default=str)
    told = json.dumps([list(Event.objects.values()), list(EventDetail.objects.values())], default=str)
    for secret in [*NEVER, "T0ken-two"]:
        assert secret not in rows
        assert secret not in told
        assert secret not in caplog.text
    assert vendor.asked[0].query["key"] == "T0ken-two"
    assert "13905270001" not in caplog.text
    assert "%E6%B5%8B%E8%AF%95" not in caplog.text
    one.refresh_from_db()
    assert senders.setup(one).secrets == make.SECRETS | {"token": "T0ken-two"}
    assert make.SECRETS["push_secret"] not in repr(senders.setup(one))


@pytest.mark.parametrize(
    "do",
    [
        lambda one, by: actions.add_gateway(name="x", kind="smpp", options=make.smpp_options(), by=by),
        lambda one, by: actions.change_gateway(one, name="x", options=one.options, version=1, by=by),
        lambda one, by: actions.activate_gateway(one, by=by),
        lambda one, by: actions.deactivate_gateway(one, by=by),
        lambda one, by: actions.move_gateway(one, up=True, by=by),
        lambda one, by: actions.remove_gateway(one, by=by),
        lambda one, by: actions.renew_push_secret(one, by=by),
        lambda one, by: actions.try_out(gateway=one, phone="13905270001", by=by),
    ],
)
def test_only_an_administrator(do: Any, manager: Person, auditor: Person, agent: Person) -> None:
    one = make.http()
    before = ledger.kinds()
    for person in (manager, auditor, agent):
        with pytest.raises(NotPermitted):
            do(one, person)
    assert ledger.kinds() == before
    assert Gateway.objects.get().version == 1


def test_everything_wrong_is_said_at_once(administrator: Person) -> None:
    said = {
        "name": "",
        "kind": "smpp",
        "options": {"port": 0, "colour": 1},
        "secrets": {"password": "too-long-for-smpp", "token": "x"},
        "per_second": 0,
        "part_price": -1,
        "receipt_seconds": 0,
        "by": administrator,
    }
    assert refused(actions.add_gateway, **said) == [
        ("name", "required"),
        ("part_price", "option_wrong"),
        ("per_second", "option_wrong"),
        ("receipt_seconds", "option_wrong"),
        ("password", "too_long"),
        ("token", "not_a_choice"),
        ("host", "option_missing"),
        ("port", "option_wrong"),
        ("system_id", "option_missing"),
        ("colour", "option_unknown"),
    ]
    assert refused(actions.add_gateway, name="x", kind="cmpp", options={}, by=administrator) == [
        ("kind", "not_a_choice")
    ]
    assert not Gateway.objects.exists()


@pytest.mark.parametrize(
    ("changed", "field", "code"),
    [
        ({"url": "ftp://x/"}, "url", "option_address"),
        ({"url": "https://a:b@x/"}, "url", "option_address_secret"),
        ({"interface": {}}, "interface", "option_missing"),
        ({"interface": {"request": {"data": {"x": "{nosuch}"}}}}, "interface", "option_variable"),
        ({"interface": {"request": {"form": {"a": "b"}, "data": {}}}}, "interface", "option_two_bodies"),
        ({"interface": {"request": {"method": "DELETE"}}}, "interface", "option_choice"),
        ({"templates": {"slip": {"id": ""}}}, "templates", "option_wrong"),
    ],
)
def test_what_is_wrong_with_the_settings(
    administrator: Person, changed: dict[str, Any], field: str, code: str
) -> None:
    """Each at its field; no request leaves for an address that is none."""
    options = make.http_options() | changed
    faults = refused(actions.add_gateway, name="x", kind="http", options=options, by=administrator)
    assert faults == [(field, code)]


def test_a_change_keeps_the_secrets_that_were_left_empty(administrator: Person) -> None:
    one = make.http()
    changed = actions.change_gateway(
        one,
        name="甲网关",
        options=make.http_options(sign="启程货运"),
        secrets={"token": "", "key_secret": "k"},
        version=1,
        by=administrator,
    )
    assert changed.version == 2
    assert ledger.last("gateway.changed").data == {
        "gateway": one.ref,
        "fields": ["options", "secrets"],
    }
    assert senders.setup(changed).secrets == make.SECRETS | {"key_secret": "k"}


def test_two_who_change_the_same(administrator: Person) -> None:
    one = make.http()
    actions.change_gateway(one, name="先", options=one.options, version=1, by=administrator)
    with pytest.raises(NotNow) as stale:
        actions.change_gateway(one, name="后", options=one.options, version=1, by=administrator)
    assert stale.value.code == "stale"
    assert Gateway.objects.get().name == "先"


def test_a_change_of_nothing_records_nothing(administrator: Person) -> None:
    one = make.http()
    again = actions.change_gateway(one, name=one.name, options=one.options, version=1, by=administrator)
    assert again.version == 1
    assert ledger.kinds()[-1] == "gateway.added"


def test_in_use_and_out_of_use(administrator: Person) -> None:
    """What it had failed before is forgotten: it is tried at once."""
    one = make.http()
    Gateway.objects.update(failures=5, last_error="gateway_down")
    on = actions.activate_gateway(one, by=administrator)
    actions.activate_gateway(one, by=administrator)
    assert (on.is_active, on.failures, on.last_error) == (True, 0, "")
    with pytest.raises(NotNow) as busy:
        actions.remove_gateway(one, by=administrator)
    assert busy.value.code == "gateway_in_use"
    actions.deactivate_gateway(one, by=administrator)
    actions.remove_gateway(one, by=administrator)
    actions.remove_gateway(one, by=administrator)
    assert not Gateway.objects.exists()
    told = ["gateway.added", "gateway.activated", "gateway.deactivated", "gateway.removed"]
    assert ledger.kinds()[-4:] == told
    with pytest.raises(NotFound):
        actions.activate_gateway(one, by=administrator)


def test_a_gateway_whose_secrets_cannot_be_opened(administrator: Person, settings: Settings) -> None:
    """The desk's own key changed: nothing is put into use, and whole new secrets mend it."""
    one = make.smpp()
    settings.SECRET_KEY = "another key altogether"
    with pytest.raises(secrets.Unreadable) as unreadable:
        actions.activate_gateway(one, by=administrator)
    assert unreadable.value.code == "secret_unreadable"
    mended = actions.change_gateway(
        one, name=one.name, options=one.options, secrets={"password": "new"}, version=1, by=administrator
    )
    assert actions.activate_gateway(mended, by=administrator).is_active


def test_the_order(administrator: Person) -> None:
    one, two, three = make.http("一"), make.http("二"), make.http("三")
    actions.move_gateway(three, up=True, by=administrator)
    assert [row.name for row in queries.listed()] == ["一", "三", "二"]
    actions.move_gateway(one, up=False, by=administrator)
    assert [row.name for row in queries.listed()] == ["三", "一", "二"]
    count = len(ledger.kinds())
    actions.move_gateway(three, up=True, by=administrator)
    actions.move_gateway(two, up=False, by=administrator)
    assert len(ledger.kinds()) == count
    assert [row.version for row in queries.listed()] == [1, 1, 1]


def test_the_secret_of_pushes_is_made_new(administrator: Person) -> None:
    """It is told once; the one before no longer opens."""
    one = make.http()
    told = actions.renew_push_secret(one, by=administrator)
    one.refresh_from_db()
    assert senders.setup(one).secrets["push_secret"] == told != make.SECRETS["push_secret"]
    assert told not in json.dumps(list(Event.objects.values()), default=str)
    with pytest.raises(NotNow) as none:
        actions.renew_push_secret(make.smpp(), by=administrator)
    assert none.value.code == "gateway_pushes_nothing"
    assert queries.push_paths(one) == {
        "receipts": f"/api/v1/gateways/{one.ref}/receipts",
        "replies": f"/api/v1/gateways/{one.ref}/replies",
    }


def test_one_sender_for_each_version(administrator: Person) -> None:
    """The same object until the settings change, then another; the old one is closed."""
    one = make.http()
    first = senders.of(one)
    assert senders.of(Gateway.objects.get()) is first
    changed = actions.change_gateway(one, name="新", options=one.options, version=1, by=administrator)
    second = senders.of(changed)
    assert second is not first
    with pytest.raises(senders.SendFailure):
        first.send(senders.Outgoing("k", "13905270001", "x"))
    senders.attend([])
    assert senders.of(changed) is not second
    senders.close_all()
