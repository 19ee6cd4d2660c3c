"""The question as one GraphQL document, and its answer as plain JSON: the schema's own names, plain lists."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from graph.errors import OpenDoorsError

if TYPE_CHECKING:
    from graph.snapshot.snapshot import Snapshot

PAGE: Final = 10
"""Door openers asked for at once; a page and all that it shows stays within the schema's limits."""
RELATIONS_SHOWN: Final = 10
"""Relations of a step, strongest first."""
TOO_LATE: Final = "deadline_exceeded"
YOU: Final = "you"

Json = dict[str, Any]

_ORGANISATION: Final = "{ id name kind country { code } }"
_EVIDENCE: Final = "{ source { name } locator url retrieved confidence }"
_RELATION: Final = f"""{{
    id kind {{ name }} source {{ id name }} target {{ id name }} since until status role name evidence {_EVIDENCE}
}}"""
DOCUMENT: Final = f"""
query Ask(
  $market: MarketCode, $corridor: ID, $sector: ID, $from: [AskerInput!]!, $constraints: RouteConstraints,
  $first: Int!, $after: String
) {{
  doorOpeners(
    market: $market, corridor: $corridor, sector: $sector, from: $from, constraints: $constraints,
    first: $first, after: $after
  ) {{
    revision {{ number }} asOf exact
    askers {{ note organisation {{ name }} }} market {{ code name }} corridor {{ id name }}
    diagnosis {{ code message stepsNeeded relax }}
    openers {{
      pageInfo {{ hasNextPage endCursor }}
      nodes {{
        organisation {_ORGANISATION} siblings {_ORGANISATION} score presence sectorFit why
        presenceReasons {{ reason worth base recency confidence handedOver relation {{ id }} evidence {_EVIDENCE} }}
        route {{
          strength
          steps {{
            from {_ORGANISATION} to {_ORGANISATION} desk {_ORGANISATION} strength
            relations(first: {RELATIONS_SHOWN}) {{
              worth base recency confidence dilution context {{ name }} relation {_RELATION}
            }}
          }}
        }}
      }}
    }}
  }}
}}
"""


def door_openers(snapshot: "Snapshot", variables: Mapping[str, Any], first: int) -> Json:
    """Ask page by page; the answer as the schema shapes it, but with ``openers`` as one list.

    Raises:
        InputError: something named is not there, or out of range.
    """
    openers: list[Json] = []
    after: str | None = None
    while True:
        wanted = min(PAGE, first - len(openers))
        found: Json = _ask(snapshot, {**variables, "first": wanted, "after": after})["doorOpeners"]
        page = found["openers"]
        openers += page["nodes"]
        after = page["pageInfo"]["endCursor"]
        if len(openers) >= first or not page["pageInfo"]["hasNextPage"]:
            return {**found, "openers": openers}


def _ask(snapshot: "Snapshot", variables: Mapping[str, Any]) -> Json:
    from api.execute import answer

    try:
        result = answer(snapshot, DOCUMENT, dict(variables))
    except OpenDoorsError as error:
        if error.code != TOO_LATE:
            raise
        # Without `python -m queries.compile` the first question waits for a compiler; the next does not.
        result = answer(snapshot, DOCUMENT, dict(variables))
    data: Json = result["data"]
    return data


def plain(found: Json, country: str | None) -> Json:
    """The answer for programs.

    Args:
        found: as ``door_openers`` returns it.
        country: of an asker who is not in the graph; None.
    """
    target = {"market": found["market"] and found["market"]["code"]}
    if found["corridor"] is not None:
        target["corridor"] = found["corridor"]["id"]
    return {
        "revision": found["revision"]["number"],
        "asOf": found["asOf"],
        **target,
        "openers": [_opener(one, country) for one in found["openers"]],
        "diagnosis": found["diagnosis"],
        "exact": found["exact"],
    }


def _opener(opener: Json, country: str | None) -> Json:
    route = opener["route"]
    return {
        "organisation": _organisation(opener["organisation"]),
        "siblings": [_organisation(one) for one in opener["siblings"]],
        "score": opener["score"],
        "presence": opener["presence"],
        "presenceReasons": [_reason(reason) for reason in opener["presenceReasons"]],
        "sectorFit": opener["sectorFit"],
        "route": {"strength": route["strength"], "steps": [_step(step, country) for step in route["steps"]]},
        "why": opener["why"],
    }


def _organisation(said: Json) -> Json:
    return {**said, "country": said["country"] and said["country"]["code"]}


def _reason(reason: Json) -> Json:
    relation = reason["relation"]
    return {**reason, "relation": relation and relation["id"], "evidence": _evidence(reason["evidence"])}


def _step(step: Json, country: str | None) -> Json:
    you = {"id": None, "name": YOU, "kind": None, "country": country}
    return {
        "from": you if step["from"] is None else _organisation(step["from"]),
        "to": _organisation(step["to"]),
        "desk": step["desk"] and _organisation(step["desk"]),
        "strength": step["strength"],
        "relations": [_relation(one) for one in step["relations"]],
    }


def _relation(part: Json) -> Json:
    relation = part["relation"]
    ends = {"kind": relation["kind"]["name"], "source": relation["source"]["id"], "target": relation["target"]["id"]}
    worth = {name: part[name] for name in ("worth", "base", "recency", "confidence", "dilution")}
    return {**relation, **ends, **worth, "evidence": _evidence(relation["evidence"])}


def _evidence(evidence: list[Json]) -> list[Json]:
    return [{**one, "source": one["source"]["name"]} for one in evidence]
