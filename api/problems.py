"""What keeps newer snapshots from being built or served, as whoever asks may know it."""

import re
from typing import Final

from graph.errors import OpenDoorsError

_PATH: Final = re.compile(r"(?<![\w/.])/(?!/)[^\s'\"`,;]+")


def problem_of(error: Exception) -> str:
    """A failure in a line: code, what is the matter and what to do; nothing of where this server keeps its files.

    Of what nobody expected its kind only, since its words could hold anything: they are in the log.

    >>> problem_of(ZeroDivisionError("of /home/somebody"))
    'internal: ZeroDivisionError, see the log'
    """
    if isinstance(error, OpenDoorsError):
        return f"{error.code}: {masked(f'{error.message} {error.suggestion}')}"
    return f"internal: {type(error).__name__}, see the log"


def masked(text: str) -> str:
    """A text without paths of this machine; addresses of servers stay.

    >>> masked("[Errno 13] Permission denied: '/srv/opendoors/current', see neo4j://graph:7687")
    "[Errno 13] Permission denied: '…', see neo4j://graph:7687"
    """
    return _PATH.sub("…", text)
