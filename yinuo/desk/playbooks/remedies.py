"""What the manual says of complaints as cards: remedies, strategies, questions, the law."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from yinuo.core import money
from yinuo.desk.playbooks import complaints
from yinuo.desk.playbooks import vocabulary as words
from yinuo.desk.playbooks.cards import Card, Line, card, pieces, plain, when
from yinuo.playbooks.rules import schema


def _remedy(item: schema.Remedy, playbook: schema.Playbook) -> Card:
    department = playbook.department(item.department).label if item.department else ""
    within = _("%(span)s内（只算上班时间）") % {"span": words.span(item.within)} if item.within else ""
    said: list[Line] = [
        (_("哪些投诉"), _types(item.types)),
        (_("公司的成本"), _cost(item)),
        (_("哪个部门办"), department),
        (_("要做的事"), item.task),
        (_("期限"), within),
    ]
    chips = [(words.say(complaints.WAYS, item.way), "info")]
    chips += [(_("精神补偿"), "teal")] if item.is_moral else []
    return card(item, item.label, chips=chips, said=said, text=pieces(item.say))


def _cost(item: schema.Remedy) -> str:
    if item.takes_amount:
        return _("坐席填金额，公司承担 %(percent)s%%") % {"percent": item.cost_percent}
    return _yuan(item.cost) if item.cost else _("不花钱")


def _strategy(item: schema.Strategy, playbook: schema.Playbook) -> Card:
    phrases = [plain(playbook.phrase(key).text) for key in item.say]
    found = ((_("怎么做"), item.do), (_("怎么说"), phrases))
    said = [
        (_("什么情况"), when(item.when)),
        (_("语气"), item.tone),
        (_("不要"), _("、").join(item.avoid)),
    ]
    return card(item, item.label, said=said, lists=[(label, listed) for label, listed in found if listed])


def _question(item: schema.Question, playbook: schema.Playbook) -> Card:
    said: list[Line] = [
        (_("怎么问"), plain(item.ask)),
        (_("哪些投诉"), _types(item.types)),
        (_("填到哪里"), words.say(complaints.FACTS, item.fills)),
    ]
    return card(item, item.label, chips=[(_("必问"), "warn")] if item.required else [], said=said)


def _legal(item: schema.LegalRule, playbook: schema.Playbook) -> Card:
    said: list[Line] = [
        (_("法条"), item.law),
        (_("哪些投诉"), _types(item.types)),
        (_("期限"), _within(item)),
        (_("最低"), _least(item)),
        (_("联系方式"), item.contact),
    ]
    chips = [(words.say(complaints.LEGAL, item.about), "info")]
    return card(item, item.label, chips=chips, said=said, text=pieces(item.text))


def _within(item: schema.LegalRule) -> str:
    if item.within is None:
        return ""
    counted = _("%(span)s内（按工作日）") if item.days_kind == "working" else _("%(span)s内（按日历天）")
    return counted % {"span": words.span(item.within)}


def _least(item: schema.LegalRule) -> str:
    base = words.say(complaints.BASES, item.base)
    parts = [_("%(base)s的 %(percent)s%%") % {"base": base, "percent": item.percent}] if base else []
    parts += [_("至少 %(amount)s") % {"amount": _yuan(item.at_least)}] if item.at_least else []
    return _("，").join(parts)


def _yuan(fen: int) -> str:
    return _("%(amount)s 元") % {"amount": money.format_yuan(fen)}


def _types(types: Iterable[str]) -> str:
    return words.listed(complaints.TYPES, types) or _("所有投诉")


TELL: Mapping[str, Callable[[Any, schema.Playbook], Card]] = {
    "remedies": _remedy,
    "strategies": _strategy,
    "questions": _question,
    "legal": _legal,
}
