"""Faults in what it says: conditions, references, rules that cannot work."""

from collections.abc import Mapping
from typing import Final

from yinuo.playbooks.rules.faults.sentences.sentence import Sentence

_CONDITIONS: Final[Mapping[str, Sentence]] = {
    "expression.syntax": Sentence(
        "条件在“{near}”附近看不懂。",
        "写法如：order.payment == 'collect' and order.weight > 500。",
        "The condition cannot be understood near “{near}”.",
        "Write it like: order.payment == 'collect' and order.weight > 500.",
    ),
    "expression.too_long": Sentence(
        "条件太长。", "不超过 {most} 个字符。", "The condition is too long.", "Use at most {most} characters."
    ),
    "expression.too_deep": Sentence(
        "条件套了太多层。",
        "不超过 {most} 层。",
        "The condition is nested too deeply.",
        "Use at most {most} levels.",
    ),
    "expression.unknown_name": Sentence(
        "条件里没有“{name}”这个字段。",
        "最接近的是“{nearest}”。",
        "A condition here has no field “{name}”.",
        "The nearest is “{nearest}”.",
    ),
    "expression.unknown_word": Sentence(
        "“{name}”不会等于“{value}”。",
        "可能的值：{known}。",
        "“{name}” can never be “{value}”.",
        "Possible values: {known}.",
    ),
    "expression.unlike": Sentence(
        "“{left}”和“{right}”不能比较。",
        "请换成同一类的值。",
        "“{left}” and “{right}” cannot be compared.",
        "Use values of the same kind.",
    ),
    "expression.no_order": Sentence(
        "“{left}”不能用 {sign} 比大小。",
        "请用 == 或 !=。",
        "“{left}” has no order for {sign}.",
        "Use == or !=.",
    ),
    "expression.no_field": Sentence(
        "“{value}”旁边要有一个字段。",
        "请写成“字段 比较 值”。",
        "A field is missing beside “{value}”.",
        "Write field, sign, value.",
    ),
    "expression.not_yesno": Sentence(
        "“{name}”不是是非判断。",
        "请加上比较，比如 > 0 或 != none。",
        "“{name}” is neither true nor false.",
        "Compare it, such as > 0 or != none.",
    ),
    "expression.too_fine": Sentence(
        "“{name}”分不到 {value} 这么细。",
        "请少写几位小数。",
        "“{name}” cannot be as fine as {value}.",
        "Use fewer decimals.",
    ),
}

