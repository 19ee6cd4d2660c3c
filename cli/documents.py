"""GraphQL documents of verbs that show an answer as the schema shapes it, and the answer as plain JSON."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from cli.characters import all_plain
from cli.screen import note, show_json

if TYPE_CHECKING:
    from graph.snapshot.snapshot import Snapshot

Json = dict[str, Any]

ORGANISATION: Final = "{ id name kind country { code } }"
EVIDENCE: Final = "{ source { name } locator url retrieved confidence }"
RELATION: Final = f"""{{
    id kind {{ name }} source {{ id name }} target {{ id name }} since until status role name sentence
    evidence {EVIDENCE}
}}"""
DIAGNOSIS: Final = f"""{{
    code message stepsNeeded relax areas {{ id name }}
    missingTie {{
      contact {ORGANISATION} other {ORGANISATION} opener {ORGANISATION} score likelihood
      route {{ strength steps {{ from {ORGANISATION} to {ORGANISATION} kind strength sentence }} }}
    }}
  }}"""
TOO_LATE: Final = "deadline_exceeded"
_ALONE: Final = ("code", "number", "name")
"""An object of which only this is asked for stands for it."""


def answered(snapshot: "Snapshot", document: str, variables: Mapping[str, Any]) -> Json:
    """The one field that a document asks for.

    Raises:
        InputError: something named is not there, or out of range.
    """
    from api.execute import answer
    from graph.errors import OpenDoorsError

    given = {name: value for name, value in variables.items() if value is not None}
    try:
        data = answer(snapshot, document, given)["data"]
    except OpenDoorsError as error:
        if error.code != TOO_LATE:
            raise
        # Without `python -m queries.compile` the first question waits for a compiler; the next does not.
        data = answer(snapshot, document, given)["data"]
    (found,) = data.values()
    told: Json = unwrapped(found)
    return told


def tell(
    snapshot: "Snapshot", document: str, variables: Mapping[str, Any], as_json: bool, show: Callable[[Json], None]
) -> None:
    """Ask, and show the answer: to a program as it is, to a person by ``show``."""
    found = answered(snapshot, document, variables)
    if as_json:
        show_json(found)
    else:
        tell_notes(found)
        show(all_plain(found))


def tell_notes(found: Json) -> None:
    """Say beside an answer which other organisation answers for what was named, where one does."""
    askers = [one for one in (found.get("asker"), *found.get("askers", ())) if one]
    for said in (*(one.get("note") for one in (*askers, found)), *found.get("notes", ())):
        if said:
            note(said)


def unwrapped(said: Any) -> Any:
    """For programs: a revision is its number, a market its code, a source or kind its name.

    >>> unwrapped({"country": {"code": "DK"}, "nodes": [{"id": "x", "name": "X"}]})
    {'country': 'DK', 'nodes': [{'id': 'x', 'name': 'X'}]}
    """
    if isinstance(said, list):
        return [unwrapped(one) for one in said]
    if isinstance(said, dict):
        if len(said) == 1 and next(iter(said)) in _ALONE:
            return next(iter(said.values()))
        return {name: unwrapped(value) for name, value in said.items()}
    return said


def period(said: Json) -> str:
    """Since when, until when, and whether that is over, in a few words."""
    since, until = said.get("since"), said.get("until")
    if since and until:
        return f"{since} to {until}"
    return f"since {since}" if since else f"until {until}" if until else ""


def sources(relations: list[Json]) -> str:
    """The addresses that say so, each once."""
    found = [one["url"] or one["source"] for relation in relations for one in relation["evidence"]]
    return " ".join(dict.fromkeys(found))


def footer(found: Json) -> str:
    """On what the answer was computed."""
    return f"As of {found['asOf']}, revision {found['revision']}."
