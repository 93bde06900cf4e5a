"""`yinuo init`: set up a real desk, without demo data."""

from datetime import date

import click
from django.conf import settings

from yinuo.cli import migrate, speech
from yinuo.core import clock, db, events
from yinuo.core.errors import DeskError
from yinuo.customers import actions as customers
from yinuo.playbooks import actions as playbooks
from yinuo.playbooks.rules import packs
from yinuo.staff import actions as staff
from yinuo.staff.actions import passwords
from yinuo.staff.actions.company import CompanyValues
from yinuo.staff.models import Company, Person, Role

EARLIEST = date(2026, 1, 1)
"""No desk is set up before this program existed: an earlier date is a clock that was never set."""


@click.command(name="init")
@click.option("--name", help="The company's full name.")
@click.option("--short-name", help="The name in messages to customers, at most 20 characters.")
@click.option("--hotline", help="The number customers call; may be empty.")
@click.option("--area-code", help="Put before local numbers, such as 025; may be empty.")
@click.option("--pack", type=click.Choice(packs.names()), help="The industry's manual to start with.")
@click.option("--staff-number", help="Of the first administrator.")
@click.option("--admin-name", help="Of the first administrator.")
@click.option(
    "--password",
    envvar="YINUO_INIT_PASSWORD",
    show_envvar=True,
    help="Of the first administrator; better typed when asked, or in the variable.",
)
@click.option("--yes", is_flag=True, help="The time shown is right; do not ask.")
def command(
    name: str | None,
    short_name: str | None,
    hotline: str | None,
    area_code: str | None,
    pack: str | None,
    staff_number: str | None,
    admin_name: str | None,
    password: str | None,
    yes: bool,
) -> None:
    """Set up a real desk: company, manual, first administrator. What is not said is asked.

    All of it is written at once or not at all, so after a crash it can simply be run again. A folder that
    already holds a company is left alone.
    """
    _refuse_occupied()
    _check_time(yes)
    name = name or click.prompt("Company")
    company: CompanyValues = {
        "name": name,
        "short_name": short_name or click.prompt("Short name, for messages to customers", default=name[:20]),
        "hotline": _maybe(hotline, "Hotline (may be empty)"),
        "area_code": _maybe(area_code, "Area code, such as 025 (may be empty)"),
    }
    pack = pack or click.prompt("Pack", type=click.Choice(packs.names()), default=packs.names()[0])
    staff_number = staff_number or click.prompt("First administrator: staff number")
    admin_name = admin_name or click.prompt("First administrator: name")
    person = Person(staff_number=staff_number, name=admin_name)
    password = password or _ask_password(person)
    with events.entered_by("cli"), db.transaction():
        staff.open_company(pack=pack, **company)
        playbooks.install_pack(pack, by=None)
        publish_privacy(pack, name, company["hotline"])
        staff.add_person(
            staff_number=staff_number, name=admin_name, role=Role.ADMINISTRATOR, password=password, by=None
        )
    click.echo(f"{name} is set up in {settings.DATA_DIR}.")
    click.echo(f"Next: `yinuo serve`, sign in as {staff_number}, and fill in people, places and prices.")


def publish_privacy(pack: str, company: str, hotline: str) -> None:
    """Put the pack's privacy notice in force as version 1, for the customers' pages (PIPL 17)."""
    text, text_en = packs.privacy(pack, company=company, hotline=hotline)
    if text:
        customers.publish_notice(text=text, text_en=text_en, by=None)


def _refuse_occupied() -> None:
    """Bring the database to this version; refuse a demo's folder, and one that holds a company."""
    if settings.IS_DEMO:
        raise click.ClickException(f"{settings.DATA_DIR} holds a demo; choose another --data folder")
    migrate.run()
    company = Company.objects.first()
    if company is not None:
        raise click.ClickException(f"{settings.DATA_DIR} already holds {company.name}; nothing was changed")


def _check_time(is_right: bool) -> None:
    """Everything the desk does hangs on the time: show it, and have it confirmed."""
    local = clock.local(clock.now())
    click.echo(f"Time zone {settings.TIME_ZONE}: it is {local:%Y-%m-%d %H:%M} there.")
    remedy = "set the machine's clock, or YINUO_ZONE, and run this again"
    if local.date() < EARLIEST:
        raise click.ClickException(f"the machine's clock is wrong; {remedy}")
    if not is_right and not click.confirm("Is that right?", default=True):
        raise click.ClickException(remedy)


def _maybe(said: str | None, question: str) -> str:
    """What was said, else what is answered; both may be empty."""
    return click.prompt(question, default="", show_default=False) if said is None else said


def _ask_password(person: Person) -> str:
    """A password typed twice, asked again while it is too weak."""

    def check(typed: str) -> str:
        try:
            passwords.check(typed, person)
        except DeskError as weak:
            raise click.UsageError(speech.told(weak)) from weak
        return typed

    answer: str = click.prompt(
        "First administrator: password", hide_input=True, confirmation_prompt=True, value_proc=check
    )
    return answer
