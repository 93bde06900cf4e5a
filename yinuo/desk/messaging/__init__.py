"""Reminders to oneself, what stands in the outbox, and the telephone that shows what the pretend sender took."""
