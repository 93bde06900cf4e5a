"""The words of complaints that a playbook may use, in lower case: types, causes, kinds of people, facts."""

from typing import Final, Literal

ComplaintType = Literal["time", "charges", "attitude", "damage", "other"]
Fact = Literal[
    "",
    "account",
    "wanted",
    "about",
    "respondent",
    "contact_name",
    "contact_phone",
    "contact_company",
    "contact_address",
    "goods.name",
    "goods.specification",
    "goods.made_on",
    "goods.batch",
    "goods.used_at",
    "goods.symptoms",
    "goods.brand_before",
    "goods.recent_use",
    "goods.inspection",
]
"""What a question of the checklist may fill in the complaint itself; nothing, or a fact of it."""

CAUSES: Final = frozenset(
    [
        "quality",
        "handling",
        "safety",
        "measurement",
        "forced_trade",
        "advertising",
        "duty",
        "detail",
        "dignity",
        "facility",
        "gift",
        "accident",
        "force_majeure",
    ]
)
MANNERS: Final = frozenset({"matter", "attitude", "opinion"})
TEMPERS: Final = frozenset(
    ["driving", "expressive", "amiable", "analytical", "irritable", "unreasonable", "controlling", "rude"]
)
ORGANISATIONS: Final = frozenset({"industrial", "reseller", "government"})
TOLD: Final = frozenset({"nothing", "offer", "refusal", "agreed", "outdated"})
"""What the customer knows in this round: a proposal that they have to answer, a reasoned no, what they agreed
to; `outdated` is what they declined, or what another proposal has taken the place of.
"""
DEGREES: Final = frozenset({"none", "partly", "mostly", "full"})
WAYS: Final = frozenset({"phone", "sms", "page", "email", "letter", "visit", "chat", "fax"})
"""How something was said to the customer, or by them."""
SORTS: Final = frozenset({"suggestion", "praise"})
