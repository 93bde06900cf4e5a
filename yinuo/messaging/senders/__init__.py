"""The ways out of the house: one folder per gateway behind one small Protocol; the setting YINUO_SMS chooses.

A sender is called without a transaction and without a lock, at least once per notice and always with the same
idempotency key for the same notice. It answers within `ANSWER_SECONDS` or raises `SendFailure`.
"""

from yinuo.messaging.senders.choosing import chosen, fault_of_setting
from yinuo.messaging.senders.protocol import ANSWER_SECONDS, Accepted, Outgoing, Sender, SendFailure

__all__ = ["ANSWER_SECONDS", "Accepted", "Outgoing", "SendFailure", "Sender", "chosen", "fault_of_setting"]
