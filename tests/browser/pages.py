"""Every page of the desk, once: where it is, who looks at it. Each is measured by `test_pages`."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.browser.server import Desk

Address = str | Callable[[Desk], str]


@dataclass(frozen=True)
class Listed:
    """One page: the name of its address, where, as whom; `case` tells several of one name apart.

    `data` are places on this page that show what people or the manual wrote, besides those of every page.
    """

    name: str
    where: Address
    who: str = "8011"
    case: str = ""
    data: str = ""

    def path(self, desk: Desk) -> str:
        """Its address on this desk."""
        return self.where if isinstance(self.where, str) else self.where(desk)

    def __str__(self) -> str:
        return f"{self.name}-{self.case}" if self.case else self.name


def ticket(stage: str, query: str = "", *, owner: str = "8011") -> Callable[[Desk], str]:
    """The ticket of this owner in this stage that was opened last."""
    rows = (
        "SELECT t.ref FROM tickets_ticket t JOIN staff_person p ON p.id = t.owner_id "
        "WHERE p.staff_number = ? AND t.stage = ? ORDER BY t.id DESC"
    )
    return lambda desk: f"/desk/{desk.one(rows, owner, stage)}/{query}"


def of_ticket(stage: str, part: str, *, face: str = "desk") -> Callable[[Desk], str]:
    """A dialog of 8011's ticket in this stage, come to by its address."""
    return lambda desk: ticket(stage)(desk).replace("/desk/", f"/{face}/") + part


def customer(part: str = "") -> Callable[[Desk], str]:
    """The customer who was made last."""
    return lambda desk: f"/customers/{desk.one('SELECT ref FROM customers_customer ORDER BY id DESC')}/{part}"


def promise(part: str = "", *, state: str = "OPEN") -> Callable[[Desk], str]:
    """A promise of agent 8011."""
    rows = (
        "SELECT r.id FROM promises_promise r JOIN staff_person p ON p.id = r.assignee_id "
        "WHERE p.staff_number = '8011' AND r.state = ? ORDER BY r.due_at"
    )
    return lambda desk: f"/promises/{desk.one(rows, state)}/{part}"


def of(table: str, address: str) -> Callable[[Desk], str]:
    """The address of the first row of a table: its `ref` stands where the star is."""
    return lambda desk: address.replace("*", str(desk.one(f"SELECT ref FROM {table} ORDER BY id")))


def review(reviewer: str) -> Callable[[Desk], str]:
    """The review of a web order that somebody has in hand, or nobody (`reviewer` in SQL)."""
    rows = (
        "SELECT t.ref FROM orders_weborder w JOIN tickets_ticket t ON t.id = w.order_id "
        f"WHERE t.stage IN ('FILLED', 'REVIEWING', 'PROBLEM', 'NO_PROBLEM') AND w.reviewer_id {reviewer}"
    )
    return lambda desk: f"/orders/review/{desk.one(rows)}/"


