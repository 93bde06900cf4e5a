"""Who pays the freight and when, where no set word says it but a sentence: 运费到了人家再给 (R035)."""

import re
from collections.abc import Iterator
from typing import Final

_VERB: Final = "(?:付|结|给|出|打款|转|算|承担|掏|垫|买单|扫码|清)"
_FAR: Final = r"[^,。;!?\n0-9:]"
_NEAR: Final = r"[^,。;!?\n0-9: ]"
_WITHIN: Final = r"[^,。;!?\n0-9:到送收发他她]"
_MONEY: Final = "(?:运费|车费|费用|钱|铜钿|运输费)"
_THEY: Final = "(?:他|她|对方|那边|那头|那疙瘩|嗰边|收货|收件|客户|人家|买家|下家|到了|货到|到那|卸货|卸完)"
_WE: Final = "(?:我|咱|这边|公司|厂里|店里|发货)"
_PATTERNS: Final = (
    ("ON_RECEIPT", re.compile(
        rf"(?:回单|签收单|签单|回执){_FAR}{{0,8}}?(?:付|结|打款|给(?!我)|收运费|收钱|转(?!交)"
        rf"|(?:再|才|后|了)(?:来|过来|找我|跟我|问我|向我)*(?:收(?![货到的])|要钱|拿钱))(?:运费|款|钱|账)?")),
    ("MONTHLY", re.compile(
        rf"(?:运费|费用|公司){_FAR}{{0,8}}?(?:月底|月末|每月|每个月|月初|下个月|次月){_FAR}{{0,8}}?{_VERB}"
        rf"|(?:月底|月末|每月|每个月){_WITHIN}{{0,8}}?(?:付|结|打(?!电话|给|包|托|我|你)|转账|对账|算账)")),
    ("COLLECT", re.compile(
        rf"{_MONEY}{_FAR}{{0,5}}?{_THEY}{_FAR}{{0,8}}?(?:再给|{_VERB})"
        rf"|(?<![我本]){_THEY}{_NEAR}{{0,4}}?(?:(?<![小老阿姓])付(?!款方式|姐|哥|总|先生|女士|小姐|老板|师傅|经理|工(?!钱)|主任|大|老|阿|叔|嫂)|结账|结运费|买单|出运费|出钱|掏钱|给钱|给运费)"
        rf"|[跟找向](?:收货|对方|他|她|客户|那边){_NEAR}{{0,5}}?(?:算|结|要钱|收钱|收运费|要运费)")),
    ("PREPAID", re.compile(
        rf"{_MONEY}{_FAR}{{0,5}}?{_WE}{_NEAR}{{0,6}}?(?:{_VERB}|来)"
        rf"|(?:我|我们|咱|咱们){_NEAR}{{0,5}}?(?:(?<![小老阿姓])付(?!款方式|姐|哥|总|先生|女士|小姐|老板|师傅|经理|工(?!钱)|主任|大|老|阿|叔|嫂)|出运费|给清运费|给运费|扫码|转你|转给你|垫付|垫着)"
        r"|(?:装(?:完|好|车)|提货|发车|上车|出发|起运)前?(?:时|当场|的时候)?(?:就|再)?(?:付|打款|给钱|结清|给清|给运费)")),
)  # fmt: skip
_NOT_FREIGHT: Final = re.compile(
    r"(?:装卸|卸货|装货|装车|卸车|上楼|吊装|吊车|叉车|送货|提货|包装|搬运|仓|木架|保险|保价|货款|信息|过路|停车)费?[^,。;\n]{0,6}$"
)
_SET: Final = re.compile(
    "姓|月结|回单付|到付|现付|提付|寄付|先付|预付|运费付|付(?:姐|哥|总|先生|女士|小姐|老板|师傅|经理|工|主任)|代付"
)
_HINTS: Final = re.compile("[付结给出转算掏垫扫清来]|打款|承担|买单|收钱|收运费")


def sentences(text: str) -> Iterator[tuple[int, int, str]]:
    """Where the plain text says how the freight is paid, and the payment's key; none overlap."""
    if not _HINTS.search(text):
        return
    taken: list[tuple[int, int]] = []
    for key, pattern in _PATTERNS:
        for found in pattern.finditer(text):
            start, end = found.span()
            if _SET.search(found[0]) or any(start < two and one < end for one, two in taken):
                continue
            if _NOT_FREIGHT.search(text[max(0, start - 12) : start]) and "运费" not in found[0]:
                continue
            taken.append((start, end))
            yield start, end, key
