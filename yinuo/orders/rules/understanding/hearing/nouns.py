"""What is left of a text and may be the goods, by the words around it (R028)."""

import re
from typing import Final

from yinuo.orders.rules.understanding import attributes, endings, people
from yinuo.orders.rules.understanding.atoms import Kind, Other
from yinuo.orders.rules.understanding.hearing import amounts
from yinuo.orders.rules.understanding.hearing.row import LIGHT, Row
from yinuo.orders.rules.understanding.hearing.state import State
from yinuo.orders.rules.understanding.lexicon import Role
from yinuo.orders.rules.understanding.mentions import Goods
from yinuo.orders.rules.understanding.scanning import Token

_MEASURED: Final = (Kind.COUNT, Kind.WEIGHT, Kind.VOLUME, Kind.EACH)
_CLOSE: Final = LIGHT | {Role.SUM}
_NOUNISH: Final = re.compile("[车人货新单旧]")
_NUMERAL: Final = re.compile(r"[\d,.]+|[零一二两三四五六七八九十百千万半]{2,}")
_ONE: Final = frozenset("台张把架辆套")
_MEASURE: Final = re.compile(
    r"(?:[几两]?[批些点]|几[箱包件袋桶捆个台]|[台张把架辆套](?!子|面|餐|装|房|票|贴|构))(?=[一-龥]{2})"
)
_ALL: Final = frozenset({"都是", "全是", "里面是", "里面都是", "主要是"})
_COUNTER: Final = re.compile(r"[箱包件袋桶捆个台批箩筐卷车](?=[一-龥]{2})")
_SERIAL: Final = re.compile(r"(?:[a-z]{1,4})?\d{8,16}")
_MODEL: Final = re.compile(r"(?<=[\u4e00-\u9fff])[ \d.*x×/\-a-z]+$")
_PACKING: Final = re.compile(
    r"^(?:大|小|空)?(?:纸箱|木箱|木架|编织袋|袋子|吨桶|散件|散装|桶装|托盘|箱子|铁桶|塑料桶|蛇皮袋|纸箱装|木箱装|袋装"
    r"|泡沫箱|铁架|木托|卡板|包装|件|箱|根|车|单价|单件|单)(?:装|包装)?$"
)
_LONGEST: Final = 14


def hear(row: Row, state: State, token: Token) -> None:
    """A piece of text that is no known word."""
    said = row.said(token)
    if _SERIAL.fullmatch(said):
        state.heard.cues.append((Role.THAT.value, token.start))
    if state.fee and ((said.isdecimal() and len(said) > 1) or _NUMERAL.fullmatch(said)):
        amounts.spoken(state, token, said)
        return
    if not any("\u4e00" <= letter <= "\u9fff" for letter in said) and not (
        state.label == "goods" and len(said) > 1
    ):
        return
    said = _counted(row, state, token)
    token.start = _with_sort(row, token)
    said = row.said(token)
    if attributes.is_none(said) and not (state.label == "goods" and state.is_field and _is_whole(row)):
        state.take_denial()
        return
    if state.take_denial():
        _deny(row, state, said)
        return
    state.heard.goods.append(_goods(row, state, token, said))


def _goods(row: Row, state: State, token: Token, said: str) -> Goods:
    """The goods that a piece of text names, with what speaks for it."""
    score, counted = _score(row, state, token, said)
    if (
        _NOUNISH.fullmatch(row.text[token.start - 1 : token.start])
        and not state.is_field
        and _is_stuck(row, token)
    ):
        token.start -= 1
        said = row.said(token)
    goods = Goods(start=token.start, end=_end(said, token), score=score, counted=counted, clause=state.clause)
    goods.specifies = score > -1 and _specifies(row, token)
    goods.is_aside = _is_aside(row, token)
    behind = row.behind(over=frozenset({Role.SPACE}))
    goods.is_last = behind is not None and behind.role is Role.SUM
    goods.is_field = state.label == "goods" and state.is_field
    before = row.before(over=LIGHT - {Role.IS})
    goods.oops = score > 2 and state.take_oops("goods")
    if state.denied_goods and before is not None and before.role is Role.IS:
        goods.oops, state.denied_goods, goods.score = True, False, max(score, 4.0)
    return goods


def _deny(row: Row, state: State, said: str) -> None:
    """不是油漆，是油漆刷: what was denied is no goods, and what only contains it is."""
    state.denied_goods = True
    for one in state.heard.goods:
        if said in row.text[one.start : one.end] and row.text[one.start : one.end] != said:
            one.score = max(one.score, 4.0)
    state.heard.goods = [one for one in state.heard.goods if row.text[one.start : one.end] != said]


def _with_sort(row: Row, token: Token) -> int:
    """Where 3D打印机, 五层货架 begin: what looks like a measure or a floor and belongs to the name."""
    before, said = row.before(over=frozenset()), row.said(token)
    if before is None or before.end != token.start or not isinstance(before.atom, Other):
        return token.start
    sort, what = row.said(before), before.atom.what
    is_floor = what == "place" and sort.endswith("层") and said[-1] in "架柜箱板床梯"
    is_kind = what == "measure" and sort in ("3d", "3c", "4k", "5g") and endings.has_goods_ending(said)
    return before.start if is_floor or is_kind else token.start


def _is_stuck(row: Row, token: Token) -> bool:
    """Whether a small word before belongs to the name: 车|厘子."""
    before = row.before(over=frozenset())
    return (
        before is not None
        and before.role is Role.FILLER
        and before.end == token.start
        and before.end - before.start == 1
    )


