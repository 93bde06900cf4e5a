"""What scripts send to a command that reads texts: the whole of standard input, or line by line."""

import sys
from collections.abc import Iterator


def texts(*, by_line: bool) -> Iterator[str]:
    """Each text as soon as it has come; bytes that are no UTF-8 become U+FFFD, a mark of byte order goes.

    Only a newline ends a line (a carriage return before it goes too), so that answers match the lines asked.
    """
    for number, raw in enumerate(sys.stdin.buffer if by_line else [sys.stdin.buffer.read()]):
        text = raw.decode("utf-8", "replace")
        if number == 0:
            text = text.removeprefix("\ufeff")
        yield text.removesuffix("\n").removesuffix("\r") if by_line else text
