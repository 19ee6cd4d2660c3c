"""The pieces of random worlds: organisations of every kind, and what relates them."""

from collections.abc import Sequence
from itertools import pairwise

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from .cast import (
    CITIES,
    CONFIDENCES,
    PERIODS,
    REGIONS,
    Cast,
    chance,
    pick,
    relate,
    row,
    some,
)
from .table import OFFICES

STATUSES = (*["active"] * 40, "", "", "unknown", "unknown", "suspended", "suspended", "merged", "closed")
FOUNDED = (*[""] * 12, "2001", "2018", "2020-06-15", "2030")
DISSOLVED = (*[""] * 30, "2019", "2020-06", "2020-06-15", "2030")
AGENCY_FORMS = (
    *["trade_and_investment", "chamber"] * 2,
    *("trade_promotion", "business_association", "investment_promotion", "export_credit"),
    *("innovation_agency", "innovation_network", ""),
)
FORMS = {
    "trade_agency": AGENCY_FORMS,
    "cluster": ("", "cluster", "network"),
    "trade_office": ("", "trade", "mission", "chamber"),
    "innovation_office": ("", "innovation", "soft_landing"),
}
WITH_SECTORS = ("cluster", "research_organisation", "company")
CONTEXT_KINDS = ("project", "project", "event", "event", "programme")
CORRIDOR_KINDS = ("trade_bloc", "trade_bloc", "economic_corridor", "supra_market")
SYMMETRIC_OR_MEMBER = ("partner_of", "mou_with", "member_of", "hosts")


def add_market_rows(draw: DrawFn, cast: Cast) -> None:
    """Main business city and capital of most markets."""
    for market in cast.markets:
        if not chance(draw, 8):
            main, capital, _ = CITIES[market]
            cast.rows["markets"].append(row("markets", code=market, capital=capital, main_business_city=main))


def add_sector_rows(draw: DrawFn, cast: Cast) -> None:
    """Neighbours of some."""
    for id in cast.sectors:
        near = some(draw, [other for other in cast.sectors if other != id], 2) if chance(draw, 2) else []
        cast.rows["sectors"].append(row("sectors", id=id, name=id, near="|".join(near)))


def add_corridors(draw: DrawFn, cast: Cast) -> None:
    """Up to two corridors, one of them a bloc more often than not; markets lie on them whole or by a region."""
    for id in ("bloc", "corridor")[: pick(draw, (1, 1, 2, 0))]:
        markets = "|".join(draw(st.permutations(cast.markets))[: pick(draw, (1, 2, 0))])
        kind = pick(draw, CORRIDOR_KINDS)
        cast.rows["corridors"].append(row("corridors", id=id, kind=kind, name=id, markets=markets))
        for market in some(draw, cast.markets, 2):
            relate(draw, cast, "lies_on", market, id, region=pick(draw, ("", *REGIONS[market])))


def add_lying(draw: DrawFn, cast: Cast) -> None:
    """Organisations that lie on a corridor themselves."""
    for corridor in cast.named("corridors"):
        for organisation in some(draw, cast.named("organisations"), 4):
            relate(draw, cast, "lies_on", organisation, corridor)


def add_organisation(draw: DrawFn, cast: Cast, kind: str, country: str = "", form: str | None = None) -> str:
    """An organisation; its place in the order of ids has nothing to do with its kind."""
    id = f"{cast.ids.pop()}-{kind.replace('_', '-')}"
    country = country or pick(draw, cast.markets)
    values = {"id": id, "kind": kind, "name": id, "country": country}
    values["region"] = pick(draw, ("", *REGIONS[country]))
    values["city"] = pick(draw, (*CITIES[country], ""))
    values["status"] = pick(draw, STATUSES)
    values["form"] = pick(draw, FORMS.get(kind, ("",))) if form is None else form
    values["sectors"] = "|".join(draw_sectors(draw, cast.sectors, often=kind in WITH_SECTORS))
    values["ownership"] = pick(draw, ("", "public", "private"))
    values["confidence"] = pick(draw, CONFIDENCES)
    if not cast.even:
        values["founded"], values["dissolved"] = pick(draw, FOUNDED), pick(draw, DISSOLVED)
    cast.rows["organisations"].append(row("organisations", **values))
    return id


def draw_sectors(draw: DrawFn, sectors: Sequence[str], *, often: bool = True) -> list[str]:
    """In an order of their own."""
    most = pick(draw, (1, 2, 2, 3, 5, 0) if often else (0, 0, 1))
    return list(draw(st.permutations(sectors))[:most])


