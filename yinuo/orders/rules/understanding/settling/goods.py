"""What is carried, of all the nouns that could be (R028)."""

from typing import Final

from yinuo.orders.rules.understanding.mentions import Goods

_LEAST: Final = 1.0
_CLEAR: Final = 4.0
_MOST: Final = 6


def settle(text: str, goods: list[Goods]) -> list[Goods]:
    """The nouns that are the goods, in the order said; one that corrects takes the place of those before."""
    after = max((at for at, one in enumerate(goods) if one.oops and one.score >= _LEAST), default=0)
    kept = [one for one in goods[after:] if one.is_field] or goods[after:]
    best = max((one.score for one in kept), default=0.0)
    if best < _LEAST:
        return []
    least = max(best - 3.0, _CLEAR) if best >= _CLEAR else best
    chosen: list[Goods] = []
    for one in kept:
        said = text[one.start : one.end]
        if one.score < least or any(said in text[two.start : two.end] for two in chosen):
            continue
        chosen = [two for two in chosen if text[two.start : two.end] not in said]
        chosen.append(one)
    return chosen[:_MOST]
