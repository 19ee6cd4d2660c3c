"""What can be read of the graph: nodes, organisations, relations, lists, search."""

from typing import Any

import pytest

from api.schema.model.words import _described
from graph import kinds
from graph.relations import RELATION_KINDS
from graph.snapshot.snapshot import Snapshot
from tests.api.conftest import Ask
from tests.api.world import MANY

TYPES = {
    "alpha": "Cluster",
    "agency-dk": "TradeAgency",
    "agency-dk--seoul": "TradeOffice",
    "agency-dk--busan": "InnovationOffice",
    "acme": "Company",
    "university": "ResearchOrganisation",
    "ministry": "PublicBody",
    "fund": "Investor",
    "project": "Project",
    "fair": "Event",
    "programme": "Programme",
    "bloc": "Corridor",
    "energy": "Sector",
    "prio": "Priority",
    "svc": "Service",
    "est": "Estimate",
    "KR": "Market",
}


def test_everything_with_an_id_is_fetched_again_by_it(ask: Ask) -> None:
    ids = list(TYPES)
    found = ask("query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id ... on Thing { name } } }", ids=ids)["nodes"]
    assert {one["id"]: one["__typename"] for one in found} == TYPES
    assert all(one["name"] for one in found)
    for id_ in ids:
        assert ask("query ($id: ID!) { node(id: $id) { __typename } }", id=id_) == {"node": {"__typename": TYPES[id_]}}


def test_relations_are_fetched_again_by_id(ask: Ask, snapshot: Snapshot) -> None:
    ids = [snapshot.relation_id(position) for position in range(len(snapshot.facts.rel_kind))][:100]
    found = ask("query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }", ids=ids)["nodes"]
    assert found == [{"__typename": "Relation", "id": id_} for id_ in ids]


def test_what_is_not_there_is_null(ask: Ask) -> None:
    nothing = """
    { node(id: "nothing") { id } organisation(id: "KR") { id } corridor(id: "alpha") { id }
      a: nodes(ids: ["no", "alpha"]) { id } }
    """
    assert ask(nothing) == {"node": None, "organisation": None, "corridor": None, "a": [None, {"id": "alpha"}]}
    for id_ in ("", "rel-", "member_of:", "member_of:alpha:nobody", "member_of:alpha:beta~00000000", "ALPHA"):
        assert ask("query ($id: ID!) { node(id: $id) { id } }", id=id_) == {"node": None}


def test_an_organisation_says_what_is_known_of_it(ask: Ask) -> None:
    document = """
    { organisation(id: "alpha") {
        name nativeName otherNames { kind name } kind status country { code name } sectors { id name }
        place { city region latitude }
        website founded dissolved ownership size hasPublicMandate languages competences identifiers { scheme value }
        statements {
          idInSource properties { name value }
          evidence { source { name title licence address retrieved } url retrieved confidence }
        }
        city: statements(property: "city") { properties { name value } }
        none: statements(property: "nothing") { idInSource }
        priorities {
          id name organisation { id } sectors { id } markets since until statements { evidence { confidence } }
        }
        interests { role subject { id } relation { status } }
        presence { nodes { market { code } value reasons { reason worth evidence { url } } } }
        ... on Cluster { form }
    } gamma: organisation(id: "gamma") { otherNames { kind name } } }
    """
    answer = ask(document)
    said = answer["organisation"]
    assert said["otherNames"] == []
    assert answer["gamma"]["otherNames"] == [
        {"kind": "former", "name": "Delta: Old"},
        {"kind": "native", "name": "감마 클러스터"},
        {"kind": "acronym", "name": "GC"},
    ]
    assert (said["kind"], said["status"], said["form"]) == ("cluster", "active", "supercluster")
    assert said["country"] == {"code": "DK", "name": "Denmark"}
    assert said["place"] == {"city": "Aalborg", "region": "DK-81", "latitude": None}
    assert said["statements"][0]["evidence"]["url"] == "https://example.org/alpha"
    assert said["statements"][0]["evidence"]["source"]["licence"] == "CC0-1.0"
    assert said["city"] == [{"properties": [{"name": "city", "value": "Aalborg"}]}]
    assert said["none"] == []
    assert said["priorities"][0]["organisation"] == {"id": "alpha"}
    assert said["interests"][0]["subject"] == {"id": "KR"}
    assert [one["market"]["code"] for one in said["presence"]["nodes"]] == ["DK"]
    assert all(reason["evidence"] for one in said["presence"]["nodes"] for reason in one["reasons"])


