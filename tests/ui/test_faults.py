"""The words of refusals: one sentence to a code, and none of the desk's own to a customer (R001)."""

from collections import Counter

from yinuo.ui import faults


def test_every_code_has_one_sentence() -> None:
    """A code that two modules name would say at one door what was meant for the other."""
    modules = [found for name in dir(faults) if hasattr(found := getattr(faults, name), "TEXTS")]
    named = Counter(code for module in modules for code in module.TEXTS)
    assert [code for code, times in named.items() if times > 1] == []
    assert len(named) == len(faults.TEXTS)


def test_a_customer_is_not_spoken_to_as_an_agent() -> None:
    """Where the desk is told to ask or to tell the customer, the customer reads a sentence of their own."""
    goods = {"goods": "鞭炮", "category": "烟花", "word": "鞭炮"}
    for code, params in (("time_has_passed", {}), ("place_not_served", {}), ("goods_prohibited", goods)):
        assert "客户" in faults.text(code, params)
        assert "客户" not in faults.to_customer(code, params)
    assert faults.to_customer("too_far_unknown", {}) == "too_far_unknown"
    assert faults.to_customer("weight_unreadable", {}) == faults.text("weight_unreadable", {})
