"""Who may be told, who may be asked: the nine roles and the parts people play in one ticket."""

from typing import Final, Literal, get_args

Role = Literal[
    "agent",
    "team_leader",
    "dispatcher",
    "driver",
    "market_developer",
    "manager",
    "administrator",
    "auditor",
    "colleague",
]
Notified = Literal["owner", "assignee", "team_leader", "dispatcher", "manager"]
"""Whom a broken promise is shown to in the desk: parts in the ticket, or the role on duty for it."""
Recipient = Literal[
    "receiver",
    "driver",
    "dispatcher",
    "market_developer",
    "customer",
    "consignee",
    "respondent",
    "praised",
    "praised_leader",
    "owner",
    "team_leader",
    "manager",
]
"""Whom a notice goes to; `receiver` is whoever the slip went to, driver or dispatcher (R065, R067), and
`respondent` whoever a complaint is about, `praised` whom praise is for; the complainant is the `customer`.
"""

ROLES: Final[tuple[str, ...]] = get_args(Role)
