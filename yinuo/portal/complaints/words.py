"""How complaints and suggestions are told to those who made them: their own words, no word of the desk's."""

from typing import Final

from django.utils.translation import gettext_noop as _
from django.utils.translation import pgettext_lazy

KINDS: Final = {
    "TIME": _("没按时到"),
    "CHARGES": _("多收钱"),
    "ATTITUDE": _("态度不好"),
    "DAMAGE": _("货有问题"),
    "OTHER": _("其他"),
    "SUGGESTION": _("提建议"),
    "PRAISE": _("表扬"),
}
"""What it is about, as whoever writes it says it (R124–R127, R130)."""
FIELDS: Final = {
    "kind": _("是什么问题"),
    "order": _("哪一单"),
    "number": _("单号"),
    "account": _("发生了什么"),
    "wanted": _("您希望怎么办"),
    "who": _("说的是谁"),
    "photos": _("照片"),
    "phone": _("回电号码"),
    "code": _("验证码"),
    "contact_name": _("怎么称呼您"),
}
"""What the form asks, for the list of what is wrong with it."""
SUGGESTING: Final = frozenset({"SUGGESTION", "PRAISE"})

STAGES: Final[dict[str, tuple[str, str, str]]] = {
    "ACCEPT": (_("已受理"), "info", _("我们收到了您的投诉，已经有人在办。")),
    "CLARIFY": (_("核实中"), "info", _("正在核实情况，双方怎么说都会听。")),
    "PROPOSE": (_("商量方案"), "info", _("情况已经核实，正在给您定处理方案。")),
    "CARRY_OUT": (_("落实中"), "info", _("方案说定了，正在一件件落实。")),
    "CALL_BACK": (_("请您评价"), "warn", _("说好的办完了。办得好不好，请您说一句。")),
}
"""Chip, tone, and what it means for whoever complained."""
OFFERED: Final = (_("等您答复"), "warn", _("处理方案已经定了，请您看一看，告诉我们行不行。"))
RATED: Final = (_("已评价"), "ok", _("谢谢您的评价，我们都看。"))
REFUSED: Final = (_("已答复"), "warn", _("这件事我们没能答应，理由写在下面。您不同意，可以往上一级反映。"))
ENDINGS: Final[dict[str, tuple[str, str, str]]] = {
    "SATISFIED": (_("已办结"), "ok", _("这件事办完了，谢谢您告诉我们。")),
    "REFUSED": (_("已答复"), "", _("这件事我们没能答应，理由写在下面。")),
    "UNREACHED": (_("已结案"), "", _("我们几次联系不上您，先结案了。还没办好，随时可以重新提出。")),
    "WITHDRAWN": (_("已撤回"), "", _("您撤回了这件投诉。")),
    "MERGED": (_("合并办理"), "info", _("这件事和您的另一件合在一起办，不会漏掉。")),
}
STEPS: Final = {
    "ACCEPT": pgettext_lazy("complaint step", "受理"),
    "CLARIFY": pgettext_lazy("complaint step", "核实"),
    "PROPOSE": pgettext_lazy("complaint step", "方案"),
    "CARRY_OUT": pgettext_lazy("complaint step", "落实"),
    "CALL_BACK": pgettext_lazy("complaint step", "回访"),
}
SORTED: Final[dict[str, tuple[str, str, str]]] = {
    "OPEN": (_("已收到"), "info", _("我们收到了，会有人看。")),
    "THANKED": (_("已收到"), "info", _("谢谢您。我们看过了，正在转给管这件事的部门。")),
    "PASSED_ON": (_("已转交"), "info", _("谢谢您。已经转给管这件事的部门，有了结果写在这里。")),
    "ANSWERED": (_("已答复"), "ok", _("谢谢您。结果写在下面。")),
    "CLOSED": (_("已办完"), "ok", _("谢谢您。这件事办完了。")),
}
"""The same for suggestions and praise."""
BECAME: Final = (_("按投诉办理"), "info", _("这件事要紧，我们已按投诉登记，有专人负责。"))
SENT_AS: Final = _("您写的是“%(kind)s”。这件事要紧，我们按投诉办理。")
"""What was sent as a suggestion or praise and is a complaint: then, and from its first minute."""

