"""The question above all, over HTTP."""

from itertools import pairwise
from typing import Any

import pytest
from graphql import get_named_type

from api.errors import AbortedError
from api.execute import GRAPHQL, answer
from api.schema.inputs import AskerInput, OutsiderInput
from api.schema.scalars import MarketCode
from graph.errors import InputError, LimitError
from graph.snapshot.snapshot import Snapshot
from queries.question import Outsider
from tests.api.conftest import Ask
from tests.api.world import ROWS
from tests.worlds import snapshot_of

OPENERS = """
query (
  $from: [AskerInput!]!, $market: MarketCode, $corridor: ID, $sector: ID, $constraints: RouteConstraints
  $first: Int! = 10, $after: String
) {
  doorOpeners(
    from: $from, market: $market, corridor: $corridor, sector: $sector, constraints: $constraints
    first: $first, after: $after
  ) {
    revision { number asOf builtAt counts { what count } } asOf exact
    market { code } corridor { id }
    askers { position organisation { id } askedAs note }
    diagnosis { code message stepsNeeded relax }
    openers {
      pageInfo { hasNextPage endCursor }
      edges { cursor node { organisation { id } } }
      nodes {
        organisation { id name } siblings { id } score presence sectorFit why asker { position }
        presenceReasons {
          reason worth base recency confidence handedOver
          relation { id } participation { id } evidence { url confidence }
        }
        route {
          strength publicShare freshest stalest weakestStep { strength }
          steps {
            from { id } to { id } desk { id } kind strength
            relations {
              worth base recency confidence dilution handedOver context { id }
              relation { id kind { name } evidence { source { name } url confidence } } otherRelation { id }
            }
          }
        }
      }
    }
  }
}
"""
ALPHA: list[dict[str, Any]] = [{"id": "alpha"}]


@pytest.fixture
def openers(ask: Ask) -> Ask:
    def asked(**variables: Any) -> dict[str, Any]:
        found: dict[str, Any] = ask(OPENERS, **variables)["doorOpeners"]
        return found

    return asked


def test_openers_come_with_routes_reasons_and_evidence(openers: Ask) -> None:
    found = openers(market="KR", **{"from": ALPHA})
    assert found["exact"]
    assert found["diagnosis"] is None
    assert found["market"] == {"code": "KR"}
    nodes = found["openers"]["nodes"]
    assert {"beta", "gamma", "agency-dk--busan", "agency-kr"} <= {one["organisation"]["id"] for one in nodes}
    assert [one["score"] for one in nodes] == sorted((one["score"] for one in nodes), reverse=True)
    for one in nodes:
        assert one["organisation"]["name"] in one["why"]
        assert all(reason["evidence"] for reason in one["presenceReasons"])
        steps = one["route"]["steps"]
        assert steps[0]["from"] == {"id": "alpha"}
        assert steps[-1]["to"]["id"] == one["organisation"]["id"]
        assert all(before["to"] == after["from"] for before, after in pairwise(steps))
        for step in steps:
            assert step["relations"]
            assert all(part["relation"]["evidence"][0]["url"] for part in step["relations"])


def test_numbers_compose(openers: Ask) -> None:
    for one in openers(market="KR", **{"from": ALPHA})["openers"]["nodes"]:
        assert one["score"] == pytest.approx(one["route"]["strength"] * one["presence"] * one["sectorFit"])
        best = one["presenceReasons"][0]
        assert best["worth"] == pytest.approx(best["base"] * best["recency"] * best["confidence"] * best["handedOver"])
        for step in one["route"]["steps"]:
            for part in step["relations"]:
                worth = part["base"] * part["recency"] * part["confidence"] * part["dilution"] * part["handedOver"]
                assert part["worth"] == pytest.approx(worth)


def test_steps_say_what_makes_them(openers: Ask) -> None:
    nodes = {one["organisation"]["id"]: one for one in openers(market="KR", **{"from": ALPHA})["openers"]["nodes"]}
    kinds = {id_: [step["kind"] for step in one["route"]["steps"]] for id_, one in nodes.items()}
    assert kinds["agency-kr"] == ["desk"]
    assert nodes["agency-kr"]["route"]["steps"][0]["desk"] == {"id": "agency-kr--copenhagen"}
    office = nodes.get("agency-dk--seoul") or nodes["agency-dk--busan"]
    assert [step["kind"] for step in office["route"]["steps"]] == ["mandate", "tie"]
    assert len(office["siblings"]) == 1


def test_a_shared_context_is_named(ask: Ask) -> None:
    document = """
    { organisation(id: "alpha") { ties { nodes {
        organisation { id } relations { context { id } relation { id } otherRelation { id } } } } } }
    """
    ties = ask(document)
    shared = {one["organisation"]["id"]: one["relations"] for one in ties["organisation"]["ties"]["nodes"]}
    assert shared["university"][0]["context"] == {"id": "project"}
    assert shared["university"][0]["otherRelation"] is not None
    assert shared["beta"][0]["context"] is None