def add_clusters(draw: DrawFn, cast: Cast) -> None:
    """Several clusters in one market, to be received by."""
    market, alike = pick(draw, cast.markets), chance(draw, 2)
    for _ in range(pick(draw, (3, 4, 5, 2))):
        cluster = cast.organisation(add_organisation(draw, cast, "cluster", market))
        if alike:
            cluster["sectors"] = cast.sectors[0]


# Agencies and offices


def add_agency(draw: DrawFn, cast: Cast) -> None:
    """An agency at home in a market, most with a constituency and some with markets that they promote, and its offices
    abroad; some offices have another operator as well."""
    home, *abroad = draw(st.permutations(cast.markets))
    agency = add_organisation(draw, cast, "trade_agency", home)
    if not chance(draw, 5):
        add_mandate(draw, cast, agency, "home", home)
    if not chance(draw, 3):
        add_promotion(draw, cast, agency, pick(draw, (home, home, home, *abroad)))
    there = pick(draw, (*abroad, *abroad, home))
    for _ in range(pick(draw, (1, 2, 2, 0))):
        add_office(draw, cast, agency, pick(draw, (there, there, *abroad)))


def add_promotion(draw: DrawFn, cast: Cast, agency: str, market: str) -> None:
    role = pick(draw, ("", "national", "regional", "regional", "supranational"))
    relate(draw, cast, "promotes", agency, market, role)


def add_office(draw: DrawFn, cast: Cast, agency: str, there: str) -> None:
    """An office, most without host mandates, so that they are desks where they are located."""
    office = add_organisation(draw, cast, pick(draw, ("trade_office", "trade_office", "innovation_office")), there)
    relate(draw, cast, "operates", agency, office)
    for _ in range(pick(draw, (0, 0, 1, 2))):
        add_mandate(draw, cast, office, "host", pick(draw, (there, there, *cast.markets)))
    others = [id for id in cast.named("organisations", "trade_agency") if id != agency]
    if others and chance(draw, 4):
        relate(draw, cast, "operates", pick(draw, others), office)


def add_mandate(draw: DrawFn, cast: Cast, holder: str, role: str, market: str) -> None:
    """For a market above all; or for a region in it, said either way; or for a bloc; or for another market."""
    region = pick(draw, REGIONS[market])
    choices = [(market, "")] * 5 + [(market, region), (region, ""), (pick(draw, cast.markets), "")]
    choices += [(bloc, "") for bloc in cast.named("corridors")]
    target, within = pick(draw, choices)
    relate(draw, cast, "mandated_for", holder, target, role, within)


def add_rivals(draw: DrawFn, cast: Cast) -> None:
    """Agencies of one market that promote it for a region or for several, where there is a cluster of the region or
    not, and one for the whole of it that need not promote it; in half of the worlds with desks in one market abroad."""
    home, there, *_ = draw(st.permutations(cast.markets))
    with_desks = chance(draw, 2)
    for number in range(pick(draw, (2, 3, 4, 1))):
        agency = add_organisation(draw, cast, "trade_agency", home, pick(draw, ("trade_promotion", "", "chamber")))
        if number == 0 and not chance(draw, 3):
            relate(draw, cast, "mandated_for", agency, home, "home")
        elif chance(draw, 3):
            relate(draw, cast, "mandated_for", agency, home, "home", pick(draw, REGIONS[home]))
        else:
            relate(draw, cast, "promotes", agency, home, pick(draw, ("regional", "regional", "supranational")))
        if with_desks:
            office = add_organisation(draw, cast, "trade_office", there)
            relate(draw, cast, "operates", agency, office)
        if not chance(draw, 3):
            add_cluster_of(draw, cast, agency)


def add_regional_doors(draw: DrawFn, cast: Cast) -> None:
    """More front doors of regional agencies than are ranked, most of them where there is a cluster."""
    home = pick(draw, cast.markets)
    for _ in range(pick(draw, (3, 4))):
        agency = add_organisation(draw, cast, "trade_agency", home)
        relate(draw, cast, "promotes", agency, home, pick(draw, ("regional", "regional", "regional", "supranational")))
        if not chance(draw, 4):
            add_cluster_of(draw, cast, agency)


def add_cluster_of(draw: DrawFn, cast: Cast, agency: str) -> None:
    """A cluster where an agency is, of the sectors that most have."""
    its = cast.organisation(agency)
    cluster = cast.organisation(add_organisation(draw, cast, "cluster", its["country"]))
    cluster["region"] = its["region"] or cluster["region"]
    cluster["city"] = its["city"]
    cluster["sectors"] = "|".join(cast.sectors[:2])


