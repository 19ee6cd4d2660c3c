"""A small world that has one of everything."""

from typing import Final

Row = dict[str, str]
MANY: Final = 120
"""Clusters in Finland, all members of one: enough for several pages."""


def _organisation(id_: str, kind: str, country: str, name: str, **more: str) -> Row:
    row = {"id": id_, "kind": kind, "country": country, "name": name, "status": "active", "confidence": "verified"}
    return row | {"source_url": f"https://example.org/{id_}"} | more


def _relation(kind: str, source: str, target: str, **more: str) -> Row:
    row = {"kind": kind, "source": source, "target": target, "confidence": "verified", "retrieved": "2026-01-01"}
    return row | {"source_url": f"https://example.org/{source}/{kind}"} | more


ORGANISATIONS: Final = [
    _organisation(
        "alpha", "cluster", "DK", "Alpha Energi", form="supercluster", region="DK-81", sectors="energy", city="Aalborg"
    ),
    _organisation(
        "beta",
        "cluster",
        "DK",
        "Beta Network",
        form="network",
        sectors="energy|food",
        identifiers="ror:01abc|wikidata:Q1",
    ),
    _organisation(
        "gamma",
        "cluster",
        "KR",
        "Gamma Cluster",
        native_name="감마",
        sectors="energy",
        other_names="former:Delta: Old|native:감마 클러스터|acronym:GC",
    ),
    _organisation("old-alpha", "cluster", "DK", "Old Alpha", status="merged"),
    _organisation("lonely", "cluster", "IS", "Lonely Cluster"),
    _organisation("agency-dk", "trade_agency", "DK", "Danish Agency", form="trade_promotion", sectors="cross-sector"),
    _organisation("agency-dk--seoul", "trade_office", "KR", "Danish Agency Seoul", form="trade"),
    _organisation("agency-dk--busan", "innovation_office", "KR", "Danish Agency Busan", form="innovation"),
    _organisation("agency-kr", "trade_agency", "KR", "Korean Agency", form="investment_promotion"),
    _organisation("agency-kr--copenhagen", "trade_office", "DK", "Korean Agency Copenhagen", form="investment"),
    _organisation("acme", "company", "KR", "Acme Corporation", size="large", ownership="private"),
    _organisation("university", "research_organisation", "DK", "A University"),
    _organisation("ministry", "public_body", "DK", "A Ministry", ownership="public"),
    _organisation("fund", "investor", "DK", "A Fund"),
    _organisation("hub-fi", "cluster", "FI", "Finnish Hub"),
    *(_organisation(f"finn-{at:03}", "cluster", "FI", f"Finn {MANY - at:03}") for at in range(MANY)),
]
RELATIONS: Final = [
    _relation("member_of", "alpha", "beta", since="2020"),
    _relation("partner_of", "beta", "gamma", since="2021-03", status="current"),
    _relation("mou_with", "alpha", "gamma", since="2015", until="2018", name="Memorandum"),
    _relation("merged_into", "old-alpha", "alpha", since="2019"),
    _relation("operates", "agency-dk", "agency-dk--seoul"),
    _relation("operates", "agency-dk", "agency-dk--busan"),
    _relation("operates", "agency-kr", "agency-kr--copenhagen"),
    _relation("mandated_for", "agency-dk", "DK", role="home"),
    _relation("mandated_for", "agency-kr--copenhagen", "DK", role="host"),
    _relation("promotes", "agency-kr", "KR"),
    _relation("serves", "beta", "KR", since="2022"),
    _relation("participates_in", "alpha", "project", role="coordinator"),
    _relation("participates_in", "university", "project", role="participant"),
    _relation("organises", "gamma", "fair"),
    _relation("attends", "alpha", "fair"),
    _relation("takes_place_in", "fair", "KR"),
    _relation("lies_on", "gamma", "bloc"),
    _relation("interested_in", "alpha", "KR", role="seeks_partners"),
    *(_relation("member_of", f"finn-{at:03}", "hub-fi", since="2020") for at in range(MANY)),
]
ROWS: Final[dict[str, list[Row]]] = {
    "markets": [{"code": "KR", "capital": "Seoul", "main_business_city": "Seoul"}],
    "sectors": [
        {"id": "energy", "name": "Energy", "near": "food|cross-sector"},
        *({"id": id_, "name": id_.capitalize()} for id_ in ("food", "cross-sector")),
    ],
    "corridors": [
        {"id": "bloc", "kind": "trade_bloc", "name": "A Bloc", "markets": "SE|DK", "status": "active"},
        {"id": "road", "kind": "transport_corridor", "name": "A Road", "markets": "KR|DK", "since": "2013"},
    ],
    "organisations": ORGANISATIONS,
    "contexts": [
        {
            "id": "project",
            "kind": "project",
            "name": "A Project",
            "start": "2022",
            "end": "2025",
            "sectors": "energy",
            "participants": "12",
        },
        {
            "id": "fair",
            "kind": "event",
            "name": "A Fair",
            "start": "2025-05",
            "end": "2025-05",
            "country": "KR",
            "format": "fair",
        },
        {"id": "programme", "kind": "programme", "name": "A Programme", "countries": "DK|SE", "beneficiaries": "sme"},
    ],
    "priorities": [
        {
            "id": "prio",
            "organisation": "alpha",
            "name": "Go to Korea",
            "sectors": "energy",
            "markets": "KR",
            "since": "2024",
        }
    ],
    "services": [
        {"id": "svc", "organisation": "agency-dk", "service": "partner_search", "for_whom": "sme", "fee": "fee"}
    ],
    "estimates": [
        {"id": "est", "region": "europe", "count": "3000", "what": "cluster_organisations", "publisher": "Somebody"}
    ],
    "relations": RELATIONS,
}
