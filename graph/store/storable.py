"""What every store can hold: so what one of them takes, another takes too, and hands back to the letter."""

from collections.abc import Iterable, Mapping
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
            _check_value(name, value)
    if "" in properties or "\0" in "".join(properties):
        for name in properties:
            _check_name(name)


def _check_name(name: str) -> None:
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


def _check_value(name: str, value: object) -> None:
    """A property's value is text, a finite number of at most 64 bits, a truth value, or a list of one sort of these.

    Raises:
        InputError: it is something else (code ``unstorable_value``).
    """
    if type(value) is list or type(value) is tuple:
        types = set(map(type, value))
        if types == _TEXTS or not types:
            return
        fits = len(types) == 1 and all(map(_is_scalar, value))
    else:
        fits = _is_scalar(value)
    if not fits:
        raise unstorable(name, value)


def _is_scalar(value: object) -> bool:
    if type(value) is float:
        return isfinite(value)
    if type(value) is int:
        return value in INTEGERS
    return type(value) is str or type(value) is bool


def position(order: float) -> float:
    """A position along a corridor, as every store has it: finite, and without the sign of a zero.

    Raises:
        InputError: it is not finite (code ``unstorable_value``).
    """
    try:
        number = float(order) + 0.0
    except OverflowError:
        raise unstorable("order", order) from None
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


def check_number(name: str, number: int) -> None:
    """A whole number has at most 64 bits.

    Raises:
        InputError: it has more (code ``unstorable_value``).
    """
    if number not in INTEGERS:
        raise unstorable(name, number)


def check_texts(texts: Iterable[str | None]) -> None:
    """Texts are Unicode, without halves of a surrogate pair; None is a text that is not there.

    Raises:
        InputError: one is not (code ``unstorable_value``).
    """
    try:
        "".join(filter(None, texts)).encode()
    except (UnicodeEncodeError, TypeError) as error:
        raise unencodable(error) from error


def to_json(value: Mapping[str, Any]) -> str:
    """A mapping as JSON text, the same text for the same content.

    Raises:
        InputError: JSON cannot say it (code ``unstorable_value``).
    """
    return json_bytes(value).decode()


def json_bytes(value: object) -> bytes:
    """Anything as JSON, the same bytes for the same content: the order of a mapping's keys does not count.

    Raises:
        InputError: JSON cannot say it (code ``unstorable_value``); a text that is no Unicode is nothing that it can.
    """
    try:
        return orjson.dumps(value, option=orjson.OPT_SORT_KEYS, default=_as_dict)
    except TypeError as error:  # orjson's word for what is no JSON
        raise unencodable(error) from error


def _as_dict(value: object) -> dict[Any, Any]:
    """A mapping of another sort as the one that JSON knows; all else is no JSON."""
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError


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
