"""Characters that no XML or HTML document may hold."""

import re
from typing import Final

_FORBIDDEN: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def plain(text: str) -> str:
    """A text with a sign of replacement for each of them."""
    return _FORBIDDEN.sub("�", text)
