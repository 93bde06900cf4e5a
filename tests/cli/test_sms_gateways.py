"""`yinuo sms gateways` and `yinuo sms try`; what the doctor says of gateways."""

from datetime import timedelta

import pytest
from click.testing import CliRunner
from django.conf import settings as desk
from pytest_django.fixtures import Settings

from tests.factories import gateways as make
from tests.servers.vendor import Told, vendor
from yinuo.cli import doctor, sms
from yinuo.core import clock
from yinuo.core.models import Event
from yinuo.messaging.models import Gateway
from yinuo.staff.models import Person


def test_the_list_and_a_trial(administrator: Person) -> None:
    """Nothing secret is printed; a refusal ends with 1 and says why."""
    with vendor() as server:
        one = make.in_use(make.http(url=server.url))
        two = make.smpp()
        listed = CliRunner().invoke(sms.command, ["gateways"]).output.splitlines()
        assert listed == [f"{one.ref}\t甲网关\thttp\tactive\t", f"{two.ref}\t乙网关\tsmpp\tinactive\t"]
        words = ["try", one.ref, "13905270001", "--by", administrator.staff_number, "--language", "zh"]
        done = CliRunner().invoke(sms.command, words)
        assert (done.exit_code, done.output) == (0, "accepted\tm-1\n")
        server.answers = [Told({"code": "BAD_SIGN", "message": "no"})]
        done = CliRunner().invoke(sms.command, words)
    assert done.exit_code == 1
    assert "短信网关不认账号" in done.output
    assert "(BAD_SIGN no)" in done.output


def test_the_doctor_on_gateways(company: object, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk, "IS_DEMO", False, raising=False)
    one = make.in_use(make.http())
    assert list(doctor.gateways(0)) == []
    Gateway.objects.update(resting_until=clock.now() + timedelta(minutes=1), last_error="gateway_down")
    ((cause, remedy),) = doctor.gateways(0)
    assert cause == "gateway 甲网关 rests after failures (gateway_down)"
    assert one.ref in remedy
    settings.SECRET_KEY = "another key"
    assert "cannot be opened" in next(doctor.gateways(0))[0]
    Gateway.objects.update(is_active=False)
    assert list(doctor.gateways(0)) == []
    monkeypatch.setattr(doctor, "UNSAVED", timedelta(0))
    assert Event.objects.exists()
    assert "only show in the page" in next(doctor.gateways(0))[0]
