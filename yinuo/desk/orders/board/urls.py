"""Addresses of the dispatcher's board."""

from django.urls import path

from yinuo.desk.orders.board import assigning, page, resting

urlpatterns = [
    path("", page.board, name="board"),
    path("drivers/<str:number>/", page.driver, name="board-driver"),
    path("drivers/<str:number>/leave/", resting.leave, name="board-leave"),
    path("drivers/<str:number>/return/", resting.back, name="board-return"),
    path("vehicles/<str:plate>/breakdown/", resting.breakdown, name="board-breakdown"),
    path("vehicles/<str:plate>/repair/", resting.repair, name="board-repair"),
    path("orders/<str:ref>/assignment/", assigning.assign, name="board-assignment"),
    path("orders/<str:ref>/swap/", assigning.swap, name="board-swap"),
]
