"""Complaints, suggestions, praise and grumbles: from the first word to a satisfied customer.

Owned by one person from the first minute, led through four stages whose musts no door can pass, decided
within limits, carried out by departments, and not closed before the customer is satisfied or a named person
has said a reasoned no.
"""
