"""What follows when the file of a run was made, or could not be; and what the mail server said."""

from typing import Final

from django.utils import translation
from django.utils.translation import gettext as _

from yinuo.core import clock, events
from yinuo.core.errors import DeskError
from yinuo.core.events import Deed
from yinuo.core.models import Job
from yinuo.messaging import actions as messaging
from yinuo.messaging import may as messaging_may
from yinuo.messaging.models import Mail
from yinuo.reports import may
from yinuo.reports.actions import exporting
from yinuo.reports.actions.scheduling import keeping
from yinuo.reports.models import Delivery, Recipient, Run, Schedule
from yinuo.reports.queries import filing
from yinuo.staff import queries as staff
from yinuo.staff.models import Role

FAILED: Final = "report.failed"
STOPPED: Final = "report.stopped"
"""What a reminder says; the deed on record is report.schedule_paused."""


def note_job(deed: Deed) -> None:
    """Wired to job.done and job.failed: send what was made, or tell the owner that it was not.

    Whose owner left, or may not see the report any more, is paused: no run of it could be made.
    """
    job = deed.subject
    if job.kind != exporting.FILE:
        return
    run = Run.objects.select_related("schedule__owner").filter(job=job, state=Run.State.MAKING).first()
    if run is None:
        return
    run.ended_at, run.error = clock.now(), job.error
    run.state = Run.State.MADE if job.state == Job.State.DONE else Run.State.FAILED
    run.save(update_fields=["ended_at", "error", "state"])
    if run.state == Run.State.MADE:
        _send(run, job)
    else:
        events.record(FAILED, subject=run, data={"schedule": run.schedule_id, "error": run.error})
        _tell(run.schedule)


def note_mail(deed: Deed) -> None:
    """Wired to mail.sent and mail.given_up: keep the receipt, or why there is none."""
    delivery = Delivery.objects.select_related("run__schedule__owner").filter(mail=deed.subject.pk).first()
    if delivery is None:
        return
    mail = Mail.objects.get(pk=deed.subject.pk)
    delivery.at, delivery.receipt, delivery.error = clock.now(), mail.receipt, mail.error
    is_sent = mail.state == Mail.State.SENT
    delivery.state = Delivery.State.SENT if is_sent else Delivery.State.GIVEN_UP
    delivery.save(update_fields=["at", "receipt", "error", "state"])
    if not is_sent and mail.by_id is None:  # else messaging tells whoever it was sent by
        _remind(delivery.run.schedule, delivery.run.schedule.name)


def _send(run: Run, job: Job) -> None:
    """One e-mail to each recipient, in the transaction in which the job was recorded as done."""
    owner = run.schedule.owner
    recipients = Recipient.objects.filter(schedule=run.schedule_id).select_related("person").order_by("pk")
    sent = 0
    with translation.override(owner.language or exporting.LANGUAGE):
        subject, text = _letter(run, job)
        for one in recipients:
            delivery = Delivery(run=run, person=one.person, address=_address(one), at=clock.now())
            try:
                delivery.mail = messaging.mail(
                    to=delivery.address,
                    subject=subject,
                    text=text,
                    by=owner if messaging_may.send_mail(owner) else None,
                    attachment=job.file,
                    attachment_name=job.file_name,
                )
                sent += 1
            except DeskError as error:
                delivery.state, delivery.error = Delivery.State.GIVEN_UP, error.code
                _remind(run.schedule, f"{run.schedule.name} → {one}")
            delivery.save()
    events.record("report.sent", subject=run, data={"schedule": run.schedule_id, "count": sent})


def _address(one: Recipient) -> str:
    """Where it goes: the address that our own person has now, none once they left."""
    if one.person is None:
        return one.address
    return one.person.email if one.person.is_active else ""


def _letter(run: Run, job: Job) -> tuple[str, str]:
    """Subject and words of the e-mail."""
    schedule, scope = run.schedule, exporting.scope_of(job.params)
    subject = f"{schedule.name}：{filing.period(scope)}"
    said = {
        "report": filing.label(schedule.report),
        "period": filing.period(scope),
        "company": staff.company().name,
        "owner": f"{schedule.owner.name} {schedule.owner.staff_number}",
    }
    lines = [
        _("附件是《%(report)s》，期间：%(period)s。") % said,
        _("由%(company)s的客服台按计划自动发出。不想再收，请告诉 %(owner)s。") % said,
    ]
    return subject, "\n\n".join(lines)


def _tell(schedule: Schedule) -> None:
    """Say that nothing was made; a schedule of which nothing can be made is paused."""
    if may.schedule(schedule.owner, schedule.report):
        _remind(schedule, schedule.name)
        return
    keeping.pause_schedule(schedule, by=None)
    _remind(schedule, schedule.name, STOPPED)


def _remind(schedule: Schedule, label: str, code: str = FAILED) -> None:
    """Its owner is told; the administrators too where the owner left or can do nothing about it."""
    owner = schedule.owner
    people = [owner] if owner.is_active else []
    if not may.schedule(owner, schedule.report):
        people += staff.people(role=Role.ADMINISTRATOR).exclude(pk=owner.pk).order_by("pk")
    line = {"code": code, "ticket": "", "number": "", "label": label, "task": "", "due": ""}
    for person in people:
        messaging.remind(person, line, urgent=True)
