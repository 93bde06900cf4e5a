"""What is asked of a superior, in one sentence with its figures."""

import pytest

from yinuo.desk.approvals.views import in_words


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        (
            {"discount": 20_00, "freight": 320_00, "percent": "6.25"},
            "优惠 20 元，是运费 320 元的 6.25%",
        ),
        (
            {"about": "remedy", "amount": 224_00, "cost": 144_50, "together": 300_00},
            "补偿 224 元，公司成本 144.50 元，同一件事合计 300 元",
        ),
        ({"about": "remedy", "amount": 5_00}, "补偿 5 元，公司成本 0 元，同一件事合计 0 元"),
        ({"about": "refusal", "amount": 0}, "对投诉说明理由，不予支持"),
        ({"discount": 20_00}, ""),
        ({}, ""),
    ],
)
def test_the_sentence_of_an_approval(figures: dict[str, object], said: str) -> None:
    assert in_words(figures) == said
