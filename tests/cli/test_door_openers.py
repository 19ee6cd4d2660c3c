"""``opendoors ask``: tables for people, JSON for programs, and a "no" that says what is missing."""

import os
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from queries.routing.wording import GROUPS
from tests.cli.conftest import AS_OF, Opendoors

ECD = "energy-cluster-denmark"
ORGANISATION = {"id", "name", "kind", "country"}
EVIDENCE = {"source", "locator", "url", "retrieved", "confidence"}
RELATION = {"id", "kind", "source", "target", "since", "until", "status", "role", "name", "sentence", "evidence"}
PART = {"worth", "base", "recency", "confidence", "dilution", "context", "relation", "otherRelation"}
STEP = {"from", "to", "kind", "strength", "raised", "ended", "sentence", "relations"}
REASON = {
    "reason", "market", "worth", "base", "recency", "confidence", "handedOver", "halved", "relation", "participation",
    "evidence",
}  # fmt: skip
OPENER = {
    "rank", "how", "score", "tier", "presence", "sectorFit", "serviceFit", "why", "unconfirmed",
    "organisation", "operator", "siblings", "presenceReasons", "route",
}  # fmt: skip
ANSWER = {
    "revision", "asOf", "exact", "completeTo", "askers", "market", "corridor", "diagnosis", "openers",
    "totalCount", "totalIsExact", "belowFloor", "frontDoors", "frontDoorCount", "toMeet", "toMeetCount", "yourself",
    "past", "pastCount",
}  # fmt: skip


def test_a_person_sees_groups_ranks_routes_reasons_and_sources(starter: Opendoors) -> None:
    said = starter("ask", "KR", "--from", ECD)
    assert said.code == 0
    lines = said.out.splitlines()
    assert lines[0] == "Who can open a door to South Korea for Energy Cluster Denmark"
    titles = [line for line in lines if line in {title for title, _ in GROUPS}]
    assert titles[:2] == ["Your own people there", "The official door, and its desks around you"]
    assert any(line.startswith("  1 ") and line.endswith(" 0.43 strong") for line in lines)
    (route,) = [line for line in lines if line.endswith("Innovation Centre Denmark Seoul") and "⇢" in line]
    assert route.strip().startswith("Energy Cluster Denmark ⇢")
    beside = said.out.partition("\nNot in this list\n")[2].partition("\nSources\n")[0]
    own = "Energy Cluster Denmark serves South Korea"
    (mark,) = re.findall(rf"Yours already: {own} \(last known in 2020\)\.([⁰¹²³⁴⁵⁶⁷⁸⁹]+)", beside)
    assert "There once, and not any more: " in beside
    sources = said.out.partition("\nSources\n")[2]
    assert "runs Innovation Centre Denmark Seoul" in sources
    number = mark.translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789"))
    assert re.search(rf"^ *{number} {own} .*2020.* · verified · 2026-11-22$", sources, re.MULTILINE)
    assert "Where Innovation Centre Denmark Seoul is located" in sources
    assert "https://" in sources
    assert f"As of {AS_OF}, revision " in sources


def test_the_best_group_comes_first_and_ranks_stay(starter: Opendoors) -> None:
    lines = starter("ask", "ZA", "--from", "cii").out.splitlines()
    ranks = [int(line[:3]) for line in lines[: lines.index("Sources")] if line[:3].strip().isdigit()]
    assert ranks[0] == 1
    assert sorted(ranks) == list(range(1, len(ranks) + 1)) != ranks


