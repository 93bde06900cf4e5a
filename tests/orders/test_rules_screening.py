"""May the goods go: accept, review, reject (R048–R050). The rules, on a small table."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinuo.orders.rules import screening
from yinuo.orders.rules.screening import Verdict
from yinuo.playbooks.rules.tables import GoodsRow

LIQUIDS = "第5类 易燃液体"
GOODS = (
    GoodsRow(
        name="易燃液体", verdict="reject", category=LIQUIDS, sentence="易燃的不能运。", source="目录第5类"
    ),
    GoodsRow(name="汽油", synonyms=("柴油", "92号汽油", "gasoline"), verdict="reject", category=LIQUIDS),
    GoodsRow(name="酒精", verdict="reject", category=LIQUIDS, deniable=True, sentence="酒精不能运。"),
    GoodsRow(name="水银", verdict="reject", category="第8类 毒性物质", by_sound=False),
    GoodsRow(name="高锰酸钾", verdict="reject", category="第7类 氧化剂和过氧化物"),
    GoodsRow(name="现金", verdict="reject", category="承运人自定 现金票证"),
    GoodsRow(name="苯", verdict="reject", category=LIQUIDS, where="whole"),
    GoodsRow(name="漆", verdict="reject", category=LIQUIDS, where="end", unless=("水性",)),
    GoodsRow(name="仿真枪", verdict="reject", category="第1类 枪支弹药"),
    GoodsRow(
        name="假货",
        synonyms=("假",),
        verdict="review",
        where="start",
        unless=("假发",),
        questions=("假的吗？",),
    ),
    GoodsRow(name="汽油滤清器", verdict="ok"),
    GoodsRow(
        name="电池",
        synonyms=("蓄电池",),
        verdict="review",
        questions=("有没有漏液？", "是不是锂电池？"),
        papers=("MSDS",),
        inspect=True,
        deniable=True,
    ),
    GoodsRow(name="电池盒", verdict="ok"),
    GoodsRow(name="刷", synonyms=("刷子", "配件", "说明书"), verdict="ok", where="end", unless=("残留",)),
    GoodsRow(name="模型", verdict="ok", where="end", unless=("第1类",)),
    GoodsRow(name="湿巾", verdict="ok", where="end", over=("酒精",)),
    GoodsRow(
        name="桶", verdict="review", where="end", over=("第5类",), unless=("空",), questions=("装过吗？",)
    ),
    GoodsRow(name="…机", verdict="ok", where="end", over=("汽油",)),
    GoodsRow(name="全新桶", synonyms=("桶",), verdict="ok", where="end", over=(LIQUIDS,), given=("全新",)),
    GoodsRow(name="旧机器", synonyms=("汽油/柴油×发电机/水泵",), verdict="review", given=("旧", "二手")),
    GoodsRow(name="涉密文件", synonyms=("绝密/机密×/级×图纸/资料",), verdict="reject"),
    GoodsRow(name="禁书", verdict="reject", category="第13类 非法出版物"),
    GoodsRow(name="防", verdict="ok", where="start", over=("汽油",)),
)


def judged(name: str, **answers: str) -> screening.Screening:
    said = {screening.key_of(ask): answer for ask, answer in answers.items()}
    return screening.screen(name, GOODS, said)


@pytest.mark.parametrize("name", ["汽油", "桶装汽油", "汽 油", "汽-油", "柴油20桶", "汽油和汽油滤清器"])
def test_prohibited_goods_are_refused(name: str) -> None:
    """R049 R050: a prohibited word is found however it is written, with its category and what to say."""
    found = judged(name)
    assert found.verdict is Verdict.REJECT
    assert found.is_prohibited
    assert (found.category, found.say) == (LIQUIDS, "易燃的不能运。")


@pytest.mark.parametrize(
    ("name", "how"),
    [
        ("Ｇａｓｏｌｉｎｅ", "text"),
        ("gasoline 5L", "text"),
        ("92#汽油", "text"),
        ("汽、油", "text"),
        ("氣油", "sound"),
        ("柒油", "sound"),
        ("qi油", "sound"),
        ("QiYou", "sound"),
        ("7油", "sound"),
        ("洒精", "sound"),
        ("高孟酸甲", "sound"),
        ("酒米青", "parts"),
        ("氵酉米青", "parts"),
        ("汽o油", "parts"),
        ("汽油⛽", "text"),
    ],
)
def test_no_disguise_hides_them(name: str, how: str) -> None:
    """R049: width, script, sound, letters, figures, look-alike and split characters, stuffing."""
    found = judged(name)
    assert found.verdict is Verdict.REJECT
    assert found.reason is not None
    assert found.reason.how == how


@pytest.mark.parametrize(
    "name", ["gasolineless", "香水银饰", "水印", "蒸汽、油画", "奇优", "茉莉清漆器具", "电池盒", "棉布", ""]
)
def test_what_is_another_word_is_no_disguise(name: str) -> None:
    """R048: part of a word of letters, the border of two words, a word of its own, two goods side by side."""
    assert judged(name).verdict is Verdict.ACCEPT


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("汽油滤清器", "longer"),
        ("汽油刷子", "head"),
        ("柴油机配件10箱", "head"),
        ("汽油说明书（10本）", "head"),
        ("酒精湿巾", "head"),
        ("防汽油手套", "front"),
        ("无酒精饮料", "denied"),
        ("不含电池的玩具", "denied"),
        ("水性木漆", "except"),
        ("汽油割灌机", "head"),
        ("全新空汽油桶", "head"),
        ("香水银饰", "border"),
    ],
)
def test_what_only_contains_a_word_passes_and_says_why(name: str, why: str) -> None:
    """R048: the last noun says what a thing is; a denial is believed where the row says so."""
    found = judged(name)
    assert found.verdict is Verdict.ACCEPT
    assert [one.why for one in found.passed] == [why]


@pytest.mark.parametrize(
    "name",
    [
        "汽油、刷子",
        "汽油和刷子",
        "刷子汽油",
        "汽油加刷子",
        "汽油刷残留",
        "含汽油的刷子",
        "装有汽油的桶",
        "空汽油桶",
        "汽油桶装",
        "汽油10桶",
        "仿真枪模型",
        "汽油湿巾",
        "无汽油",
        "苯20公斤",
        "木漆两桶",
        "衣服和汽油",
        "电池盒、酒精",
    ],
)
def test_a_last_noun_excuses_nothing_more_than_its_row_says(name: str) -> None:
    """R049: two goods in one name, what is inside, exceptions, packing and denials nobody believes."""
    assert judged(name).verdict is Verdict.REJECT


@pytest.mark.parametrize(
    ("name", "verdict"),
    [
        ("绝密级图纸", "reject"),
        ("机密资料", "reject"),
        ("图纸", "accept"),
        ("旧柴油水泵", "review"),
        ("柴油水泵", "reject"),
    ],
)
def test_a_family_of_words_is_spelt_out(name: str, verdict: str) -> None:
    """R048 R049: parts between × are put together in every way; a row without what it wants hides nothing."""
    assert judged(name).verdict == verdict


@pytest.mark.parametrize(
    ("name", "verdict"),
    [
        ("《汽油时代》", "accept"),
        ("《汽油》画册", "accept"),
        ("《汽油时代》教材50本", "accept"),
        ("《汽油》", "reject"),
        ("《汽油时代》2桶", "reject"),
        ("《汽油时代》、汽油", "reject"),
        ("《禁书目录》一本", "reject"),
    ],
)
def test_the_title_of_a_book_is_no_goods(name: str, verdict: str) -> None:
    """R048 R049: unless the book itself is forbidden, or it is no book."""
    assert judged(name).verdict == verdict


@pytest.mark.parametrize(
    ("name", "verdict"), [("苯板", "accept"), ("汽油桶", "review"), ("假酒", "review"), ("假发", "accept")]
)
def test_where_a_word_counts(name: str, verdict: str) -> None:
    """R048: the whole name, its end, its start."""
    assert judged(name).verdict == verdict


def test_what_only_the_carrier_refuses_is_not_on_the_national_list() -> None:
    """R050: refused all the same."""
    found = judged("现金")
    assert (found.verdict, found.is_prohibited) == (Verdict.REJECT, False)
    assert (found.category, found.say) == ("承运人自定 现金票证", "")


def test_goods_under_review_wait_for_their_answers() -> None:
    """R048: review asks; every no lets it go, one yes refuses it."""
    assert judged("蓄电池").is_open
    half = judged("蓄电池", **{"有没有漏液？": "no"})
    assert [ask.ask for ask in half.unanswered] == ["是不是锂电池？"]
    done = judged("蓄电池", **{"有没有漏液？": "no", "是不是锂电池？": "no"})
    assert done.verdict is Verdict.REVIEW
    assert not done.is_open
    refused = judged("蓄电池", **{"有没有漏液？": "no", "是不是锂电池？": "yes"})
    assert (refused.verdict, refused.is_prohibited) == (Verdict.REJECT, False)


def test_papers_and_inspection_come_with_what_may_go() -> None:
    """R048: which papers, whether to open it; nothing of the kind with what is refused."""
    found = judged("电池")
    assert (found.papers, found.inspect) == (("MSDS",), True)
    assert judged("电池和汽油").papers == ()
    assert not judged("电池和汽油").inspect


def test_the_decision_keeps_the_tables_version() -> None:
    """R050: what was decided is kept with the words that hit, the papers and the version of the table."""
    assert judged("桶装汽油").stored(7) == {
        "verdict": "reject",
        "version": 7,
        "hits": [{"word": "汽油", "goods": "汽油", "category": LIQUIDS}],
    }
    stored = judged("电池").stored(7)
    assert (stored["papers"], stored["inspect"]) == (["MSDS"], True)


@given(st.text(max_size=8), st.text(alphabet=st.characters(exclude_characters="刷配说模湿桶"), max_size=8))
def test_no_wrapping_hides_a_prohibited_word(before: str, after: str) -> None:
    """R050: whatever stands around it, 高锰酸钾 is refused."""
    assert judged(f"{before}高锰酸钾{after}").verdict is Verdict.REJECT


@given(st.text(max_size=60))
def test_every_text_has_an_answer(name: str) -> None:
    """R048: nothing that can be typed is a fault, and the same name has the same answer."""
    assert judged(name) == judged(name)
