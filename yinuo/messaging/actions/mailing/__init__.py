"""E-mail: `queueing` puts one in, `posting` lets it leave, `keeping` sets the server up and tries it."""

from yinuo.messaging.actions.mailing.keeping import change_mail_server, try_mail
from yinuo.messaging.actions.mailing.posting import send_mail_due
from yinuo.messaging.actions.mailing.queueing import mail

__all__ = ["change_mail_server", "mail", "send_mail_due", "try_mail"]