@pytest.mark.parametrize("columns", ["60", "80", "120"])
def test_no_line_is_wider_than_the_terminal_but_addresses(
    starter: Opendoors, monkeypatch: pytest.MonkeyPatch, columns: str
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    lines = starter("ask", "KR", "--from", ECD).out.splitlines()
    assert max(len(line) for line in lines if "://" not in line) <= int(columns)
    assert not [line for line in lines if "\x1b" in line]


def test_json_has_the_names_of_the_schema_and_no_more(starter: Opendoors) -> None:
    answer = starter("ask", "KR", "--from", ECD, "--json").json
    assert set(answer) == ANSWER
    assert (answer["market"]["code"], answer["asOf"], answer["diagnosis"]) == ("KR", AS_OF, None)
    assert (answer["exact"], answer["completeTo"]) == (True, None)
    assert isinstance(answer["revision"], int)
    assert len(answer["openers"]) == 10
    for opener in answer["openers"]:
        assert set(opener) == OPENER
        assert set(opener["organisation"]) == ORGANISATION | {"place", "subtitle"}
        assert all(set(one) == ORGANISATION for one in opener["siblings"])
        for reason in opener["presenceReasons"]:
            assert set(reason) == REASON
            assert reason["evidence"] and all(set(one) == EVIDENCE for one in reason["evidence"])
        assert set(opener["route"]) == {"strength", "steps"}
        for step in opener["route"]["steps"]:
            assert set(step) == STEP
            assert set(step["from"]) == set(step["to"]) == ORGANISATION
            for part in step["relations"]:
                assert set(part) == PART
                assert set(part["relation"]) == RELATION
                evidence = part["relation"]["evidence"]
                assert evidence and all(set(one) == EVIDENCE for one in evidence)
        route = opener["route"]["steps"]
        assert [step["to"] for step in route[:-1]] == [step["from"] for step in route[1:]]
        assert route[-1]["to"]["id"] == opener["organisation"]["id"]


def test_floats_are_not_rounded_and_multiply_to_the_score(starter: Opendoors) -> None:
    for opener in starter("ask", "KR", "--from", ECD, "--json").json["openers"]:
        strength = 1.0
        for step in opener["route"]["steps"]:
            strength *= step["strength"]
        assert opener["route"]["strength"] == strength
        assert opener["score"] == strength * opener["presence"] * (opener["sectorFit"] * opener["serviceFit"])


def test_longer_rankings_are_fetched_page_by_page(starter: Opendoors) -> None:
    few = starter("ask", "DE", "--from", ECD, "--first", "12", "--json").json["openers"]
    answer = starter("ask", "DE", "--from", ECD, "--first", "100", "--json").json
    many = answer["openers"]
    assert len(few) == 12 < len(many) == min(100, answer["totalCount"])
    assert many[:12] == few
    assert [one["rank"] for one in many] == list(range(1, len(many) + 1))
    assert all(one["score"] >= other["score"] - 1e-4 for one, other in pairwise(many))
    assert len({one["organisation"]["id"] for one in many}) == len(many)


def test_an_outsider_is_you(starter: Opendoors) -> None:
    said = starter("ask", "KR", "--from-country", "Denmark", "--knows", ECD, "--sectors", "energy,hydrogen", "--json")
    assert {one["route"]["steps"][0]["from"] for one in said.json["openers"]} == {None}
    (asker,) = said.json["askers"]
    assert (asker["organisation"], asker["kind"], asker["country"]) == (None, "company", "DK")
    assert "you ⇢" in starter("ask", "KR", "--from-country", "DK").out


def test_an_outsider_says_what_it_is(starter: Opendoors) -> None:
    said = starter("ask", "KR", "--from-country", "Danmark", "--kind", "Research Organisation", "--json")
    assert said.code == 0
    refused = starter("ask", "KR", "--from-country", "DK", "--kind", "univercity", "--json")
    assert (refused.code, refused.error["code"], refused.error["where"]) == (2, "unknown_organisation_kind", "--kind")
    assert starter("ask", "KR", "--from", ECD, "--kind", "cluster", "--json").error["code"] == "no_country"


def test_a_market_is_named_as_people_write_it(starter: Opendoors) -> None:
    by_code = starter("ask", "GB", "--from", ECD, "--avoid", "KR", "--json")
    for market, avoid in (("uk", "Korea, Rep."), ("Storbritannien", "südkorea"), ("Great Britain", "KOR")):
        assert starter("ask", market, "--from", ECD, "--avoid", avoid, "--json").out == by_code.out
    refused = starter("ask", "Congo", "--from", ECD, "--json")
    assert (refused.code, refused.error["code"]) == (2, "ambiguous_market")
    assert refused.error["nearest"] == ["CD (DR Congo)", "CG (Republic of the Congo)"]


def test_an_asker_can_be_named(starter: Opendoors) -> None:
    by_id = starter("ask", "South Korea", "--from", ECD, "--json")
    by_name = starter("ask", "kr", "--from", "energy cluster denmark", "--json")
    assert by_name.out == by_id.out


def test_a_predecessor_is_answered_as_its_successor_and_told_so(starter: Opendoors) -> None:
    said = starter("ask", "KR", "--from", "house-of-energy", "--first", "1")
    assert said.code == 0
    assert said.err == "Energy Cluster Denmark answers for House of Energy (merged 2020), whose successor it is.\n"


def test_a_corridor_instead_of_a_market(starter: Opendoors) -> None:
    answer = starter("ask", "--corridor", "eu-single-market", "--from", "kotra", "--first", "1", "--json").json
    assert (answer["market"], answer["corridor"]["id"]) == (None, "eu-single-market")
    assert "EU Single Market" in starter("ask", "--corridor", "eu-single-market", "--from", "kotra").out


def test_constraints_bind(starter: Opendoors) -> None:
    def asked(*options: str) -> list[dict[str, Any]]:
        said = starter("ask", "KR", "--from", ECD, *options, "--json")
        assert said.code == 0, said.err
        openers: list[dict[str, Any]] = said.json["openers"]
        return openers

    assert {one["organisation"]["kind"] for one in asked("--opener-kinds", "trade-agency,CLUSTER")} == {
        "trade_agency",
        "cluster",
    }
    assert "elbe-alliance" not in str(asked("--avoid", "elbe-alliance"))
    met = asked("--via", "innovation-centre-denmark--seoul", "--first", "5")
    assert met and all("innovation-centre-denmark--seoul" in str(one["route"]) for one in met)
    in_order = asked("--via-in-order", ECD, "--via-in-order", "innovation-centre-denmark--seoul")
    assert in_order and all("innovation-centre-denmark--seoul" in str(one["route"]) for one in in_order)
    assert all(len(one["route"]["steps"]) == 1 for one in asked("--max-steps", "1"))
    assert all(step["strength"] >= 0.5 for one in asked("--min-strength", "0.5") for step in one["route"]["steps"])
    assert asked("--as-of", "2025") != asked()


def test_no_route_is_an_answer_that_says_what_to_relax(starter: Opendoors) -> None:
    said = starter("ask", "KR", "--from", ECD, "--opener-kinds", "investor", "--max-steps", "1")
    assert said.code == 0
    assert "No door opener to South Korea for Energy Cluster Denmark found." in said.out
    assert "--opener-kinds" in said.out
    answer = starter("ask", "KR", "--from", ECD, "--opener-kinds", "investor", "--max-steps", "1", "--json").json
    assert answer["openers"] == []
    assert answer["diagnosis"]["relax"] == ["openerKinds"]


@pytest.mark.parametrize(
    ("arguments", "code", "where", "nearest"),
    [
        (("KR", "--from", "energy-clustr-denmark"), "unknown_organisation", "--from", ECD),
        (("KR", "--from", "Enrgy Cluster Denmark"), "unknown_organisation", "--from", ECD),
        (("Sout Korea", "--from", ECD), "unknown_market", "MARKET", "KR (South Korea)"),
        (("--corridor", "eu-single-markt", "--from", ECD), "unknown_corridor", "--corridor", "eu-single-market"),
        (("KR", "--from", ECD, "--relation-kinds", "member"), "unknown_relation_kind", "--relation-kinds", "member_of"),
        (("KR", "--from", ECD, "--opener-kinds", "clustr"), "unknown_organisation_kind", "--opener-kinds", "cluster"),
    ],
)
def test_unknown_names_meet_did_you_mean(
    starter: Opendoors, arguments: tuple[str, ...], code: str, where: str, nearest: str
) -> None:
    said = starter("ask", *arguments, "--json")
    assert (said.code, said.out) == (2, "")
    assert set(said.error) == {"code", "message", "value", "where", "nearest", "suggestion"}
    assert (said.error["code"], said.error["where"]) == (code, where)
    assert nearest in said.error["nearest"]
    told = starter("ask", *arguments)
    assert (told.code, told.err.count("\n")) == (2, 1)
    assert "Did you mean" in told.err


def test_a_region_by_its_name(starter: Opendoors) -> None:
    by_code, by_name = (
        starter("ask", "KR", "--from-country", "DE", "--region", one, "--sectors", "Automotive", "--json").json
        for one in ("DE-BY", "Bavaria")
    )
    assert by_code == by_name


@pytest.mark.parametrize(
    "arguments",
    [
        ("KR",),
        ("--from", ECD),
        ("KR", "--corridor", "eu-single-market", "--from", ECD),
        ("KR", "--from", ECD, "--from-country", "DK"),
        ("KR", "--from", ECD, "--region", "DK-84"),
        ("KR", "--from-country", "DK", "--region", "nowhere"),
        ("KR", "--from", ECD, "--max-steps", "7"),
        ("KR", "--from", ECD, "--max-steps", "many"),
        ("KR", "--from", ECD, "--min-strength", "2"),
        ("KR", "--from", ECD, "--as-of", "yesterday"),
        ("KR", "--from", ECD, "--first", "101"),
        ("KR", "--from", ECD, "--sector", "nonsense"),
        ("KR", "--from", ECD, "--frm", ECD),
        ("KR", "--from", ""),
    ],
)
def test_bad_options_exit_2(starter: Opendoors, arguments: tuple[str, ...]) -> None:
    said = starter("ask", *arguments)
    assert (said.code, said.out, said.err.count("\n")) == (2, "", 1)
    assert starter("ask", *arguments, "--json").error["suggestion"]


def test_a_name_that_several_have_is_not_guessed(starter: Opendoors, tmp_path: Path, empty: Opendoors) -> None:
    folder = tmp_path / "twins"
    folder.mkdir()
    rows = "id,kind,name,country\none,cluster,The Cluster,DK\nother,cluster,The Cluster,SE\n"
    (folder / "organisations.csv").write_text(rows, encoding="utf-8")
    assert empty("load", str(folder), "--as", "twins").code == 0
    said = empty("ask", "KR", "--from", "the cluster", "--json")
    assert (said.code, said.error["code"], said.error["nearest"]) == (2, "ambiguous_organisation", ["one", "other"])


def test_nothing_loaded_exits_4_and_says_what_to_run(empty: Opendoors) -> None:
    said = empty("ask", "KR", "--from", ECD)
    assert said.code == 4
    assert "opendoors load" in said.err


def test_a_closed_pipe_is_quiet(starter_home: Path) -> None:
    environment = {**os.environ, "OPENDOORS_HOME": str(starter_home), "OPENDOORS_AS_OF": AS_OF}
    for more in ((), ("--json",)):
        command = [sys.executable, "-m", "cli.main", "ask", "KR", "--from", ECD, *more]
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
        ) as asked:
            assert asked.stdout is not None and asked.stderr is not None
            asked.stdout.close()
            assert asked.stderr.read() == ""
        assert asked.returncode == 141


def test_questions_on_real_data_compile_nothing(starter_home: Path) -> None:
    """``python -m queries.compile`` has compiled every function for the arguments that it gets in production."""
    subprocess.run([sys.executable, "-m", "queries.compile"], check=True, capture_output=True)
    asked = f"""
import sys
from cli.main import run
from queries.compile import compiled_anew
for options in (
    ["--from", "{ECD}"],
    ["--from-country", "DK", "--knows", "kotra"],
    ["--from", "{ECD}", "--via", "kotra", "--as-of", "2025"],
    ["--from", "{ECD}", "--avoid", "DE", "--public-anchor", "--max-steps", "6"],
    ["--from", "{ECD}", "--relation-kinds", "mandated_for"],
    ["--from", "{ECD}", "--opener-kinds", "investor", "--max-steps", "1"],
):
    assert run(["ask", "KR", *options, "--json"]) == 0
print(compiled_anew(), file=sys.stderr)
"""
    environment = {**os.environ, "OPENDOORS_HOME": str(starter_home), "OPENDOORS_AS_OF": AS_OF}
    done = subprocess.run([sys.executable, "-c", asked], check=True, capture_output=True, text=True, env=environment)
    assert done.stderr == "[]\n"
