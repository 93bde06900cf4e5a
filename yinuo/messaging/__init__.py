"""What leaves the house: notices in the outbox, their senders, and reminders to our own people.

Not for deciding when to write: the playbook says it, the wiring calls.
"""
