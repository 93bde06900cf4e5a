"""What can be done with a complaint, by noun; the address of each carries its noun."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from yinuo.complaints import may
from yinuo.complaints.actions import (
    accepting,
    calming,
    carrying,
    changing,
    chasing,
    finding,
    hearing,
    holding,
    moving,
    weighing,
)
from yinuo.complaints.models import Complaint, Statement
from yinuo.complaints.queries import ceilings, onward
from yinuo.complaints.rules.headlines import brief
from yinuo.complaints.rules.stages import BACK, Stage
from yinuo.complaints.rules.texts import LONGEST_RESTATED
from yinuo.core import clock
from yinuo.core.errors import NotFound
from yinuo.core.text import mask
from yinuo.desk.complaints.case import (
    deciding,
    detailing,
    files,
    finishing,
    forms,
    joining,
    reading,
    settling,
    spotting,
)
from yinuo.desk.complaints.case.dialogs import Act, Verb
from yinuo.tickets import queries as tickets
from yinuo.tickets.rules import StepState

ANSWER_WITHIN: Final = timedelta(hours=2)
STATE_WITHIN: Final = timedelta(hours=1)


def _statement(complaint: Complaint, pk: int) -> Statement:
    found = complaint.statements.select_related("to").filter(pk=pk).first()
    if found is None:
        raise NotFound("not_found")
    found.complaint = complaint
    return found


def _must(complaint: Complaint, number: int) -> StepState:
    """The must of this stage with this number, counted from 0 in the manual's order."""
    states = tickets.musts(complaint.ticket)
    if not 0 <= number < len(states):
        raise NotFound("not_found")
    return states[number]


def _override(act: Act) -> object:
    must: StepState = act.row
    return moving.override(complaint=act.of, step=must.step, key=must.key, by=act.by, **_why(act))


def _why(act: Act) -> dict[str, str]:
    return {"reason": act.said["reason"], "note": act.said.get("note", "")}


def _latest(act: Act) -> str:
    """Until when an answer may be promised at the latest, and who says so."""
    found = ceilings.ahead(act.of)
    if found is None:
        return ""
    return _("最晚 %(at)s（%(label)s）。") % {"at": found.shown, "label": found.label}


def _wait_initial(act: Act) -> Mapping[str, Any]:
    return {"due_at": act.of.told_until or forms.minute(clock.now() + ANSWER_WITHIN)}


def _statement_initial(act: Act) -> Mapping[str, Any]:
    respondent = act.of.respondent
    return {
        "asks": _("%(when)s的投诉：%(headline)s。请说明当时的情况。")
        % {
            "when": f"{clock.local(act.of.recorded_at):%m-%d}",
            "headline": brief(act.of.account),
        },
        "to": str(respondent.pk) if respondent else "",
        "to_name": "" if respondent else act.of.respondent_name,
        "to_department": "" if respondent else act.of.respondent_department,
        "due_at": forms.minute(clock.now() + STATE_WITHIN),
    }


def _ask_statement(act: Act) -> object:
    return hearing.ask_statement(complaint=act.of, by=act.by, **act.said)


def _whom(act: Act) -> str:
    person = act.of.respondent
    others = _("问同事，选姓名；问部门或没有账号的人，写上手机，对方用链接说明。")
    return _("发给%(name)s；要问别人，在下面改。") % {"name": person.name} + others if person else others


def _classify(act: Act) -> object:
    return changing.classify(
        complaint=act.of, by=act.by, **{**act.said, "severity": int(act.said["severity"])}
    )


def _back(act: Act) -> object:
    """To the stage before; of what is carried out, a new proposal."""
    stage, why = Stage(act.of.ticket.stage), act.said["why"]
    if stage == Stage.CARRY_OUT:
        return carrying.change_plan(complaint=act.of, why=why, by=act.by)
    if stage not in BACK:
        raise holding.not_now(act.of)
    return moving.step_back(complaint=act.of, to=BACK[stage], why=why, by=act.by)


def _back_to(act: Act) -> str:
    stage = Stage(act.of.ticket.stage)
    if stage == Stage.CARRY_OUT:
        return _("没办完的事都取消，另拟方案；算新的一轮。")
    to = BACK.get(stage)
    if to is None:
        return ""
    labels = {"to": _(str(to.label)), "left": _(str(stage.label))}
    return _("退回“%(to)s”；再进入“%(left)s”时，它的要求要重新做到。") % labels


def _onward(act: Act) -> object:
    for to in onward.by_hand(act.of):
        return moving.advance(complaint=act.of, to=to, by=act.by)
    raise holding.not_now(act.of)