REVIEWED = "h1, .phead *, .rv__l *, .rvc *, .rv__s *, .price *"
"""What customers wrote, what the tables and the manual say of it."""
REPORT = "td, th, .card__h, svg, option, .sub, desk-chart, caption, .asrows, .asrows *, section.card"
"""Names and places in a report's tables and charts, and in what it may be narrowed to."""
ANSWERED = "td, h1, .card, .seg *, a[href*='/answers/']"
"""Who answered, and what they were asked."""
PAGES = [
    Listed("sign-in", "/sign-in/", ""),
    Listed("workbench", "/desk/"),
    Listed("workbench", "/desk/?view=team&stage=ACCEPTED", "8001", "team-narrowed"),
    Listed("workbench", "/desk/?view=unassigned", "9001", "empty"),
    Listed("ticket", ticket("DISPATCHED"), case="timeline"),
    Listed("ticket", ticket("DISPATCHED", "?tab=details"), case="details"),
    Listed("ticket", ticket("DISPATCHED", "?tab=messages"), case="messages"),
    Listed("ticket", ticket("DISPATCHED", "?tab=linked"), case="linked"),
    Listed("ticket", ticket("DELIVERED"), case="delivered"),
    Listed("ticket", ticket("DRAFT"), case="draft"),
    Listed("ticket", ticket("OPEN", "?tab=details"), case="task"),
    Listed("ticket", ticket("DISPATCHED"), "8001", "masked"),
    Listed("queue-narrow", "/desk/narrowing/?view=team"),
    Listed("filters", "/desk/filters/?view=team&stage=ACCEPTED"),
    Listed("note-call", "/desk/calls/new/"),
    Listed("task-new", "/desk/tasks/new/", "9001"),
    Listed("ticket-assign", of_ticket("DISPATCHED", "owner/")),
    Listed("ticket-department", of_ticket("DISPATCHED", "department/")),
    Listed("promise-new", of_ticket("DISPATCHED", "promises/new/")),
    Listed("task-end", of_ticket("OPEN", "task/done/")),
    Listed("promise", promise()),
    Listed("promise-act", promise("pause/")),
    Listed("search", "/search/?q=五金"),
    Listed("search", "/search/?q=nothing-like-it", case="empty"),
    Listed("customers", "/customers/"),
    Listed("customer", customer()),
    Listed("customer-edit", customer("edit/")),
    Listed("customer-phone", customer("phones/")),
    Listed("outbox", "/messages/"),
    Listed("reminders", "/messages/reminders/"),
    Listed("phone", "/messages/phone/"),
    Listed("approvals", "/approvals/", "8001"),
    Listed("account", "/account/"),
    Listed("orders", "/orders/", data=".filters *"),
    Listed("board", "/dispatch/", "9001", data=".board *, td"),
    Listed("board", "/dispatch/?view=out", "9001", "none", data=".board *"),
    Listed("board-driver", "/dispatch/drivers/6001/", "9001", data=".card, .card *"),
    Listed("board-leave", "/dispatch/drivers/6001/leave/", "9001"),
    Listed(
        "board-assignment",
        of_ticket("CONFIRMED", "assignment/", face="dispatch/orders"),
        "9001",
        data=".check *, option",
    ),
    Listed("board-swap", of_ticket("DISPATCHED", "swap/", face="dispatch/orders"), "9001", data="option"),
    Listed("order-reviews", "/orders/review/", data=".rvq *"),
    Listed("order-review", review("IS NOT NULL"), data=REVIEWED),
    Listed("order-review", review("IS NULL"), case="free", data=REVIEWED),
    Listed("tracking", "/orders/tracking/"),
    Listed("tracking-view", "/orders/tracking/delivery/", case="delivery"),
    Listed("inquiries", "/inquiries/", data="td, a[href*='/answers/']"),
    Listed("inquiries", "/inquiries/?view=corrected", case="empty", data="a[href*='/answers/']"),
    Listed("inquiry-answers", "/inquiries/answers/8011/", "8001", data=ANSWERED),
    Listed("inquiry-new", "/inquiries/new/"),
    Listed("inquiry-new", "/inquiries/new/?q=6621", case="found"),
    Listed("ticket", ticket("CHECKING"), case="inquiry"),
    Listed("ticket", ticket("CHECKING", "?tab=details"), case="inquiry-details"),
    Listed("ticket", ticket("WITH_LEADER"), "8001", "leader", data=".banner p"),
    Listed("ticket", ticket("ANSWERED"), case="answered"),
    Listed("inquiry-answer", of_ticket("CHECKING", "answer/", face="inquiries"), data="textarea"),
    Listed("inquiry-promise", of_ticket("CHECKING", "promise/", face="inquiries")),
    Listed("inquiry-leader", of_ticket("CHECKING", "leader/", face="inquiries")),
    Listed("inquiry-further", of_ticket("CHECKING", "further/", face="inquiries")),
    Listed("inquiry-closing", of_ticket("CHECKING", "closing/", face="inquiries")),
    Listed("inquiry-check", of_ticket("WITH_LEADER", "check/", face="inquiries"), "8001"),
    Listed("inquiry-link", of_ticket("ANSWERED", "link/", face="inquiries")),
    Listed("inquiry-correction", of_ticket("ANSWERED", "correction/", face="inquiries")),
    Listed("complaints", "/complaints/", data="option"),
    Listed("complaints", "/complaints/?kind=suggestion", case="suggestions"),
    Listed("complaint-new", "/complaints/new/", data=".phead, .phead *, option"),
    Listed("complaint-report", "/complaints/report/", "5001"),
    Listed("lessons", "/complaints/lessons/", "8001", data="td *, td, option"),
    Listed("correctives", "/complaints/correctives/", "8001", data="td *, td, option"),
    Listed("grumble-new", "/complaints/grumbles/new/"),
    Listed("statements", "/statements/"),
    Listed("order-new", "/orders/new/"),
    Listed("order-edit", of_ticket("DRAFT", "edit/", face="orders")),
    Listed("order-record", of_ticket("DISPATCHED", "record/", face="orders"), data=".card *"),
    Listed("order-dispatch", of_ticket("CONFIRMED", "dispatch/", face="orders")),
    Listed("order-driver-call", of_ticket("DISPATCHED", "driver-call/", face="orders")),
    Listed("order-follow-up", of_ticket("ACCEPTED", "follow-up/", face="orders")),
    Listed("order-message", of_ticket("DISPATCHED", "messages/driver/", face="orders")),
    Listed("order-change", of_ticket("CONFIRMED", "change/", face="orders"), data=".field *"),
    Listed("order-voiding", of_ticket("CONFIRMED", "voiding/", face="orders")),
    Listed("playbook", "/playbook/", "9001", data=".pb *"),
    Listed("playbook-chapter", "/playbook/chapters/order/", "9001"),
    Listed("playbook-versions", "/playbook/versions/", "9001"),
    Listed("playbook-upload", "/playbook/publication/", "9001"),
    Listed("settings", "/settings/", "9000"),
    Listed("settings-company", "/settings/company/", "9000"),
    Listed("settings-portal", "/settings/portal/", "9000"),
    Listed("settings-complaints", "/settings/complaints/", "9000", data=".card li *, input, .label"),
    Listed("settings-portal-notice", "/settings/portal/notice/", "9000", data="textarea"),
    Listed("settings-people", "/settings/people/", "9000"),
    Listed("settings-person-new", "/settings/people/new/", "9000"),
    Listed("settings-person", "/settings/people/8011/", "9000"),
    Listed("settings-person-pin", "/settings/people/6001/pin/", "9000"),
    Listed("hand-ins", "/hand-ins/", "7001"),
    Listed("hand-in-count", "/hand-ins/6001/count/", "7001"),
    Listed("settings-branches", "/settings/branches/", "9000"),
    Listed("settings-branch-new", "/settings/branches/new/", "9000"),
    Listed("settings-regions", "/settings/regions/", "9000"),
    Listed("settings-region-new", "/settings/regions/new/", "9000"),
    Listed("settings-region", "/settings/regions/jiangning/", "9000"),
    Listed("settings-teams", "/settings/teams/", "9000"),
    Listed("settings-team-new", "/settings/teams/new/", "9000"),
    Listed("settings-vehicles", "/settings/vehicles/", "9000"),
    Listed("settings-vehicle-new", "/settings/vehicles/new/", "9000"),
    Listed("settings-hours", "/settings/hours/", "9000"),
    Listed("settings-company-hours", "/settings/hours/company/", "9000"),
    Listed("settings-days", "/settings/days/", "9000"),
    Listed("settings-day-new", "/settings/days/new/", "9000"),
    Listed("settings-table", "/settings/tables/tariff/", "9000"),
    Listed("settings-trial", "/settings/tables/goods/trial/", "9000"),
    Listed("settings-upload", "/settings/files/people/", "9000", data=".mono, th, .chip"),
    Listed("promises", "/promises/", "9001", data="td, option"),
    Listed("promises-by", "/promises/by/key/", "9001", data="td, th, option"),
    Listed("promises-by", "/promises/by/person/", "9001", "person", data="td, th, option"),
    Listed("ticket-promises", of_ticket("DISPATCHED", "promises/"), data=".sheetpage *"),
    Listed("reports", "/reports/", "9001", data=REPORT),
    Listed("report", "/reports/origins/", "9001", "origins", data=REPORT),
    Listed("report", "/reports/pickups/", "9001", "pickups", data=REPORT),
    Listed("report", "/reports/slips/", "9001", "slips", data=REPORT),
    Listed("report", "/reports/promises/", "9001", "promises", data=REPORT),
    Listed("report-tickets", "/reports/origins/tickets/?column=contacts", "9001", data="td, th"),
    Listed("report-customers", "/reports/customers/", "9001", data="th[scope=row], td, .sub"),
    Listed(
        "report-customer",
        of("customers_customer", "/reports/customers/*/"),
        "9001",
        data="h1, td, th, .scroll",
    ),
    Listed("schedules", "/reports/schedules/", "9001"),
    Listed("schedule", of("reports_schedule", "/reports/schedules/*/"), "9001", data="h1, td, dd, .scroll"),
    Listed("schedule-edit", of("reports_schedule", "/reports/schedules/*/edit/"), "9001"),
    Listed("schedule-new", "/reports/schedules/new/", "9001"),
    Listed("files", "/files/", "9001"),
    Listed("news", "/news/", data=".panel, .panel *, .card, .card *"),
    Listed("news", "/news/?view=answers", case="answers", data=".panel, .panel *, .card, .card *"),
    Listed("news-all", "/news/all/", "9001", data="td"),
    Listed("news-new", "/news/new/", "9001"),
    Listed("news-one", of("knowledge_announcement", "/news/*/"), "9001", data="h1, dd, .prose"),
    Listed("vulgar-calls", "/customers/vulgar/", "8001"),
    Listed("settings-gateways", "/settings/gateways/", "9000"),
    Listed("settings-gateway-choose", "/settings/gateways/new/", "9000"),
    Listed("settings-gateway-new", "/settings/gateways/new/json/", "9000", "json"),
    Listed("settings-gateway-new", "/settings/gateways/new/aliyun/", "9000", "templates"),
    Listed("settings-gateway-new", "/settings/gateways/new/smpp/", "9000", "smpp"),
    Listed("settings-gateway", of("messaging_gateway", "/settings/gateways/*/"), "9000"),
    Listed("settings-gateway-trial", of("messaging_gateway", "/settings/gateways/*/trial/"), "9000"),
    Listed("settings-robots", "/settings/robots/", "9000"),
    Listed("settings-robot", of("messaging_robot", "/settings/robots/*/"), "9000"),
    Listed("settings-robot-new", "/settings/robots/new/", "9000"),
    Listed("settings-mail", "/settings/mail/", "9000"),
    Listed("settings-mail-server", "/settings/mail/server/", "9000"),
    Listed("settings-mail-trial", "/settings/mail/trial/", "9000"),
    Listed("settings-retention", "/settings/retention/", "9000"),
    Listed("settings-retention-edit", "/settings/retention/notices/edit/", "9000"),
    Listed("ticket-hold", of_ticket("DELIVERED", "hold/"), "9001"),
    Listed("customer-hold", customer("hold/"), "9001"),
    Listed("customer-erase", customer("erasure/"), "9000"),
    Listed("portal", "/p/", "", data=".mc--rows *"),
    Listed("portal-order", "/p/order/", "", data=".picked *, .select *"),
    Listed("portal-verify", "/p/verify/", ""),
    Listed("portal-complain", "/p/complain/", ""),
    Listed("portal-privacy", "/p/privacy/", "", data=".prose *"),
    Listed("portal-embed-order", "/embed/order/", "", data=".picked *, .select *"),
    Listed("portal-embed-track", "/embed/track/", ""),
]

NOT_PAGES = {
    "healthz": "for machines", "readyz": "for machines", "metrics": "for machines", "live": "the live stream",
    "home": "leads to the workbench", "caller": "options of a look-up", "bell": "a part of every page",
    "sign-out": "an act", "language": "an act", "account-password": "an act", "preferences": "an act",
    "presence": "an act", "take-next": "an act", "reminders-read": "an act", "order-review-next": "an act",
    "promises-export": "a file", "complaints-export": "a file",
    "portal-case-find": "an act",
    "report-customer-files": "an act", "settings-portal-logo": "an act",
    "order-callers": "options of a look-up", "settings-lookup": "options of a look-up",
}  # fmt: skip
"""Addresses without arguments that are no pages of their own, and why."""
