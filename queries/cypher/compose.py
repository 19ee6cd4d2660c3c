"""Writes the saved queries, whole files to be pasted, from ``templates/``: ``python -m queries.cypher.compose``.

In a template and in a block, a line of ``// ---- name`` stands for ``blocks/name.cypher``, as deep as the line is, and
``@name`` for what the model's table has: kinds as relationship types, what each is worth, the other numbers.
"""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from string import Template
from textwrap import fill, indent
from typing import Final

from graph import relations as model
from graph.kinds import CONFIDENCES
from graph.relations import RELATION_KINDS, Carries, RelationKind
from graph.snapshot.day.worth import COST_PER_NAT
from graph.written import write_or_check

HERE: Final = Path(__file__).parent
_BEGIN: Final = "// ---- "
_BLOCK: Final = re.compile(rf"^( *){_BEGIN}(\w+)\n", flags=re.MULTILINE)
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
_WIDEST: Final = 130
"""Columns: what is filled goes to the former; no line goes beyond the latter."""
_KEPT: Final = "\N{NO-BREAK SPACE}"
"""A space at which no line is broken."""


class _Text(Template):
    delimiter = "@"
    idpattern = "[a-z][a-zA-Z]*"


def written() -> dict[Path, str]:
    """Every saved query's file, and what is written there.

    Raises:
        OSError: a template asks for a block that is not there.
        KeyError: it asks for something of the model that has no name here.
    """
    return {HERE / path.name: composed(_read(path)) for path in sorted((HERE / "templates").glob("*.cypher"))}


def composed(template: str) -> str:
    """A query, whole, by its template."""
    text = _with_blocks(template)
    counting = {
        "ties": _carrying(Carries.TIE),
        "participations": _carrying(Carries.PARTICIPATION),
        # Presence by promoting a market has a rule of its own.
        "claims": [kind for kind in _carrying(Carries.PRESENCE) if kind.name != "promotes"],
    }
    named = [kind for name, kinds in counting.items() if f"@{name}" in text for kind in kinds]
    used = set(re.findall(r"number\.(\w+)", text))
    numbers = {name: worth for name, worth in _NUMBERS.items() if name in used}
    text = _Text(text).substitute(
        {name: _types(kinds) for name, kinds in counting.items()},
        affiliations=_types(kind for kind in counting["ties"] if kind.affiliation),
        leads=" OR ".join(_leading(kind) for kind in counting["participations"] if kind.leading_roles != ()),
        kinds=",\n".join(f"  {_type(kind)}: {{{_numbers_of(kind)}}}" for kind in named),
        sure=_entries(CONFIDENCES),
        numbers=_filled(_entries(numbers).replace(": ", f":{_KEPT}"), "  ", "  "),
        costPerNat=COST_PER_NAT,
        floor=model.FLOOR,
    )
    return "".join(map(_folded, text.splitlines(keepends=True)))


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _with_blocks(text: str) -> str:
    """With each block in its place, without what its file says at its top of what it takes and gives."""
    return _BLOCK.sub(lambda found: indent(_with_blocks(_block(found[2])), found[1]), text)


def _block(name: str) -> str:
    text = _read(HERE / "blocks" / f"{name}.cypher")
    return text[text.index(_BEGIN) :]


def _carrying(carries: Carries) -> list[RelationKind]:
    return [kind for kind in RELATION_KINDS.values() if kind.carries is carries]


def _type(kind: RelationKind) -> str:
    return kind.name.upper()


def _types(kinds: Iterable[RelationKind]) -> str:
    return "|".join(map(_type, kinds))


def _leading(kind: RelationKind) -> str:
    """Whether a participation makes its holder the middle of a large context, of ``type`` and ``role``."""
    roles = "" if kind.leading_roles is None else f" AND role IN {list(kind.leading_roles)}"
    return f"type = '{_type(kind)}'{roles}"


def _numbers_of(kind: RelationKind) -> str:
    said = {"base": kind.base}
    said |= {"halfLife": float(kind.half_life)} if kind.half_life is not None else {}
    said |= {"dilution": kind.dilution} if kind.carries is Carries.PARTICIPATION else {}
    flags = [name for name in ("affiliation", "symmetric") if getattr(kind, name)]
    return ", ".join([_entries(said), *(f"{name}: true" for name in flags)])


def _entries(said: Mapping[str, float | Mapping[str, float]]) -> str:
    return ", ".join(
        f"{name}: {{{_entries(worth)}}}" if isinstance(worth, Mapping) else f"{name}: {worth}"
        for name, worth in said.items()
    )


def _folded(line: str) -> str:
    """The line, or several where it names more kinds of relations than one can hold."""
    if len(line) <= _WIDEST:
        return line
    depth = line[: -len(line.lstrip())]
    text = line.strip().replace(" ", _KEPT).replace(f"{_KEPT}OR{_KEPT}", f" OR{_KEPT}").replace("|", "| ")
    return _filled(text, depth, depth + "  ").replace("| ", "|") + "\n"


def _filled(text: str, first: str, further: str) -> str:
    """The text, broken at its spaces, behind what begins its lines."""
    lines = fill(
        text, _WIDE, initial_indent=first, subsequent_indent=further, break_long_words=False, break_on_hyphens=False
    )
    return lines.replace(_KEPT, " ")


if __name__ == "__main__":
    write_or_check(written())
