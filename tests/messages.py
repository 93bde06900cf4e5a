"""`make messages`: brings the catalogues up to date with the texts in the code, and says what is missing;
with `--check` it changes nothing.

Babel reads the Python files; templates go through Django's own `templatize` first, so no gettext binary is
needed. Texts are Chinese; each catalogue under `locale/` translates them. `missing()` is what the tests ask.
"""

import ast
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages import extract, pofile
from babel.messages.catalog import Catalog, Message
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "yinuo"
CATALOGUES = ROOT / "locale"
KEYWORDS = {
    "_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None,
    "ngettext": (1, 2), "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3), "npgettext_lazy": ((1, "c"), 2, 3),
}  # fmt: skip
HEADER = """\
# Texts of Yinuo. `make messages` brings this file up to date; fill in each msgstr.
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals}\\n"

"""
BLANKS = re.compile(r"%\(\w+\)[sd]|\{[a-z_]+\}")


def main() -> int:
    """Update every catalogue, or look only; fail when a text has no translation."""
    if "--check" not in sys.argv:
        template = collect()
        for path in sorted(CATALOGUES.glob("*/LC_MESSAGES/django.po")):
            update(path, template)
    gaps = missing()
    print("\n".join(gaps) or "every text is translated")
    return 1 if gaps else 0


def sources() -> Iterator[Path]:
    """Every file that may hold texts."""
    for path in sorted(PACKAGE.rglob("*")):
        in_template = path.suffix in (".html", ".txt") and "templates" in path.parts
        if in_template or (path.suffix == ".py" and "migrations" not in path.parts):
            yield path


def collect() -> Catalog:
    """A catalogue of all texts, untranslated, with the files they stand in."""
    found = Catalog(charset="utf-8")
    for path in sources():
        name = path.relative_to(ROOT).as_posix()
        text = path.read_text(encoding="utf-8")
        if path.suffix != ".py":
            # Lines lose their indentation, which Python's tokenizer would judge.
            text = "\n".join(line.lstrip() for line in templatize(text, origin=name).split("\n"))
        for _line, msgid, _comments, context in extract.extract(
            "python", io.BytesIO(text.encode()), keywords=KEYWORDS
        ):
            found.add(msgid, None, locations=[(name, None)], context=context)
        for label in labels(path) if path.suffix == ".py" else ():
            found.add(label, None, locations=[(name, None)])
    return found


def labels(path: Path) -> Iterator[str]:
    """The words of choices (`NAME = "VALUE", "words"` in any kind of Choices), which faces translate."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ClassDef) and any("Choices" in ast.unparse(base) for base in node.bases):
            for line in node.body:
                value = line.value if isinstance(line, ast.Assign) else None
                if isinstance(value, ast.Tuple) and isinstance(words := value.elts[1], ast.Constant):
                    yield str(words.value)


def update(path: Path, template: Catalog) -> None:
    """Take new texts in and drop what nothing uses any more; translations stay as they are."""
    catalogue = read(path)
    catalogue.update(template, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    out = io.BytesIO()
    pofile.write_po(out, catalogue, width=0, include_lineno=False, sort_by_file=True, omit_header=True)
    header = HEADER.format(language=path.parent.parent.name, plurals=catalogue.plural_forms)
    path.write_text(header + out.getvalue().decode(), encoding="utf-8")


def read(path: Path) -> Catalog:
    """One catalogue as it stands."""
    with path.open("rb") as text:
        return pofile.read_po(text, locale=path.parent.parent.name)


def missing() -> list[str]:
    """What is wrong, one line each: a text without translation, or one that lost or gained a blank."""
    wanted = [message for message in collect() if message.id]
    faults = []
    for path in sorted(CATALOGUES.glob("*/LC_MESSAGES/django.po")):
        catalogue = read(path)
        for message in wanted:
            fault = judge(message, catalogue.get(_first(message.id), message.context))
            if fault:
                places = ", ".join(sorted({place for place, _ in message.locations}))
                faults.append(f"{path.relative_to(ROOT)}: {fault}: {_first(message.id)!r} ({places})")
    return faults


def judge(message: Message, translated: Message | None) -> str:
    """What is wrong with one translation; nothing when it is right."""
    if translated is None or not all(_all(translated.string)):
        return "no translation"
    if translated.fuzzy:
        return "unsure (fuzzy)"
    blanks = set(BLANKS.findall(_first(message.id)))
    if any(set(BLANKS.findall(text)) != blanks for text in _all(translated.string)):
        return "other blanks"
    return ""


def _first(text: str | tuple[str, ...]) -> str:
    return text if isinstance(text, str) else text[0]


def _all(text: str | tuple[str, ...]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


if __name__ == "__main__":
    sys.exit(main())
