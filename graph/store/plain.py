"""What every store can hold: so what one of them takes, another takes too, and hands back to the letter."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from math import isfinite
from typing import Any, Final

import orjson

from graph.errors import InputError
from graph.relations import RELATION_KINDS
from graph.statements import ENTITY_TYPES

_TEXTS: Final = {str}
INTEGERS: Final = range(-(2**63), 2**63)
"""Of 64 bits, with a sign."""


def check_properties(properties: Mapping[str, Any]) -> None:
    """The properties of a thing have names and values that every store can hold.

    Raises:
        InputError: one has not (code ``unstorable_value``).
    """
    for name, value in properties.items():
        if type(value) is not str:
            check_value(name, value)
    if "" in properties or "\0" in "".join(properties):
        for name in properties:
            check_name(name)


def check_name(name: str) -> None:
    """A property's name is text, and has no NUL in it.

    Raises:
        InputError: it is empty, or has one (code ``unstorable_value``).
    """
    if not name or "\0" in name:
        raise InputError(
            f"A property cannot have the name {name!r}.",
            code="unstorable_value",
            value=name,
            where="properties",
            suggestion="Give it a name of letters.",
        )


def check_value(name: str, value: object) -> None:
    """A property's value is text, a finite number of at most 64 bits, a truth value, or a list of one sort of these.

    Raises:
        InputError: it is something else (code ``unstorable_value``).
    """
    if type(value) is list or type(value) is tuple:
        types = set(map(type, value))
        if types == _TEXTS or not types:
            return
        fits = len(types) == 1 and all(map(_is_plain, value))
    else:
        fits = _is_plain(value)
    if not fits:
        raise unstorable(name, value)


def _is_plain(value: object) -> bool:
    if type(value) is float:
        return isfinite(value)
    if type(value) is int:
        return value in INTEGERS
    return type(value) is str or type(value) is bool


def plain_order(order: float) -> float:
    """A position along a corridor, as every store has it: finite, and without the sign of a zero.

    Raises:
        InputError: it is not finite (code ``unstorable_value``).
    """
    number = float(order) + 0.0
    if not isfinite(number):
        raise unstorable("order", order)
    return number


def check_type(type_: str) -> None:
    """The model has things of this type.

    Raises:
        InputError: it has not (code ``unknown_type``).
    """
    if type_ not in ENTITY_TYPES:
        raise _unknown(f"The model has no type {type_!r}.", "unknown_type", type_, ENTITY_TYPES)


def check_kind(kind: str) -> None:
    """The model has relations of this kind.

    Raises:
        InputError: it has not (code ``unknown_kind``).
    """
    if kind not in RELATION_KINDS:
        raise _unknown(f"The model has no relation of kind {kind!r}.", "unknown_kind", kind, RELATION_KINDS)


def _unknown(message: str, code: str, value: str, known: Iterable[str]) -> InputError:
    return InputError(
        message, code=code, value=value, where="statement", suggestion="Write one of " + ", ".join(known) + "."
    )


def to_json(value: Mapping[str, Any]) -> str:
    """A mapping as JSON text, the same text for the same content.

    Raises:
        InputError: JSON cannot say it (code ``unstorable_value``).
    """
    return json_bytes(value if type(value) is dict else dict(value)).decode()


def json_bytes(value: object) -> bytes:
    """Anything as JSON, the same bytes for the same content: the order of a mapping's keys does not count.

    Raises:
        InputError: JSON cannot say it (code ``unstorable_value``).
    """
    try:
        return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
    except TypeError as error:  # orjson's word for what is no JSON
        raise unencodable(error) from error


def unstorable(name: str, value: object) -> InputError:
    """The error of a property's value that a store cannot hold."""
    return InputError(
        f"The property {name!r} holds what a store cannot.",
        code="unstorable_value",
        value=value,
        where=name,
        suggestion="Give it text, a number of at most 64 bits, or a list of text; leave out what is not known.",
    )


def unencodable(error: Exception) -> InputError:
    """The error of a value for which a store has no form."""
    return InputError(
        f"The store cannot hold a value: {error}.",
        code="unstorable_value",
        suggestion="Whole numbers have at most 64 bits, texts are valid Unicode, lists hold one type of thing.",
    )


@contextmanager
def encoding() -> Iterator[None]:
    """Turns the failure to encode a text or a number within the block into InputError."""
    try:
        yield
    except (UnicodeEncodeError, OverflowError) as error:
        raise unencodable(error) from error
