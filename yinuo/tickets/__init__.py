"""The ticket: one piece of service work, its stage and gates, interactions, links, queues and search.

Not for what is particular to one kind: an order's goods are in orders.
"""
