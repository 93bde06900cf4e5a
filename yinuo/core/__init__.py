"""Ground floor: clock, calendar, events, numbering, text measures, money, errors and the database.

For what every module needs and no module owns. Not for anything that knows a word of the business:
no ticket, no order, no customer is named here.
"""