def test_an_agency_has_a_constituency_offices_and_services(ask: Ask) -> None:
    document = """
    { agency: organisation(id: "agency-dk") { ... on TradeAgency {
          constituency { role area { id } region relation { evidence { url } } } offices { totalCount nodes { id } } }
        services { service forWhom fee } }
      desk: organisation(id: "agency-kr--copenhagen") { ... on Office {
          operator { id } operators { id } deskFor { role area { id } } } } }
    """
    said = ask(document)
    assert said["agency"]["constituency"][0]["area"] == {"id": "DK"}
    assert said["agency"]["offices"]["nodes"] == [{"id": "agency-dk--busan"}, {"id": "agency-dk--seoul"}]
    assert said["agency"]["services"] == [{"service": "partner_search", "forWhom": ["sme"], "fee": "fee"}]
    assert said["desk"]["operator"] == {"id": "agency-kr"}
    assert said["desk"]["deskFor"] == [{"role": "host", "area": {"id": "DK"}}]


RELATIONS = """
query (
  $id: ID!, $kinds: [RelationKindName!], $direction: Direction! = BOTH, $status: RelationStatus, $first: Int! = 20
  $after: String
) {
  node(id: $id) { ... on Thing {
    relations(kinds: $kinds, direction: $direction, status: $status, first: $first, after: $after) {
      totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      edges { cursor other { id } node {
        id kind { name reverseName } source { id } target { id } since until status lastHeld role name region order
        evidence { source { name } locator url retrieved confidence } } }
    } } }
}
"""


def related(ask: Ask, id_: str, **more: Any) -> list[tuple[str, str]]:
    page = ask(RELATIONS, id=id_, **more)["node"]["relations"]
    return [(edge["node"]["kind"]["name"], edge["other"]["id"]) for edge in page["edges"]]


def test_relations_by_kind_direction_and_status(ask: Ask) -> None:
    assert related(ask, "alpha", kinds=["member_of"]) == [("member_of", "beta")]
    assert related(ask, "alpha", kinds=["member_of"], direction="IN") == []
    assert related(ask, "beta", kinds=["member_of"], direction="IN") == [("member_of", "alpha")]
    assert related(ask, "gamma", kinds=["partner_of"], direction="IN") == [("partner_of", "beta")]
    assert related(ask, "gamma", kinds=["partner_of"], direction="OUT") == [("partner_of", "beta")]
    assert related(ask, "alpha", status="ended") == [
        ("mou_with", "gamma"),
        ("participates_in", "project"),
        ("attends", "fair"),
    ]
    assert related(ask, "beta", status="current") == [("partner_of", "gamma")]
    assert ("promotes", "agency-kr") in related(ask, "KR")
    assert related(ask, "project", kinds=["participates_in"]) == [
        ("participates_in", "alpha"),
        ("participates_in", "university"),
    ]
    assert related(ask, "alpha", kinds=[]) == []
    order = list(RELATION_KINDS)
    found = [kind for kind, _ in related(ask, "alpha")]
    assert found == sorted(found, key=order.index)


def test_a_relation_has_dates_role_and_evidence(ask: Ask) -> None:
    page = ask(RELATIONS, id="alpha", kinds=["mou_with", "interested_in"])["node"]["relations"]
    memorandum, interest = (edge["node"] for edge in page["edges"])
    assert (memorandum["since"], memorandum["until"], memorandum["status"], memorandum["name"]) == (
        "2015",
        "2018",
        "ended",
        "Memorandum",
    )
    assert memorandum["lastHeld"] == "2018-12-31"
    assert interest["role"] == "seeks_partners"
    assert memorandum["evidence"][0]["url"] == "https://example.org/alpha/mou_with"
    assert memorandum["evidence"][0]["confidence"] == "verified"


