"""Lists from and to Excel through the pages: looked at first, written on a yes, never twice."""

import io
import os
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests import ledger
from yinuo.core import sheets
from yinuo.core.models import CalendarDay
from yinuo.desk import pending
from yinuo.desk.settings import kinds
from yinuo.playbooks.models import ReferenceTable
from yinuo.staff.models import Person

PEOPLE = "工号,姓名,角色\n8013,周莉,坐席\n8014,王芳,组长\n"
TARIFF = "起始片区,到达片区,每公斤(元),每立方米(元),最低收费(元)\n南京,苏州,0.8,160,120\n"
TABLE = {"in_force_from": "2026-11-20", "source": "2026 年价目"}


def page(answer):
    return answer.content.decode()


def upload(client, kind, text, name="表.csv", **more):
    content = text if isinstance(text, bytes) else text.encode()
    file = SimpleUploadedFile(name, content)
    return client.post(reverse("settings-upload", args=[kind]), {"file": file, **more})


def waiting():
    folder = Path(settings.MEDIA_ROOT) / "pending"
    return sorted(folder.iterdir()) if folder.exists() else []


@pytest.fixture(autouse=True)
def _empty(db, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path


def test_a_file_is_looked_at_before_it_is_written(admin, frozen):
    """R327–R333: people come from a list, tried first."""
    answer = upload(admin, "people", PEOPLE)
    assert answer.status_code == 302
    shown = page(admin.get(answer["Location"]))
    assert "<dt>新增</dt><dd>2</dd>" in shown
    assert not Person.objects.filter(staff_number="8013").exists()
    done = admin.post(answer["Location"])
    assert (done.status_code, done["Location"]) == (302, "/settings/people/")
    assert Person.objects.get(staff_number="8013").name == "周莉"
    assert "新增 2 行" in page(admin.get(done["Location"]))
    assert waiting() == []


def test_the_same_file_twice_adds_nothing(admin, frozen):
    admin.post(upload(admin, "people", PEOPLE)["Location"])
    before = ledger.kinds()
    again = upload(admin, "people", PEOPLE)["Location"]
    shown = page(admin.get(again))
    assert "和现在的一样，没有要写的。" in shown
    assert ">写入<" not in shown
    admin.post(again)
    assert ledger.kinds() == before


def test_every_fault_names_row_and_column_and_nothing_can_be_written(admin, frozen):
    address = upload(admin, "people", PEOPLE + "8015,,坐席\n8016,甲,牙医\n")["Location"]
    shown = page(admin.get(address))
    assert re.search(r'<td class="num">4</td><td class="nw">姓名</td><td>请填写这一项。', shown)
    assert re.search(
        r'<td class="num">5</td><td class="nw">角色</td><td>“牙医”不在可选的里面',
        shown.replace("&quot;", '"'),
    )
    assert ">写入<" not in shown
    assert admin.post(address).status_code == 422
    assert not Person.objects.filter(staff_number="8013").exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "提交的文件是空的|空的"),
        ("工号,名字\n1,2\n", "第一行缺少这些列：姓名、角色"),
        (b"PK\x03\x04 nonsense", "打不开这个文件"),
        (b"\x00\x01\x02", "打不开这个文件"),
        ("工号,姓名,角色\n", "文件里没有内容"),
        (b"x" * (2 * 1024 * 1024 + 1), "文件太大，最多 2 MB"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_at_once(admin, content, said):
    answer = upload(admin, "people", content)
    assert answer.status_code == 422
    assert re.search(said, page(answer)) or "aria-invalid" in page(answer)
    assert waiting() == []


def test_what_was_typed_beside_a_refused_file_stays(admin, frozen):
    answer = upload(admin, "tariff", "x\n1\n", in_force_from="2027-01-01", source="新价目")
    assert answer.status_code == 422
    assert 'value="新价目"' in page(answer)
    assert 'value="2027-01-01"' in page(answer)


def test_a_table_becomes_a_version_with_its_day_and_source(admin, administrator, frozen):
    """R056 R061: prices come from a table with a first day; a quote keeps the version."""
    address = upload(admin, "tariff", TARIFF, **TABLE)["Location"]
    shown = page(admin.get(address))
    assert "<ins>0.80</ins>" in shown
    assert "2026 年价目" in shown
    admin.post(address)
    table = ReferenceTable.objects.get()
    assert (table.version, table.source, table.created_by) == (1, "2026 年价目", administrator)
    changed = upload(admin, "tariff", TARIFF.replace("0.8", "0.9"), **TABLE)["Location"]
    shown = page(admin.get(changed))
    assert "<del>0.80</del> → <ins>0.90</ins>" in shown
    admin.post(changed)
    assert ReferenceTable.objects.count() == 2
    shown = page(admin.get(reverse("settings-table-changes", args=["tariff", 2])))
    assert "<del>0.80</del> → <ins>0.90</ins>" in shown
    again = upload(admin, "tariff", TARIFF.replace("0.8", "0.9"), **TABLE)["Location"]
    assert "没有要写的" in page(admin.get(again))


def test_a_fault_in_a_table_names_row_and_column(admin, frozen):
    address = upload(admin, "tariff", TARIFF.replace("0.8", "贵"), **TABLE)["Location"]
    shown = page(admin.get(address))
    assert '<td class="num">2</td><td class="nw">每公斤(元)</td>' in shown
    assert "不是金额" in shown
    assert admin.post(address).status_code == 422


def test_zones_of_regions_that_do_not_exist_are_told(admin, region, frozen):
    text = f"省,市,片区,区域代码\n江苏省,宿迁市,宿迁,{region.key}\n江苏省,苏州市,苏州,wuzhong\n"
    shown = page(admin.get(upload(admin, "zones", text, **TABLE)["Location"]))
    assert "这些区域代码还没有" in shown
    assert "wuzhong" in shown


def test_the_days_of_a_notice_come_with_its_name(admin, frozen):
    text = "日期,安排,名称\n2027-01-01,放假,元旦\n2027-01-03,上班,元旦调休上班\n"
    assert upload(admin, "days", text).status_code == 422, "the notice must be named"
    admin.post(upload(admin, "days", text, source="关于 2027 年放假安排的通知")["Location"])
    assert CalendarDay.objects.count() == 2
    assert CalendarDay.objects.first().source == "关于 2027 年放假安排的通知"


@pytest.mark.parametrize("kind", kinds.KINDS)
def test_every_list_goes_out_and_comes_back_unchanged(admin, house, market_developer, kind, frozen):
    out = admin.get(reverse("settings-download", args=[kind]))
    assert out["Content-Disposition"] == f'attachment; filename="yinuo-{kind}.xlsx"'
    assert out["Content-Type"].startswith("application/vnd.openxmlformats")
    more = TABLE | {"source": ""} if kind in kinds.TABLES else {}
    source = "x" if kinds.KINDS[kind].asks_source else ""
    answer = upload(
        admin, kind, out.content, name="list.xlsx", **more | ({"source": source} if source else {})
    )
    assert answer.status_code == 302, page(answer)
    shown = page(admin.get(answer["Location"]))
    if kind == "days":
        assert "<dt>改动</dt><dd>1</dd>" in shown, "the day got a source"
    else:
        assert "和现在的一样" in shown, shown.partition("<main")[2]


@pytest.mark.parametrize("kind", kinds.KINDS)
def test_the_template_has_the_titles_and_nothing_else(admin, house, kind):
    out = admin.get(reverse("settings-download", args=[kind]) + "?empty=1")
    assert sheets.read(io.BytesIO(out.content), needed=kinds.KINDS[kind].titles) == []


@pytest.mark.parametrize("kind", kinds.KINDS)
def test_who_may_not_keep_a_list_neither_uploads_nor_takes_it_along(browse, everybody, kind, frozen):
    for person in everybody.values():
        client = browse(person)
        status = 200 if kinds.KINDS[kind].may(person) else 403
        assert client.get(reverse("settings-upload", args=[kind])).status_code == status
        assert upload(client, kind, PEOPLE, **TABLE).status_code in ((302, 422) if status == 200 else (403,))
        out = client.get(reverse("settings-download", args=[kind])).status_code
        reads_tables = kind in kinds.TABLES and person.role == "AUDITOR"
        assert out == (200 if status == 200 or reads_tables else 403)


def test_a_kept_file_serves_only_whom_and_what_it_was_kept_for(admin, browse, manager, frozen):
    address = upload(admin, "branches", "代码,名称\nx,新\n")["Location"]
    stranger = browse(manager)
    assert stranger.get(address)["Location"] == reverse("settings-upload", args=["branches"])
    assert stranger.post(address)["Location"] == reverse("settings-upload", args=["branches"])
    elsewhere = address.replace("/branches/", "/teams/")
    assert admin.post(elsewhere)["Location"] == reverse("settings-upload", args=["teams"])
    torn = address[:-3] + "x/"
    assert admin.get(torn).status_code == 302
    assert "已经过期" in page(admin.get(admin.get(torn)["Location"]))
    (path,) = waiting()
    assert path.stat().st_mode & 0o077 == 0
    path.write_bytes(path.read_bytes().replace("新".encode(), "旧".encode()))
    assert admin.get(address)["Location"] == reverse("settings-upload", args=["branches"])


def test_a_yes_counts_once(admin, frozen):
    address = upload(admin, "people", PEOPLE)["Location"]
    admin.post(address)
    assert admin.post(address)["Location"] == reverse("settings-upload", args=["people"])
    assert Person.objects.filter(staff_number="8013").count() == 1


def test_what_nobody_carried_out_is_forgotten(admin, frozen):
    upload(admin, "people", PEOPLE)
    (old,) = waiting()
    long_ago = old.stat().st_mtime - (pending.KEPT_FOR + timedelta(seconds=1)).total_seconds()
    os.utime(old, (long_ago, long_ago))
    upload(admin, "people", PEOPLE)
    (new,) = waiting()
    assert new != old


def test_an_unknown_list_is_not_there(admin):
    assert admin.get(reverse("settings-upload", args=["secrets"])).status_code == 404
    assert admin.get(reverse("settings-download", args=["secrets"])).status_code == 404


def test_hostile_names_and_cells_are_shown_as_they_are(admin, frozen):
    text = "工号,姓名,角色\n8013,<script>alert(1)</script>,坐席\n"
    address = upload(admin, "people", text, name="<b>x</b>.csv")["Location"]
    assert "<b>x</b>" not in page(admin.get(address))
    admin.post(address)
    assert "<script>alert" not in page(admin.get(reverse("settings-people")))
