import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinuo.playbooks.rules import texts

VALUES = {"serial": "261120021", "fees": "装卸费100", "reminder": "", "agent": "8011"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{serial}。{agent}", "261120021。8011"),
        ("{serial}[，加{fees}][，{reminder}]。{agent}", "261120021，加装卸费100。8011"),
        ("[加{fees}，{reminder}。|加{fees}。|{reminder}。]{agent}", "加装卸费100。8011"),
        ("[{reminder}|无提示]{agent}", "无提示8011"),
        ("{reminder}{unheard_of}", ""),
        ("没有变量", "没有变量"),
    ],
)
def test_variables_are_filled_and_what_lacks_a_value_is_left_out(text: str, expected: str) -> None:
    assert texts.fill(text, VALUES) == expected


def test_gaps_are_variables_outside_brackets_without_a_value() -> None:
    """A notice with a gap must not leave."""
    assert texts.gaps("{serial}{reminder}[{reminder}]{waybill}", VALUES) == ("reminder", "waybill")


@pytest.mark.parametrize(
    "text", ["{serial", "serial}", "[{serial}", "{Serial}", "{ serial }", "[a[b]]", "{}"]
)
def test_brackets_that_do_not_pair_are_refused(text: str) -> None:
    with pytest.raises(texts.TextFault):
        texts.check(text)


def test_pieces_tell_what_was_filled_in() -> None:
    assert texts.pieces("{agent}号[，{fees}]{reminder}", VALUES) == [
        texts.Piece("8011", "agent"),
        texts.Piece("号"),
        texts.Piece("，"),
        texts.Piece("装卸费100", "fees"),
        texts.Piece("", "reminder"),
    ]


@given(
    st.text(alphabet="ab{}[]|货", max_size=30), st.dictionaries(st.sampled_from("ab"), st.text(max_size=5))
)
def test_a_sound_text_can_always_be_filled(text: str, values: dict[str, str]) -> None:
    """A value is inserted as it is: brackets and braces in it mean nothing."""
    try:
        texts.check(text)
    except texts.TextFault:
        return
    filled = texts.fill(text, values)
    assert filled == "".join(piece.text for piece in texts.pieces(text, values))


def test_what_is_tied_goes_with_what_is_left_out() -> None:
    """R071: fixed words in angle brackets stay as long as anything in them is said."""
    text = "{serial}<往{agent}>< 收货[{fees}]{reminder}>。"
    assert texts.fill(text, VALUES) == "261120021往8011 收货装卸费100。"
    assert texts.gaps(text, VALUES) == ("reminder",)
    assert texts.without(text, ["agent"], VALUES) == "{serial} 收货{fees}{reminder}。"
    assert texts.without(text, ["reminder", "fees"], VALUES) == "{serial}往{agent}。"
    assert texts.without(text, [], VALUES) == text
    for wrong in ("<{serial}", "{serial}>", "<<{serial}>>", "[<{serial}]>"):
        with pytest.raises(texts.TextFault):
            texts.check(wrong)


def test_a_value_may_look_like_a_variable() -> None:
    assert texts.fill("{serial}", {"serial": "{agent}[x]"}) == "{agent}[x]"


def test_a_value_brings_no_second_full_stop() -> None:
    """What a customer wrote ends as it does, the sentence around it goes on."""
    said = {"agent": "周五发对账。"}
    assert texts.fill("结果：{agent}。谢谢", said) == "结果：周五发对账。谢谢"
    assert texts.fill("“{agent}”。", said) == "“周五发对账”。"
    assert texts.fill("{agent}谢谢", said) == "周五发对账。谢谢"
    assert texts.fill("{agent}", said) == "周五发对账。"