VERBS: Final[dict[str, Verb]] = {
    "acknowledge": Verb(
        gettext_noop("告诉客户已受理"),
        "message-square",
        lambda act: accepting.acknowledge(complaint=act.of, by=act.by),
        gettext_noop("已记下：客户知道受理了。"),
        explain=lambda act: _("说明谁负责、下一步做什么、几点之前答复。"),
    ),
    "restate": Verb(
        gettext_noop("复述确认"),
        "message-circle-question",
        lambda act: accepting.restate(complaint=act.of, by=act.by, **act.said),
        gettext_noop("已记下，客户确认过了。"),
        forms.RestateForm,
        initial=lambda act: {"words": act.of.restated or mask.beginning(act.of.account, LONGEST_RESTATED)},
        wide=True,
    ),
    "wait": Verb(
        gettext_noop("告诉等多久"),
        "timer",
        lambda act: accepting.tell_wait(complaint=act.of, by=act.by, **act.said),
        gettext_noop("答应的时间已记下，开始计时。"),
        forms.WaitForm,
        initial=_wait_initial,
        explain=_latest,
    ),
    "leader": Verb(
        gettext_noop("请领导出面"),
        "users",
        lambda act: calming.call_leader(complaint=act.of, by=act.by, **act.said),
        gettext_noop("已请领导出面，案件还在您手里。"),
        forms.LeaderForm,
    ),
    "class": Verb(
        gettext_noop("改分类"),
        "pencil",
        _classify,
        gettext_noop("分类已改。"),
        deciding.ClassForm,
        initial=lambda act: deciding.as_classed(act.of),
        explain=lambda act: reading.told(act.of),
        wide=True,
    ),
    "details": Verb(
        gettext_noop("补登记"),
        "clipboard-list",
        detailing.change,
        gettext_noop("登记的内容已改。"),
        detailing.DetailsForm,
        initial=detailing.initial,
        more=detailing.more,
        may=detailing.may_change,
        wide=True,
        template="desk/complaints/case/details.html",
    ),
    "transfer": Verb(
        gettext_noop("转给别人"),
        "arrow-right-left",
        lambda act: moving.transfer(complaint=act.of, to=act.said["to"], by=act.by, **_why(act)),
        gettext_noop("已转交，算一次转手。"),
        forms.TransferForm,
        may=may.hand_over,
        explain=lambda act: (
            _("弄清楚了再转，不让客户一遍遍重说。已经转过 %(n)s 次。") % {"n": act.of.transfers}
        ),
    ),
    "override": Verb(
        gettext_noop("放行"),
        "triangle-alert",
        _override,
        gettext_noop("已放行，理由一直看得到。"),
        forms.OverrideForm,
        may=may.lead,
        row=_must,
        explain=lambda act: str(act.row.label),
        tone="danger",
    ),
    "onward": Verb(
        gettext_noop("进入下一阶段"),
        "chevron-right",
        _onward,
        gettext_noop("已进入下一阶段。"),
    ),
    "chase": Verb(
        gettext_noop("催司机提货"),
        "truck",
        lambda act: chasing.chase(complaint=act.of, by=act.by),
        gettext_noop("已催司机，抄送车管。"),
        explain=lambda act: _("按手册的话给司机发短信，抄送车管；再打个电话。"),
    ),
    "back": Verb(
        gettext_noop("退回上一阶段"),
        "undo-2",
        _back,
        gettext_noop("已退回。"),
        forms.BackForm,
        explain=_back_to,
    ),
    "statement": Verb(
        gettext_noop("请对方说明"),
        "message-square",
        _ask_statement,
        gettext_noop("已请对方说明，到时间会催。"),
        deciding.StatementForm,
        initial=_statement_initial,
        explain=_whom,
        wide=True,
    ),
    "waiver": Verb(
        gettext_noop("免于说明"),
        "ban",
        lambda act: hearing.waive(statement=act.row, by=act.by, **_why(act)),
        gettext_noop("已免于说明。"),
        forms.WaiveForm,
        may=may.lead,
        row=_statement,
    ),
    "findings": Verb(
        gettext_noop("查明的情况"),
        "search",
        lambda act: finding.find(complaint=act.of, by=act.by, **act.said),
        gettext_noop("已记下。"),
        deciding.FindForm,
        initial=lambda act: deciding.as_found(act.of),
        wide=True,
    ),
    "weighing": Verb(
        gettext_noop("协商前想清楚五件事"),
        "scale",
        lambda act: weighing.weigh(complaint=act.of, by=act.by, **act.said),
        gettext_noop("已记下。"),
        deciding.WeighForm,
        initial=lambda act: deciding.as_weighed(act.of),
        wide=True,
    ),
    **files.VERBS,
    "spot": Verb(
        gettext_noop("当场解决"),
        "badge-check",
        spotting.solve,
        gettext_noop("当场解决，已记全。"),
        spotting.SpotForm,
        initial=spotting.initial,
        more=spotting.more,
        wide=True,
        template="desk/complaints/case/spot.html",
        tone="ok",
    ),
    **settling.VERBS,
    **finishing.VERBS,
    **joining.VERBS,
}
"""By noun."""