def add_chambers(draw: DrawFn, cast: Cast) -> None:
    """Chambers and business associations of one market, mostly of the whole of it."""
    home = pick(draw, cast.markets)
    for _ in range(pick(draw, (2, 3))):
        form = pick(draw, ("chamber", "chamber", "business_association"))
        chamber = add_organisation(draw, cast, "trade_agency", home, form)
        if chance(draw, 6):
            add_mandate(draw, cast, chamber, "home", home)
        else:
            relate(draw, cast, "mandated_for", chamber, home, "home")


def add_bilateral_chamber(draw: DrawFn, cast: Cast) -> None:
    """A chamber for two markets, located in one of them or, now and then, in a third."""
    one, other, *_ = draw(st.permutations(cast.markets))
    chamber = add_organisation(draw, cast, "trade_agency", pick(draw, (one, *cast.markets)), "chamber")
    relate(draw, cast, "mandated_for", chamber, one, "home")
    relate(draw, cast, "mandated_for", chamber, other, "home")
    if chance(draw, 3):
        add_office(draw, cast, chamber, other)


def add_chamber_abroad(draw: DrawFn, cast: Cast) -> None:
    """A chamber whose constituency is a bloc or another market: outside of where it is located."""
    seat, other, *_ = draw(st.permutations(cast.markets))
    chamber = add_organisation(draw, cast, "trade_agency", seat, "chamber")
    relate(draw, cast, "mandated_for", chamber, pick(draw, (other, *cast.named("corridors"))), "home")
    if chance(draw, 3):
        add_office(draw, cast, chamber, pick(draw, cast.markets))


# Contexts


def add_contexts(draw: DrawFn, cast: Cast) -> None:
    """Up to three contexts, with those who take part in them; some say that there were more."""
    everybody = cast.named("organisations")
    for number in range(pick(draw, (0, 1, 2, 3))):
        kind = pick(draw, CONTEXT_KINDS)
        start, end = ("", "") if cast.even else pick(draw, PERIODS)
        id, stated = f"{kind}-{number}", pick(draw, ("", "", "3", "12", "30", "31"))
        values = {"id": id, "kind": kind, "name": id, "start": start, "end": end, "participants": stated}
        cast.rows["contexts"].append(row("contexts", **values))
        for organisation in some(draw, everybody, 5) if kind != "programme" else []:
            add_participation(draw, cast, organisation, id, kind)
        if chance(draw, 2):
            relate(draw, cast, "takes_place_in", id, pick(draw, cast.markets))


def add_participation(draw: DrawFn, cast: Cast, organisation: str, context: str, kind: str) -> None:
    if kind == "project":
        role = pick(draw, ("", "participant", "coordinator"))
        relate(draw, cast, "participates_in", organisation, context, role)
    else:
        relate(draw, cast, pick(draw, ("attends", "attends", "organises")), organisation, context)


def add_crowd(draw: DrawFn, cast: Cast) -> None:
    """A context of about 30 participants: fillers without dates, and a few of the others, some of whom lead it."""
    kind = pick(draw, ("project", "event"))
    cast.rows["contexts"].append(row("contexts", id="crowd", kind=kind, name="crowd"))
    filler = pick(draw, ("company", "cluster", "research_organisation"))
    before_or_after = pick(draw, ("z", "0"))
    for number in range(draw(st.integers(27, 32))):
        id, country = f"{before_or_after}{number:02}-filler", pick(draw, cast.markets[:1] * 9 + cast.markets)
        values = {"id": id, "kind": filler, "name": id, "country": country, "status": "active"}
        cast.rows["organisations"].append(row("organisations", **values))
        relation = "participates_in" if kind == "project" else "attends"
        cast.rows["relations"].append(row("relations", kind=relation, source=id, target="crowd"))
    for organisation in draw(st.permutations(cast.named("organisations")[:8]))[: pick(draw, (1, 2, 3, 4))]:
        add_participation(draw, cast, organisation, "crowd", kind)


# Relations


def add_chain(draw: DrawFn, cast: Cast) -> None:
    """Ties one after another, so that there are routes."""
    chain = draw(st.permutations(cast.named("organisations")))[: pick(draw, (3, 4, 5, 6, 0))]
    for a, b in pairwise(chain):
        relate(draw, cast, "partner_of" if cast.even else pick(draw, SYMMETRIC_OR_MEMBER), a, b)


def add_hub(draw: DrawFn, cast: Cast) -> None:
    """A hub of several affiliates, in all ways of being one, that serves a market more often than not."""
    hub, *others = draw(st.permutations(cast.named("organisations")))
    for affiliate in others[: pick(draw, (3, 4, 6))]:
        relate(
            draw, cast, "member_of" if cast.even else pick(draw, ("member_of", "hosts", "represents")), affiliate, hub
        )
    if not chance(draw, 3):
        relate(draw, cast, "serves", hub, pick(draw, cast.markets))


