"""People and companies served: how to reach and address them, and what they may expect of their data.

Not for their tickets, which belong to tickets.queries and above.
"""
