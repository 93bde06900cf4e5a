"""Where from and where to, as customers say it (R033, R034)."""

import pytest

from tests.orders.understanding.asking import SETTING
from yinuo.orders.rules import understanding

LANES = [
    ("常州武进横林提货 发 柳州柳南 河西工业区 地板500包", "常州武进横林", "柳州柳南河西工业区"),
    ("张家港保税区长江润发码头提，送到芜湖三山区，塑料粒子30吨", "张家港保税区长江润发码头", "芜湖三山区"),
    ("汕头澄海出，玩具30件，到临沂，兰田商贸城", "汕头澄海", "临沂兰田商贸城"),
    ("货在无锡江阴华士，收货在重庆九龙坡石坪桥，钢管5吨", "无锡江阴华士", "重庆九龙坡石坪桥"),
    ("来我们仓库拉，仓库在苏州吴江盛泽镇坛丘，送到福州仓山区", "苏州吴江盛泽镇坛丘", "福州仓山区"),
    ("你们能到厂里提吗，厂在昆山张浦镇，发漳州龙海角美", "昆山张浦镇", "漳州龙海角美"),
    ("去贵阳的，花溪石板镇，摩托车一台，现在在遂宁船山", "遂宁船山", "贵阳花溪石板镇"),
    ("义乌→石家庄，饰品20箱", "义乌", "石家庄"),
    ("我给大同发玻璃瓶，从淄博博山拉", "淄博博山", "大同"),
    ("中山小榄装，湛江霞山卸，五金200件", "中山小榄", "湛江霞山"),
    ("从安徽砀山进一批酥梨，送到徐州泉山", "安徽砀山", "徐州泉山"),
    ("我这里是洛阳涧西，螺丝三箱退给厂家，厂家在海盐", "洛阳涧西", "海盐"),
]
ENDS = [
    "太原小店区坞城南路山西大学商务学院对面",
    "太仓浏河镇太浏路八十八号三栋",
    "哈尔滨道外区先锋路469号广告产业园3号楼",
    "宁波北仑霞浦街道沿山河北路128号",
    "唐山迁安钢厂2号门",
    "绵阳涪城区跃进路长虹工业园2号门",
    "上海国家会展中心5.2馆",
]


@pytest.mark.parametrize(("text", "origin", "destination"), LANES)
def test_which_end_a_place_belongs_to(text: str, origin: str, destination: str) -> None:
    """R033, R034: the words around a place say whether goods come from it or go to it."""
    assert _ends(text) == (origin, destination)


@pytest.mark.parametrize("place", ENDS)
def test_an_address_is_taken_to_its_end_and_no_farther(place: str) -> None:
    """R034: doors, floors, halls and what stands opposite belong to the place; the verb behind does not."""
    assert _ends(f"机床配件3箱，{place}装货，到沈阳铁西") == (place, "沈阳铁西")


@pytest.mark.parametrize("text", ["发到昆山花桥 搬上五楼", "送昆山花桥 路上注意", "到昆山花桥 到港后送货"])
def test_what_is_done_on_the_way_is_no_place(text: str) -> None:
    """R034: nothing is invented around a place."""
    assert _ends(text) == (None, "昆山花桥")


def _ends(text: str) -> tuple[str | None, str | None]:
    found = understanding.record(understanding.understand(text, SETTING), ())
    return found["origin"], found["destination"]