def add_relation(draw: DrawFn, cast: Cast, kind: str) -> None:
    """A relation of a kind between ends that the table of section 3 allows, if there are such ends."""
    if kind == "mandated_for":
        holder = cast.organisation(pick(draw, cast.named("organisations", "trade_agency", *sorted(OFFICES))))
        roles = ("home",) if holder["kind"] == "trade_agency" else ("host", "host", "home")
        add_mandate(draw, cast, holder["id"], pick(draw, roles), holder["country"])
        return
    sources, targets = ends(cast, kind)
    if not sources:
        return
    source = pick(draw, sources)
    others = [target for target in targets if target != source]
    if kind == "promotes":
        add_promotion(draw, cast, source, pick(draw, others))
    elif kind == "lies_on" and others and source in cast.markets:
        relate(draw, cast, kind, source, pick(draw, others), region=pick(draw, ("", *REGIONS[source])))
    elif others:
        role = pick(draw, ("", "participant", "coordinator")) if kind == "participates_in" else ""
        relate(draw, cast, kind, source, pick(draw, others), role)


def ends(cast: Cast, kind: str) -> tuple[list[str], list[str]]:
    """The allowed ends of a kind, of those that there are."""
    organisations, contexts = cast.named("organisations"), cast.named("contexts")
    markets, corridors, sectors = list(cast.markets), cast.named("corridors"), cast.named("sectors")
    projects, events = cast.named("contexts", "project"), cast.named("contexts", "event")
    programmes, clusters = cast.named("contexts", "programme"), cast.named("organisations", "cluster")
    by_kind = {
        "part_of": (clusters, clusters),
        "participates_in": (organisations, projects),
        "organises": (organisations, events),
        "attends": (organisations, events),
        "promotes": (cast.named("organisations", "trade_agency"), markets),
        "serves": (organisations, markets),
        "active_in": (organisations, markets),
        "lies_on": (organisations + markets, corridors),
        "takes_place_in": (contexts, markets),
        "works_in": (organisations + contexts, sectors),
        "funds": (organisations + programmes, organisations + projects),
        "runs": (organisations, programmes),
        "eligible_for": (organisations, programmes),
        "interested_in": (organisations, markets + sectors + corridors),
    }
    return by_kind.get(kind, (organisations, organisations))


def add_succession(draw: DrawFn, cast: Cast) -> None:
    """Mergers and successions among a few, mostly of one kind: chains, forks and cycles."""
    few = some(draw, cast.named("organisations"), 4)
    for _ in range(pick(draw, (0, 0, 0, 1, 2, 4)) if len(few) > 1 else 0):
        source = pick(draw, few)
        kind = cast.organisation(source)["kind"]
        alike = [id for id in cast.named("organisations", kind) if id != source]
        target = pick(draw, alike + [id for id in few if id != source])
        relate(draw, cast, pick(draw, ("merged_into", "succeeded_by")), source, target)


def add_repetitions(draw: DrawFn, cast: Cast) -> None:
    """The same said again: word for word, or with other dates and evidence, or of a successor."""
    said = list(cast.rows["relations"])
    heirs = {r["source"]: r["target"] for r in said if r["kind"] in ("merged_into", "succeeded_by")}
    for at in some(draw, range(len(said)), 4):
        again = dict(said[at])
        if not cast.even:
            again["since"], again["until"] = pick(draw, PERIODS)
            again["confidence"] = pick(draw, CONFIDENCES)
        cast.rows["relations"].append(again)
    for old in said:
        if old["source"] in heirs and old["kind"] not in ("merged_into", "succeeded_by") and chance(draw, 3):
            again = old | {"source": heirs[old["source"]]}
            if again["source"] != again["target"] and _may_say(cast, again["kind"], again["source"]):
                cast.rows["relations"].append(again)


def _may_say(cast: Cast, kind: str, source: str) -> bool:
    """May this one be the source of a relation of a kind?"""
    return kind != "mandated_for" and source in ends(cast, kind)[0]


def judgements(draw: DrawFn, cast: Cast) -> list[tuple[str, str]]:
    """Up to two pairs judged the same, of one kind, or both offices."""
    found = []
    for _ in range(pick(draw, (0, 0, 0, 1, 2))):
        one = cast.organisation(pick(draw, cast.named("organisations")))
        kinds = sorted(OFFICES) if one["kind"] in OFFICES else [one["kind"]]
        alike = [id for id in cast.named("organisations", *kinds) if id != one["id"]]
        if alike:
            found.append((one["id"], pick(draw, alike)))
    return found
