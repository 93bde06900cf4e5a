"""Where in China an address lies, and where a text names a place (R051)."""

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinuo.core import divisions
from yinuo.core.divisions import Level, names, table

SETS = Path(__file__).resolve().parents[2] / "bench" / "language" / "sets" / "addresses.jsonl"
MARK = 0.92
PIECES = [
    "南京市",
    "江宁",
    "朝阳",
    "上海",
    "海南",
    "虎门",
    "路桥",
    "镇",
    "路",
    "街道",
    "市中",
    "区",
    " ",
    "1号",
    "乾县",
    "臺",
]


def where(address: str) -> list[str]:
    """The candidates, each as the names from the city down."""
    found = divisions.locate(address).candidates
    return ["/".join(one.name for one in (each.city, each.district, each.town) if one) for each in found]


@pytest.mark.parametrize(
    ("address", "place", "rest"),
    [
        ("江苏省南京市江宁区天元东路199号", "南京市/江宁区", "天元东路199号"),
        ("南京江宁天元东路199号", "南京市/江宁区", "天元东路199号"),
        ("江寧區天元東路199號", "南京市/江宁区", "天元東路199號"),
        ("佛山南海大沥", "佛山市/南海区/大沥镇", ""),
        ("深圳沙井", "深圳市/宝安区/沙井街道", ""),
        ("东莞虎门北栅", "东莞市/虎门镇", "北栅"),
        ("虎门", "东莞市/虎门镇", ""),
        ("上海市南京东路100号", "上海市/黄浦区/南京东路街道", "100号"),
        ("南京上海路12号", "南京市", "上海路12号"),
        ("苏州吴江市盛泽镇", "苏州市/吴江区/盛泽镇", ""),
        ("上海闸北区共和新路", "上海市/静安区/共和新路街道", ""),
        ("吉林省四平市公主岭市", "长春市/公主岭市", ""),
        ("雄安新区", "保定市", "雄安新区"),
        ("义乌国际商贸城二区", "金华市/义乌市", "义乌国际商贸城二区"),
        ("重庆江北机场", "重庆市/渝北区", "江北机场"),
        ("湖北仙桃", "仙桃市/仙桃市", ""),
        ("内蒙呼市赛罕区", "呼和浩特市/赛罕区", ""),
        ("枣庄市中区", "枣庄市/市中区", ""),
        ("台州路桥", "台州市/路桥区", ""),
        ("咸阳乾县", "咸阳市/乾县", ""),
        ("合肥经开区", "合肥市", "合肥经开区"),
        ("重庆南坪", "重庆市/南岸区", "南坪"),
    ],
)
def test_an_address_tells_its_place(address: str, place: str, rest: str) -> None:
    """R051: names that agree win, suffixes may be missing, a street's own name moves nothing."""
    assert where(address) == [place]
    assert divisions.locate(address).rest in (rest, address)


@pytest.mark.parametrize(
    "address", ["深圳大道", "汉中路100号", "长春街", "北京路步行街3号", "", "13800000000"]
)
def test_a_street_is_no_place(address: str) -> None:
    """R051: 汉中路 is a street in Nanjing and elsewhere, not the city."""
    found = divisions.locate(address)
    assert not any(Level.CITY in candidate.spans for candidate in found.candidates)


@pytest.mark.parametrize(
    ("address", "cities"),
    [
        ("朝阳", {"北京市", "朝阳市", "长春市"}),
        ("鼓楼区中山北路1号", {"南京市", "徐州市", "福州市", "开封市"}),
        ("西湖区文三路", {"杭州市", "南昌市"}),
        ("白云区", {"广州市", "贵阳市"}),
        ("桥西区", {"石家庄市", "张家口市"}),
        ("城关", {"拉萨市", "兰州市"}),
    ],
)
def test_a_name_of_several_places_is_never_guessed(address: str, cities: set[str]) -> None:
    """R051: every place of that name is a candidate."""
    found = divisions.locate(address)
    assert found.is_ambiguous
    assert found.place is None
    assert {one.city.name for one in found.candidates if one.city} == cities


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("白云区人和镇", "广州市/白云区/人和镇"),
        ("朝阳区望京", "北京市/朝阳区/望京街道"),
        ("鼓楼区中央门", "南京市/鼓楼区/中央门街道"),
        ("徐州鼓楼", "徐州市/鼓楼区"),
        ("辽宁朝阳", "朝阳市"),
    ],
)
def test_the_rest_decides_between_places_of_one_name(address: str, place: str) -> None:
    """R051: a town or a city that only one of them has."""
    assert where(address) == [place]