def _is_whole(row: Row) -> bool:
    """Whether nothing else is said in the field: 品名：集装箱."""
    around = (row.before(over=frozenset({Role.SPACE})), row.behind(over=frozenset({Role.SPACE})))
    return all(
        one is None or one.role in (Role.COLON, Role.COMMA, Role.BREAK, Role.LABEL) or one.atom
        for one in around
    )


def _is_aside(row: Row, token: Token) -> bool:
    """陶瓷花瓶（易碎）: said in brackets, of what was said before."""
    opened = row.text.rfind("(", 0, token.start)
    return (
        opened > 0
        and ")" not in row.text[opened : token.start]
        and ")" in row.text[token.end : token.end + 20]
    )


def _specifies(row: Row, token: Token) -> bool:
    """胶水 是白乳胶, 药材 具体是金银花: says more exactly what was said before."""
    before = row.before(over=LIGHT - {Role.IS})
    if before is None or before.role not in (Role.IS, Role.HAVE):
        return False
    of = row.before(over=LIGHT | {Role.HAVE})
    if of is not None and of.is_atom(*_MEASURED):
        return False
    return row.said(before) in ("是", "就是") or (
        row.said(before) in _ALL and of is not None and of.role is Role.COMMA
    )


def _counted(row: Row, state: State, token: Token) -> str:
    """有张办公桌, 有批木雕, 有几箱药材: the name without the measure before it; one piece if it says one."""
    said, before = row.said(token), row.before(over=frozenset())
    if before is None or before.role not in (Role.HAVE, Role.SHIP, Role.FILLER) or before.end != token.start:
        return said
    found = _MEASURE.match(said) or (_COUNTER.match(said) if row.said(before).endswith("几") else None)
    if found and len(said) - found.end() < 1:
        return said
    if row.said(before).endswith("个") and endings.GOODS.search(said):
        amounts.one(state, token, "个")
        return said
    if found is None:
        return said
    if found[0] in _ONE:
        amounts.one(state, token, found[0])
    token.start += found.end()
    return row.said(token)


def _end(said: str, token: Token) -> int:
    """The end of a name of goods without the model behind it: 轴承6205."""
    bare = attributes.bare(_MODEL.sub("", said))
    return token.end - len(said) + len(bare) if bare else token.end


def _score(row: Row, state: State, token: Token, said: str) -> tuple[float, bool]:
    before, behind = row.before(over=_CLOSE), row.behind(over=_CLOSE)
    close = row.behind(over=_CLOSE | {Role.COMMA})
    near = row.before(over=_CLOSE | {Role.COMMA})
    score = 0.0
    if state.label == "goods":
        score += 6 if state.is_field else 4
    elif state.is_field and state.label not in ("", "note", "shipper.any", "consignee.any"):
        score -= 4
    one = (
        row.text[token.start - 1 : token.start] in _ONE
        and before is not None
        and before.role in (Role.HAVE, Role.SHIP)
    )
    counted = bool(one or (behind and behind.is_atom(*_MEASURED)) or (before and before.is_atom(Kind.COUNT)))
    if counted:
        score += 4
    elif (close and close.is_atom(*_MEASURED)) or (near and near.is_atom(*_MEASURED)):
        score += 2
    if before:
        score += _BEFORE.get(before.role, 0)
        if before.role is Role.LABEL and before.of != "goods":
            score -= 3
    asked = (Role.ASK, Role.CANCEL, Role.TRACK)
    of_order = before is not None and before.role is Role.THAT and before.end == token.start
    if of_order or (before and before.role is Role.ASK) or (behind and behind.role in asked):
        score += 1.5
    return score + _by_behind(row, said, before) + _by_itself(
        state, said, counted or _weighed(before)
    ), counted


def _weighed(before: Token | None) -> bool:
    return before is not None and before.is_atom(Kind.WEIGHT)


def _by_behind(row: Row, said: str, before: Token | None) -> float:
    """What the words behind a noun say against it: 库房的, 店里找张三, 厂家收."""
    follows, behind = row.behind(over=frozenset()), row.behind(over=frozenset({Role.SPACE}))
    score = 0.0
    close = row.before(over=frozenset())
    is_that = close is not None and row.said(close) == "那个" and endings.has_goods_ending(said)
    shipped = is_that or (before is not None and before.role is Role.SHIP)
    if follows is not None and follows.role is Role.OF and len(said) < 4 and not shipped:
        score -= 3
    later = row.behind(over=_CLOSE)
    if later and later.role is Role.RECEIVE:
        score -= 2
    if behind and behind.role is Role.CALLED and behind.of != "give" and row.said(behind) != "打":
        score -= 2
    return score


def _by_itself(state: State, said: str, is_measured: bool) -> float:
    """What a noun itself says for and against its being goods."""
    score = 0.0
    if attributes.says_how(said) and not state.is_field:
        score -= 4
    if endings.has_goods_ending(said):
        score += 2
    elif endings.is_placelike(said):
        score -= 3
    if _PACKING.match(said):
        score -= 6
    if people.is_company(said):
        score -= 2
    if len(said) > _LONGEST:
        score -= 2
    if len(said) == 1 and not is_measured and state.label != "goods":
        score -= 3
    return score


_BEFORE: Final = {
    Role.HAVE: 2.5, Role.SHIP: 2, Role.IS: 1, Role.AND: 1, Role.BOOK: 2, Role.FROM: -4, Role.TO: -4,
    Role.CALLED: -4, Role.AT: -4, Role.GO: -2, Role.THEM: -1, Role.ME: -1, Role.NO: -5, Role.PERSON: -2,
}  # fmt: skip
