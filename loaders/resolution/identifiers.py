"""Identifiers that others give to organisations, as they are compared; check digits verified."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import stdnum.eu.vat
import stdnum.isni
import stdnum.lei
from stdnum.exceptions import ValidationError

_ROR_DIGITS: Final = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's base 32, of which ROR ids are made."""
_ROR_LENGTH: Final = 9
_PIC_LENGTH: Final = 9


@dataclass(frozen=True, slots=True)
class Scheme:
    """A scheme of identifiers.

    Attributes:
        name: as ``scheme:value`` begins.
        read: the value as it is compared; raises ValueError where it is none of the scheme.
        one_each: whether an organisation has one at most, so that two are two organisations.
    """

    name: str
    read: Callable[[str], str]
    one_each: bool


def _last_part(text: str) -> str:
    return text.rstrip("/").rpartition("/")[2].strip()


def _ror(text: str) -> str:
    """The value of a ROR id: a 0, six characters, and two digits that check them (ISO 7064 MOD 97-10).

    >>> _ror("https://ror.org/02mhbdp94")
    '02mhbdp94'
    """
    value = _last_part(text).lower()
    if len(value) != _ROR_LENGTH or value[0] != "0" or not value[-2:].isdigit():
        raise ValueError(value)
    number = 0
    for character in value[:-2]:
        number = number * len(_ROR_DIGITS) + _ROR_DIGITS.index(character)
    if 98 - number * 100 % 97 != int(value[-2:]):
        raise ValueError(value)
    return value


def _pic(text: str) -> str:
    value = text.strip()
    if len(value) != _PIC_LENGTH or not value.isdigit():
        raise ValueError(value)
    return value


def _wikidata(text: str) -> str:
    value = _last_part(text).upper()
    if value[:1] != "Q" or not value[1:].isdigit():
        raise ValueError(value)
    return value


SCHEMES: Final[Mapping[str, Scheme]] = {
    one.name: one
    for one in (
        Scheme("ror", _ror, True),
        Scheme("lei", stdnum.lei.validate, True),
        Scheme("wikidata", _wikidata, True),
        Scheme("isni", lambda text: stdnum.isni.validate(_last_part(text)), False),
        Scheme("pic", _pic, False),
        Scheme("vat", stdnum.eu.vat.validate, False),
    )
}
"""Those that are compared. Others stay with their organisation, and decide nothing."""


def compared(identifiers: Iterable[str]) -> frozenset[tuple[str, str]]:
    """(scheme, value) of those that can be compared; what its check digits refute is none.

    >>> sorted(compared(["ror:https://ror.org/02mhbdp94", "pic:999984059", "lei:5299001A", "grid:grid.1"]))
    [('pic', '999984059'), ('ror', '02mhbdp94')]
    """
    found = set()
    for one in identifiers:
        name, _, text = one.partition(":")
        value = _read(name, text)
        if value is not None:
            found.add((name, value))
    return frozenset(found)


def _read(name: str, text: str) -> str | None:
    scheme = SCHEMES.get(name)
    if scheme is None:
        return None
    try:
        return scheme.read(text)
    except (ValueError, ValidationError):
        return None
