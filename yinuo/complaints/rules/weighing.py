"""What the five questions before a compensation (A–E, R191–R195) mean for a case, in the manual's words.

The manual: more generous where the company is at fault (R196); a clear no where the customer is unreasonable
and no further business is to be expected (R197), for a public service whatever the business (R198). A no ends
where the law or our own fault gives the customer a right: no answer to the five questions takes that away.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_noop

from yinuo.core.money import format_yuan

ANALYSIS: Final = {
    "seriousness": gettext_noop("问题严重到什么程度"),
    "known": gettext_noop("我们掌握了多少"),
    "elsewhere": gettext_noop("还要向谁了解（真正的使用者）"),
    "unreasonable": gettext_noop("如果要求不合理，怎样说明"),
    "besides_money": gettext_noop("除了赔偿还要什么"),
}
"""The five questions of the analysis (R190)."""
EFFECTS: Final = {
    "customer_input": gettext_noop("客户：已投入的时间和费用"),
    "customer_mind": gettext_noop("客户：心理压力"),
    "customer_opinion": gettext_noop("客户：舆论压力"),
    "agent_scene": gettext_noop("员工：现场压力"),
    "agent_escalation": gettext_noop("员工：升级压力"),
    "agent_post": gettext_noop("员工：岗位压力"),
    "company_scene": gettext_noop("公司：现场影响"),
    "company_media": gettext_noop("公司：媒体影响"),
    "company_cost": gettext_noop("公司：成本"),
}
"""Whom the complaint burdens, and how (R152)."""
SERIOUS: Final = 3
HOT: Final = 2


class Stance(TextChoices):
    """How to meet the demand, from the firmest to the most generous."""

    NO = "NO", "明确说“不”"
    EXPLAIN = "EXPLAIN", "讲清道理，以关怀为主"
    BY_RULES = "BY_RULES", "按规定补偿"
    GENEROUS = "GENEROUS", "从宽补偿"


ORDER: Final = tuple(Stance)


@dataclass(frozen=True)
class Case:
    """What was answered, and what the case itself says.

    `degree` NONE, PARTLY, MOSTLY, FULL (E); `demand` FAIR, MUCH, EXCESSIVE (D); `minimum` what the law or the
    insurance of value gives at least, in fen, `owes_loss` that it gives something whose sum is not known yet,
    because the loss under a declared value is not; `mood` 1 furious … 5 content, None unknown; `is_public`: a
    public service, whose customers are citizens; `customer_word` what they are called.
    """

    degree: str
    demand: str
    has_long_relation: bool
    may_buy_again: bool
    word_of_mouth: str = ""
    severity: int = 1
    mood: int | None = None
    minimum: int = 0
    owes_loss: bool = False
    is_public: bool = False
    customer_word: str = "客户"


@dataclass(frozen=True)
class Meaning:
    """What it comes to: the stance, the least to give in fen, and why."""

    stance: Stance
    floor: int
    words: tuple[str, ...]


def meaning(case: Case) -> Meaning:
    """What the answers mean for this case. Pure; the floor is never below the customer's legal minimum."""
    stance = _stance(case)
    return Meaning(stance, case.minimum, tuple(_words(case, stance)))


def _stance(case: Case) -> Stance:
    if case.degree in ("MOSTLY", "FULL"):
        return Stance.GENEROUS
    if case.degree == "PARTLY" or case.minimum > 0 or case.owes_loss:
        return Stance.BY_RULES
    return Stance.NO if _refuses(case) else Stance.EXPLAIN


def _refuses(case: Case) -> bool:
    """Whether what goes too far gets a clear no (R197, R198)."""
    return case.demand == "EXCESSIVE" and (case.is_public or not case.may_buy_again)


def _words(case: Case, stance: Stance) -> Iterator[str]:
    yield _of_fault(case, stance)
    yield from _of_demand(case, stance)
    yield from _of_business(case, stance)
    if case.severity >= SERIOUS or (case.mood is not None and case.mood <= HOT):
        yield f"{case.customer_word}很不满，方案要和不满的程度相称，友好协商，必要时请更高一级出面。"
    if case.word_of_mouth:
        yield f"口碑影响：{case.word_of_mouth}。"
    yield "先想让公司赚钱的办法，再想不赚不赔的，最后才是少赔为赚；争取双赢。"
    yield _of_law(case)


def _of_fault(case: Case, stance: Stance) -> str:
    if stance == Stance.GENEROUS:
        share = "全部" if case.degree == "FULL" else "主要"
        return f"过失{share}在我方：诚恳道歉，补偿应更丰厚一些，同时给出办法。"
    if case.degree == "PARTLY":
        return "我方有部分过失：为这部分道歉，按规定补偿，道歉不过分。"
    if stance == Stance.BY_RULES:
        return "我方没有过失，但依法或按保价仍应给付：按规定办。"
    return "我方没有过失：不为没有做错的事赔偿，讲清原因，表示理解。"


def _of_demand(case: Case, stance: Stance) -> Iterator[str]:
    who = case.customer_word
    if case.demand == "FAIR":
        if stance == Stance.EXPLAIN:
            yield f"{who}的要求合理：能办的迅速、高兴地办，花费小的优先。"
        else:
            yield f"{who}的要求合理：迅速、高兴地接受。"
    elif case.demand == "MUCH":
        yield f"{who}的要求偏高：先听{who}的意见，给出几个方案一起商量，说明公司的规定。"
    elif stance == Stance.NO:
        yield f"{who}的要求无理或过分：有礼貌地、明确地说“不”，说明理由和依据，报批后告知。"
    elif _refuses(case):
        yield f"{who}的要求过分：该给的照给，超出的部分明确说“不”，说明理由和依据。"
    else:
        yield f"{who}的要求过分，但以后还会合作：不争执，讲清理由，超出的部分不答应，用关怀代替赔钱。"


def _of_business(case: Case, stance: Stance) -> Iterator[str]:
    if case.is_public:
        return
    if case.has_long_relation and case.may_buy_again:
        yield "老客户，以后还会合作：看长远，不为小钱伤了关系。"
    elif case.has_long_relation:
        yield "老客户，可能不再合作：问清原因，争取留住。"
    elif case.may_buy_again:
        yield "以后可能再合作：这次处理得好，就是下次的生意。"
    elif stance == Stance.NO:
        yield "不再有业务往来：不必为留住生意让步。"


def _of_law(case: Case) -> str:
    if case.minimum:
        return f"无论怎样，不低于{case.customer_word}依法应得的 {format_yuan(case.minimum)} 元。"
    return f"无论怎样，不低于{case.customer_word}依法应得的。"
