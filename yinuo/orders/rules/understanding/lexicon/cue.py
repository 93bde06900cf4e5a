"""What a word of the lexicon does."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a word, or a piece of a text, does."""

    LABEL = "LABEL"  # names an element: 收货人, 电话, 件数; `of` is party.slot or slot
    FROM = "FROM"  # 从
    TO = "TO"  # 发往, 送到, 至
    GO = "GO"  # 到, 去: where to, or where to fetch (到江宁提货)
    AT = "AT"  # 在: decided by what is done there
    SHIP = "SHIP"  # 发, 运: a place, goods or an amount may follow
    LOAD = "LOAD"  # 提货, 装车: the place is the origin, the time is of the pickup
    UNLOAD = "UNLOAD"  # 卸货, 送达: the place is the destination, the time is the deadline
    RECEIVE = "RECEIVE"  # 收, 签收: whoever stands before it receives
    ME = "ME"
    THEM = "THEM"
    MINE = "MINE"  # 发到我这里: the one who speaks receives
    CALLED = "CALLED"  # 姓, 找: a name follows
    SAME = "SAME"  # 收的人也是我: who sends receives too
    IS = "IS"
    HAVE = "HAVE"  # 有, 要发的是: goods follow
    PAY = "PAY"  # `of` is the payment
    PAYS = "PAYS"  # 付, 出: who stands before it pays
    FEE = "FEE"  # `of` is the fee's plain name
    SUM = "SUM"  # 一共: the amount after it is the whole
    AND = "AND"
    NO = "NO"  # 不是, 没有
    OOPS = "OOPS"  # 不对, 说错了: what follows stands in place of what was said
    CHANGE = "CHANGE"  # 改成
    OLD = "OLD"  # 原来
    OF = "OF"  # 的
    FILLER = "FILLER"
    WORD = "WORD"  # a word that only contains others
    CANCEL = "CANCEL"
    AMEND = "AMEND"
    ASK = "ASK"
    TRACK = "TRACK"
    BOOK = "BOOK"
    THAT = "THAT"  # 那票: an order that exists already
    COLON = "COLON"
    COMMA = "COMMA"
    SPACE = "SPACE"
    BREAK = "BREAK"  # the end of a sentence or a line
    ATOM = "ATOM"
    PLACE = "PLACE"
    PERSON = "PERSON"
    FIRM = "FIRM"
    TEXT = "TEXT"  # anything else: goods, or nobody knows


@dataclass(frozen=True, slots=True)
class Cue:
    """The role of a word and what of."""

    role: Role
    of: str = ""
