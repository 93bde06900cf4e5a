"""Faults in how it is written: files, YAML, values."""

from collections.abc import Mapping
from typing import Final

from yinuo.playbooks.rules.faults.sentences.sentence import Sentence

_FILES: Final[Mapping[str, Sentence]] = {
    "files.none": Sentence(
        "没有找到 playbook.yaml。",
        "请指向手册所在的文件夹。",
        "There is no playbook.yaml.",
        "Point to the folder that holds the playbook.",
    ),
    "file.unreadable": Sentence(
        "读不出这个文件（{problem}）。",
        "请存成 UTF-8 编码的 YAML 文本。",
        "The file cannot be read ({problem}).",
        "Save it as YAML text in UTF-8.",
    ),
    "file.too_big": Sentence(
        "文件太大。",
        "请拆成几章，每个文件不超过 {most} KB。",
        "The file is too big.",
        "Split it into chapters of at most {most} KB.",
    ),
    "file.unlisted": Sentence(
        "playbook.yaml 的 chapters 里没有这个文件。",
        "请把它列进去，或者删掉它。",
        "playbook.yaml does not list this file under chapters.",
        "List it or remove it.",
    ),
    "file.missing": Sentence(
        "找不到章节文件“{name}”。",
        "请补上文件，或者从 chapters 里去掉。",
        "The chapter file “{name}” does not exist.",
        "Add the file or take it off chapters.",
    ),
    "yaml.syntax": Sentence(
        "YAML 写法有误（{problem}）。",
        "请检查缩进、冒号和引号。",
        "This is not valid YAML ({problem}).",
        "Check indentation, colons and quotes.",
    ),
    "yaml.repeated_field": Sentence(
        "同一处写了两次“{name}”。",
        "请只留一个。",
        "“{name}” is written twice in the same place.",
        "Keep one of them.",
    ),
    "yaml.too_deep": Sentence(
        "套了太多层。",
        "请少套几层。",
        "It is nested too deeply.",
        "Use fewer levels.",
    ),
    "yaml.too_much": Sentence(
        "内容太多。",
        "请拆成几个文件。",
        "There is too much in it.",
        "Split it into several files.",
    ),
    "yaml.tag": Sentence(
        "不能用标记“{name}”。",
        "请直接写值。",
        "The tag “{name}” is not allowed.",
        "Write the plain value.",
    ),
}

_VALUES: Final[Mapping[str, Sentence]] = {
    "field.missing": Sentence(
        "缺这一项。",
        "请补上。",
        "This field is missing.",
        "Add it.",
    ),
    "field.unknown": Sentence(
        "不认识“{name}”这一项。",
        "{nearest}",
        "There is no field “{name}” here.",
        "{nearest_en}",
    ),
    "section.unknown": Sentence(
        "不认识“{name}”这一节。",
        "可以写的有：{known}。",
        "There is no section “{name}”.",
        "Use one of: {known}.",
    ),
    "value.empty": Sentence("不能是空的。", "请填上。", "It must not be empty.", "Fill it in."),
    "value.not_list": Sentence(
        "这里要写成列表。", "每一条前面加“- ”。", "A list is expected here.", "Start each item with “- ”."
    ),
    "value.not_fields": Sentence(
        "这里要写成“名称: 值”。",
        "请按名称逐项写。",
        "Named fields are expected here.",
        "Write them as “name: value”.",
    ),
    "value.not_text": Sentence(
        "这里要写文字。",
        '数字请加引号，比如 "8011"。',
        "Text is expected here.",
        'Put numbers in quotes, such as "8011".',
    ),
    "value.not_number": Sentence(
        "这里要写数字。", "请只写数字。", "A number is expected here.", "Write digits only."
    ),
    "value.not_yesno": Sentence("这里要写 true 或 false。", "", "This must be true or false.", ""),
    "value.not_one_of": Sentence(
        "不能写“{got}”。", "只能写：{known}。", "It cannot be “{got}”.", "Use one of: {known}."
    ),
    "value.range": Sentence(
        "数值超出范围。", "要求：{bound}。", "The number is out of range.", "It must be {bound}."
    ),
    "value.length": Sentence(
        "长度不合要求。", "要求：{bound} 个字。", "The length is wrong.", "It must be {bound} characters."
    ),
    "value.pattern": Sentence(
        "“{got}”的写法不对。",
        "编号用小写字母、数字和下划线，比如 order_cancel；事件写成 order.confirmed；要求写成 R062。",
        "“{got}” is not written properly.",
        "Keys use lower-case letters, digits and underscores; events look like order.confirmed; "
        "requirements like R062.",
    ),
    "value.wrong": Sentence(
        "值不对（{problem}）。", "请改正。", "The value is wrong ({problem}).", "Correct it."
    ),
    "span.wrong": Sentence(
        "“{value}”不是时长。",
        "写成 30s、3m、2h 或 1d。",
        "“{value}” is not a span of time.",
        "Write 30s, 3m, 2h or 1d.",
    ),
    "time.wrong": Sentence(
        "“{value}”不是钟点。",
        "写成 10:00。",
        "“{value}” is not a time of day.",
        "Write it as 10:00.",
    ),
    "date.wrong": Sentence(
        "“{value}”不是日期。",
        "写成 2026-11-20。",
        "“{value}” is not a date.",
        "Write it as 2026-11-20.",
    ),
    "money.wrong": Sentence(
        "“{value}”不是金额。",
        "写元，最多两位小数，比如 20 或 20.50。",
        "“{value}” is not an amount.",
        "Write yuan with at most two decimals, such as 20 or 20.50.",
    ),
    "percent.wrong": Sentence(
        "“{value}”不是百分比。",
        "最多两位小数，比如 0.3 或 5。",
        "“{value}” is not a percentage.",
        "Write at most two decimals, such as 0.3 or 5.",
    ),
    "text.unpaired": Sentence(
        "“{near}”附近的括号不成对，或者变量名不对。",
        "变量写成 {{serial}}，可省略的部分写成 [……]。",
        "Near “{near}” a bracket has no partner or a variable is misspelt.",
        "Write variables as {{serial}} and parts that may be left out as […].",
    ),
}

WRITING: Final[Mapping[str, Sentence]] = {**_FILES, **_VALUES}
