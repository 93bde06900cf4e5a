"""How to speak to somebody."""

import pytest

from yinuo.customers import rules


@pytest.mark.parametrize(
    ("said", "spoken"),
    [
        ("王先生", "王先生"),
        ("王建国先生", "王先生"),
        ("欧阳女士", "欧阳女士"),
        ("姓王", "王先生/女士"),
        ("王建国", "王建国"),
        ("李姐", "李姐"),
        ("Mr. Smith", "Mr. Smith"),
        ("", ""),
        ("a" * 60, "a" * 30),
    ],
)
def test_a_customer_is_addressed_by_surname_and_title(said, spoken):
    """R025 R284: a surname is enough; the customer is called by name in the talk."""
    assert rules.address_as(said) == spoken
