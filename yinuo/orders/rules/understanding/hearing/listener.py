"""One pass over the tokens; each role has its way to be heard."""

from collections.abc import Callable
from typing import Final

from yinuo.orders.rules.understanding.atoms import Amount, Each, Kind, Other, Phone, Size, Time
from yinuo.orders.rules.understanding.hearing import amounts, contacts, moments, nouns, places, verbs
from yinuo.orders.rules.understanding.hearing.row import ENDS, LIGHT, Row
from yinuo.orders.rules.understanding.hearing.state import State
from yinuo.orders.rules.understanding.lexicon import Role
from yinuo.orders.rules.understanding.mentions import CONSIGNEE, FROM, SHIPPER, TO, Heard, Mention, Payment
from yinuo.orders.rules.understanding.scanning import Token


def listen(text: str, tokens: list[Token]) -> Heard:
    """What the tokens mention, with the piece of the text that each was taken from."""
    row, state = Row(text, tokens), State()
    state.is_mine = any(token.role is Role.MINE for token in tokens)
    for index, token in enumerate(tokens):
        row.at = index
        _HEARERS.get(token.role, _skip)(row, state, token)
        state.passed(token)
    contacts.close(state)
    return state.heard


def _skip(row: Row, state: State, token: Token) -> None:
    return


def _is_payer(row: Row, token: Token, party: str, state: State) -> bool:
    """付款方：收货方, 谁付钱：我; hears who pays."""
    before, behind = row.before(), row.behind(over=frozenset())
    labelled = before is not None and before.role is Role.LABEL and before.of == "payment"
    is_whole = behind is None or behind.role in (Role.SPACE, Role.COMMA, Role.BREAK, Role.FILLER)
    if not labelled or not is_whole or row.is_labelling():
        return False
    key = "COLLECT" if party == CONSIGNEE else "PREPAID"
    state.heard.payments.append(Payment(start=token.start, end=token.end, key=key, strength=2))
    return True


def _label(row: Row, state: State, token: Token) -> None:
    if token.of.endswith(".name") and _is_payer(row, token, token.of.partition(".")[0], state):
        return
    state.label, state.is_denied = token.of, False
    state.is_field = row.is_labelling()
    what, _, slot = token.of.partition(".")
    if what in ("name", "phone"):
        state.hint = ""
    if token.of == "phone":
        state.hint = ""
        state.expected = "" if state.is_guess else state.expected
    if token.of == "phone" and contacts.is_second_number(row, state):
        state.skips_phone = True
    said = row.said(token)
    if what in (SHIPPER, CONSIGNEE) and said[0] in "我他她对那":
        what = state.turned(what)
        if said[0] in "他她" and slot == "phone" and contacts.is_named_without_number(state):
            return
    if what == "caller":
        contacts.announce(state, state.turned(SHIPPER), slot, 2)
    if what in (SHIPPER, CONSIGNEE):
        state.near = state.expected = ""
        contacts.announce(state, what, "name" if slot == "any" else slot)
        state.side = {SHIPPER: FROM, CONSIGNEE: TO}[what] if slot == "any" else state.side
    elif what in ("name", "phone"):
        contacts.announce_someone(state, what)
    elif what == "place" and slot:
        state.side = slot
    elif what == "firm":
        contacts.announce_someone(state, "firm")
    elif what == "note":
        state.heard.notes.append(Mention(start=token.end, end=row_end(row), clause=state.clause))


def row_end(row: Row) -> int:
    """Where the line that the row stands on ends."""
    rest = row.rest(until=frozenset({Role.BREAK}))
    return rest[-1].end if rest else row.tokens[row.at].end


def _pays(row: Row, state: State, token: Token) -> None:
    """谷姐付运费: who pays is named."""
    before = row.before()
    if before is not None and before.role is Role.PERSON and state.current:
        found = Payment(start=before.start, end=token.end, key="", strength=1)
        found.by = row.said(before)
        state.heard.payments.append(found)


def _called(row: Row, state: State, token: Token) -> None:
    if not token.of and state.hint and not row.is_labelling():
        contacts.expect(state, state.hint)
        state.is_guess = True
    elif not token.of and row.is_labelling():
        contacts.announce_someone(state, "name")
    elif token.of == "give":
        behind = row.behind()
        before = row.before()
        if (
            before is not None
            and before.role is Role.PERSON
            and (behind is None or behind.role is not Role.PERSON)
        ):
            _pays(row, state, token)
        elif behind and behind.role is Role.PERSON:
            contacts.announce(state, CONSIGNEE, "name")
    elif token.of:
        contacts.expect(state, state.turned(token.of))


def _party(party: str, side: str) -> Callable[[Row, State, Token], None]:
    """我, 那边: whoever is named right behind; with a colon it heads a field."""

    def hear(row: Row, state: State, token: Token) -> None:
        before = row.before(over=frozenset())
        if before is not None and before.role in (Role.PERSON, Role.PLACE) and row.said(token)[0] in "那这":
            return
        spoken = state.turned(party)
        if _is_payer(row, token, spoken, state):
            return
        if row.said(token)[0] in "他她" and before is not None and before.role is Role.CALLED:
            return
        if before is not None and before.role is Role.LABEL and before.of == f"{CONSIGNEE}.phone":
            return
        state.near = spoken
        if row.is_labelling():
            contacts.announce(state, spoken, "name")
            state.side, state.label, state.is_field = side, f"{spoken}.any", True

    return hear


