"""What was uploaded and waits for a yes: kept in the desk's folder for an hour, behind a signed name.

The signature binds the content to who uploaded it, what for, and the content's own checksum, so a kept file
can neither be swapped nor carried out by anybody else. Only content that was read and understood is kept.
"""

import hashlib
import json
import secrets
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core import signing

from yinuo.core.errors import NotFound
from yinuo.staff.models import Person

KEPT_FOR: Final = timedelta(hours=1)
_SALT: Final = "yinuo.desk.pending"


def keep(purpose: str, content: Any, *, by: Person) -> str:
    """Keep JSON content for `purpose`; returns the signed name by which `take` finds it."""
    raw = json.dumps(content, ensure_ascii=False).encode()
    folder = _folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / secrets.token_hex(16)
    path.touch(mode=0o600)
    path.write_bytes(raw)
    _forget_old(folder, path)
    said = {"name": path.name, "sha256": _digest(raw), "purpose": purpose, "person": by.pk}
    return signing.dumps(said, salt=_SALT, compress=True)


def take(name: str, purpose: str, *, by: Person) -> Any:
    """The content kept under a signed name, for the person and the purpose it was kept for.

    Raises NotFound("upload_gone"): too old, already carried out, changed, or another person's.
    """
    path, said = _opened(name)
    try:
        raw = path.read_bytes()
    except OSError:
        raise NotFound("upload_gone") from None
    if (said["purpose"], said["person"], said["sha256"]) != (purpose, by.pk, _digest(raw)):
        raise NotFound("upload_gone")
    return json.loads(raw)


def drop(name: str) -> None:
    """Forget what was carried out."""
    _opened(name)[0].unlink(missing_ok=True)


def _opened(name: str) -> tuple[Path, dict[str, Any]]:
    try:
        said: dict[str, Any] = signing.loads(name, salt=_SALT, max_age=KEPT_FOR)
    except signing.BadSignature:
        raise NotFound("upload_gone") from None
    return _folder() / said["name"], said


def _folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "pending"


def _digest(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def _forget_old(folder: Path, newest: Path) -> None:
    """Remove what nobody carried out; the newest file's own time is the present."""
    oldest = newest.stat().st_mtime - KEPT_FOR.total_seconds()
    for path in folder.iterdir():
        try:
            if path.stat().st_mtime < oldest:
                path.unlink()
        except FileNotFoundError:
            continue
