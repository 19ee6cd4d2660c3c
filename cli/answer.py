"""The question as GraphQL documents, and its answer for programs: the schema's own names, plain lists."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from cli.documents import DIAGNOSIS, EVIDENCE, ORGANISATION, RELATION, Json, answered

if TYPE_CHECKING:
    from graph.snapshot.snapshot import Snapshot

PAGE: Final = 10
"""Door openers asked for at once; a page and all that it shows stays within the schema's limits."""
RELATIONS_SHOWN: Final = 4
"""Relations of a step, strongest first."""
BESIDE_SHOWN: Final = 10
"""Entries of each list beside the ranking."""

SUBJECT: Final = "{ id name kind subtitle country { code } place { city } }"
STEP: Final = f"""{{
    from {ORGANISATION} to {ORGANISATION} kind strength raised ended sentence
    relations(first: {RELATIONS_SHOWN}) {{
      worth base recency confidence dilution context {{ name }} relation {RELATION} otherRelation {RELATION}
    }}
}}"""
REASON: Final = f"""{{
    reason market {{ code }} worth base recency confidence handedOver halved
    relation {RELATION} participation {RELATION} evidence {EVIDENCE}
}}"""
ASKED: Final = """
query Ask(
  $market: MarketCode, $corridor: ID, $sector: ID, $from: [AskerInput!]!, $constraints: RouteConstraints,
  $first: Int!, $after: String
) {
  doorOpeners(
    market: $market, corridor: $corridor, sector: $sector, from: $from, constraints: $constraints,
    first: $first, after: $after
  ) """
DOCUMENT: Final = f"""{ASKED} {{
    revision {{ number }} asOf exact completeTo
    askers {{ organisation {ORGANISATION} kind country {{ code }} askedAs note }}
    market {{ code name }} corridor {{ id name }}
    diagnosis {DIAGNOSIS}
    openers {{
      totalCount totalIsExact pageInfo {{ hasNextPage endCursor }}
      nodes {{
        rank how score tier presence sectorFit serviceFit why unconfirmed
        organisation {SUBJECT} operator {ORGANISATION} siblings {ORGANISATION}
        presenceReasons {REASON} route {{ strength steps {STEP} }}
      }}
    }}
  }}
}}
"""
LISTED: Final = f"""(first: {BESIDE_SHOWN}) {{
      rank how score tier organisation {SUBJECT} why
      route {{ strength steps {{ from {ORGANISATION} to {ORGANISATION} kind strength }} }}
    }}"""
BESIDE: Final = f"""{ASKED} {{
    belowFloor frontDoorCount toMeetCount pastCount
    frontDoors{LISTED}
    toMeet{LISTED}
    yourself(first: {BESIDE_SHOWN}) {{ organisation {ORGANISATION} sentence reasons {REASON} }}
    past(first: {BESIDE_SHOWN}) {{ organisation {ORGANISATION} market {{ code }} until relations {RELATION} }}
  }}
}}
"""


def door_openers(snapshot: "Snapshot", variables: Mapping[str, Any], first: int) -> Json:
    """Ask page by page, then for what stands beside the ranking; the schema's answer, ``openers`` as one list.

    Raises:
        InputError: something named is not there, or out of range.
    """
    openers: list[Json] = []
    after: str | None = None
    while True:
        wanted = min(PAGE, first - len(openers))
        found = answered(snapshot, DOCUMENT, {**variables, "first": wanted, "after": after})
        page = found.pop("openers")
        openers += page["nodes"]
        after = page["pageInfo"]["endCursor"]
        if len(openers) >= first or not page["pageInfo"]["hasNextPage"]:
            counted = {name: page[name] for name in ("totalCount", "totalIsExact")}
            beside = answered(snapshot, BESIDE, {**variables, "first": 1})
            return {**found, **counted, "openers": openers, **beside}
