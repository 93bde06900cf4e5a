"""How customers stand in lists: personal data masked."""

from yinuo.core.text import mask
from yinuo.customers.models import Customer


def shown(customer: Customer) -> str:
    """王先生 · 宏远汽配; a full name keeps its surname only."""
    name = mask.mask_name(customer.address_as or customer.name)
    return " · ".join(part for part in (name, customer.company) if part)