HAPPENED: Final[dict[str, tuple[str, str, str]]] = {
    "complaint.registered": (_("收到您的投诉"), "file-text", ""),
    "complaint.acknowledged": (_("已受理"), "clipboard-check", "ok"),
    "complaint.told_wait": (_("说好了答复的时间"), "timer", "info"),
    "complaint.restated": (_("和您核对了经过"), "list-checks", ""),
    "complaint.leader_called": (_("上一级负责人参与办理"), "user-plus", "info"),
    "complaint.transferred": (_("换了一位客服负责"), "arrow-right-left", ""),
    "complaint.answered": (_("您补充了情况"), "pencil", ""),
    "complaint.found": (_("已核实"), "search", "ok"),
    "complaint.offer_told": (_("方案已定，请您答复"), "file-text", "info"),
    "complaint.offer_accepted": (_("您同意了方案"), "check", "ok"),
    "complaint.offer_declined": (_("您要求换个办法"), "repeat", "warn"),
    "complaint.agreement_made": (_("协议拟好了"), "handshake", "info"),
    "complaint.agreement_signed": (_("协议已签"), "handshake", "ok"),
    "complaint.paid": (_("钱已付给您"), "hand-coins", "ok"),
    "complaint.carried_out": (_("说好的都办完了"), "circle-check", "ok"),
    "complaint.called_back": (_("客服回访了您"), "phone", ""),
    "complaint.rated": (_("您评价了处理结果"), "heart", ""),
    "complaint.thanked": (_("我们向您道谢"), "heart", "ok"),
    "complaint.withdrawn": (_("您撤回了投诉"), "undo-2", ""),
    "complaint.closed": (_("已结案"), "circle-check", ""),
    "complaint.reopened": (_("重新办理"), "refresh-cw", "warn"),
    "suggestion.made": (_("收到您的意见"), "file-text", ""),
    "suggestion.thanked": (_("我们向您道谢"), "heart", "ok"),
    "suggestion.passed_on": (_("已转给有关部门"), "send", "info"),
    "suggestion.answered": (_("答复了您"), "message-square", "ok"),
}
"""Title, icon and tone of what they are told; weighing, statements and approvals are the desk's own."""

OFFERS: Final[dict[str, tuple[str, str]]] = {
    "TOLD": (_("等您答复"), "warn"),
    "ACCEPTED": (_("您已同意"), "ok"),
    "DECLINED": (_("您要求换个办法"), "warn"),
}
OFFERS_OVER: Final = (_("已过期"), "")
LEVELS: Final = {
    0: _("您可以要求客服组长来办：打热线说出这个编号%(or)s。"),
    1: _("组长已经在办。您可以要求客服经理来办：打热线说出这个编号%(or)s。"),
    2: _("客服经理已经在办，这是我们内部的最后一级。"),
}
"""Who is next inside, where there is no agreement; `or` is one of the ways of this page."""
BY_PAGE: Final = {
    "more": _("，或在“补充情况”里写明"),
    "rate": _("，或点“评价处理结果”写明"),
    "reopen": _("，或点“还没办好，重新提出”"),
}
"""How they ask for it here, by the page that takes it."""

MARKS: Final = {
    "result": _("处理结果公平吗"),
    "process": _("办理的过程、规定、时间公平吗"),
    "treatment": _("我们对您的态度公平吗"),
}
"""What fairness is asked of (R183)."""
STARS: Final = {
    1: (_("很不满意"), "angry"),
    2: (_("不满意"), "frown"),
    3: (_("一般"), "meh"),
    4: (_("满意"), "smile"),
    5: (_("很满意"), "laugh"),
}
FAIRNESS: Final = {1: _("很不公平"), 2: _("不公平"), 3: _("说不清"), 4: _("公平"), 5: _("很公平")}

WITHDRAWING: Final = {
    "solved": _("问题已经解决"),
    "misunderstanding": _("是误会，已经说清楚了"),
    "changed_mind": _("不想再追究了"),
    "other": _("其他"),
}
"""Why somebody takes a complaint back, in their own words; others as the manual names them."""
