"""Sums of proposals: the choice that counts most toward limits, the one that makes least good."""

from hypothesis import given
from hypothesis import strategies as st

from yinuo.complaints.rules import offers
from yinuo.complaints.rules.offers import Given
from yinuo.complaints.rules.stages import Stage

_SUMS = st.integers(0, 10**7)
_GIVEN = st.builds(
    Given,
    way=st.sampled_from(["money", "gift", "apology", "redo"]),
    amount=_SUMS,
    cost=_SUMS,
    is_option=st.booleans(),
)


def test_what_counts() -> None:
    """R208: goods that cost 50 yuan count 50, a discount of 100 counts 100 though it costs 60."""
    assert Given("gift", 0, 5_000).counted == 5_000
    assert Given("discount", 10_000, 6_000).counted == 10_000


def test_the_choice_that_counts_most() -> None:
    """R254: of options the one with which the whole counts most, not the one that counts most alone."""
    fixed = Given("gift", 0, 50)
    dear, dearer = Given("money", 100, 0, True), Given("money", 90, 90, True)
    assert offers.chosen([fixed, dear, dearer]) == [fixed, dearer]
    assert offers.chosen([fixed]) == [fixed]
    assert offers.chosen([]) == []


@given(st.lists(_GIVEN, max_size=6))
def test_no_choice_counts_more_than_what_is_agreed_to(given: list[Given]) -> None:
    """Whatever the customer takes stays within the sums that were approved."""
    most = offers.total(offers.chosen(given))
    fixed = [one for one in given if not one.is_option]
    for option in [one for one in given if one.is_option]:
        assert offers.total([*fixed, option]) <= most


@given(st.lists(_GIVEN, max_size=6))
def test_every_choice_makes_the_least_good(given: list[Given]) -> None:
    """The legal minimum holds for each option; an apology and a gift make nothing good."""
    least = offers.restored(given)
    fixed = [one for one in given if not one.is_option]
    for option in [one for one in given if one.is_option]:
        made_good = [one.counted for one in [*fixed, option] if one.way in offers.RESTORING]
        assert least <= sum(made_good)


def test_where_it_leads() -> None:
    """R203: money or a department's work is carried out; an apology alone is not."""
    assert offers.leads_to([(0, ""), (100, "")]) == Stage.CARRY_OUT
    assert offers.leads_to([(0, "marketing")]) == Stage.CARRY_OUT
    assert offers.leads_to([(0, "")]) == Stage.CALL_BACK
    assert offers.leads_to([]) == Stage.CALL_BACK
