"""Consent to the privacy notice by version, and how it is forgotten (domain B5)."""

from datetime import timedelta

import pytest

from tests.factories import customers as make
from tests.frozen import Frozen
from yinuo.core import clock
from yinuo.core.errors import Invalid, NotPermitted
from yinuo.customers import actions, queries
from yinuo.customers.models import Consent, PrivacyNotice
from yinuo.staff.models import Person

pytestmark = pytest.mark.django_db
PHONE = "13800006621"


def test_a_published_notice_is_never_changed(administrator: Person, agent: Person) -> None:
    """A new one comes beside it; only who manages the company may publish."""
    first = actions.publish_notice(text="一\0", by=administrator)
    second = actions.publish_notice(text="二", text_en="two", by=administrator)
    assert (first.version, second.version) == (1, 2)
    assert PrivacyNotice.objects.get(version=1).text == "一"
    newest = queries.privacy_notice()
    assert newest == second
    with pytest.raises(NotPermitted):
        actions.publish_notice(text="三", by=agent)
    with pytest.raises(Invalid) as refused:
        actions.publish_notice(text="", text_en="x" * 20_001, by=administrator)
    assert [(one.field, one.code) for one in refused.value.faults] == [
        ("text", "notice_empty"),
        ("text_en", "too_long"),
    ]


def test_consent_is_noted_once_a_version(administrator: Person, frozen: Frozen) -> None:
    """Purpose, version, time and door (PIPL 14); one that was never published cannot be agreed to."""
    actions.publish_notice(text="一", by=administrator)
    said = {"purpose": "order", "version": 1, "door": "portal", "phone": PHONE}
    assert actions.consent(**said) == actions.consent(**said)
    given = Consent.objects.get()
    assert (given.at, given.withdrawn_at) == (clock.now(), None)
    with pytest.raises(Invalid):
        actions.consent(**{**said, "version": 2})


def test_consents_go_with_the_customer_and_by_their_time(administrator: Person, frozen: Frozen) -> None:
    """The number at once when the customer is forgotten, the row when its time is up."""
    actions.publish_notice(text="一", by=administrator)
    customer = make.customer(phone=PHONE)
    actions.consent(purpose="order", version=1, door="portal", phone=PHONE, customer=customer)
    actions.forget(customer.pk)
    assert Consent.objects.get().phone == ""
    frozen.move(days=2)
    due = actions.consents_to_forget(clock.now() - timedelta(days=1))
    actions.forget_consents([row.pk for row in due])
    assert not Consent.objects.exists()