def test_spans_and_codes_are_those_of_the_text() -> None:
    """R051: each level with its official code and the piece of the text it was read from."""
    (place,) = divisions.locate("发到 广东省佛山市顺德区乐从镇").candidates
    assert [one.code for one in (place.province, place.city, place.district, place.town) if one] == [
        "440000",
        "440600",
        "440606",
        "440606102",
    ]
    assert place.spans == {
        Level.PROVINCE: (3, 6),
        Level.CITY: (6, 9),
        Level.DISTRICT: (9, 12),
        Level.TOWN: (12, 15),
    }


def test_every_district_is_found_by_its_full_and_its_short_name() -> None:
    """R051: all of them, behind their city."""
    known, lost = table.table(), []
    for district in known.by_code.values():
        above = known.above(district)
        if district.level is not Level.DISTRICT or above[0].level is not Level.CITY:
            continue
        city = above[0].name
        for address in (city + district.name, names.stem(city) + district.name + "人民路12号"):
            place = divisions.locate(address).place
            if place is None or place.district != district:
                lost.append(address)
    assert lost == ["贵港港南区人民路12号"], "港北 and 港南 begin with the last character of their city"


def test_our_own_names_name_divisions_that_are_there() -> None:
    """A line of names.txt whose division was renamed is found here, not by a customer."""
    assert sum(1 for _ in names.ours(table.table())) > 2000


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("从东莞虎门发到成都双流，五件", ["东莞虎门", "成都双流"]),
        ("南京江宁区到上海浦东新区川沙镇", ["南京江宁区", "上海浦东新区川沙镇"]),
        ("中山路10号发大连中山区", ["大连中山区"]),
        ("大理石两吨，白云石一吨", []),
        ("虎门镇的货到深圳沙井", ["虎门镇", "深圳沙井"]),
        ("上海南站", ["上海南站"]),
    ],
)
def test_places_in_a_text(text: str, found: list[str]) -> None:
    """R053: neighbours that belong together are one mention; what only sounds so is none."""
    assert [text[one.start : one.end] for one in divisions.find(text)] == found


def test_a_lone_short_name_may_be_a_word() -> None:
    """R053: 和平 alone is doubtful, 南京 and 和平区 are not."""
    assert [one.is_sure for one in divisions.find("和平")] == [False]
    assert [one.is_sure for one in divisions.find("南京和平区")] == [True, True]


@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=12).map("".join)))
def test_any_text_is_taken(text: str) -> None:
    """R053: nothing raises, every span lies in the text, mentions do not overlap, candidates differ."""
    location = divisions.locate(text)
    for candidate in location.candidates:
        assert candidate.deepest is not None
        assert all(0 <= start < end <= len(text) for start, end in candidate.spans.values())
    codes = [one.deepest.code for one in location.candidates if one.deepest]
    assert len(codes) == len(set(codes))
    assert location.rest in text
    mentions = divisions.find(text)
    assert all(0 <= one.start < one.end <= len(text) and one.divisions for one in mentions)
    assert all(first.end <= second.start for first, second in pairwise(mentions))


def test_the_mark_is_kept_on_the_shown_addresses() -> None:
    """R051: of the addresses that name a district at least 0.92 are told it; the ambiguous are asked."""
    rows = [json.loads(line) for line in SETS.read_text(encoding="utf-8").splitlines()]
    shown = [row for row in rows if row["half"] == "tune"]
    named = [row for row in shown if row["district"] and not row["ambiguous"]]
    right = [row for row in named if _district(row["address"]) == row["district"]]
    assert len(right) / len(named) >= MARK
    assert all(divisions.locate(row["address"]).is_ambiguous for row in shown if row["ambiguous"])


def _district(address: str) -> str:
    place = divisions.locate(address).place
    return place.district.name if place and place.district else ""
