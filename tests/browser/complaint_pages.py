"""Every page of complaints, suggestions and statements, listed like those of `pages`."""

from collections.abc import Callable
from typing import Final

from django.test import override_settings

from tests.browser.pages import Listed
from tests.browser.server import Desk
from yinuo.tickets.rules import links

CASE: Final = (
    ".cp__m p, .cp__m .sub, .cp__m .round *, .cp__m .rounds *, .cp__m input, "
    ".attached__i div.t-3, "
    ".cp__m .row *, .cp__m form, .cp__m .vh, .cp__s *, .avoid *, .phead .push > span, .phead [href^='tel:']"
)
"""What the customer said, what was found and offered, what the manual says of it."""
OFFER: Final = ".rem *, .dialog__b *"
"""The manual's remedies."""
NEW: Final = ".phead, .phead *, option, mark, .alike *"
LATE: Final = "约好下午两点来江宁提货，四点了还没来，电话也不接，今天不来我就投诉到12345"
HURT: Final = "装车的时候木架砸到我们工人的脚，人送医院了"
OF_STAGE: Final = (
    "SELECT t.ref, c.ticket_id FROM complaints_complaint c JOIN tickets_ticket t ON t.id = c.ticket_id "
    "JOIN staff_person p ON p.id = t.owner_id WHERE p.staff_number = ? AND t.stage = ? ORDER BY t.id DESC"
)


def complaint(stage: str, part: str = "", *, owner: str = "8011", rows: str = "") -> Callable[[Desk], str]:
    """The newest complaint of this owner in this stage, or a dialog of it; `rows` finds what the star in its
    address means.
    """

    def address(desk: Desk) -> str:
        ref, pk = desk.ask(OF_STAGE, owner, stage)[0]
        star = str(desk.one(rows, pk)) if rows else ""
        return f"/complaints/{ref}/{part.replace('*', star)}"

    return address


def followed(stage: str, part: str = "", *, owner: str = "8011") -> Callable[[Desk], str]:
    """The same on the customer's pages, by the link that the desk itself would text."""

    def address(desk: Desk) -> str:
        ref = desk.ask(OF_STAGE, owner, stage)[0][0]
        with override_settings(SECRET_KEY=(desk.folder / "secret.key").read_text().strip()):
            return f"{links.case_path(ref)}/{part}"

    return address


def suggestion(stage: str, part: str = "") -> Callable[[Desk], str]:
    """The newest suggestion in this stage."""
    rows = (
        "SELECT t.ref FROM complaints_suggestion s JOIN tickets_ticket t ON t.id = s.ticket_id "
        "WHERE t.stage = ? ORDER BY t.id DESC"
    )
    return lambda desk: f"/suggestions/{desk.one(rows, stage)}/{part}"


def statement(desk: Desk) -> str:
    """What a driver of the demo is asked to say."""
    return f"/statements/{desk.one(ASKED)}/"


