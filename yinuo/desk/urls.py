"""The desk's addresses, divided by the same words as the house."""

from django.urls import include, path

urlpatterns = [
    path("", include("yinuo.desk.system.urls")),
    path("", include("yinuo.desk.staff.urls")),
    path("", include("yinuo.desk.tickets.urls")),
    path("", include("yinuo.desk.promises.urls")),
    path("orders/", include("yinuo.desk.orders.urls")),
    path("dispatch/", include("yinuo.desk.orders.board.urls")),
    path("inquiries/", include("yinuo.desk.inquiries.urls")),
    path("complaints/", include("yinuo.desk.complaints.urls")),
    path("suggestions/", include("yinuo.desk.complaints.suggestion_urls")),
    path("statements/", include("yinuo.desk.statements.urls")),
    path("customers/", include("yinuo.desk.customers.urls")),
    path("messages/", include("yinuo.desk.messaging.urls")),
    path("approvals/", include("yinuo.desk.approvals.urls")),
    path("reports/", include("yinuo.desk.reports.urls")),
    path("playbook/", include("yinuo.desk.playbooks.urls")),
    path("attachments/", include("yinuo.desk.attachments.urls")),
    path("news/", include("yinuo.desk.knowledge.urls")),
    path("hand-ins/", include("yinuo.desk.hand_ins.urls")),
    path("files/", include("yinuo.desk.files.urls")),
    path("settings/", include("yinuo.desk.settings.urls")),
]
