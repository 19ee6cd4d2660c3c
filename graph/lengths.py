"""How long what somebody asks with may be. Nothing looks at a longer text, so no work grows with it."""

from typing import Final

ID_AT_MOST: Final = 600
"""Characters of the longest id: that of a relation, which holds those of both its ends."""
ASKED_AT_MOST: Final = 2_000
"""Characters of any one text that a question carries: an id, a name, a cursor."""
DIGITS_AT_MOST: Final = 40
"""Characters of any one number that a question carries."""
