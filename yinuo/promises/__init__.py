"""What is due: opened, kept, warned of, broken, escalated, paused and moved. There is no other task table.

Not for sending anything: a broken promise says so by an event, and messaging reacts.
"""
