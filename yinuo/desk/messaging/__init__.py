"""Reminders to oneself, the outbox, and the telephone that shows what the pretend sender took."""
