"""Company, branches, regions with their posts, teams, vehicles."""

import pytest
from django.urls import reverse

from tests import ledger
from tests.factories import staff as make
from yinuo.staff import queries
from yinuo.staff.models import Branch, Company, Region, RegionPost, Role, Team, Vehicle

DIALOG = {"HX-Request": "true", "HX-Target": "div#dialog"}


def page(answer):
    return answer.content.decode()


def test_the_company_is_changed_by_its_administrator(admin, browse, manager, auditor):
    values = {
        "name": "启程物流有限公司",
        "short_name": "启程物流",
        "sms_signature": "【启程】",
        "hotline": "025-88001100",
        "area_code": "025",
    }
    assert admin.post(reverse("settings-company"), values).status_code == 302
    assert Company.objects.get().short_name == "启程物流"
    assert queries.company().short_name == "启程物流"
    assert queries.company().sms_signature == "【启程】"
    assert ledger.kinds()[-1] == "staff.company_changed"
    for other in (manager, auditor):
        client = browse(other)
        assert client.post(reverse("settings-company"), values | {"name": "别的"}).status_code == 403
        shown = page(client.get(reverse("settings-company")))
        assert "disabled" in shown
        assert ">保存<" not in shown.partition("<main")[2].partition("</main>")[0]


def test_a_company_without_a_name_is_refused_and_what_was_typed_stays(admin):
    answer = admin.post(reverse("settings-company"), {"name": "", "short_name": "启程", "area_code": "25"})
    assert answer.status_code == 422
    assert 'value="启程"' in page(answer)
    assert "区号以 0 开头" in page(answer)
    assert Company.objects.get().short_name == "启程货运"


def test_a_branch_says_who_receives_its_slips(admin):
    """R065 R068: by the branch's rule, drivers or dispatchers."""
    values = {"key": "huaian", "name": "淮安分公司", "phone": "", "receiver_rule": "DISPATCHER"}
    assert admin.post(reverse("settings-branch-new"), values).status_code == 302
    branch = Branch.objects.get(key="huaian")
    assert branch.receiver_rule == "DISPATCHER"
    admin.post(reverse("settings-branch-edit", args=["huaian"]), {"name": "淮安", "receiver_rule": "DRIVER"})
    branch.refresh_from_db()
    assert (branch.name, branch.receiver_rule) == ("淮安", "DRIVER")
    assert ledger.kinds()[-2:] == ["staff.branch_added", "staff.branch_changed"]
    again = admin.post(reverse("settings-branch-new"), values, headers=DIALOG)
    assert again.status_code == 422
    assert "已经有了" in page(again)


def test_a_region_follows_its_branch_or_its_own_rule(admin, branch):
    """R068: a region may say otherwise than its branch."""
    values = {"key": "sihong", "name": "泗洪", "branch": branch.pk, "receiver_rule": ""}
    assert admin.post(reverse("settings-region-new"), values).status_code == 302
    region = Region.objects.get(key="sihong")
    assert region.receiver_rule == ""
    assert "跟分公司，发给司机" in page(admin.get(reverse("settings-region", args=["sihong"])))
    values = {"name": "泗洪", "branch": branch.pk, "receiver_rule": "DISPATCHER"}
    admin.post(reverse("settings-region-edit", args=["sihong"]), values)
    assert "本区域发给车管" in page(admin.get(reverse("settings-region", args=["sihong"])))


@pytest.mark.parametrize("key", ["宿 城", "a b", "", "x" * 41])
def test_a_code_that_files_cannot_name_is_refused(admin, branch, key):
    values = {"key": key, "name": "泗洪", "branch": branch.pk}
    answer = admin.post(reverse("settings-region-new"), values, headers=DIALOG)
    assert answer.status_code == 422
    assert 'id="id_key-err"' in page(answer)