def collected(ask: Ask, document: str, at: list[str], **variables: Any) -> tuple[list[str], int]:
    """Ids of all pages of a connection, and its total."""
    ids: list[str] = []
    after = None
    while True:
        page = ask(document, after=after, **variables)
        for name in at:
            page = page[name]
        assert page["pageInfo"]["hasPreviousPage"] is (after is not None)
        ids += [edge["node"]["id"] for edge in page["edges"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            return ids, page["totalCount"]


@pytest.mark.parametrize("first", [7, 40, 100])
def test_pages_of_relations_join_without_gap_or_double(ask: Ask, first: int) -> None:
    ids, total = collected(ask, RELATIONS, ["node", "relations"], id="hub-fi", first=first)
    assert len(ids) == len(set(ids)) == total == MANY


ORGANISATIONS = """
query ($where: OrganisationFilter, $orderBy: OrganisationOrder! = id, $first: Int! = 20, $after: String) {
  organisations(where: $where, orderBy: $orderBy, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage hasPreviousPage endCursor } edges { node { id name kind country { code } } }
  }
}
"""


@pytest.mark.parametrize("order", ["id", "name", "country", "kind"])
@pytest.mark.parametrize("first", [13, 100])
def test_pages_of_organisations_join_in_every_order(ask: Ask, snapshot: Snapshot, order: str, first: int) -> None:
    ids, total = collected(ask, ORGANISATIONS, ["organisations"], orderBy=order, first=first)
    assert len(ids) == len(set(ids)) == total == snapshot.manifest.counts["organisation"]
    nodes = [
        ask("query ($id: ID!) { organisation(id: $id) { name kind country { code } } }", id=id_)["organisation"]
        for id_ in ids[:40]
    ]
    keys = {
        "id": ids[:40],
        "name": [node["name"].casefold() for node in nodes],
        "country": [(node["country"]["code"], id_) for node, id_ in zip(nodes, ids, strict=False)],
        "kind": [(kinds.ORGANISATION_KINDS.index(node["kind"]), id_) for node, id_ in zip(nodes, ids, strict=False)],
    }
    assert keys[order] == sorted(keys[order])


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ({"kind": {"eq": "trade_agency"}}, ["agency-dk", "agency-kr"]),
        ({"kind": {"in": ["investor", "company"]}}, ["acme", "fund"]),
        ({"kind": {"in": []}}, []),
        ({"status": {"eq": "merged"}}, ["old-alpha"]),
        ({"country": {"in": ["IS"]}}, ["lonely"]),
        ({"country": {"eq": "KR"}, "kind": {"eq": "cluster"}}, ["gamma"]),
        ({"sector": {"eq": "food"}}, ["beta"]),
        ({"sector": {"in": ["energy"]}, "not": {"country": {"eq": "KR"}}}, ["alpha", "beta"]),
        ({"or": [{"country": {"eq": "IS"}}, {"kind": {"eq": "company"}}]}, ["acme", "lonely"]),
        ({"or": []}, []),
        (
            {"and": [{"country": {"eq": "DK"}}, {"kind": {"eq": "cluster"}}, {"status": {"eq": "active"}}]},
            ["alpha", "beta"],
        ),
        ({"presentIn": {"eq": "KR"}, "kind": {"eq": "cluster"}}, ["beta", "gamma"]),
        ({"presentIn": {"eq": "Korea, Rep."}, "kind": {"eq": "cluster"}}, ["beta", "gamma"]),
        ({"onCorridor": {"eq": "bloc"}}, ["gamma"]),
    ],
)
def test_organisations_are_filtered(ask: Ask, where: dict[str, Any], expected: list[str]) -> None:
    found = ask(ORGANISATIONS, where=where)["organisations"]
    assert [edge["node"]["id"] for edge in found["edges"]] == expected
    assert found["totalCount"] == len(expected)


@pytest.mark.parametrize(
    ("where", "code"),
    [
        ({"country": {"eq": "XX"}}, "unknown_market"),
        ({"sector": {"eq": "alpha"}}, "not_a_sector"),
        ({"onCorridor": {"eq": "no"}}, "unknown_corridor"),
        ({"or": [{"kind": {"eq": "company"}}] * 60}, "limit_exceeded"),
        ({"country": {"in": ["KR"] * 501}}, "limit_exceeded"),
        ({"kind": {"eq": "nothing"}}, "invalid_variables"),
    ],
)
def test_a_wrong_filter_is_refused(refused: Ask, where: dict[str, Any], code: str) -> None:
    assert refused(ORGANISATIONS, where=where)["extensions"]["code"] == code


@pytest.mark.parametrize("cursor", ["", "x", "eyJhIjoxfQ", "WyJvcmdhbmlzYXRpb25zLWlkIl0", "é", "A" * 2_000])
def test_a_cursor_that_is_none_is_refused(refused: Ask, cursor: str) -> None:
    assert refused(ORGANISATIONS, after=cursor)["extensions"]["code"] == "bad_cursor"