_RULES: Final[Mapping[str, Sentence]] = {
    "element.retyped": Sentence(
        "“{name}”的类型是 {known}，不能改成 {got}。",
        "去掉 type，或者另取一个 key。",
        "“{name}” is of type {known} and cannot become {got}.",
        "Drop the type or choose another key.",
    ),
    "element.unknown_choice": Sentence(
        "选项“{name}”系统不认识。",
        "只能从这些里选：{known}；名称可以改。",
        "The choice “{name}” is not known here.",
        "Use only {known}; labels may be changed.",
    ),
    "key.repeated": Sentence(
        "“{name}”在 {first} 已经用过。",
        "请换一个 key。",
        "“{name}” is already used at {first}.",
        "Choose another key.",
    ),
    "reference.unknown": Sentence(
        "没有“{name}”这{kind_zh}。",
        "{nearest}",
        "There is no {kind} “{name}”.",
        "{nearest_en}",
    ),
    "event.unknown": Sentence(
        "没有“{name}”这种事件。",
        "{nearest}",
        "There is no event “{name}”.",
        "{nearest_en}",
    ),
    "variable.unknown": Sentence(
        "这里没有变量“{name}”。",
        "{nearest}",
        "There is no variable “{name}” here.",
        "{nearest_en}",
    ),
    "stage.unknown": Sentence(
        "没有“{name}”这个阶段。",
        "可以写的有：{known}。",
        "There is no stage “{name}”.",
        "Use one of: {known}.",
    ),
    "late.empty": Sentence(
        "超时后什么也没有安排。",
        "至少写 notify、notice、task 之一。",
        "Nothing follows here.",
        "Give one of notify, notice, task.",
    ),
    "late.no_notice": Sentence(
        "写了收件人，却没有写发什么。",
        "请补上 notice。",
        "There is a recipient but no notice.",
        "Add the notice.",
    ),
    "late.order": Sentence(
        "“{name}”的各级没有按时间先后排。",
        "请按 after 从小到大排。",
        "The levels of “{name}” are out of order.",
        "Sort them by after.",
    ),
    "notice.to_nobody": Sentence(
        "没有写发给谁。",
        "请写 to；只有发到群里的（channel: robot）可以不写。",
        "It goes to nobody.",
        "Add to; only what goes to the group (channel: robot) needs none.",
    ),
    "notice.commercial": Sentence(
        "“{name}”是营销短信，只能用短信单独发给客户。",
        "channel 写 sms，to 写 customer，不写 reads_as。",
        "“{name}” is commercial: it may only go to customers, by SMS, apart from the work.",
        "Write channel: sms and to: customer, and no reads_as.",
    ),
    "shorten.either": Sentence(
        "“{name}”要写一种缩短办法，只写一种。",
        "use、replace、text 三样选一；in 只和 replace 一起写。",
        "“{name}” must be one way of shortening, and only one.",
        "Give one of use, replace, text; in goes with replace only.",
    ),
    "shorten.longer": Sentence(
        "“{short}”比“{long}”还长。",
        "请写更短的，或者去掉这一对。",
        "“{short}” is longer than “{long}”.",
        "Write something shorter, or drop the pair.",
    ),
    "shorten.protected": Sentence(
        "“{name}”不能省，也不能改写。",
        "业务单号、电话、付款方式、要收的钱、工号必须原样写，请去掉它。",
        "“{name}” may be neither left out nor rewritten.",
        "Serial, phones, payment, money to collect and agent stay as they are; remove it.",
    ),
    "repeat.either": Sentence(
        "every 和 at 要写一个，只写一个。",
        "按间隔写 every，按钟点写 at。",
        "Give either every or at, not both.",
        "An interval is every, times of day are at.",
    ),
    "repeat.too_often": Sentence(
        "重复得太密。", "至少隔 1m。", "It repeats too often.", "Leave at least 1m between."
    ),
    "promise.never_due": Sentence(
        "“{name}”没有到期时间。",
        "请写 within 或 due_from。",
        "“{name}” is never due.",
        "Give within or due_from.",
    ),
    "promise.when_closed": Sentence(
        "“{name}”写了 when_closed，却没有按工作时间算的 within。",
        "请写 within 和 clock: working，或去掉 when_closed。",
        "“{name}” has when_closed but no within by the working clock.",
        "Give within and clock: working, or remove when_closed.",
    ),
    "promise.never_kept": Sentence(
        "“{name}”没有写怎样算做到。",
        "请写 kept_by。",
        "Nothing keeps “{name}”.",
        "Give kept_by.",
    ),
    "promise.working_days": Sentence(
        "“{name}”按工作时间算，不能用“天”。",
        "请写小时，比如 8h。",
        "“{name}” counts working time, which has no days.",
        "Write hours, such as 8h.",
    ),
    "settings.missing": Sentence(
        "没有 settings 这一节。",
        "请在一个章节里写上默认的接收人。",
        "There is no settings section.",
        "State the default receiver in one chapter.",
    ),
    "settings.repeated": Sentence(
        "settings 写了两次。",
        "请只在一个章节里写。",
        "Settings are given twice.",
        "Keep them in one chapter.",
    ),
    "row.repeated": Sentence(
        "“{name}”已经在 {first} 行写过。",
        "请删掉一行。",
        "“{name}” already stands in row {first}.",
        "Delete one of the rows.",
    ),
    "row.backwards": Sentence(
        "结束日期早于开始日期。",
        "请核对两个日期。",
        "It ends before it begins.",
        "Check both dates.",
    ),
    "row.no_room": Sentence(
        "最高收费比最低收费还低。",
        "请核对两个金额。",
        "The most is less than the least.",
        "Check both amounts.",
    ),
    "row.step_alone": Sentence(
        "“{name}”只有大货的价格，没有从零起的价格。",
        "请在同一条线上加一行，公斤起和方起都不填。",
        "“{name}” has a price for large loads, none from zero on.",
        "Add a row for the same lane without thresholds.",
    ),
    "row.step_dearer": Sentence(
        "“{name}”的单价比货少时还高，永远用不上。",
        "请核对单价：货越多，单价不能越高。",
        "“{name}” costs more a unit than a smaller load and would never count.",
        "Check the prices: a larger load must not cost more a unit.",
    ),
}

MEANING: Final[Mapping[str, Sentence]] = {**_CONDITIONS, **_RULES}
