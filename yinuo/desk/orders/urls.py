"""Addresses of the orders: the list, taking one, its verbs; the follow-ups stand under `tracking/`."""

from django.urls import path

from yinuo.desk.orders import lists, tracking
from yinuo.desk.orders.moving import (
    carrying,
    changing,
    counting,
    dialogs,
    discounting,
    ending,
    following,
    sending,
)
from yinuo.desk.orders.reviewing import deeds as review_deeds
from yinuo.desk.orders.reviewing import finishing as review_end
from yinuo.desk.orders.reviewing import page as review_page
from yinuo.desk.orders.reviewing import queue as review_queue
from yinuo.desk.orders.reviewing import wishes
from yinuo.desk.orders.taking import deeds, finishing, lookups, page

VERBS = (
    *sending.DIALOGS,
    *carrying.DIALOGS,
    *counting.DIALOGS,
    *ending.DIALOGS,
    *following.DIALOGS,
    *discounting.DIALOGS,
)

urlpatterns = [
    path("", lists.listed, name="orders"),
    path("tracking/", tracking.tracking, name="tracking"),
    path("tracking/<slug:view>/", tracking.tracking, name="tracking-view"),
    path("tracking/<slug:view>/urging/", tracking.urge, name="tracking-urge"),
    path("callers/", lookups.callers, name="order-callers"),
    path("addresses/<slug:use>/", lookups.addresses, name="order-addresses"),
    path("review/", review_queue.listed, name="order-reviews"),
    path("review/next/", review_queue.take_next, name="order-review-next"),
    path("review/<str:ref>/", review_page.review, name="order-review"),
    path("review/<str:ref>/taking/", review_deeds.take, name="order-review-taking"),
    path("review/<str:ref>/release/", review_deeds.release, name="order-review-release"),
    path("review/<str:ref>/checks/", review_deeds.check, name="order-review-check"),
    path("review/<str:ref>/screening/", review_deeds.screening, name="order-review-screening"),
    path("review/<str:ref>/points/", review_deeds.change, name="order-review-points"),
    path("review/<str:ref>/calls/", review_deeds.call, name="order-review-call"),
    path("review/<str:ref>/confirmation/", review_end.confirm, name="order-review-confirm"),
    path("review/<str:ref>/voiding/", review_end.void, name="order-review-voiding"),
    path("new/", page.new, name="order-new"),
    path("<str:ref>/edit/", page.edit, name="order-edit"),
    path("<str:ref>/draft/", deeds.save, name="order-draft"),
    path("<str:ref>/read-back/", deeds.read_back, name="order-read-back"),
    path("<str:ref>/screening/", deeds.screening, name="order-screening"),
    path("<str:ref>/price/", deeds.price, name="order-price"),
    path("<str:ref>/declined/", deeds.decline, name="order-declined"),
    path("<str:ref>/customer/", deeds.recognise, name="order-customer"),
    path("<str:ref>/text/", deeds.fill, name="order-text"),
    path("<str:ref>/text/element/", deeds.take_over, name="order-taken-over"),
    path("<str:ref>/repetition/", deeds.repeat, name="order-repeat"),
    path("<str:ref>/confirmation/", finishing.confirm, name="order-confirm"),
    path("<str:ref>/sent/", finishing.sent, name="order-sent"),
    path("<str:ref>/record/", lists.record, name="order-record"),
    path("<str:ref>/change/", changing.change, name="order-change"),
    path("<str:ref>/wishes/<int:index>/", wishes.answer, name="order-wish"),
    path("<str:ref>/exceptions/<int:pk>/clearing/", following.clear, name="order-clearing"),
    path("<str:ref>/messages/<slug:part>/", following.message, name="order-message"),
    *(path(f"<str:ref>/{one.noun}/", dialogs.view(one), name=f"order-{one.noun}") for one in VERBS),
]