def test_an_old_id_is_answered_as_its_successor_and_told_so(openers: Ask) -> None:
    asker = openers(market="KR", **{"from": [{"id": "old-alpha"}]})["askers"][0]
    assert asker["organisation"] == {"id": "alpha"}
    assert asker["askedAs"] == "old-alpha"
    assert "alpha" in asker["note"]
    plain = openers(market="KR", **{"from": ALPHA})["askers"][0]
    assert (plain["askedAs"], plain["note"]) == (None, None)


def test_a_double_is_answered_as_the_one_that_it_is(snapshot: Snapshot, tmp_path: Any) -> None:
    merged = snapshot_of(ROWS, tmp_path / "merged", judgements=[("beta", "finn-000")])
    asked = answer(merged, OPENERS, {"market": "KR", "from": [{"id": "finn-000"}]})["data"]["doorOpeners"]
    assert asked["askers"][0]["organisation"] == {"id": "beta"}
    assert asked["askers"][0]["askedAs"] == "finn-000"


def test_an_outsider_asks(openers: Ask) -> None:
    who = {"country": "DK", "region": "DK-84", "sectors": ["energy"], "knows": ["gamma"]}
    found = openers(market="KR", **{"from": [{"outsider": who}]})
    assert found["askers"] == [{"position": 0, "organisation": None, "askedAs": None, "note": None}]
    nodes = {one["organisation"]["id"]: one for one in found["openers"]["nodes"]}
    known = nodes["gamma"]["route"]["steps"][0]
    assert (known["from"], known["kind"], known["strength"], known["relations"]) == (None, "acquaintance", 0.75, [])
    assert nodes["agency-kr"]["route"]["steps"][0]["kind"] == "desk"


def test_an_asker_is_named_by_what_it_is_called(openers: Ask) -> None:
    by_id = openers(market="KR", **{"from": ALPHA})
    assert openers(market="south korea", **{"from": [{"name": "alpha ENERGI"}]}) == by_id
    assert by_id["askers"][0]["organisation"] == {"id": "alpha"}


def test_an_outsider_is_a_company_unless_it_says_otherwise(openers: Ask) -> None:
    who = {"country": "Dänemark", "sectors": ["energy"]}
    plain = openers(market="KR", **{"from": [{"outsider": who}]})
    assert openers(market="KR", **{"from": [{"outsider": who | {"kind": "company"}}]}) == plain
    asked = AskerInput(outsider=OutsiderInput(country=MarketCode("DK"), kind="cluster"))
    assert asked.understood(None) == Outsider("DK", kind="cluster")  # type: ignore[arg-type]


@pytest.mark.parametrize("avoid", ["KR", "Südkorea", "Republic of Korea", "kor"])
def test_a_country_is_avoided_whatever_it_is_called(openers: Ask, avoid: str) -> None:
    found = openers(market="KR", constraints={"avoid": [avoid]}, **{"from": ALPHA})
    assert [one["organisation"]["id"] for one in found["openers"]["nodes"]] == ["beta"]


def test_several_ask_together(openers: Ask) -> None:
    found = openers(market="KR", **{"from": [{"id": "finn-000"}, {"id": "gamma"}, {"id": "beta"}]})
    assert [one["organisation"]["id"] for one in found["askers"]] == ["finn-000", "gamma", "beta"]
    assert {one["asker"]["position"] for one in found["openers"]["nodes"]} <= {0, 1, 2}


def test_pages_join_to_the_whole_ranking(openers: Ask) -> None:
    whole = openers(market="KR", **{"from": ALPHA})["openers"]["nodes"]
    paged, after = [], None
    while True:
        page = openers(market="KR", first=2, after=after, **{"from": ALPHA})["openers"]
        paged += page["nodes"]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert paged == whole


@pytest.mark.parametrize(
    ("variables", "code"),
    [
        ({"market": "KR", "from": [{"id": "lonely"}]}, "disconnected"),
        ({"market": "AQ", "from": ALPHA}, "no_opener_known"),
        ({"market": "KR", "from": ALPHA, "constraints": {"minStrength": 0.94}}, "constrained"),
        ({"market": "IS", "from": ALPHA}, "disconnected"),
    ],
)
def test_a_no_is_diagnosed(openers: Ask, variables: dict[str, Any], code: str) -> None:
    found = openers(**variables)
    assert found["openers"]["nodes"] == []
    assert found["diagnosis"]["code"] == code
    assert found["diagnosis"]["message"]


