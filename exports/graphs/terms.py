"""The terms of linked data: schema.org's where it has one that means the same (``terms.toml``), else our own."""

import re
import tomllib
from collections.abc import Callable, Iterable
from importlib.resources import files
from typing import Any, Final
from urllib.parse import quote

from exports.characters import plain
from exports.graphs.view import Attribute, ValueType
from graph.relations import RELATION_KINDS

OURS: Final = "urn:opendoors:"
"""Before everything of our own: ``term:``, ``thing:``, ``source:``, and ``relation:``, ``statement:`` or ``tie:``."""
TERM: Final = f"{OURS}term:"
TIED_TO: Final = "tied_to"
"""What a tie's source is to its target."""
_TABLE: Final = tomllib.loads(files(__package__).joinpath("terms.toml").read_text(encoding="utf-8"))
CLASSES: Final[dict[str, str]] = _TABLE["classes"]
RELATIONS: Final[dict[str, str]] = _TABLE["relations"]
ATTRIBUTES: Final[dict[str, str]] = _TABLE["attributes"]
PATH: Final[dict[str, str]] = _TABLE["path"]
VALUES: Final[dict[str, str]] = _TABLE["values"]
_REVERSED: Final = "^"
_ADDRESSES: Final = ("thing", "address", "relation", "source")
_NO_ADDRESS: Final = re.compile(r'[\x00-\x20<>"{}|\\^`\x7f]')


def context(attributes: Iterable[Attribute]) -> dict[str, Any]:
    """What the names in a document stand for: no reader has to fetch anything."""
    told: dict[str, Any] = {
        "@version": 1.1, "@vocab": TERM, "schema": "https://schema.org/",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "xsd": "http://www.w3.org/2001/XMLSchema#", "name": "schema:name", "target": {"@type": "@id"},
        "weight": {"@type": "xsd:double"},
    }  # fmt: skip
    told |= {one: f"schema:{one}" for one in PATH}
    told |= {one.name: _attribute(one) for one in attributes}
    return told | {kind: _relation(kind) for kind in (*RELATION_KINDS, TIED_TO)}


def _attribute(one: Attribute) -> dict[str, str]:
    term = ATTRIBUTES.get(one.name)
    told = {"@id": f"schema:{term.rpartition('/')[2]}" if term else TERM + one.name}
    if VALUES.get(one.name) in _ADDRESSES:
        told["@type"] = "@id"
    elif one.type is ValueType.NUMBER:
        told["@type"] = "xsd:double"
    return told


def _relation(kind: str) -> dict[str, str]:
    term = RELATIONS.get(kind)
    if term is None:
        return {"@id": TERM + kind, "@type": "@id"}
    way = "@reverse" if term.startswith(_REVERSED) else "@id"
    return {way: f"schema:{term.removeprefix(_REVERSED)}", "@type": "@id"}


def of_our_own(attributes: Iterable[Attribute]) -> list[dict[str, Any]]:
    """Of each term of our own what it means, of nodes and of edges."""
    meanings: dict[str, list[str]] = {}
    for one in attributes:
        if one.name not in ATTRIBUTES:
            meanings.setdefault(one.name, []).append(one.meaning)
    meanings |= {kind.name: [kind.meaning] for kind in RELATION_KINDS.values() if kind.name not in RELATIONS}
    return [{"@id": TERM + name, "@type": "rdf:Property", "rdfs:comment": told} for name, told in meanings.items()]


def address(text: str) -> str:
    """A web address with what none may hold as ``%`` and its number."""
    return _NO_ADDRESS.sub(lambda found: quote(found[0], safe=""), plain(text))


def own_address(sort: str, id_: str) -> str:
    """The address of something of our own.

    >>> own_address("thing", "beta:b/1")
    'urn:opendoors:thing:beta:b%2F1'
    """
    return f"{OURS}{sort}:{quote(plain(id_), safe=':')}"


def _identifier(text: str) -> dict[str, str]:
    scheme, _, value = plain(text).partition(":")
    return {"@type": "schema:PropertyValue", "schema:propertyID": scheme, "schema:value": value}


_SPECIAL: Final[dict[str, Callable[[str], Any]]] = {
    "thing": lambda id_: own_address("thing", id_),
    "relation": lambda id_: own_address("relation", id_),
    "source": lambda name: own_address("source", name),
    "address": address,
    "identifier": _identifier,
    "other_name": lambda text: plain(text).partition(":")[2],
}


def written(one: Attribute) -> Callable[[Any], Any]:
    """What makes the values of an attribute what a document holds.

    Numbers become text of a stated type: readers of linked data round those that stand in JSON as such.
    """
    if one.name in VALUES:
        special = _SPECIAL[VALUES[one.name]]
        return (lambda texts: list(map(special, texts))) if one.type is ValueType.TEXTS else special
    return {
        ValueType.TEXT: plain,
        ValueType.DATE: plain,
        ValueType.TEXTS: lambda texts: list(map(plain, texts)),
        ValueType.NUMBER: lambda number: repr(float(number)),
    }.get(one.type, lambda value: value)
