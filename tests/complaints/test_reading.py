"""Pure rules of coming in: likeness, missing facts, goods, headlines, proposals."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinuo.complaints.models import Cause, Complaint
from yinuo.complaints.queries import proposing
from yinuo.complaints.queries.missing import missing_facts
from yinuo.complaints.rules import goods, missing
from yinuo.complaints.rules.headlines import headline
from yinuo.complaints.rules.likeness import ALIKE, LONGEST_PIECE, likeness, pieces
from yinuo.complaints.rules.texts import GOODS, LONGEST_HEADLINE
from yinuo.core.text import fold

WORDS = st.text(alphabet="货车司机晚了多收运费破损赔偿我你们的是不在abc12，。 ", max_size=60)


@given(WORDS, WORDS)
def test_likeness_is_the_same_from_both_sides(one: str, other: str) -> None:
    alike = likeness(one, other)
    assert 0 <= alike <= 1
    assert alike == likeness(other, one)
    assert likeness(one, one) in (0.0, 1.0)


@given(st.text(max_size=80), st.integers(0, 6))
def test_pieces_stand_in_the_text(text: str, most: int) -> None:
    found = pieces(text, most)
    assert len(found) <= most
    assert len(set(found)) == len(found)
    assert all(2 <= len(piece) <= LONGEST_PIECE and piece in fold.fold(text) for piece in found)


@pytest.mark.parametrize(
    ("one", "other", "is_alike"),
    [
        ("送来的洗衣机外壳摔裂，滚筒也不转", "洗衣机外壳摔裂了，滚筒不转，要求换新", True),
        ("多收了楼层费八十元", "運費單多收了樓層費八十元", True),
        ("送来的洗衣机外壳摔裂", "司机态度恶劣，张口骂人", False),
        ("", "", False),
    ],
)
def test_what_is_alike(one: str, other: str, is_alike: bool) -> None:
    assert (likeness(one, other) >= ALIKE) is is_alike


@pytest.mark.parametrize(
    "text", ["昨天下午没来", "11月3日下的单", "16:30还没到", "三天前说好的", "上周就催过"]
)
def test_a_time_is_heard(text: str) -> None:
    assert missing.says_when(text)


@pytest.mark.parametrize("text", ["态度很差", "多收了钱", "货坏了"])
def test_neither_time_nor_place(text: str) -> None:
    assert not missing.says_when(text)
    assert not missing.says_where(text)


@pytest.mark.parametrize("text", ["在江宁配城门口", "送到仓库", "3栋楼下", "人民路网点"])
def test_a_place_is_heard(text: str) -> None:
    assert missing.says_where(text)


def lacking(**said: Any) -> list[str]:
    """What a complaint that says this lacks; it claims no goods."""
    return missing_facts(Complaint(type=said.pop("type", "TIME"), **said))


def test_what_is_not_said_is_asked_for() -> None:
    """R144, R145: in the order in which an agent asks."""
    assert lacking(account="你们太慢了") == ["when", "where", "order", "contact", "wanted"]
    said = {"account": "昨天在仓库等到晚上", "wanted": "道歉", "contact_phone": "13800006621"}
    assert lacking(**said) == ["order"]
    assert lacking(account="太慢", wanted="道歉", is_anonymous=True) == ["when", "where", "order"]
    assert "respondent" in lacking(type="ATTITUDE", account="骂人")
    assert "respondent" not in lacking(type="ATTITUDE", account="骂人", respondent_department="drivers")
    known = {"name": "轴承", "batch": "B7", "used_at": "上月", "symptoms": "异响"}
    assert "product" in lacking(account="坏了", cause="QUALITY", goods={"name": "轴承"})
    assert "product" not in lacking(account="坏了", cause="QUALITY", goods=known)


@given(st.dictionaries(st.sampled_from([*GOODS, *goods.SUMS]), st.text(max_size=400) | st.integers()))
def test_goods_are_kept_or_refused_whole(said: dict[str, Any]) -> None:
    """What is kept is read again the same; nothing of what is wrong passes unsaid."""
    kept, faults = goods.read(said)
    assert goods.read(kept) == (kept, [])
    assert kept.keys() <= said.keys()
    for key, value in kept.items():
        assert 0 <= value <= goods.MOST_FEN if key in goods.SUMS else 0 < len(value) <= max(GOODS.values())
    refused = {one.field for one in faults}
    for key in goods.SUMS:
        fen = said.get(key)
        is_wrong = fen is not None and not (isinstance(fen, int) and 0 <= fen <= goods.MOST_FEN)
        assert (f"goods.{key}" in refused) is is_wrong


@given(st.text(max_size=200))
def test_a_headline_is_short_and_masks_numbers(text: str) -> None:
    shown = headline("时效", f"13800006621 {text}")
    assert shown.startswith("时效")
    assert len(shown) <= LONGEST_HEADLINE
    assert "13800006621" not in shown


def test_a_proposal_is_what_the_columns_know() -> None:
    words = {"words": "摔裂", "start": 6, "end": 8}
    read = {
        "kind": "complaint",
        "complaint_type": "货损货差",
        "severity": 3,
        "escalation": "regulator",
        "cause": "personal_dignity",
        "complainant_class": "opinion",
        "temperament": "irritable",
        "organisation": "",
        "mood": 2,
        "reasons": [{"field": "complaint_type", "value": "货损货差", **words}],
    }
    assert proposing.shaped(read) == {
        "kind": "complaint",
        "type": "DAMAGE",
        "severity": 3,
        "escalation": "regulator",
        "cause": "DIGNITY",
        "manner": "OPINION",
        "temper": "IRRITABLE",
        "mood": 2,
        "reasons": [{"field": "type", **words}],
    }
    assert proposing.shaped({"complaint_type": None, "severity": 9, "cause": "moon", "mood": "hot"}) == {}


def test_every_cause_has_its_name() -> None:
    assert sorted(proposing._VALUES["cause"].values()) == sorted(Cause.values)


def test_the_text_proposes() -> None:
    """Offline, with the words that led to it."""
    text = "司机态度恶劣，张口就骂人，我要投诉到12315"
    read = proposing.propose(text)
    assert (read["kind"], read["type"], read["severity"], read["escalation"]) == (
        "complaint",
        "ATTITUDE",
        3,
        "regulator",
    )
    assert all(text[why["start"] : why["end"]] == why["words"] for why in read["reasons"])


def test_nothing_is_proposed_of_nothing() -> None:
    assert proposing.propose(" ") == {}
