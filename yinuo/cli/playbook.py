"""`yinuo playbook`: the manual as files."""

from pathlib import Path

import click

from yinuo.cli import speech
from yinuo.core.errors import NotFound
from yinuo.playbooks import actions, queries
from yinuo.playbooks.rules import comparing, loading, schema
from yinuo.staff import queries as staff

DIFFERENT, FAULTY = 1, 1
IN_TROUBLE = 2
folder = click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
slug = click.option("--slug", help="Which playbook; without it the company's one.")


@click.group(name="playbook")
def command() -> None:
    """Check, compare, publish and export the manual."""


@command.command()
@folder
@speech.option
def check(folder: Path, language: str | None) -> None:
    """Say everything that is wrong with the playbook in FOLDER, one fault a line: `file:line: field: what`.

    Needs no desk and no database. Ends with 0 when it is sound, with 1 when it is not.
    """
    playbook = _sound(folder, language, FAULTY)
    click.echo(f"{playbook.slug}: sound, {len(playbook.chapters)} chapters")


@command.command()
@folder
@slug
@speech.option
def diff(folder: Path, slug: str | None, language: str | None) -> None:
    """Say what the playbook in FOLDER would change in the published one, one change a line.

    Ends with 0 when they say the same, with 1 when they differ, with 2 when FOLDER is not sound.
    """
    playbook = _sound(folder, language, IN_TROUBLE)
    try:
        published = queries.current(slug or playbook.slug)
    except NotFound:
        published = None
    changes = comparing.diff(published, playbook)
    for change in changes:
        click.echo(comparing.describe(change, speech.language(language)))
    if changes:
        raise SystemExit(DIFFERENT)


@command.command()
@folder
@click.option("--by", help="Staff number of who publishes; without it the system does.")
@speech.option
def publish(folder: Path, by: str | None, language: str | None) -> None:
    """Put the playbook in FOLDER in force as the next version.

    Tickets already open keep the version they were opened under. Ends with 1, and changes nothing, when it is
    not sound.
    """
    playbook = _sound(folder, language, FAULTY)
    before = queries.latest(playbook.slug)
    version = actions.publish(folder, by=staff.person_by_number(by) if by else None)
    is_same = before is not None and before.pk == version.pk
    click.echo(f"{version}: nothing has changed" if is_same else f"{version} is in force")


@command.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@slug
@click.option("--number", type=int, help="Which version; without it the one in force.")
def export(folder: Path, slug: str | None, number: int | None) -> None:
    """Write a published playbook's files into FOLDER, as they were published; FOLDER must be new or empty."""
    if folder.exists() and any(folder.iterdir()):
        raise click.ClickException(f"{folder} is not empty; name a new folder")
    version = queries.published_files(slug, number)
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in version.source.items():
        (folder / Path(name).name).write_text(text, encoding="utf-8")
    click.echo(f"{version}: {len(version.source)} files in {folder}")


def _sound(folder: Path, language: str | None, otherwise: int) -> schema.Playbook:
    """The playbook in the folder; ends with `otherwise` after naming every fault."""
    loaded = loading.load(loading.read_folder(folder))
    for fault in loaded.faults:
        click.echo(speech.place_and_sentence(fault, language))
    if loaded.playbook is None:
        raise SystemExit(otherwise)
    return loaded.playbook
