"""Pictures that people hand in: hostile ones are refused, others come out plain (issue 5, 7)."""

import io
import os

import pytest
from django.conf import settings
from PIL import Image

from tests.factories import pictures as make
from yinuo.core import uploads
from yinuo.core.errors import Invalid

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><html><script>alert(1)</script></html>"


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path


def shown(made: uploads.Picture) -> Image.Image:
    return Image.open(io.BytesIO(made.content))


def refusal(raw: bytes | io.BytesIO) -> str:
    with pytest.raises(Invalid) as refused:
        uploads.picture(io.BytesIO(raw) if isinstance(raw, bytes) else raw)
    assert [fault.field for fault in refused.value.faults] == ["photo"]
    return refused.value.code


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_what_phones_send_becomes_a_plain_jpeg(kind: str) -> None:
    made = uploads.picture(make.picture(300, 200, kind=kind))
    assert (made.kind, made.width, made.height) == ("image/jpeg", 300, 200)
    assert shown(made).format == "JPEG"
    assert made.sha256 == uploads.picture(make.picture(300, 200, kind=kind)).sha256


def test_the_camera_says_neither_where_nor_what_it_was() -> None:
    """Place, device and comment are gone; a photo taken sideways stands upright."""
    raw = make.with_place(60, 40)
    assert b"SecretPhoneMaker" in raw.getvalue()
    made = uploads.picture(raw)
    assert (made.width, made.height) == (40, 60)
    assert not shown(made).getexif()
    for trace in (b"Secret", b"Exif", b"GPS"):
        assert trace not in made.content


def test_a_long_side_is_made_two_thousand_pixels() -> None:
    made = uploads.picture(make.picture(5000, 1000))
    assert (made.width, made.height) == (2000, 400)


def test_a_signature_drawn_on_nothing_lies_on_white() -> None:
    drawn = make.picture(20, 20, kind="PNG", mode="RGBA", colour=(0, 0, 0, 0))
    assert shown(uploads.picture(drawn)).getpixel((5, 5)) == (255, 255, 255)


def test_of_a_moving_picture_the_first_stays() -> None:
    made = shown(uploads.picture(make.moving()))
    red, green, blue = made.getpixel((5, 5))
    assert green > 100
    assert red < 30
    assert blue < 30
    assert getattr(made, "n_frames", 1) == 1


@pytest.mark.parametrize(
    "raw",
    [
        SVG,
        HTML,
        b"GIF89a" + HTML,
        b"\xff\xd8\xff" + HTML,
        b"%PDF-1.4",
        b"MZ\x90\0",
        os.urandom(4000),
        b"\0",
        b"BM" + b"\0" * 60,
    ],
)
def test_what_is_no_picture_is_refused_whatever_it_is_called(raw: bytes) -> None:
    assert refusal(raw) == "photo_unreadable"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("part", [0.1, 0.5, 0.9])
def test_a_picture_that_was_broken_off_is_refused(kind: str, part: float) -> None:
    noise = Image.frombytes("RGB", (120, 120), os.urandom(120 * 120 * 3))
    out = io.BytesIO()
    noise.save(out, kind)
    raw = out.getvalue()
    assert refusal(raw[: int(len(raw) * part)]) == "photo_unreadable"


def test_a_page_behind_a_picture_does_not_come_through() -> None:
    made = uploads.picture(io.BytesIO(make.picture().getvalue() + HTML))
    assert b"<script>" not in made.content


def test_a_bomb_is_refused_before_a_pixel_is_decoded() -> None:
    assert refusal(make.bomb()) == "photo_too_many_pixels"
    assert refusal(make.bomb(6400, 6251)) == "photo_too_many_pixels"


def test_nothing_and_too_much() -> None:
    assert refusal(b"") == "photo_empty"
    assert refusal(make.picture().getvalue() + b"\0" * 11 * 1024 * 1024) == "photo_too_big"


def test_a_picture_lies_once_under_its_hash() -> None:
    made = uploads.picture(make.picture())
    path = uploads.keep(made)
    assert path == uploads.keep(made)
    assert path.read_bytes() == made.content
    assert path.relative_to(settings.MEDIA_ROOT).as_posix() == f"attachments/{made.sha256[:2]}/{made.sha256}"
    assert [found.name for found in path.parent.iterdir()] == [made.sha256]
    assert path.stat().st_mode & 0o777 == 0o600
    uploads.discard(made.sha256)
    uploads.discard(made.sha256)
    assert not path.exists()


@pytest.mark.parametrize("name", ["../../secret.key", "", "A" * 64, "a" * 63])
def test_what_is_no_hash_leads_nowhere(name: str) -> None:
    with pytest.raises(ValueError):
        uploads.path_of(name)
