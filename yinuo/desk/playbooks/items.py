"""The items of a chapter as cards: a title, a few chips, lines of plain words, and the clause behind it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from yinuo.core import money
from yinuo.desk.playbooks import remedies
from yinuo.desk.playbooks import vocabulary as words
from yinuo.desk.playbooks.cards import Card, Line, card, pieces, plain, when
from yinuo.playbooks.rules import schema
from yinuo.playbooks.rules.comparing import section_label

NOTHING = timedelta(0)


@dataclass(frozen=True)
class Group:
    """The items of one section of a chapter."""

    label: str
    cards: list[Card]


def groups(playbook: schema.Playbook, chapter: str) -> list[Group]:
    """A chapter's items, section by section, in the order of the playbook."""
    found = [
        Group(_(section_label(section)), [TELL[section](item, playbook) for item in items])
        for section, items in playbook.items_of(chapter).items()
    ]
    if playbook.settings.chapter == chapter:
        found.insert(0, Group(_(section_label("settings")), [_settings(playbook.settings)]))
    return found


def _element(item: schema.Element, playbook: schema.Playbook) -> Card:
    chips = [
        (_("必填"), "warn" if item.required else ""),
        (words.say(words.IMPORTANCE, item.importance), "info" if item.importance != "normal" else ""),
        (_("不显示"), "neutral" if item.hidden else ""),
    ]
    declined = item.when_declined
    said: list[Line] = [
        (_("怎么问"), plain(item.ask)),
        (_("什么时候问"), when(item.when)),
        (_("填什么"), words.say(words.TYPES, item.type)),
        (_("可选"), _("、").join(choice.label for choice in item.choices)),
        (_("核实"), words.listed(words.CHECKS, item.check)),
        (_("提示"), item.help),
        (_("客户不说时"), words.say(words.DECLINED, declined.then) if declined else ""),
        (_("就说"), plain(declined.say) if declined else ""),
        (_("复述"), plain(item.read_back)),
    ]
    return card(item, item.label, chips=[chip for chip in chips if chip[1]], said=said)


def _step(item: schema.Step, playbook: schema.Playbook) -> Card:
    by_desk = _("（系统自动勾）")
    musts = [f"{must.label}{by_desk if must.by == 'desk' else ''}" for must in item.must]
    phrases = [plain(playbook.phrase(key).text) for key in item.say]
    return card(
        item,
        item.label,
        chips=[(words.say(words.STAGES, item.stage), "info")],
        said=[(_("目标"), item.goal), (_("不能说"), _("、").join(item.avoid))],
        lists=[(label, listed) for label, listed in ((_("要做到"), musts), (_("怎么说"), phrases)) if listed],
    )


def _phrase(item: schema.Phrase, playbook: schema.Playbook) -> Card:
    all_days = set(item.days) == set(words.DAYS)
    chips = [] if all_days else [(words.listed(words.DAYS, item.days), "teal")]
    if item.then:
        chips.append((words.say(words.THEN, item.then), "neutral"))
    return card(item, item.when, chips=chips, text=pieces(item.text))


def _word(item: schema.WordToAvoid, playbook: schema.Playbook) -> Card:
    return card(item, item.word, said=[(_("改说"), plain(item.instead))])


def _promise(item: schema.Promise, playbook: schema.Playbook) -> Card:
    chips = [(_("口头答应的"), "teal")] if item.is_by_hand else []
    if item.excused_by:
        chips.append((_("客观原因另算"), "neutral"))
    said: list[Line] = [
        (_("从什么时候起"), words.listed(words.EVENTS, item.on)),
        (_("什么情况"), when(item.when)),
        (_("期限"), due(item)),
        (_("怎样算做到"), words.listed(words.EVENTS, item.kept_by)),
        (_("怎样取消"), words.listed(words.EVENTS, item.cancelled_by)),
        (_("暂停"), words.listed(words.EVENTS, item.paused_by)),
        (_("恢复"), words.listed(words.EVENTS, item.resumed_by)),
        (_("谁来做"), words.say(words.PEOPLE, item.assign)),
        (_("要做的事"), item.task),
        (_("提前提醒"), _("、").join(map(words.span, item.warn))),
        (_("做到以后"), _("再有同样的事，重新计时") if item.again else ""),
    ]
    late = [_level(level, playbook) for level in item.late]
    late += [_repeat(item.repeat, playbook)] if item.repeat else []
    return card(item, item.label, chips=chips, said=said, lists=[(_("超时后"), late)] if late else [])


