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
    path("<str:ref>/exceptions/<int:pk>/clearing/", following.clear, name="order-clearing"),
    path("<str:ref>/messages/<slug:part>/", following.message, name="order-message"),
    *(path(f"<str:ref>/{one.noun}/", dialogs.view(one), name=f"order-{one.noun}") for one in VERBS),
]