def test_a_cursor_of_another_list_is_refused(ask: Ask, refused: Ask) -> None:
    cursor = ask(ORGANISATIONS, first=1)["organisations"]["pageInfo"]["endCursor"]
    assert refused(ORGANISATIONS, after=cursor, orderBy="name")["extensions"]["code"] == "bad_cursor"
    assert refused(RELATIONS, id="alpha", after=cursor)["extensions"]["code"] == "bad_cursor"


SEARCH = """
query ($text: String!, $kinds: [NodeKind!], $countries: [MarketCode!], $first: Int! = 10, $after: String) {
  search(text: $text, kinds: $kinds, countries: $countries, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage hasPreviousPage endCursor } edges { score how matchedName field node { id name } }
  }
}
"""


def found_by(ask: Ask, **variables: Any) -> list[str]:
    return [edge["node"]["id"] for edge in ask(SEARCH, **variables)["search"]["edges"]]


def test_search_forgives(ask: Ask) -> None:
    assert found_by(ask, text="alpha energi")[0] == "alpha"
    assert found_by(ask, text="Alpha Enrgi")[0] == "alpha"
    assert found_by(ask, text="감마") == ["gamma"]
    assert found_by(ask, text="a", kinds=["corridor"]) == ["bloc", "road"]
    assert found_by(ask, text="danish", countries=["DK"])[:2] == ["agency-dk", "DK"]
    assert found_by(ask, text="danish", countries=["dk"])[:1] == ["agency-dk"]
    assert found_by(ask, text="danish", countries=["Dänemark", "USA"])[:1] == ["agency-dk"]
    edge = ask(SEARCH, text="alpha energi")["search"]["edges"][0]
    assert (edge["how"], edge["matchedName"], edge["field"]) == ("exact", "Alpha Energi", "name")


@pytest.mark.parametrize(
    ("country", "code", "near"),
    [
        ("Congo", "ambiguous_market", ["CD (DR Congo)", "CG (Republic of the Congo)"]),
        ("Danmrak", "unknown_market", ["DK (Denmark)"]),
        ("XX", "unknown_market", []),
    ],
)
def test_a_country_that_is_none_is_refused_wherever_it_stands(
    refused: Ask, country: str, code: str, near: list[str]
) -> None:
    documents = [
        'search(text: "a", countries: [COUNTRY]) { totalCount }',
        "organisations(where: {presentIn: {eq: COUNTRY}}) { totalCount }",
        "market(code: COUNTRY) { code }",
        "crossClusterLinks(countries: [COUNTRY]) { asOf }",
        "corridors(where: {market: COUNTRY}) { totalCount }",
        'doorOpeners(from: [{id: "alpha"}], market: COUNTRY) { asOf }',
        'doorOpeners(from: [{outsider: {country: COUNTRY}}], market: "KR") { asOf }',
        'organisation(id: "alpha") { presence(market: COUNTRY) { totalCount } }',
    ]
    for document in documents:
        written = refused("{ " + document.replace("COUNTRY", f'"{country}"') + " }")
        given = refused(
            "query ($country: MarketCode!) { " + document.replace("COUNTRY", "$country") + " }", country=country
        )
        for error in (written, given):
            assert (error["extensions"]["code"], error["extensions"]["nearest"]) == (code, near), document
            assert error["extensions"]["value"] == country


def test_pages_of_search_join(ask: Ask) -> None:
    ids, total = collected(ask, SEARCH, ["search"], text="finn", first=50)
    assert len(ids) == len(set(ids)) == total


def test_markets_corridors_sectors_sources_kinds(ask: Ask) -> None:
    document = """
    { market(code: "kr") { id code name organisationsLocated organisationsPresent corridors { id kind } }
      named: market(code: "Denmark") { code }
      corridors(where: {market: "DK", kind: [transport_corridor]}) {
        totalCount nodes { id status since website markets { code } statements { idInSource } } }
      none: corridors(where: {status: [closed]}) { totalCount }
      corridor(id: "bloc") { markets { code } }
      sectors { id name group nace near { id } }
      KR: market(code: "KR") { capital mainBusinessCity statements { properties { name value } } }
      SE: market(code: "SE") { capital mainBusinessCity statements { idInSource } }
      sources { name title publisher licence address retrieved }
      revision { number asOf counts { what count } } }
    """
    said = ask(document)
    assert said["market"]["organisationsLocated"] == 5
    assert said["market"]["organisationsPresent"] == 6
    assert said["market"]["corridors"] == [{"id": "road", "kind": "transport_corridor"}]
    assert said["named"] == {"code": "DK"}
    assert [one["code"] for one in said["corridors"]["nodes"][0]["markets"]] == ["KR", "DK"]
    assert said["none"] == {"totalCount": 0}
    assert [one["code"] for one in said["corridor"]["markets"]] == ["SE", "DK"]
    assert [one["id"] for one in said["sectors"]] == ["cross-sector", "energy", "food"]
    assert [[near["id"] for near in one["near"]] for one in said["sectors"]] == [[], ["food", "cross-sector"], []]
    assert (said["KR"]["capital"], said["KR"]["mainBusinessCity"]) == ("Seoul", "Seoul")
    assert {"name": "capital", "value": "Seoul"} in said["KR"]["statements"][0]["properties"]
    assert said["SE"] == {"capital": None, "mainBusinessCity": None, "statements": []}
    assert said["sources"][0]["name"] == "test"
    assert said["revision"]["number"] == 1


