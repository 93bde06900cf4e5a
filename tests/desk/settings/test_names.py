"""The names of places that were learnt, beside the zones table (R051)."""

import pytest
from django.urls import reverse

from yinuo.orders.models import PlaceName


@pytest.fixture
def learnt(house):
    return PlaceName.objects.get()


def page(answer):
    return answer.content.decode()


def test_names_stand_beside_the_zones_and_can_be_forgotten(admin, learnt):
    """R051 R330: what a name was taken for, how often; one press forgets it."""
    url = reverse("settings-table", args=["zones"])
    assert "老货场" in page(admin.get(url))
    assert "老货场" not in page(admin.get(reverse("settings-table", args=["goods"])))
    answer = admin.post(reverse("settings-name-forget", args=[learnt.pk]))
    assert answer.status_code in (204, 302)
    assert "老货场" not in page(admin.get(url))


def test_who_may_not_change_tables_may_not_forget(browse, agent, learnt):
    """R051 R330: an agent is refused, the name stays."""
    answer = browse(agent).post(reverse("settings-name-forget", args=[learnt.pk]))
    assert answer.status_code in (403, 404)
    assert PlaceName.objects.filter(pk=learnt.pk).exists()


def test_many_names_are_paged_by_the_same_statements(admin, house, django_assert_max_num_queries):
    """R051: fifty a page, whatever there is."""
    for number in range(120):
        PlaceName.objects.create(name=f"货场{number}", place="x", used_at="2026-11-01T00:00Z")
    url = reverse("settings-table", args=["zones"])
    admin.get(url)
    with django_assert_max_num_queries(12):
        first = page(admin.get(url))
    assert first.count("settings/names/") == 50
    assert "货场0<" in page(admin.get(url, {"names": 3}))
