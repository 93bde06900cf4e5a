"""How long what is said of a complaint may be, and the fields of the details of goods (R139)."""

from typing import Final

LONGEST: Final = {
    "account": 4000,
    "wanted": 500,
    "contact_name": 40,
    "contact_phone": 40,
    "contact_company": 80,
    "contact_address": 200,
    "respondent_name": 40,
    "respondent_department": 40,
    "official_from": 60,
    "official_number": 40,
}
LONGEST_RESTATED: Final = 1000
LONGEST_FINDING: Final = 500
LONGEST_CAUSE_FOUND: Final = 1000
LONGEST_RESPONSIBLE: Final = 80
LONGEST_ASKS: Final = 1000
LONGEST_STATEMENT: Final = 4000
LONGEST_WEIGHED: Final = 300
LONGEST_REASON: Final = 200
LONGEST_OFFER: Final = 2000
LONGEST_ANSWER: Final = 1000
LONGEST_HEADLINE: Final = 60

GOODS: Final = {
    "name": 80,
    "specification": 60,
    "made_on": 20,
    "batch": 40,
    "used_at": 60,
    "symptoms": 300,
    "brand_before": 100,
    "recent_use": 200,
    "inspection": 300,
}
"""The product block of R139 and what the inspection on receipt found; `declared_value`, in fen, stands beside
them.
"""
