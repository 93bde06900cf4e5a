"""The only door to a change of an order, by its life cycle.

`drafting` what is written down while the caller speaks · `texts` what their own words fill in · `origins`
what becomes of drafts · `agreeing` goods, read-back, price, discount · `confirming` · `dispatching` the
slip and the call · `carrying` how far the goods are · `counting` other goods at the door than were ordered
· `ending` when it does not come to delivery · `changing` after confirmation · `tracking` looking after it ·
`naming` which place customers mean by a name ·
`withdrawing` a slip that nobody should get any more · `answering` a slip by short message · `web` what
customers write and ask for themselves, and its review.

Events, subject the order: order.drafted {channel} · filled {text, fields} · goods_refused {goods, version}
· price_accepted, price_refused {total} · discount_granted, discount_refused · origin_kept {reason} ·
origin_forgotten · confirmed · dispatched {receiver, driver, copy, notice} · slip_sent, slip_failed,
slip_lost {notice} · driver_called, driver_not_reached {entry, outcome} · handed_over {department} ·
accepted {driver} · declined {reason, person} · picked_up {differs} · recounted {before, after, waits} ·
recount_settled {before, after, agreed} · departed · arrived · out_for_delivery · delivered {late} ·
freight_collected, goods_money_collected {amount, left, way} ·
receipt_taken {driver} · link_opened {driver}, link_sent {notice} ·
closed · changed {fields, reason} · cancelled, voided, refused, returned, lost {reason} ·
tracked {entry, what, how} · exception_noted {cause, objective} · exception_cleared {cause}.

Of a hand-in: hand_in.said {driver, cash, receipts}, hand_in.taken {driver, expected, cash,
receipts_expected, receipts}. Of web orders: placed {night} · review_taken · review_released · checked {key,
ok} · point_changed {key} · found_problem · found_no_problem · review_called {call, outcome, reason} ·
customer_reached {call} · rewritten {keys} · of any order by its customer: change_asked {keys, index} ·
change_answered {granted, index, reason} · rated {stars} · looked_up {by_link}.
"""

from yinuo.orders.actions import web
from yinuo.orders.actions.agreeing import (
    accept_price,
    answer_screening,
    ask_discount,
    discount_decided,
    read_back,
    refuse_price,
)
from yinuo.orders.actions.answering import answer_replies
from yinuo.orders.actions.carrying import (
    accept,
    arrive,
    close,
    decline,
    deliver,
    depart,
    go_out,
    pick_up,
)
from yinuo.orders.actions.changing import change
from yinuo.orders.actions.collecting import collect_freight, collect_goods_money
from yinuo.orders.actions.confirming import confirm
from yinuo.orders.actions.counting import recount, refuse_recount
from yinuo.orders.actions.dispatching import (
    dispatch,
    hand_over,
    note_driver_call,
)
from yinuo.orders.actions.drafting import decline_element, open_draft, recognise, save_draft
from yinuo.orders.actions.ending import cancel, lose, refuse, return_goods, void
from yinuo.orders.actions.holding import find
from yinuo.orders.actions.leaving import slip_gave_up, slip_was_lost, slip_went
from yinuo.orders.actions.naming import forget_place_name
from yinuo.orders.actions.origins import forget_origins, keep_origin, repeat_last_order
from yinuo.orders.actions.texts import fill_from_text, take_over
from yinuo.orders.actions.tracking import clear_exception, note_exception, track
from yinuo.orders.actions.withdrawing import slip_waits

__all__ = [
    "accept",
    "accept_price",
    "answer_replies",
    "answer_screening",
    "arrive",
    "ask_discount",
    "cancel",
    "change",
    "clear_exception",
    "close",
    "collect_freight",
    "collect_goods_money",
    "confirm",
    "decline",
    "decline_element",
    "deliver",
    "depart",
    "discount_decided",
    "dispatch",
    "fill_from_text",
    "find",
    "forget_origins",
    "forget_place_name",
    "go_out",
    "hand_over",
    "keep_origin",
    "lose",
    "note_driver_call",
    "note_exception",
    "open_draft",
    "pick_up",
    "read_back",
    "recognise",
    "recount",
    "refuse",
    "refuse_price",
    "refuse_recount",
    "repeat_last_order",
    "return_goods",
    "save_draft",
    "slip_gave_up",
    "slip_waits",
    "slip_was_lost",
    "slip_went",
    "take_over",
    "track",
    "void",
    "web",
]