@pytest.mark.parametrize(
    ("variables", "code", "where"),
    [
        ({"market": "XX", "from": ALPHA}, "unknown_market", "market"),
        ({"market": "KR", "from": [{"id": "alfa"}]}, "unknown_organisation", "from"),
        ({"market": "KR", "from": []}, "no_asker", "from"),
        ({"from": ALPHA}, "no_target", "market"),
        ({"market": "KR", "corridor": "bloc", "from": ALPHA}, "no_target", "market"),
        ({"corridor": "blok", "from": ALPHA}, "unknown_corridor", "corridor"),
        ({"market": "KR", "sector": "alpha", "from": ALPHA}, "not_a_sector", "sector"),
        ({"market": "KR", "from": ALPHA, "constraints": {"maxSteps": 7}}, "limit_exceeded", "maxSteps"),
        ({"market": "KR", "from": ALPHA, "constraints": {"minStrength": 2}}, "bad_strength", "minStrength"),
        ({"market": "KR", "from": ALPHA, "constraints": {"asOf": "2024-13"}}, "bad_date", "asOf"),
        ({"market": "KR", "from": ALPHA, "constraints": {"via": ["nobody"]}}, "unknown_organisation", "via"),
        ({"market": "KR", "from": ALPHA, "first": 0}, "limit_exceeded", "first"),
        ({"market": "KR", "from": ALPHA, "first": 101}, None, None),
        ({"market": "KR", "from": ALPHA, "after": "nonsense"}, "bad_cursor", "after"),
        ({"market": "KR", "from": ALPHA * 21}, "limit_exceeded", "from"),
        ({"market": "KR", "from": [{"id": "alpha", "outsider": {"country": "DK"}}]}, "invalid_variables", None),
        ({"market": "KR", "from": [{}]}, "invalid_variables", None),
        ({"market": "KR", "from": [{"id": None}]}, "invalid_variables", None),
        ({"market": 3, "from": ALPHA}, "invalid_variables", None),
        ({"market": "KR", "from": [{"outsider": {"country": "DK", "region": "84"}}]}, "unknown_region", "from.region"),
        (
            {"market": "KR", "from": [{"outsider": {"country": "FR", "region": "DK-84"}}]},
            "region_elsewhere",
            "from.region",
        ),
        ({"market": "Congo", "from": ALPHA}, "ambiguous_market", "market"),
        ({"market": "KR", "from": [{"name": "Alpha Enrgi"}]}, "unknown_organisation", "from.name"),
        ({"market": "KR", "from": [{"id": "alpha", "name": "Alpha Energi"}]}, "invalid_variables", None),
        ({"market": "KR", "from": ALPHA, "constraints": {"avoid": ["Congo"]}}, "ambiguous_market", "avoid"),
        ({"market": "KR", "from": ALPHA, "constraints": {"avoid": ["DK"] * 501}}, "limit_exceeded", "avoid"),
    ],
)
def test_a_wrong_question_names_what_is_wrong(
    refused: Ask, variables: dict[str, Any], code: str | None, where: str | None
) -> None:
    found = refused(OPENERS, **variables)["extensions"]
    if code is not None:
        assert (found["code"], found["where"]) == (code, where)


def test_near_values_are_named(refused: Ask) -> None:
    found = refused(OPENERS, market="KR", **{"from": [{"id": "alpa"}]})
    assert found["extensions"]["value"] == "alpa"
    assert "alpha" in found["extensions"]["nearest"]
    assert "alpha" in found["message"]


def test_constraints_are_kept_to(openers: Ask) -> None:
    within = {"avoid": ["beta"], "openerKinds": ["cluster"], "relationKinds": ["mou_with", "partner_of"], "maxSteps": 2}
    nodes = openers(market="KR", constraints=within, **{"from": ALPHA})["openers"]["nodes"]
    assert [one["organisation"]["id"] for one in nodes] == ["gamma"]
    assert nodes[0]["route"]["steps"][0]["relations"][0]["relation"]["kind"] == {"name": "mou_with"}
    earlier = openers(market="KR", constraints={"asOf": "2016"}, **{"from": ALPHA})
    assert earlier["asOf"] == "2016-12-31"
    public = openers(market="KR", constraints={"publicAnchor": True}, **{"from": ALPHA})
    assert all(one["route"]["publicShare"] == 1.0 for one in public["openers"]["nodes"])


INTRODUCTIONS = """
query ($from: ID!, $to: ID!, $first: Int! = 3, $constraints: RouteConstraints) {
  introductions(from: $from, to: $to, first: $first, constraints: $constraints) {
    revision { number } asOf from { id } to { id } askedFrom askedTo exact
    routes { strength steps { from { id } to { id } kind relations { relation { evidence { url } } } } }
    fallback { steps { from { id } to { id } } }
  }
}
"""


