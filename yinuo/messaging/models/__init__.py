"""Tables: the outbox, the gateways, what comes in, reminders, robots and e-mail."""

from yinuo.messaging.models.codes import Code
from yinuo.messaging.models.gateways import Gateway, IncomingMessage, OptOut
from yinuo.messaging.models.mails import Mail, MailServer
from yinuo.messaging.models.notices import EarlyReceipt, Notice, NoticePart, PretendMessage
from yinuo.messaging.models.reminders import Reminder
from yinuo.messaging.models.robots import Robot, RobotLine

__all__ = [
    "Code",
    "EarlyReceipt",
    "Gateway",
    "IncomingMessage",
    "Mail",
    "MailServer",
    "Notice",
    "NoticePart",
    "OptOut",
    "PretendMessage",
    "Reminder",
    "Robot",
    "RobotLine",
]