def test_contexts_say_what_is_known_of_them(ask: Ask) -> None:
    document = """
    { nodes(ids: ["project", "fair", "programme", "svc", "est"]) { __typename
        ... on Context {
          kind status start end statedParticipants country { code } sectors { id } website statements { idInSource } }
        ... on Project { funder } ... on Event { format mode month cadence city fee }
        ... on Programme { countries countriesNote beneficiaries deadline fee funder }
        ... on Service { service organisation { id } markets statements { idInSource } }
        ... on Estimate { region sector count what year publisher statements { idInSource } } } }
    """
    project, fair, programme, service, estimate = ask(document)["nodes"]
    assert project["sectors"] == [{"id": "energy"}]
    assert (project["statedParticipants"], fair["statedParticipants"]) == (12, None)
    assert (fair["country"], fair["format"]) == ({"code": "KR"}, "fair")
    assert programme["countries"] == ["DK", "SE"]
    assert service["organisation"] == {"id": "agency-dk"}
    assert estimate["count"] == 3000


def test_the_table_of_relations_is_the_models(ask: Ask) -> None:
    document = (
        "{ relationKinds { name reverseName meaning carries base halfLife dilution symmetric sources targets roles } }"
    )
    said = {kind["name"]: kind for kind in ask(document)["relationKinds"]}
    assert list(said) == list(RELATION_KINDS)
    for name, kind in RELATION_KINDS.items():
        one = said[name]
        assert (one["reverseName"], one["meaning"], one["base"], one["halfLife"]) == (
            kind.reverse,
            kind.meaning,
            kind.base,
            kind.half_life,
        )
        assert (frozenset(one["sources"]), frozenset(one["targets"])) == (kind.sources, kind.targets)
        assert (one["carries"], tuple(one["roles"]), one["symmetric"]) == (
            kind.carries.value,
            kind.roles,
            kind.symmetric,
        )


def test_a_word_that_nobody_has_described_yet_stands_for_itself() -> None:
    assert _described(["new_word"], {}) == {"new_word": "New word."}


def test_ties_are_strongest_first(ask: Ask) -> None:
    document = """
    query ($after: String, $asOf: PartialDate) { organisation(id: "alpha") {
      ties(first: 1, after: $after, asOf: $asOf) {
        totalCount pageInfo { hasNextPage endCursor }
        nodes { organisation { id } strength relations { worth relation { id } } } } } }
    """
    strengths, after = [], None
    while True:
        page = ask(document, after=after)["organisation"]["ties"]
        strengths += [one["strength"] for one in page["nodes"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert len(strengths) == page["totalCount"] > 2
    assert strengths == sorted(strengths, reverse=True)
    assert ask(document, asOf="1990")["organisation"]["ties"]["totalCount"] < page["totalCount"]


def test_a_tie_is_as_strong_each_way_as_it_is_told_from_the_other_end(ask: Ask) -> None:
    """A hub knows each of its many members less than each knows the hub."""
    document = """{
      member: organisation(id: "finn-000") { ties { nodes { organisation { id } strength strengthBack } } }
      hub: organisation(id: "hub-fi") { ties(first: 100) { nodes { organisation { id } strength strengthBack } } } }
    """
    said = ask(document)
    (up,) = said["member"]["ties"]["nodes"]
    down = next(one for one in said["hub"]["ties"]["nodes"] if one["organisation"]["id"] == "finn-000")
    assert (up["strength"], up["strengthBack"]) == (down["strengthBack"], down["strength"])
    assert up["strength"] > 2 * up["strengthBack"] > 0
