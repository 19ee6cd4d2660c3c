"""The question above all, over HTTP."""

from itertools import pairwise
from typing import Any

import pytest
from graphql import get_named_type

from api.errors import AbortedError
from api.execute import GRAPHQL, answer
from api.schema.inputs import AskerInput, OutsiderInput
from api.schema.plumbing.scalars import MarketCode
from graph.errors import InputError, LimitError
from graph.snapshot.snapshot import Snapshot
from queries.routing.askers import Outsider
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
    revision { number asOf builtAt counts { what count } } asOf exact completeTo
    market { code } corridor { id }
    askers { position organisation { id } askedAs note }
    diagnosis { code message stepsNeeded relax areas { id } }
    openers {
      totalCount totalIsExact
      pageInfo { hasNextPage endCursor }
      edges { cursor node { organisation { id } } }
      nodes {
        rank how tier organisation { id name } operator { id } siblings { id }
        score presence sectorFit serviceFit why unconfirmed asker { position }
        presenceReasons {
          reason market { code } worth base recency confidence handedOver halved
          relation { id } participation { id } evidence { url confidence }
        }
        route {
          strength publicShare freshest stalest weakestStep { strength }
          steps {
            from { id } to { id } kind strength raised ended sentence
            relations(first: 2) {
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
    assert found["completeTo"] is None
    assert found["market"] == {"code": "KR"}
    nodes = found["openers"]["nodes"]
    assert {"gamma", "agency-dk--busan", "agency-kr--copenhagen"} <= {one["organisation"]["id"] for one in nodes}
    assert [one["rank"] for one in nodes] == list(range(1, len(nodes) + 1))
    assert (found["openers"]["totalCount"], found["openers"]["totalIsExact"]) == (len(nodes), True)
    for one in nodes:
        assert one["why"].endswith(".")
        assert all(reason["evidence"] for reason in one["presenceReasons"])
        steps = one["route"]["steps"]
        assert steps[0]["from"] == {"id": "alpha"}
        assert steps[-1]["to"]["id"] == one["organisation"]["id"]
        assert all(before["to"] == after["from"] for before, after in pairwise(steps))
        for step in steps:
            assert bool(step["relations"]) == (step["kind"] != "reception")
            assert all(part["relation"]["evidence"][0]["url"] for part in step["relations"])


def test_numbers_compose(openers: Ask) -> None:
    for one in openers(market="KR", **{"from": ALPHA})["openers"]["nodes"]:
        fit = one["sectorFit"] * one["serviceFit"]
        assert one["score"] == pytest.approx(one["route"]["strength"] * one["presence"] * fit)
        assert one["tier"] == ("strong" if one["score"] >= 0.3 else "moderate" if one["score"] >= 0.1 else "weak")
        best = one["presenceReasons"][0]
        assert best["worth"] == pytest.approx(one["presence"])
        assert best["worth"] == pytest.approx(best["base"] * best["recency"] * best["handedOver"] * best["halved"])
        for step in one["route"]["steps"]:
            for part in step["relations"] if step["kind"] == "tie" else ():
                worth = part["base"] * part["recency"] * part["confidence"] * part["dilution"] * part["handedOver"]
                assert part["worth"] == pytest.approx(worth)


def test_steps_say_what_makes_them(openers: Ask) -> None:
    nodes = {one["organisation"]["id"]: one for one in openers(market="KR", **{"from": ALPHA})["openers"]["nodes"]}
    told = {id_: (one["how"], [step["kind"] for step in one["route"]["steps"]]) for id_, one in nodes.items()}
    assert told["agency-kr--copenhagen"] == ("desk", ["desk"])
    assert nodes["agency-kr--copenhagen"]["operator"] == {"id": "agency-kr"}
    assert told["agency-dk--busan"] == ("own_mandate", ["knock"])
    assert {"id": "agency-dk--seoul"} in nodes["agency-dk--busan"]["siblings"]
    assert told["gamma"] == ("own_network", ["tie", "tie"])
    mandate, operates = nodes["agency-dk--busan"]["route"]["steps"][0]["relations"]
    assert {one["relation"]["kind"]["name"] for one in (mandate, operates)} == {"mandated_for", "operates"}


def test_an_ended_step_tells_when_it_ended(openers: Ask) -> None:
    within = {"relationKinds": ["mou_with"]}
    (gamma,) = openers(market="KR", constraints=within, **{"from": ALPHA})["openers"]["nodes"]
    (step,) = gamma["route"]["steps"]
    assert (step["ended"], "2018" in step["sentence"], "2018" in gamma["why"]) == ("2018-12-31", True, True)


BESIDE = """
query ($from: [AskerInput!]!, $market: MarketCode!, $first: Int! = 10, $constraints: RouteConstraints) {
  doorOpeners(from: $from, market: $market, constraints: $constraints) {
    belowFloor frontDoorCount toMeetCount pastCount
    frontDoors(first: $first) { rank how organisation { id } route { steps { kind } } }
    toMeet(first: $first) { rank how organisation { id } route { steps { kind sentence relations { worth } } } }
    yourself { asker { position } organisation { id } reasons { reason evidence { url } } }
    past(first: $first) { organisation { id } market { code } until relations { id } }
  }
}
"""


def test_what_stands_beside_the_ranking(ask: Ask) -> None:
    found = ask(BESIDE, market="KR", **{"from": [{"id": "beta"}]})["doorOpeners"]
    (door,) = found["frontDoors"]
    assert (door["organisation"], door["how"], door["rank"]) == ({"id": "agency-kr"}, "front_door", None)
    assert found["frontDoorCount"] == 1
    (own,) = found["yourself"]
    assert (own["organisation"], own["reasons"][0]["reason"]) == ({"id": "beta"}, "serves")
    assert own["reasons"][0]["evidence"]
    none = ask(BESIDE, market="KR", first=0, **{"from": [{"id": "beta"}]})["doorOpeners"]
    assert (none["frontDoors"], none["frontDoorCount"]) == ([], 1)


def test_whom_to_meet_is_told_as_what_it_is(ask: Ask) -> None:
    who = [{"outsider": {"country": "DK", "sectors": ["energy"]}}]
    found = ask(BESIDE, market="KR", **{"from": who})["doorOpeners"]
    (met,) = found["toMeet"]
    assert (met["organisation"], met["how"], met["rank"] is not None) == ({"id": "gamma"}, "reception", True)
    step = met["route"]["steps"][-1]
    assert (step["kind"], step["relations"]) == ("reception", [])
    assert "job" in step["sentence"]


def test_ended_presence_is_past(tmp_path: Any) -> None:
    rows = {**ROWS, "relations": [*ROWS["relations"], _ended("hub-fi", "KR", "2021")]}
    world = snapshot_of(rows, tmp_path / "past")
    found = answer(world, BESIDE, {"market": "KR", "from": ALPHA})["data"]["doorOpeners"]
    (past,) = found["past"]
    assert (past["organisation"], past["market"]) == ({"id": "hub-fi"}, {"code": "KR"})
    assert (past["until"], len(past["relations"]), found["pastCount"]) == ("2021", 1, 1)


def _ended(source: str, market: str, until: str) -> dict[str, str]:
    return {"kind": "serves", "source": source, "target": market, "until": until, "confidence": "verified"}


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
    assert asker["note"] == "Alpha Energi answers for Old Alpha, whose successor it is."
    plain = openers(market="KR", **{"from": ALPHA})["askers"][0]
    assert (plain["askedAs"], plain["note"]) == (None, None)


def test_a_double_is_answered_as_the_one_that_it_is(snapshot: Snapshot, tmp_path: Any) -> None:
    merged = snapshot_of(ROWS, tmp_path / "merged", judgements=[("beta", "finn-000")])
    asked = answer(merged, OPENERS, {"market": "KR", "from": [{"id": "finn-000"}]})["data"]["doorOpeners"]
    assert asked["askers"][0]["organisation"] == {"id": "beta"}
    assert asked["askers"][0]["askedAs"] == "finn-000"
    assert asked["askers"][0]["note"] == "'finn-000' is another id of Beta Network."


def test_an_outsider_asks(openers: Ask) -> None:
    who = {"country": "DK", "region": "DK-84", "sectors": ["energy"], "knows": ["gamma"]}
    found = openers(market="KR", **{"from": [{"outsider": who}]})
    assert found["askers"] == [{"position": 0, "organisation": None, "askedAs": None, "note": None}]
    nodes = {one["organisation"]["id"]: one for one in found["openers"]["nodes"]}
    known = nodes["gamma"]["route"]["steps"][0]
    assert (known["from"], known["kind"], known["strength"], known["relations"]) == (None, "acquaintance", 0.75, [])
    assert nodes["agency-kr--copenhagen"]["route"]["steps"][0]["kind"] == "desk"


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
    assert [one["organisation"]["id"] for one in found["openers"]["nodes"]] == ["agency-kr--copenhagen", "agency-dk"]


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
        ({"market": "FI", "from": [{"id": "lonely"}]}, "disconnected"),
        ({"market": "AQ", "from": [{"id": "lonely"}]}, "no_opener_known"),
        ({"market": "KR", "from": ALPHA, "constraints": {"minStrength": 0.94}}, "constrained"),
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
        ({"market": "KR", "sector": "renewables", "from": ALPHA}, "unknown_sector", "sector"),
        ({"market": "KR", "from": ALPHA, "constraints": {"maxSteps": 7}}, "limit_exceeded", "maxSteps"),
        ({"market": "KR", "from": ALPHA, "constraints": {"minStrength": 2}}, "bad_strength", "minStrength"),
        ({"market": "KR", "from": ALPHA, "constraints": {"asOf": "2024-13"}}, "bad_date", "asOf"),
        ({"market": "KR", "from": ALPHA, "constraints": {"asOf": "9999"}}, "bad_date", "date"),
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


def test_a_region_is_named_by_code_or_name(openers: Ask) -> None:
    named = ({"country": "DK", "region": one, "knows": ["alpha"]} for one in ("DK-81", "Nordjylland"))
    by_code, by_name = (openers(market="KR", **{"from": [{"outsider": one}]}) for one in named)
    assert by_code == by_name


def test_a_sector_is_named_by_id_or_name(openers: Ask) -> None:
    by_id, by_name = (openers(market="KR", sector=one, **{"from": ALPHA}) for one in ("food", "FOOD"))
    assert by_id == by_name


def test_constraints_are_kept_to(openers: Ask) -> None:
    within = {"avoid": ["beta"], "openerKinds": ["cluster"], "relationKinds": ["mou_with", "partner_of"], "maxSteps": 2}
    nodes = openers(market="KR", constraints=within, **{"from": ALPHA})["openers"]["nodes"]
    assert [one["organisation"]["id"] for one in nodes] == ["gamma"]
    assert nodes[0]["route"]["steps"][0]["relations"][0]["relation"]["kind"] == {"name": "mou_with"}
    earlier = openers(market="KR", constraints={"asOf": "2016"}, **{"from": ALPHA})
    assert earlier["asOf"] == "2016-12-31"
    for edge in ("1800-01-01", "2200-12-31"):
        assert openers(market="KR", constraints={"asOf": edge}, **{"from": ALPHA})["asOf"] == edge
    public = openers(market="KR", constraints={"publicAnchor": True}, **{"from": ALPHA})
    assert all(one["route"]["publicShare"] == 1.0 for one in public["openers"]["nodes"])


INTRODUCTIONS = """
query ($from: AskerInput!, $to: ID!, $first: Int! = 3, $constraints: RouteConstraints) {
  introductions(from: $from, to: $to, first: $first, constraints: $constraints) {
    revision { number } asOf asker { organisation { id } askedAs country { code } } to { id } askedTo exact
    diagnosis { code message stepsNeeded relax missingTie { contact { id } other { id } opener { id } score } }
    routes { strength steps { from { id } to { id } kind relations { relation { evidence { url } } } } }
    fallback { steps { from { id } to { id } } }
  }
}
"""


def test_introductions_from_one_to_another(ask: Ask) -> None:
    found = ask(INTRODUCTIONS, to="gamma", **{"from": {"id": "old-alpha"}})["introductions"]
    assert found["asker"] == {"organisation": {"id": "alpha"}, "askedAs": "old-alpha", "country": {"code": "DK"}}
    assert (found["to"], found["askedTo"]) == ({"id": "gamma"}, None)
    strengths = [route["strength"] for route in found["routes"]]
    assert strengths == sorted(strengths, reverse=True)
    for route in found["routes"]:
        assert route["steps"][0]["from"] == {"id": "alpha"}
        assert route["steps"][-1]["to"] == {"id": "gamma"}
    assert found["routes"][0]["steps"][0]["relations"][0]["relation"]["evidence"]
    assert found["fallback"]["steps"] != found["routes"][0]["steps"]
    assert found["diagnosis"] is None


@pytest.mark.parametrize(
    ("to", "constraints", "code", "relax"),
    [
        ("lonely", {}, "disconnected", []),
        ("gamma", {"minStrength": 0.94}, "constrained", ["minStrength"]),
        ("gamma", {"avoid": ["gamma"], "openerKinds": ["investor"]}, "constrained", ["avoid"]),
    ],
)
def test_that_there_is_no_introduction_is_diagnosed(
    ask: Ask, to: str, constraints: dict[str, Any], code: str, relax: list[str]
) -> None:
    asked = {"from": {"id": "alpha"}, "to": to, "constraints": constraints}
    found = ask(INTRODUCTIONS, **asked)["introductions"]
    assert (found["routes"], found["fallback"]) == ([], None)
    assert (found["diagnosis"]["code"], found["diagnosis"]["relax"]) == (code, relax)


def test_an_outsider_is_introduced(ask: Ask) -> None:
    who = {"outsider": {"country": "DK", "knows": ["beta"]}}
    found = ask(INTRODUCTIONS, to="gamma", **{"from": who})["introductions"]
    assert found["asker"]["organisation"] is None
    assert found["routes"][0]["steps"][0]["from"] is None


@pytest.mark.parametrize(
    ("variables", "code"),
    [
        ({"from": {"id": "alpha"}, "to": "alpha"}, "same_organisation"),
        ({"from": {"id": "nobody"}, "to": "alpha"}, "unknown_organisation"),
        ({"from": {"id": "alpha"}, "to": "nobody"}, "unknown_organisation"),
        ({"from": {"id": "alpha"}, "to": "beta", "first": 0}, "limit_exceeded"),
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


def test_a_missing_tie_is_named_with_the_route_that_it_would_make(ask: Ask) -> None:
    document = """
    query ($from: [AskerInput!]!) { doorOpeners(market: "FI", from: $from) { diagnosis { code missingTie {
        asker { position } contact { id } other { id } opener { id } score likelihood
        route { strength steps { from { id } to { id } kind strength relations { worth } } } } } } }
    """
    tie = ask(document, **{"from": [{"id": "gamma"}]})["doorOpeners"]["diagnosis"]["missingTie"]
    steps = tie["route"]["steps"]
    assert tie["asker"] == {"position": 0}
    assert [one["to"] for one in steps] == [tie["contact"], tie["other"], tie["opener"]]
    assert [one["kind"] for one in steps] == ["tie", "supposed", "tie"]
    assert (steps[1]["strength"], steps[1]["relations"]) == (0.6, [])
    assert 0.05 <= tie["likelihood"] < 1
    assert 0 < tie["score"] < tie["route"]["strength"]


def test_where_nobody_is_known_blocs_with_a_door_are_named(openers: Ask) -> None:
    """Nobody is in Sweden, which lies on a bloc with Denmark, where there is one."""
    found = openers(market="SE", **{"from": [{"id": "lonely"}]})
    assert found["diagnosis"]["code"] == "no_opener_known"
    bloc = openers(corridor="bloc", **{"from": [{"id": "lonely"}]})["openers"]["nodes"]
    assert [one["id"] for one in found["diagnosis"]["areas"]] == (["bloc"] if bloc else [])


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