def test_introductions_from_one_to_another(ask: Ask) -> None:
    found = ask(INTRODUCTIONS, to="gamma", **{"from": "old-alpha"})["introductions"]
    ends = (found["from"], found["to"], found["askedFrom"], found["askedTo"])
    assert ends == ({"id": "alpha"}, {"id": "gamma"}, "old-alpha", None)
    strengths = [route["strength"] for route in found["routes"]]
    assert strengths == sorted(strengths, reverse=True)
    for route in found["routes"]:
        assert route["steps"][0]["from"] == {"id": "alpha"}
        assert route["steps"][-1]["to"] == {"id": "gamma"}
        assert all(step["relations"][0]["relation"]["evidence"] for step in route["steps"])
    assert found["fallback"]["steps"] != found["routes"][0]["steps"]
    assert ask(INTRODUCTIONS, to="lonely", **{"from": "alpha"})["introductions"]["routes"] == []


@pytest.mark.parametrize(
    ("variables", "code"),
    [
        ({"from": "alpha", "to": "alpha"}, "same_organisation"),
        ({"from": "nobody", "to": "alpha"}, "unknown_organisation"),
        ({"from": "alpha", "to": "nobody"}, "unknown_organisation"),
        ({"from": "alpha", "to": "beta", "first": 0}, "limit_exceeded"),
    ],
)
def test_a_wrong_question_about_introductions_is_refused(refused: Ask, variables: dict[str, Any], code: str) -> None:
    assert refused(INTRODUCTIONS, **variables)["extensions"]["code"] == code


def test_openers_have_alternatives_and_a_fallback(ask: Ask) -> None:
    document = """
    { doorOpeners(market: "KR", from: [{ id: "alpha" }]) { openers { nodes {
        organisation { id } route { strength steps { to { id } } }
        alternatives(first: 2) { strength steps { to { id } } } fallback { steps { to { id } } } } } } }
    """
    nodes = {one["organisation"]["id"]: one for one in ask(document)["doorOpeners"]["openers"]["nodes"]}
    gamma = nodes["gamma"]
    assert gamma["alternatives"]
    assert all(one["strength"] <= gamma["route"]["strength"] for one in gamma["alternatives"])
    assert all(one["steps"][-1]["to"] == {"id": "gamma"} for one in [*gamma["alternatives"], gamma["fallback"]])


def test_a_missing_tie_is_named(ask: Ask) -> None:
    document = """
    query ($from: [AskerInput!]!) { doorOpeners(market: "FI", from: $from, constraints: { maxSteps: 2 }) { diagnosis {
        code missingTie { asker { position } contact { id } other { id } opener { id } } } } }
    """
    said = ask(document, **{"from": ALPHA})["doorOpeners"]["diagnosis"]
    assert said["missingTie"]["asker"] == {"position": 0}
    assert said["missingTie"]["contact"]["id"] in {"beta", "gamma", "university", "fund"}
    assert said["missingTie"]["opener"]["id"].startswith(("finn", "hub"))


def test_a_corridor_as_target(openers: Ask) -> None:
    found = openers(corridor="road", **{"from": ALPHA})
    assert found["corridor"] == {"id": "road"}
    assert found["market"] is None
    assert found["openers"]["nodes"]


def test_in_process_the_same_answer_comes_back_and_failures_are_raised(snapshot: Snapshot, openers: Ask) -> None:
    variables = {"market": "KR", "from": ALPHA}
    assert answer(snapshot, OPENERS, variables)["data"]["doorOpeners"] == openers(**variables)
    with pytest.raises(InputError) as unknown:
        answer(snapshot, OPENERS, {"market": "KR", "from": [{"id": "alpa"}]})
    assert unknown.value.code == "unknown_organisation"
    with pytest.raises(LimitError):
        answer(snapshot, "{" + "revision { number } " * 480 + "}")
    for document, code in (
        ("{", "invalid_syntax"),
        ("{ nothing }", "invalid_document"),
        ("query ($a: Int!) { nodes(ids: []) { id } }", "invalid"),
    ):
        with pytest.raises(InputError) as invalid:
            answer(snapshot, document)
        assert invalid.value.code.startswith(code)
    assert issubclass(AbortedError, LimitError)


def test_every_list_is_of_non_null_entries_or_says_why() -> None:
    """Lists are paged, capped, or short by nature; entries that may be null are those of ``nodes(ids)`` alone."""
    nullable = []
    for type_ in GRAPHQL.type_map.values():
        for name, field in getattr(type_, "fields", {}).items() if not type_.name.startswith("__") else ():
            text = str(field.type)
            if text.startswith("[") and not text.rstrip("!").endswith("!]"):
                nullable.append(f"{type_.name}.{name}: {get_named_type(field.type)}")
    assert nullable == ["Query.nodes: Node"]