def _mine(row: Row, state: State, token: Token) -> None:
    behind = row.behind(over=LIGHT | {Role.COMMA})
    if behind is not None and behind.role is Role.CALLED and row.said(behind)[0] in "姓叫":
        state.hint = CONSIGNEE
    state.heard.cues.append((token.role.value, token.start))


def _atom(row: Row, state: State, token: Token) -> None:
    atom = token.atom
    if isinstance(atom, Other):
        if atom.what == "identifier":
            state.heard.cues.append((Role.THAT.value, token.start))
    elif isinstance(atom, Phone) and state.skips_phone:
        state.skips_phone = False
    elif isinstance(atom, Phone):
        contacts.phone(row, state, token, atom)
    elif isinstance(atom, Time):
        moments.hear(row, state, token, atom)
    elif isinstance(atom, Amount) and atom.kind is Kind.MONEY:
        amounts.money(row, state, token, atom)
    elif isinstance(atom, (Amount, Each, Size)):
        amounts.quantity(row, state, token, atom)


def _pay(row: Row, state: State, token: Token) -> None:
    if state.take_denial() or _is_of_fee(row, state, token):
        return
    strength = 2 if state.label == "payment" else 1
    if state.is_mine and row.said(token).startswith(("我", "运费我", "钱我")):
        token.of = "COLLECT"
    state.heard.payments.append(
        Payment(
            start=token.start, end=token.end, key=token.of, strength=strength, oops=state.take_oops("pay")
        )
    )


def _is_of_fee(row: Row, state: State, token: Token) -> bool:
    """Whether 我出 speaks of a charge and not of the freight: 卸货费我出."""
    said = row.said(token)
    return (
        state.label != "payment"
        and state.fee_clause == state.clause
        and len(said) <= 5
        and said[0] in "我他她对那这收"
    )


def _cue(row: Row, state: State, token: Token) -> None:
    state.heard.cues.append((token.role.value, token.start))


def _oops(row: Row, state: State, token: Token) -> None:
    state.begin_oops()
    after = row.text[token.end : token.end + 1]
    state.is_denied = row.said(token).endswith("不是") and token.role is Role.OOPS and after not in (" ", ",")
    state.heard.cues.append((token.role.value, token.start))


def _have(row: Row, state: State, token: Token) -> None:
    """有张办公桌, 寄台电机: one of it."""
    state.is_denied = False
    said = row.said(token)
    behind = row.behind(over=frozenset())
    if said[-1] in "台张把架辆套" and behind is not None and behind.role is Role.TEXT:
        amounts.one(state, token, said[-1])


def _amend(row: Row, state: State, token: Token) -> None:
    if row.said(token) == "改":
        state.begin_oops()
    _cue(row, state, token)


def _no(row: Row, state: State, token: Token) -> None:
    after = row.text[token.end : token.end + 1]
    if row.said(token) == "不是" and after in (" ", ","):
        _oops(row, state, token)
        state.is_denied = False
        return
    state.is_denied = True


def _is_addressed(row: Row, token: Token) -> bool:
    """小李，下午来…; @刘师傅: who is spoken to is no contact."""
    before = row.before(over=frozenset({Role.SPACE}))
    if before is not None and row.said(before) in ("@", "你们", "你", "您", "贵司"):
        return True
    behind = row.behind(over=frozenset({Role.SPACE, Role.COMMA}))
    if before is not None or behind is None or behind.is_atom(Kind.PHONE):
        return False
    return row.text[token.end : token.end + 1] == "," or row.text.startswith(("你好", "您好"), token.end)


def _person(row: Row, state: State, token: Token) -> None:
    if _is_addressed(row, token):
        return
    contacts.person(row, state, token)


_HEARERS: Final[dict[Role, Callable[[Row, State, Token], None]]] = {
    Role.LABEL: _label,
    Role.CALLED: _called,
    Role.ME: _party(SHIPPER, FROM),
    Role.THEM: _party(CONSIGNEE, TO),
    Role.MINE: _mine,
    Role.SAME: _cue,
    Role.ATOM: _atom,
    Role.PERSON: _person,
    Role.PLACE: places.hear,
    Role.TEXT: nouns.hear,
    Role.PAY: _pay,
    Role.PAYS: _pays,
    Role.FEE: amounts.fee,
    Role.OOPS: _oops,
    Role.CHANGE: _oops,
    Role.NO: _no,
    Role.SHIP: verbs.as_label(SHIPPER, FROM),
    Role.LOAD: verbs.as_label(SHIPPER, FROM),
    Role.FROM: verbs.as_label(SHIPPER, FROM),
    Role.RECEIVE: verbs.as_label(CONSIGNEE, TO),
    Role.UNLOAD: verbs.as_label(CONSIGNEE, TO),
    Role.TO: verbs.as_label(CONSIGNEE, TO),
    Role.GO: verbs.as_label(CONSIGNEE, TO),
    Role.HAVE: _have,
    Role.OLD: _cue,
    Role.CANCEL: _cue,
    Role.AMEND: _amend,
    Role.ASK: _cue,
    Role.TRACK: _cue,
    Role.BOOK: _cue,
    Role.THAT: _cue,
}
__all__ = ["ENDS", "listen"]