def due(item: schema.Promise) -> str:
    """When a promise is due, in words."""
    parts = (
        [_("到%(time)s为止") % {"time": words.listed(words.DUE_FROM, item.due_from)}] if item.due_from else []
    )
    if item.within is not None:
        clock = _("%(span)s内（只算上班时间）") if item.clock == "working" else _("%(span)s内（不分昼夜）")
        parts.append(clock % {"span": words.span(item.within)})
        if item.when_closed is not None:
            parts[-1] += _("；下班后来的，上班后%(span)s内") % {"span": words.span(item.when_closed)}
    return _("，没有就").join(parts)


def _level(level: schema.LateLevel, playbook: schema.Playbook) -> str:
    start = _("再过%(span)s") % {"span": words.span(level.after)} if level.after > NOTHING else _("一超时")
    return _("：").join((start, _consequence(level, playbook)))


def _repeat(repeat: schema.Repeat, playbook: schema.Playbook) -> str:
    if repeat.every is not None:
        start = _("之后每%(span)s，最多 %(most)s 次") % {
            "span": words.span(repeat.every),
            "most": repeat.most,
        }
    else:
        times = _("、").join(at.isoformat("minutes") for at in repeat.at)
        start = _("之后每个工作日 %(times)s，最多 %(most)s 次") % {"times": times, "most": repeat.most}
    return _("：").join((start, _consequence(repeat, playbook)))


def _consequence(what: schema.Consequence, playbook: schema.Playbook) -> str:
    parts = []
    if what.when is not None:
        parts.append(_("如果%(when)s") % {"when": when(what.when)})
    if what.notify:
        parts.append(_("提醒%(who)s") % {"who": words.listed(words.PEOPLE, what.notify)})
    if what.notice:
        to = words.listed(words.PEOPLE, what.to or playbook.notice(what.notice).to)
        parts.append(_("给%(who)s发“%(notice)s”") % {"who": to, "notice": playbook.notice(what.notice).label})
    if what.task:
        parts.append(what.task)
    return _("；").join(parts)


def _notice(item: schema.Notice, playbook: schema.Playbook) -> Card:
    over = _("超了就拆成几条发") if item.over_limit == "parts" else _("超了就不发，先改短")
    said: list[Line] = [
        (_("发给"), words.listed(words.PEOPLE, item.to)),
        (_("什么时候发"), words.listed(words.EVENTS, item.on) or _("由人发，或者超时的时候发")),
        (_("什么情况"), when(item.when)),
        (_("字数"), _("最多 %(limit)s 字，%(over)s") % {"limit": item.limit, "over": over}),
        (_("还是太长，可以不写"), _("、").join(map(words.variable, item.leave_out))),
        (_("核对"), _("发出前读回一遍，每一项都要读得出来") if item.reads_as else ""),
    ]
    copies = [_copy(copy, playbook) for copy in item.copy_to]
    shorter = [_shortening(step) for step in item.shorten]
    found = ((_("抄送"), copies), (_("太长时依次缩短，够短为止"), shorter))
    return card(
        item,
        item.label,
        chips=[(words.say(words.CHANNELS, item.channel), "info")],
        said=said,
        lists=[(label, listed) for label, listed in found if listed],
        text=pieces(item.text),
    )


