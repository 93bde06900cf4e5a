"""A playbook travels as a zip or as its files, and comes back the same."""

import io
import zipfile

import pytest

from tests.factories import playbooks as make
from yinuo.core.errors import Invalid
from yinuo.playbooks.rules import loading


def zipped(files):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def refused(*uploads):
    with pytest.raises(Invalid) as error:
        loading.read_uploads(uploads)
    return error.value.faults[0].code


def test_a_zip_comes_back_as_it_was_packed():
    files = make.small()
    assert loading.read_zip(loading.write_zip(files)) == files
    assert loading.write_zip(files) == loading.write_zip(dict(reversed(files.items())))


def test_the_folder_around_the_chapters_does_not_matter():
    files = {f"手册/freight/{name}": text for name, text in make.small().items()}
    more = {"__MACOSX/._order.yaml": "x", "手册/readme.txt": "x", "手册/freight/old/order.yaml": "x"}
    assert loading.read_zip(zipped(files | more)) == make.small()


def test_the_files_themselves_may_be_chosen():
    uploads = [(name, text.encode()) for name, text in make.small().items()]
    assert loading.read_uploads(uploads) == make.small()


def test_what_is_no_utf8_is_handed_on_for_the_check_to_name():
    found = loading.read_uploads([("playbook.yaml", "手册".encode("gb18030"))])
    assert isinstance(found["playbook.yaml"], bytes)


@pytest.mark.parametrize(
    ("uploads", "code"),
    [
        ([("a.zip", b"PK\x03\x04 nonsense")], "playbook_archive_unreadable"),
        ([("a.zip", b"")], "playbook_archive_unreadable"),
        ([("a.zip", zipped({"readme.txt": "x"}))], "playbook_no_chapters"),
        ([("a.txt", b"x"), ("b.txt", b"x")], "playbook_no_chapters"),
        ([("a.zip", zipped({f"{n}.yaml": "" for n in range(61)}))], "playbook_archive_too_large"),
        ([("a.zip", zipped({f"{n}.txt": "" for n in range(501)}))], "playbook_archive_too_large"),
    ],
)
def test_what_is_no_playbook_is_refused_with_a_reason(uploads, code):
    assert refused(*uploads) == code


def test_a_bomb_is_read_no_further_than_a_chapter_may_be_long():
    huge = io.BytesIO()
    with zipfile.ZipFile(huge, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("playbook.yaml", b"a" * 50_000_000)
    assert len(huge.getvalue()) < 100_000
    (text,) = loading.read_zip(huge.getvalue()).values()
    assert len(text) == 256 * 1024 + 1
    assert loading.load({"playbook.yaml": text}).faults[0].code == "file.too_big"


def test_an_encrypted_zip_is_refused():
    content = bytearray(zipped({"playbook.yaml": "slug: x"}))
    content[6] |= 1
    at = content.index(b"PK\x01\x02")
    content[at + 8] |= 1
    assert refused(("a.zip", bytes(content))) == "playbook_archive_unreadable"
