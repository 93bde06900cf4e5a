"""How the customers' pages are, and the privacy notice."""

import re
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests import ledger
from tests.factories import pictures
from yinuo.customers.models import PrivacyNotice
from yinuo.staff import queries
from yinuo.staff.models import Company, Person, Team

VALUES = {
    "portal_open": "on",
    "colour": "#1C5BC7",
    "embed_sites": "https://www.example.com/\nHTTPS://shop.example.com:8443 https://www.example.com",
    "map_tiles": "https://tiles.example.com/{z}/{x}/{y}.png",
    "map_credit": "某地图",
    "map_is_gcj": "on",
    "position_seconds": "30",
}


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "MEDIA_ROOT", tmp_path)


def test_the_administrator_dresses_the_portal(admin: Client, browse: Any, manager: Person) -> None:
    """Colour, sites that may embed, map; others look only."""
    assert admin.post("/settings/portal/", VALUES).status_code == 302
    company = Company.objects.get()
    assert (company.colour, company.map_credit) == ("#1c5bc7", "某地图")
    assert company.embed_sites == ["https://www.example.com", "https://shop.example.com:8443"]
    assert ledger.kinds()[-1] == "staff.company_changed"
    assert "https://shop.example.com:8443" in admin.get("/settings/portal/").content.decode()
    assert browse(manager).post("/settings/portal/", VALUES).status_code == 403
    assert "公布新版" not in browse(manager).get("/settings/portal/").content.decode()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("colour", "blue"), ("colour", "#12"), ("embed_sites", "www.example.com"),
        ("embed_sites", "https://*.example.com"), ("embed_sites", "https://a.example/path"),
        ("embed_sites", "javascript://x"), ("embed_sites", "https://a;script-src 'unsafe-inline'"),
        ("embed_sites", "https://[::bad"), ("map_tiles", "https://tiles.example.com/"),
        ("map_tiles", "ftp://x/{z}/{x}/{y}"), ("position_seconds", "2"), ("position_seconds", "4000"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_said_at_its_field(admin: Client, field: str, value: str) -> None:
    """And nothing is changed; above all no word of ours can widen who may frame a page."""
    answer = admin.post("/settings/portal/", {**VALUES, field: value})
    assert answer.status_code == 422
    assert re.search(rf'id="id_{field}-err"', answer.content.decode())
    assert Company.objects.get().embed_sites == []


def test_the_company_says_who_looks_after_what_comes_in(admin: Client) -> None:
    """R076: a named team gets web orders and questions, whoever is on duty elsewhere."""
    chosen = Team.objects.create(key="web", name="网单组")
    assert queries.desk_team() != chosen
    assert admin.post("/settings/portal/", {**VALUES, "web_team": chosen.pk}).status_code == 302
    assert queries.desk_team() == chosen
    chosen.delete()
    queries.forget()
    assert queries.desk_team() != chosen


def test_a_closed_portal_is_closed_from_here(admin: Client) -> None:
    """The box is unticked: customers get a page that says so."""
    admin.post("/settings/portal/", {name: value for name, value in VALUES.items() if name != "portal_open"})
    assert Client().get("/p/").status_code == 404


def test_a_logo_is_a_picture_made_anew(admin: Client) -> None:
    """Its content decides; it is shown on every page of the portal, and taken off again."""
    bad = SimpleUploadedFile("logo.png", b"<svg onload=alert(1)>", "image/png")
    admin.post("/settings/portal/logo/", {"logo": bad})
    assert Company.objects.get().logo == ""
    good = SimpleUploadedFile("logo.png", pictures.with_place().read(), "image/png")
    assert admin.post("/settings/portal/logo/", {"logo": good}).status_code == 302
    assert "/p/logo/" in Client().get("/p/").content.decode()
    shown = Client().get("/p/logo/")
    content = b"".join(shown.streaming_content)
    assert (shown["Content-Type"], shown["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
    assert content.startswith(b"\xff\xd8")
    assert b"SecretPhoneMaker" not in content
    admin.post("/settings/portal/logo/", {"do": "drop"})
    assert Client().get("/p/logo/").status_code == 404
    assert admin.post("/settings/portal/logo/", {}).status_code == 302


def test_privacy_notices_are_published_by_version(admin: Client, administrator: Person, browse: Any) -> None:
    """PIPL 17: who published which when; the same words again are no new version; others may not."""
    begun = admin.get("/settings/portal/notice/").content.decode()
    assert "个人信息保护法" in begun
    assert "启程货运有限公司" in begun
    for text in ("第一版", "第一版", "第二版"):
        assert admin.post("/settings/portal/notice/", {"text": text, "text_en": "x"}).status_code == 302
    assert list(PrivacyNotice.objects.values_list("version", "text", "by")) == [
        (1, "第一版", administrator.pk), (2, "第二版", administrator.pk),
    ]  # fmt: skip
    page = admin.get("/settings/portal/").content.decode()
    assert page.index("第 2 版") < page.index("第 1 版")
    assert administrator.name in page
    assert admin.post("/settings/portal/notice/", {"text": " "}).status_code == 422
    assert "customer.notice_published" in ledger.kinds()
