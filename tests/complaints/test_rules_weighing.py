"""What the five answers mean: over every answer, the manual's rules and nobody's rights taken."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from yinuo.complaints.models import Degree, Weighing
from yinuo.complaints.rules.weighing import ANALYSIS, EFFECTS, ORDER, Case, Stance, meaning

DEGREES = ("NONE", "PARTLY", "MOSTLY", "FULL")
CASES = st.builds(
    Case,
    degree=st.sampled_from(DEGREES),
    demand=st.sampled_from(Weighing.Demand.values),
    has_long_relation=st.booleans(),
    may_buy_again=st.booleans(),
    word_of_mouth=st.text(max_size=20),
    severity=st.integers(1, 4),
    mood=st.none() | st.integers(1, 5),
    minimum=st.sampled_from([0, 1, 20_000]),
    owes_loss=st.booleans(),
    is_public=st.booleans(),
    customer_word=st.sampled_from(["客户", "市民"]),
)


def as_before(case: Case, **changed: object) -> Case:
    return replace(case, **changed)  # type: ignore[arg-type]


@given(CASES)
def test_a_clear_no_only_to_the_excessive_who_has_no_right_and_brings_no_business(case: Case) -> None:
    owes_nothing = case.degree == "NONE" and case.minimum == 0 and not case.owes_loss
    unreasonable = case.demand == "EXCESSIVE" and (case.is_public or not case.may_buy_again)
    said = meaning(case)
    assert (said.stance == Stance.NO) is (owes_nothing and unreasonable)
    assert ("“不”" in "".join(said.words)) is unreasonable


@given(CASES, st.sampled_from(DEGREES))
def test_the_more_we_are_at_fault_the_more_generous(case: Case, degree: str) -> None:
    less, more = sorted((case.degree, degree), key=DEGREES.index)
    stances = [meaning(as_before(case, degree=one)).stance for one in (less, more)]
    assert ORDER.index(stances[0]) <= ORDER.index(stances[1])


@given(CASES)
def test_generous_exactly_where_the_fault_is_mainly_ours(case: Case) -> None:
    said = meaning(case)
    assert (said.stance == Stance.GENEROUS) is (case.degree in ("MOSTLY", "FULL"))
    assert ("更丰厚" in "".join(said.words)) is (case.degree in ("MOSTLY", "FULL"))


@given(CASES)
def test_the_legal_minimum_is_always_named_and_never_undercut(case: Case) -> None:
    said = meaning(case)
    assert said.floor == case.minimum
    assert "依法应得" in said.words[-1]
    if case.minimum or case.owes_loss:
        assert said.stance not in (Stance.NO, Stance.EXPLAIN)
    assert ("200 元" in said.words[-1]) is (case.minimum == 20_000)


@given(CASES)
def test_business_never_counts_for_a_public_service(case: Case) -> None:
    citizen = as_before(case, is_public=True)
    turned = as_before(
        citizen, may_buy_again=not case.may_buy_again, has_long_relation=not case.has_long_relation
    )
    assert meaning(citizen) == meaning(turned)


@given(CASES)
def test_every_answer_is_told_in_the_customers_word(case: Case) -> None:
    words = "".join(meaning(as_before(case, word_of_mouth="")).words)
    assert case.customer_word in words
    assert {"客户": "市民", "市民": "客户"}[case.customer_word] not in words.replace("老客户", "")
    assert "争取双赢" in words
    is_hot = case.severity >= 3 or (case.mood is not None and case.mood <= 2)
    assert ("和不满的程度相称" in words) is is_hot


def test_the_manuals_examples() -> None:
    rude = Case("NONE", "EXCESSIVE", has_long_relation=False, may_buy_again=False)
    assert meaning(rude).stance == Stance.NO
    late = Case("FULL", "FAIR", has_long_relation=True, may_buy_again=True, mood=2)
    assert meaning(late).words[0] == "过失全部在我方：诚恳道歉，补偿应更丰厚一些，同时给出办法。"
    assert set(Degree.values) == set(DEGREES)
    assert len(ANALYSIS) == 5
    assert len(EFFECTS) == 9
