"""A customer who says on the telephone that they want no advertising, and one who wants it again (R231)."""

from django.urls import reverse

from tests import ledger
from tests.desk.customers.test_keeping import a_customer
from yinuo.messaging import queries
from yinuo.messaging.models import OptOut


def test_refused_at_the_card_and_allowed_by_who_leads(browse, agent, team_leader, auditor) -> None:
    customer = a_customer()
    page, address = (
        reverse("customer", args=[customer.ref]),
        reverse("customer-commercial", args=[customer.ref]),
    )
    assert browse(auditor).post(address, {"wanted": "no"}).status_code == 403
    client = browse(agent)
    assert 'value="no"' in client.get(page).content.decode()
    for _ in range(2):
        assert client.post(address, {"wanted": "no"}).status_code == 302
    assert queries.who_refused(["13800006621"]) == {"13800006621"}
    shown = client.get(page).content.decode()
    assert "拒收营销短信" in shown
    assert 'value="yes"' not in shown
    assert client.post(address, {"wanted": "yes"}).status_code == 403
    leader = browse(team_leader)
    assert 'value="yes"' in leader.get(page).content.decode()
    assert leader.post(address, {"wanted": "yes"}).status_code == 302
    assert not OptOut.objects.exists()
    assert [kind for kind in ledger.kinds() if kind.startswith("message.")] == [
        "message.stopped",
        "message.allowed",
    ]