ASKED: Final = "SELECT id FROM complaints_statement WHERE state = 'ASKED'"
STATEMENT: Final = "SELECT id FROM complaints_statement WHERE complaint_id = ? AND state = 'ASKED'"
COVERED: Final = "SELECT id FROM tickets_attachment WHERE ticket_id = ? AND original_id IS NOT NULL"
OFFERED: Final = "SELECT id FROM complaints_offer WHERE complaint_id = ? ORDER BY id DESC"
CHORE: Final = "SELECT id FROM complaints_chore WHERE complaint_id = ? AND state = 'GIVEN'"
PAID: Final = (
    "SELECT i.id FROM complaints_offeritem i JOIN complaints_offer o ON o.id = i.offer_id "
    "WHERE o.complaint_id = ? AND i.amount > 0 ORDER BY i.id"
)
COMPLAINTS: Final = [
    Listed("complaint", complaint("ACCEPT"), case="accept", data=CASE),
    Listed("complaint", complaint("ACCEPT", owner="8013"), "8013", "crisis", data=CASE),
    Listed("complaint", complaint("CLARIFY"), case="clarify", data=CASE),
    Listed("complaint", complaint("CLARIFY", owner="8012"), "8012", "hotline", data=CASE),
    Listed("complaint", complaint("PROPOSE"), case="propose", data=CASE),
    Listed("complaint", complaint("PROPOSE", owner="8013"), "8013", "told", data=CASE),
    Listed("complaint", complaint("CARRY_OUT"), case="carry-out", data=CASE),
    Listed("complaint", complaint("CALL_BACK"), case="call-back", data=CASE),
    Listed("complaint", complaint("CLOSED"), case="closed", data=CASE),
    Listed("complaint", complaint("CLARIFY"), "8001", "leader", data=CASE),
    Listed("complaint-course", complaint("PROPOSE", "course/"), data=".tl *"),
    Listed("complaint-earlier", complaint("PROPOSE", "earlier/"), data=".banner .fs-12"),
    Listed("complaint-alike", complaint("PROPOSE", "alike/"), data=".rem *"),
    Listed("complaint-restate", complaint("ACCEPT", "restate/"), data="textarea"),
    Listed("complaint-wait", complaint("ACCEPT", "wait/")),
    Listed("complaint-acknowledge", complaint("ACCEPT", "acknowledge/")),
    Listed("complaint-leader", complaint("ACCEPT", "leader/")),
    Listed("complaint-class", complaint("ACCEPT", "class/"), data=OFFER),
    Listed("complaint-transfer", complaint("CLARIFY", "transfer/"), data=OFFER),
    Listed("complaint-override", complaint("CLARIFY", "override/0/"), "8001", data=OFFER),
    Listed("complaint-statement", complaint("CLARIFY", "statement/"), data="textarea"),
    Listed("complaint-waiver", complaint("CLARIFY", "waiver/*/", rows=STATEMENT), "8001", data=OFFER),
    Listed("complaint-upload", complaint("CLARIFY", "upload/")),
    Listed("complaint-file", complaint("CLARIFY", "files/*/", rows=COVERED), data=".viewer *"),
    Listed("complaint-cover", complaint("CLARIFY", "cover/*/", rows=COVERED)),
    Listed("complaint-passing", complaint("CLARIFY", "passing/*/", rows=COVERED), data=".seg *"),
    Listed("complaint-findings", complaint("CLARIFY", "findings/"), data=OFFER),
    Listed("complaint-weighing", complaint("PROPOSE", "weighing/"), data=OFFER),
    Listed("complaint-offer", complaint("PROPOSE", "offer/"), data=OFFER),
    Listed("complaint-refusal", complaint("PROPOSE", "refusal/"), data=OFFER),
    Listed("complaint-acceptance", complaint("PROPOSE", "acceptance/*/", owner="8013", rows=OFFERED), "8013"),
    Listed("complaint-chore", complaint("CARRY_OUT", "chore/"), data=OFFER),
    Listed("complaint-chore-done", complaint("CARRY_OUT", "chore-done/*/", rows=CHORE)),
    Listed("complaint-payment", complaint("CARRY_OUT", "payment/*/", rows=PAID)),
    Listed("complaint-call", complaint("CALL_BACK", "call/")),
    Listed("complaint-rating", complaint("CALL_BACK", "rating/")),
    Listed("complaint-lesson", complaint("CALL_BACK", "lesson/")),
    Listed("complaint-withdrawal", complaint("ACCEPT", "withdrawal/"), data=OFFER),
    Listed("complaint-new", "/complaints/new/?phone=13800006621&text=" + LATE, case="filled", data=NEW),
    Listed("complaint-new", "/complaints/new/?text=" + HURT, case="crisis", data=NEW),
    Listed("suggestion", suggestion("PASSED_ON"), data=".sec p, .phead .push > span"),
    Listed("suggestion", suggestion("THANKED"), case="praise", data=".sec p, .phead .push > span"),
    Listed("suggestion-answer", suggestion("PASSED_ON", "answer/")),
    Listed("statement", statement, "6004", data=".card p"),
    Listed("portal-case", followed("CLARIFY"), "", data=".mc *, h1"),
    Listed("portal-case", followed("PROPOSE", owner="8013"), "", "offer", data=".mc *, h1"),
    Listed("portal-case", followed("CLOSED"), "", "closed", data=".mc *, h1"),
    Listed("portal-case-received", followed("ACCEPT", "received/"), "", data=".next li *"),
]
