"""What the model is, in words and in one digest: a snapshot holds positions in its lists and what its numbers made."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum
from functools import cache
from hashlib import blake2b
from types import ModuleType
from typing import Any, Final

from graph import dates, kinds, relations
from graph.properties import PROPERTIES, Searched, searched

DIGEST_BYTES: Final = 16
_MODULES: Final[tuple[ModuleType, ...]] = (dates, kinds, relations)
"""Whose constants are the model: all names in capitals."""


@dataclass(frozen=True, slots=True)
class Model:
    """The model of this program, or the one that a snapshot was built with.

    Attributes:
        digest: of every constant of the model, the order of its lists included.
        words: the lists of which snapshots hold positions, and what is searched, by name: so that a person sees what
            has changed.
    """

    digest: str
    words: dict[str, list[str]]

    def differs_from(self, other: "Model") -> str | None:
        """What this model has otherwise than another one, in words; None: they are the same."""
        if self.digest == other.digest:
            return None
        names = [name for name in sorted(self.words | other.words) if self.words.get(name) != other.words.get(name)]
        return ", ".join(name.replace("_", " ") for name in names) or "its numbers"


def model() -> Model:
    """The model of this program; read once, since its constants stay."""
    return _read_once()


@cache
def _read_once() -> Model:
    return Model(model_digest(), words())


def words() -> dict[str, list[str]]:
    """The lists of which snapshots hold positions, and what is searched."""
    return {
        "relation_kinds": list(relations.RELATION_KINDS),
        "organisation_kinds": list(kinds.ORGANISATION_KINDS),
        "context_kinds": list(kinds.CONTEXT_KINDS),
        "corridor_kinds": list(kinds.CORRIDOR_KINDS),
        "forms": list(kinds.FORM_NAMES),
        "organisation_statuses": list(kinds.ORGANISATION_STATUSES),
        "context_statuses": list(kinds.CONTEXT_STATUSES),
        "corridor_statuses": list(kinds.CORRIDOR_STATUSES),
        "relation_statuses": list(kinds.RELATION_STATUSES),
        "confidences": list(kinds.CONFIDENCES),
        "searched_properties": _searched(),
    }


def model_digest() -> str:
    """Digest of every constant of the model, and of what is searched.

    The same in every process and on every Python, as long as these are.

    Raises:
        TypeError: a constant has no plain form.
    """
    said = {module.__name__: _constants(module) for module in _MODULES}
    text = json.dumps(said | {"searched": _searched()}, ensure_ascii=True)
    return blake2b(text.encode(), digest_size=DIGEST_BYTES).hexdigest()


def _searched() -> list[str]:
    """By which properties a search finds things, and how: the index of names is made when a snapshot is."""
    return [f"{type_} {one.name} {how}" for type_ in PROPERTIES for how in Searched for one in searched(type_, how)]


def _constants(module: ModuleType) -> dict[str, Any]:
    named = {name: value for name, value in vars(module).items() if name.strip("_").isupper()}
    return {name: _plain(named[name], f"{module.__name__}.{name}") for name in sorted(named)}


def _plain(value: Any, where: str) -> Any:
    """A constant as JSON has it. What has an order keeps it, what has none gets that of its text."""
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, re.Pattern):
        return value.pattern
    if isinstance(value, float):
        return value.hex()
    if is_dataclass(value) and not isinstance(value, type):
        return _plain({field.name: getattr(value, field.name) for field in fields(value)}, where)
    if isinstance(value, Mapping):
        return [[_plain(key, where), _plain(held, where)] for key, held in value.items()]
    if isinstance(value, tuple | list):
        return [_plain(one, where) for one in value]
    if isinstance(value, set | frozenset):
        return sorted((_plain(one, where) for one in value), key=json.dumps)
    raise TypeError(f"{where} is a {type(value).__name__}, which the digest of the model does not know")
