"""Faults in what can be done for complainants and in what the law says."""

from collections.abc import Mapping
from typing import Final

from yinuo.playbooks.rules.faults.sentences.sentence import Sentence

REMEDYING: Final[Mapping[str, Sentence]] = {
    "remedy.two_costs": Sentence(
        "“{name}”既由坐席填金额，又写了固定成本。",
        "填金额的写 cost_percent，不填金额的写 cost。",
        "“{name}” takes an amount and has a fixed cost as well.",
        "With an amount write cost_percent, without one cost.",
    ),
    "remedy.nobody": Sentence(
        "“{name}”的部门和要做的事没有写全。",
        "department 和 task 要一起写；写了 within 也要写这两项。",
        "“{name}” lacks the department or what it has to do.",
        "Give department and task together; within needs both.",
    ),
    "legal.no_time": Sentence(
        "“{name}”是法定时限，却没有写多久。",
        "请写 within。",
        "“{name}” is a deadline without a time.",
        "Give within.",
    ),
    "legal.no_amount": Sentence(
        "“{name}”是法定最低，却没有写按什么算。",
        "请写 base 或 at_least。",
        "“{name}” is a minimum of nothing.",
        "Give base or at_least.",
    ),
    "legal.no_contact": Sentence(
        "“{name}”是外部机构，却没有写怎么联系。",
        "请写 contact。",
        "“{name}” is an outside body that cannot be reached.",
        "Give contact.",
    ),
}