def _shortening(step: schema.Shortening) -> str:
    """先生→先: 发货人姓名写成发货人简称; 收货人姓名写成收货人简称."""
    if step.text:
        return _("：").join((step.label, plain(step.text)))
    if step.use:
        parts = [
            _("%(long)s写成%(short)s") % {"long": words.variable(long), "short": words.variable(short)}
            for long, short in step.use.items()
        ]
        return _("：").join((step.label, _("；").join(parts)))
    pairs = _("、").join(f"{long}→{short or _('不写')}" for long, short in step.replace.items())
    where = _("、").join(map(words.variable, step.in_))
    return _("：").join(
        (step.label, _("%(where)s里 %(pairs)s") % {"where": where, "pairs": pairs} if where else pairs)
    )


def _copy(copy: schema.Copy, playbook: schema.Playbook) -> str:
    parts = [words.say(words.PEOPLE, copy.to)]
    if copy.when is not None:
        parts.append(_("如果%(when)s") % {"when": when(copy.when)})
    if copy.notice:
        parts.append(_("用“%(notice)s”") % {"notice": playbook.notice(copy.notice).label})
    return _("；").join(parts)


def _approval(item: schema.Approval, playbook: schema.Playbook) -> Card:
    said = [(_("什么情况"), when(item.when)), (_("谁来批"), words.say(words.PEOPLE, item.by))]
    return card(item, item.label, chips=[(words.say(words.ABOUT, item.about), "warn")], said=said)


def _limit(item: schema.Limit, playbook: schema.Playbook) -> Card:
    amount = (
        _("不限") if item.amount is None else _("%(amount)s 元") % {"amount": money.format_yuan(item.amount)}
    )
    percent = _("不限") if item.percent is None else f"{item.percent}%"
    title = f"{words.say(words.PEOPLE, item.role)} · {words.say(words.ABOUT, item.about)}"
    return card(item, title, said=[(_("自己可以给"), amount), (_("不超过运费的"), percent)])


def _cause(item: schema.Cause, playbook: schema.Playbook) -> Card:
    chip = (_("客观原因"), "teal") if item.objective else (_("主观原因"), "neutral")
    return card(item, item.label, chips=[chip])


def _department(item: schema.Department, playbook: schema.Playbook) -> Card:
    return card(item, item.label, said=[(_("要做的事"), item.task)])


def _settings(item: schema.Settings) -> Card:
    copied = _("抄送市场开拓") if item.copy_to_market_developer else _("不抄送")
    said = [
        (_("业务单短信发给"), words.say(words.PEOPLE, item.receiver)),
        (_("抄送"), copied),
        (_("例外"), _("分公司和区域可以在设置里另定")),
        (_("怎么称呼客户"), item.customer_word),
        (_("结案后可以再投诉"), _("%(n)s 天内") % {"n": item.reopen_days}),
        (_("回访没打通"), _tries(item)),
        (_("要整改的"), _repeats(item)),
        (_("谁可以记付款"), words.listed(words.PEOPLE, item.payers)),
    ]
    return card(item, _("公司的规则"), said=said)


def _tries(item: schema.Settings) -> str:
    gap = words.span(timedelta(minutes=item.try_gap_minutes))
    return _("最多打 %(n)s 次，每次隔 %(gap)s") % {"n": item.call_back_tries, "gap": gap}


def _repeats(item: schema.Settings) -> str:
    return _("同样的原因 %(days)s 天内有 %(n)s 次") % {"days": item.repeat_days, "n": item.repeat_count}


def reasons(playbook: schema.Playbook) -> list[tuple[str, Iterable[schema.Reason]]]:
    """The lists of reasons, by what they are for."""
    return [(words.say(words.REASONS, group), listed) for group, listed in playbook.reasons.items()]


TELL: Mapping[str, Callable[[Any, schema.Playbook], Card]] = {
    "elements": _element,
    "steps": _step,
    "phrases": _phrase,
    "words_to_avoid": _word,
    "promises": _promise,
    "notices": _notice,
    "approvals": _approval,
    "limits": _limit,
    "causes": _cause,
    "departments": _department,
    **remedies.TELL,
}
