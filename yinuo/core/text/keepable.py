"""Characters that no column can hold."""

import re
from typing import Any, Final

_UNKEEPABLE: Final = re.compile("[\x00\ud800-\udfff]")
"""NUL and halves of surrogate pairs: JSON can write them, neither database can keep them."""


def keepable(value: Any) -> Any:
    """The same value with a space for each such character, in every text inside it."""
    match value:
        case str():
            return _UNKEEPABLE.sub(" ", value)
        case list():
            return [keepable(item) for item in value]
        case dict():
            return {keepable(key): keepable(item) for key, item in value.items()}
    return value
