"""A customer who is new or changed is found by searches under what is now known of them."""

from yinuo.core.events import Deed
from yinuo.tickets import actions


def index_customer(deed: Deed) -> None:
    """Keep the search in step with the customer."""
    actions.index_customer(deed.subject, is_new=deed.kind == "customer.created")


TABLE = (
    ("customer.created", index_customer),
    ("customer.changed", index_customer),
)
