"""Static files: hashed names where they were collected, plain ones where not (development, tests)."""

from pathlib import Path

from django.conf import settings
from whitenoise.storage import CompressedManifestStaticFilesStorage


class DeskStatics(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # WhiteNoise has no types
    """Hashed and compressed after `collectstatic`; before it, the files as built, under their own names."""

    manifest_strict = False

    def stored_name(self, name: str) -> str:
        """The hashed name, or the name itself while nothing was collected."""
        if not self.hashed_files and not (Path(settings.STATIC_ROOT) / "staticfiles.json").exists():
            return name
        return str(super().stored_name(name))
