"""A small world that the reading of a day is tested on."""

from typing import Final

from tests.worlds import Row, cluster, relation


def _organisation(id_: str, kind: str, country: str, **more: str) -> Row:
    return cluster(id_, country) | {"kind": kind} | more


ROWS: Final[dict[str, list[Row]]] = {
    "markets": [{"code": code} for code in ("DK", "KR", "SE")],
    "sectors": [
        {"id": "energy", "name": "Energy", "near": "water|food"},
        {"id": "food", "name": "Food"},
        {"id": "water", "name": "Water"},
    ],
    "corridors": [
        {"id": "bloc", "kind": "trade_bloc", "name": "Bloc", "markets": "SE|DK", "status": "active"},
        {"id": "road", "kind": "transport_corridor", "name": "Road"},
    ],
    "organisations": [
        cluster("alpha", "DK", "energy|food", name="Zeta"),
        cluster("beta", "SE", "energy", name="Ångström"),
        cluster("gamma", "KR", "food", name="beach", status="unknown"),
        cluster("old", "DK", "", name="Old", status="merged"),
        _organisation("agency", "trade_agency", "DK", form="trade_promotion"),
        _organisation("chamber", "trade_agency", "DK", form="chamber"),
        _organisation("seoul", "trade_office", "KR", form="trade"),
        _organisation("closed", "trade_office", "KR", form="trade"),
        _organisation("desk", "trade_office", "DK", form="trade"),
        _organisation("acme", "company", "SE"),
    ],
    "priorities": [{"id": "prio", "organisation": "alpha", "name": "Go to Korea"}],
    "services": [{"id": "svc", "organisation": "agency", "service": "partner_search"}],
    "relations": [
        relation("member_of", "alpha", "beta", since="2020"),
        relation("partner_of", "beta", "alpha", status="current"),
        relation("partner_of", "alpha", "gamma", until="2020"),
        relation("mou_with", "alpha", "gamma", since="2015", until="2018", name="One"),
        relation("mou_with", "alpha", "gamma", since="2019", until="2021", name="Another"),
        relation("member_of", "acme", "alpha"),
        *(relation("member_of", member, "beta") for member in ("acme", "agency", "gamma")),
        relation("merged_into", "old", "alpha", since="2019"),
        relation("operates", "agency", "seoul"),
        relation("operates", "agency", "closed", since="2010", until="2015"),
        relation("mandated_for", "agency", "DK", role="home"),
        relation("mandated_for", "desk", "SE", role="host"),
        relation("mandated_for", "desk", "DK", role="home"),
        relation("mandated_for", "desk", "KR", role="host"),
        relation("serves", "alpha", "KR", since="2022"),
        relation("lies_on", "KR", "road", order="2"),
        relation("lies_on", "DK", "road", order="1"),
        relation("lies_on", "DK", "road", order="7", name="Port"),
        relation("lies_on", "SE", "road"),
        relation("lies_on", "gamma", "road"),
    ],
}
