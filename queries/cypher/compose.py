"""Saved queries are whole files, to be pasted; what several of them share is written once, in ``blocks/``.

``python -m queries.cypher.compose`` writes each block into the queries that have it, between its lines of ``// ----``.
The numbers are those of the model.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from textwrap import fill, indent
from typing import Final

from graph import relations as model
from graph.kinds import CONFIDENCES
from graph.relations import RELATION_KINDS, Carries, RelationKind

HERE: Final = Path(__file__).parent
_BLOCK: Final = re.compile(r"^( *)// ---- (\w+)[:. ].*?^ *// ----\n", flags=re.MULTILINE | re.DOTALL)
_COUNTING: Final = frozenset({Carries.TIE, Carries.PARTICIPATION, Carries.PRESENCE})
_NUMBERS: Final[dict[str, float | Mapping[str, float]]] = {
    "least": model.NOTHING,
    "strongest": model.STRONGEST_TIE,
    "hub": model.AFFILIATION_DILUTION,
    "spelledOut": model.SPELLED_OUT_PARTICIPANTS,
    "knock": model.KNOCK,
    "desk": model.DESK,
    "frontDoor": model.FRONT_DOOR,
    "chamberDoor": model.CHAMBER_FRONT_DOOR,
    "reception": model.RECEPTION,
    **model.PROMOTES_BASES,
    "elsewhereRegional": model.PROMOTES_ELSEWHERE,
    "located": model.LOCATED_BASE,
    "office": model.LOCATED_OFFICE_BASE,
    "creditOffice": model.LOCATED_CREDIT_OFFICE_BASE,
    "company": model.LOCATED_COMPANY_BASE,
    "outward": model.LOCATED_OUTWARD_BASE,
    "peer": model.LOCATED_PEER_BASE,
    "chamber": model.CHAMBER_FRONT_DOOR_BASE,
    "innovation": model.INNOVATION_FRONT_DOOR_BASE,
    "bilateral": model.BILATERAL_LOCATED_BASE,
    "bilateralAbroad": model.BILATERAL_ABROAD_BASE,
    "chamberDesk": model.DESK_CHAMBER_BASE,
    "outwardDesk": model.DESK_OUTWARD_BASE,
    "homeAgency": model.HOME_AGENCY_BASES,
    "halved": model.HALVED,
    "unknownFit": model.SECTOR_FIT_UNKNOWN,
    "sharedFit": model.SECTOR_FIT_SHARED,
    "notFirst": model.SECTOR_FIT_NOT_FIRST,
    "otherFit": model.SECTOR_FIT_OTHER,
    "floor": model.FLOOR,
}
"""What queries call the model's numbers."""
_WIDE: Final = 118


def block(name: str) -> str:
    """What all queries share under this name, its first and its last line included."""
    return numbers() if name == "numbers" else (HERE / "blocks" / f"{name}.cypher").read_text(encoding="utf-8")


def numbers() -> str:
    """The block of all numbers."""
    counting = (kind for kind in RELATION_KINDS.values() if kind.carries in _COUNTING and kind.half_life is not None)
    kinds = ",\n".join(f"  {kind.name.upper()}: {{{_numbers_of(kind)}}}" for kind in counting)
    return (
        "// ---- numbers: what each kind is worth when fresh, the years after which half of that is left, how far a\n"
        "// context is diluted among many; what each confidence is worth; all else that counts. Expert estimates;\n"
        "// graph/relations.py has them all.\n"
        f"WITH date($asOf) AS asOf, {{\n{kinds}\n}} AS kinds, {{{_entries(CONFIDENCES)}}} AS sure, {{\n"
        f"{_wrapped(_entries(_NUMBERS))}\n}} AS number\n"
        "// ----\n"
    )


def _numbers_of(kind: RelationKind) -> str:
    said = {"base": kind.base, "halfLife": float(kind.half_life or 0)}
    said |= {"dilution": kind.dilution} if kind.carries is Carries.PARTICIPATION else {}
    flags = [name for name in ("affiliation", "symmetric") if getattr(kind, name)]
    return ", ".join([_entries(said), *(f"{name}: true" for name in flags)])


def _entries(said: Mapping[str, float | Mapping[str, float]]) -> str:
    return ", ".join(
        f"{name}: {{{_entries(worth)}}}" if isinstance(worth, Mapping) else f"{name}: {worth}"
        for name, worth in said.items()
    )


def _wrapped(entries: str) -> str:
    # A space that does not break keeps each name beside its number.
    return fill(
        entries.replace(": ", ":\N{NO-BREAK SPACE}"), _WIDE, initial_indent="  ", subsequent_indent="  "
    ).replace("\N{NO-BREAK SPACE}", " ")


def blocks_of(text: str) -> list[str]:
    """The names of the blocks in a query's text, in order."""
    return [found[2] for found in _BLOCK.finditer(text)]


def composed(text: str) -> str:
    """The text with its blocks as they are now."""
    return _BLOCK.sub(lambda found: indent(block(found[2]), found[1]), text)


def main() -> None:
    """Write all queries anew."""
    for path in sorted(HERE.glob("*.cypher")):
        path.write_text(composed(path.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