def test_who_serves_a_region_and_in_which_order(admin, region, driver, agent):
    """R065 R066 R067: drivers, dispatchers and market developers, the first choice first."""
    second = make.person(Role.DRIVER, staff_number="8202", branch=region.branch)
    url = reverse("settings-post-new", args=[region.key])
    assert admin.post(url, {"person": "8202", "rank": 2}).status_code == 302
    assert queries.posted(region.pk, Role.DRIVER) == [driver, second]
    post = RegionPost.objects.get(person=second)
    admin.post(reverse("settings-post-rank", args=[post.pk]), {"rank": 1})
    admin.post(reverse("settings-post-rank", args=[driver.posts.get().pk]), {"rank": 3})
    assert queries.posted(region.pk, Role.DRIVER) == [second, driver]
    refused = admin.post(url, {"person": agent.staff_number, "rank": 1}, headers=DIALOG)
    assert refused.status_code == 422
    assert "只有司机、车管和市场开拓能负责区域" in page(refused)
    assert "没有工号 4711" in page(admin.post(url, {"person": "4711", "rank": 1}, headers=DIALOG))
    admin.post(reverse("settings-post-remove", args=[post.pk]))
    assert queries.posted(region.pk, Role.DRIVER) == [driver]
    assert ledger.kinds()[-1] == "staff.post_removed"


def test_a_region_without_anybody_stands_out(admin, region):
    assert "没有" in page(admin.get(reverse("settings-regions")))
    assert "业务单发不出去" in page(admin.get(reverse("settings-region", args=[region.key])))


def test_a_team_comes_and_gets_another_name(admin):
    admin.post(reverse("settings-team-new"), {"key": "late", "name": "晚班组"})
    admin.post(reverse("settings-team-edit", args=["late"]), {"name": "夜班组"})
    assert Team.objects.get(key="late").name == "夜班组"


def test_a_dispatcher_keeps_the_vehicles(browse, dispatcher, driver):
    """R330: vehicles are the dispatcher's work."""
    client = browse(dispatcher)
    new = {
        "plate": "苏N·66666",
        "driver": "",
        "kind": "厢式",
        "load_g": "1.5",
        "space_cm3": "9",
        "most_orders": "6",
    }
    assert client.post(reverse("settings-vehicle-new"), new | {"is_active": "on"}).status_code == 302
    vehicle = Vehicle.objects.get(plate="苏N66666")
    assert (vehicle.load_g, vehicle.space_cm3, vehicle.most_orders) == (1_500_000, 9_000_000, 6)
    shown = page(client.get(reverse("settings-vehicles")))
    assert '<td class="num">1.5</td><td class="num">9</td>' in shown
    edit = reverse("settings-vehicle-edit", args=["苏N66666"])
    assert 'value="1.5"' in page(client.get(edit))
    refused = client.post(edit, new | {"driver": driver.staff_number, "is_active": "on"}, headers=DIALOG)
    assert refused.status_code == 422
    assert "已经有车" in page(refused)
    assert client.post(edit, {"driver": "", "kind": "", "most_orders": "6"}).status_code == 302
    vehicle.refresh_from_db()
    assert (vehicle.is_active, vehicle.load_g) == (False, None)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"load_g": "-1"}, "load_g"),
        ({"load_g": "重"}, "load_g"),
        ({"most_orders": "0"}, "most_orders"),
        ({"plate": ""}, "plate"),
    ],
)
def test_a_vehicle_that_cannot_be_is_refused(admin, values, field):
    answer = admin.post(
        reverse("settings-vehicle-new"), {"plate": "苏N1", "most_orders": "8"} | values, headers=DIALOG
    )
    assert answer.status_code == 422
    assert f'id="id_{field}-err"' in page(answer)


def test_the_front_page_says_what_a_new_desk_still_lacks(admin, region):
    shown = page(admin.get(reverse("settings")))
    assert "还没有坐席" in shown
    assert "还没有给区域安排司机或车管" in shown
    assert "价目表还没有，请导入。" in shown


def test_nothing_is_lacking_in_a_desk_that_works(admin, house, agent, driver):
    assert "还差这些" not in page(admin.get(reverse("settings")))
