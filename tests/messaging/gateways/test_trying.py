"""Trying a gateway out: one message at once, and what came of it in words."""

from typing import Any

import pytest

from tests import ledger
from tests.factories import gateways as make
from tests.servers.smsc import smsc
from tests.servers.stern import stern
from tests.servers.vendor import Told, Vendor
from yinuo.core.errors import Invalid
from yinuo.messaging import senders
from yinuo.messaging.actions import gateways as actions
from yinuo.messaging.models import Gateway, Notice
from yinuo.staff.models import Person


def refused(do: Any, **said: Any) -> list[tuple[str, str]]:
    """The faults."""
    with pytest.raises(Invalid) as invalid:
        do(**said)
    return [(one.field, one.code) for one in invalid.value.faults]


def test_a_trial_that_arrives(administrator: Person, vendor: Vendor) -> None:
    """One message leaves at once, signed by the company; it stands in the log like any other (B6)."""
    one = make.http(url=vendor.url, part_price=45)
    trial = actions.try_out(gateway=one, phone="139 0527 0001", by=administrator)
    assert (trial.is_accepted, trial.code, trial.gateway_id) == (True, "", "m-1")
    said = vendor.asked[0].data
    assert said["phone"] == "13905270001"
    assert said["text"].endswith(administrator.staff_number)
    row = Notice.objects.get()
    assert (row.state, row.gateway, row.gateway_id, row.cost) == (Notice.State.SENT, one.ref, "m-1", 45)
    assert (row.address, row.wake_at, row.by) == ("13905270001", None, administrator)
    assert ledger.last("gateway.tried").data == {"gateway": one.ref, "error": ""}


def test_a_trial_by_a_template(administrator: Person, vendor: Vendor) -> None:
    templates = {"slip": {"id": "SMS_1", "values": {"no": "{serial}"}}, "chase": {"id": "SMS_2"}}
    options = make.http_options(vendor.url, templates=templates, free_text=False)
    options["interface"]["request"]["data"] = {"t": "{template}", "p": "{param_map}"}
    one = make.http(options=options)
    actions.try_out(gateway=one, phone="13905270001", by=administrator)
    actions.try_out(gateway=one, phone="13905270001", by=administrator, key="chase")
    assert [asked.data for asked in vendor.asked] == [
        {"t": "SMS_1", "p": {"no": "测试"}},
        {"t": "SMS_2", "p": {}},
    ]


def test_a_trial_says_what_is_wrong(administrator: Person, vendor: Vendor) -> None:
    one = make.http(url=vendor.url)
    vendor.answers = [Told({"code": "BAD_SIGN", "message": "签名不对"})]
    trial = actions.try_out(gateway=one, phone="13905270001", by=administrator)
    assert (trial.is_accepted, trial.code, trial.said) == (False, "gateway_denied", "BAD_SIGN 签名不对")
    assert Notice.objects.get().state == Notice.State.GIVEN_UP
    assert ledger.last("gateway.tried").data == {"gateway": one.ref, "error": "gateway_denied"}
    assert Gateway.objects.get().failures == 0


def test_a_trial_of_what_is_not_saved(administrator: Person, vendor: Vendor) -> None:
    """New settings and secrets are tried first; nothing of them is kept."""
    one = make.http()
    options = make.http_options(vendor.url)
    trial = actions.try_out(
        gateway=one, phone="13905270001", by=administrator, options=options, secrets={"token": "T2"}
    )
    assert trial.is_accepted
    assert vendor.asked[0].headers["authorization"] == "Bearer T2"
    one.refresh_from_db()
    assert one.options["url"] != vendor.url
    assert senders.setup(one).secrets == make.SECRETS


def test_a_trial_by_smpp(administrator: Person) -> None:
    """A wrong password is told as such."""
    with smsc() as centre:
        one = make.smpp(port=centre.port)
        assert actions.try_out(gateway=one, phone="13905270001", by=administrator).is_accepted
        centre.wait_for(lambda: centre.ended == 1)
    with stern() as strict:
        strict.binds = [0x0E] * 9
        two = make.smpp("丙", port=strict.port)
        trial = actions.try_out(gateway=two, phone="13905270001", by=administrator)
    assert (trial.code, trial.said) == ("gateway_denied", "ESME_RINVPASWD")


@pytest.mark.parametrize("phone", ["", "12", "not a number"])
def test_a_trial_needs_a_number(administrator: Person, phone: str) -> None:
    one = make.http()
    assert refused(actions.try_out, gateway=one, phone=phone, by=administrator)[0][0] == "phone"
    assert not Notice.objects.exists()
