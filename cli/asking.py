"""What questions about routes are asked with, from the options of a command, as the schema's inputs name it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from cli.documents import Json
from cli.failures import refuse

if TYPE_CHECKING:
    from exports.graphs.part import GraphPart
    from graph.snapshot.snapshot import Snapshot

MAX_STEPS = 3


def askers_given(
    snapshot: "Snapshot",
    named: Sequence[str],
    country: str | None,
    region: str | None,
    sectors: Sequence[str],
    knows: Sequence[str],
    kind: str | None,
    where: str = "--from",
) -> list[Json]:
    """Those who ask, as the schema's input names them.

    Raises:
        InputError: nobody asks, or a name is not known.
    """
    from graph.kinds import ORGANISATION_KINDS
    from graph.markets import market_code
    from graph.region_names import region_named
    from queries.reading.naming import kind_word, organisation, words
    from queries.routing.constraints import check_words

    if named and country is not None:
        refuse(
            "You are one of the graph, or you are not.",
            "two_askers",
            "--from-country",
            "Give --from or --from-country.",
        )
    if country is None:
        for option, value in (("--region", region), ("--sectors", sectors), ("--knows", knows), ("--kind", kind)):
            if value:
                refuse(
                    f"{option} describes who is not in the graph.", "no_country", option, "Give --from-country with it."
                )
        if not named:
            refuse("Nobody asks.", "no_asker", "--from", "Give --from ORG, or --from-country CC.")
        return [{"id": organisation(snapshot, one, where)} for one in named]
    outsider: dict[str, Any] = {"country": market_code(country, "--from-country")}
    if region is not None:
        outsider["region"] = region_named(region, outsider["country"], "--region")
    if sectors:
        outsider["sectors"] = [sector_given(snapshot, one, "--sectors") for one in words(sectors)]
    if knows:
        outsider["knows"] = [organisation(snapshot, one, "--knows") for one in knows]
    if kind is not None:
        outsider["kind"] = kind_word(kind)
        check_words((outsider["kind"],), ORGANISATION_KINDS, "organisation_kind", "--kind")
    return [{"outsider": outsider}]


def sector_given(snapshot: "Snapshot", said: str, where: str) -> str:
    """The id of the sector that is named, by id or name."""
    return snapshot.id_of(snapshot.node(said, "sector", where))


def part_given(
    snapshot: "Snapshot", market: str | None, sector: str | None, around: str | None, steps: int
) -> "GraphPart":
    """Which part of the graph is asked for.

    Raises:
        InputError: a name is not known, or so many steps are not gone.
    """
    from exports.graphs.part import GraphPart
    from graph.markets import market_code
    from queries.reading.naming import organisation

    return GraphPart(
        market=None if market is None else market_code(market, "--market"),
        sector=None if sector is None else sector_given(snapshot, sector, "--sector"),
        around=None if around is None else organisation(snapshot, around, "--around"),
        steps=steps,
    )


def constraints_given(
    snapshot: "Snapshot",
    as_of: str | None,
    *,
    max_steps: int = MAX_STEPS,
    min_strength: float | None = None,
    relation_kinds: Sequence[str] | None = None,
    opener_kinds: Sequence[str] | None = None,
    avoid: Sequence[str] | None = None,
    via: Sequence[str] | None = None,
    via_in_order: Sequence[str] | None = None,
    public_anchor: bool = False,
) -> Json:
    """What routes must keep to, as the schema's input names it; what does not constrain is left out.

    Raises:
        InputError: a value is out of its range, or a name is not known.
    """
    from queries.reading.naming import avoided, kind_word, organisation, words
    from queries.routing.constraints import RouteConstraints

    given = RouteConstraints(
        max_steps=max_steps,
        min_strength=min_strength,
        relation_kinds=frozenset(map(kind_word, words(relation_kinds))) if relation_kinds else None,
        opener_kinds=frozenset(map(kind_word, words(opener_kinds))) if opener_kinds else None,
        avoid=tuple(avoided(snapshot, one, "--avoid") for one in avoid or ()),
        via=tuple(organisation(snapshot, one, "--via") for one in via or ()),
        via_in_order=tuple(organisation(snapshot, one, "--via-in-order") for one in via_in_order or ()),
        public_anchor=public_anchor,
    )
    given.check()
    constraining = {
        "relationKinds": None if given.relation_kinds is None else sorted(given.relation_kinds),
        "openerKinds": None if given.opener_kinds is None else sorted(given.opener_kinds),
        "avoid": list(given.avoid) or None,
        "via": list(given.via) or None,
        "viaInOrder": list(given.via_in_order) or None,
        "minStrength": given.min_strength,
        "publicAnchor": given.public_anchor or None,
        "asOf": as_of,
    }
    return {"maxSteps": given.max_steps} | {name: value for name, value in constraining.items() if value is not None}
