"""Addresses of the workbench."""

from django.urls import path

from yinuo.desk.tickets import acts, finding, holding, narrowing, noting, promising, tasks, workbench

urlpatterns = [
    path("", workbench.home, name="home"),
    path("desk/", workbench.workbench, name="workbench"),
    path("desk/next/", acts.take_next, name="take-next"),
    path("desk/narrowing/", narrowing.narrow, name="queue-narrow"),
    path("desk/filters/", narrowing.keep, name="filters"),
    path("desk/filters/<int:pk>/delete/", narrowing.forget, name="filter-delete"),
    path("desk/calls/new/", noting.note_call, name="note-call"),
    path("desk/calls/caller/", noting.caller, name="caller"),
    path("desk/tasks/new/", tasks.new, name="task-new"),
    path("desk/<str:ref>/", workbench.workbench, name="ticket"),
    path("desk/<str:ref>/owner/", acts.assign, name="ticket-assign"),
    path("desk/<str:ref>/taking/", acts.take, name="ticket-take"),
    path("desk/<str:ref>/department/", acts.hand_over, name="ticket-department"),
    path("desk/<str:ref>/musts/", acts.must, name="ticket-must"),
    path("desk/<str:ref>/notes/", noting.note, name="ticket-note"),
    path("desk/<str:ref>/colleagues/", noting.colleagues, name="ticket-colleagues"),
    path("desk/<str:ref>/personal/", acts.reveal, name="ticket-reveal"),
    path("desk/<str:ref>/promises/new/", promising.give_word, name="promise-new"),
    path("desk/<str:ref>/hold/", holding.hold, name="ticket-hold"),
    path("desk/<str:ref>/task/<slug:noun>/", tasks.end, name="task-end"),
    path("promises/<int:pk>/", promising.promise, name="promise"),
    path("promises/<int:pk>/<slug:verb>/", promising.act, name="promise-act"),
    path("search/", finding.search, name="search"),
]
