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

ORGANISATION: Final = "{ id name kind country { code } }"
EVIDENCE: Final = "{ source { name } locator url retrieved confidence }"
RELATION: Final = f"""{{
    id kind {{ name }} source {{ id name }} target {{ id name }} since until status role name evidence {EVIDENCE}
}}"""
STEP: Final = f"""{{
    from {ORGANISATION} to {ORGANISATION} desk {ORGANISATION} strength
    relations(first: {RELATIONS_SHOWN}) {{
      worth base recency confidence dilution context {{ name }} relation {RELATION}
    }}
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
    diagnosis {{
      code message stepsNeeded relax missingTie {{ contact {ORGANISATION} other {ORGANISATION} opener {ORGANISATION} }}
    }}
    openers {{
      pageInfo {{ hasNextPage endCursor }}
      nodes {{
        organisation {ORGANISATION} siblings {ORGANISATION} score presence sectorFit why
        presenceReasons {{ reason worth base recency confidence handedOver relation {{ id }} evidence {EVIDENCE} }}
        route {{
          strength
          steps {STEP}
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
        found: Json = run(snapshot, DOCUMENT, {**variables, "first": wanted, "after": after})["doorOpeners"]
        page = found["openers"]
        openers += page["nodes"]
        after = page["pageInfo"]["endCursor"]
        if len(openers) >= first or not page["pageInfo"]["hasNextPage"]:
            return {**found, "openers": openers}


def run(snapshot: "Snapshot", document: str, variables: Mapping[str, Any]) -> Json:
    """The data of a document's answer."""
    from api.execute import answer

    try:
        result = answer(snapshot, document, dict(variables))
    except OpenDoorsError as error:
        if error.code != TOO_LATE:
            raise
        # Without `python -m queries.compile` the first question waits for a compiler; the next does not.
        result = answer(snapshot, document, dict(variables))
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
        "diagnosis": _diagnosis(found["diagnosis"]),
        "exact": found["exact"],
    }


def _diagnosis(said: Json | None) -> Json | None:
    if said is None or said["missingTie"] is None:
        return said
    return {**said, "missingTie": {name: organisation_of(one) for name, one in said["missingTie"].items()}}


def _opener(opener: Json, country: str | None) -> Json:
    route = opener["route"]
    return {
        "organisation": organisation_of(opener["organisation"]),
        "siblings": [organisation_of(one) for one in opener["siblings"]],
        "score": opener["score"],
        "presence": opener["presence"],
        "presenceReasons": [_reason(reason) for reason in opener["presenceReasons"]],
        "sectorFit": opener["sectorFit"],
        "route": {"strength": route["strength"], "steps": [step_of(step, country) for step in route["steps"]]},
        "why": opener["why"],
    }


def organisation_of(said: Json) -> Json:
    """An organisation, its market as a code."""
    return {**said, "country": said["country"] and said["country"]["code"]}


def _reason(reason: Json) -> Json:
    relation = reason["relation"]
    return {**reason, "relation": relation and relation["id"], "evidence": _evidence(reason["evidence"])}


def step_of(step: Json, country: str | None) -> Json:
    """A step; an asker who is not in the graph is ``you``, of its country."""
    you = {"id": None, "name": YOU, "kind": None, "country": country}
    return {
        "from": you if step["from"] is None else organisation_of(step["from"]),
        "to": organisation_of(step["to"]),
        "desk": step["desk"] and organisation_of(step["desk"]),
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
