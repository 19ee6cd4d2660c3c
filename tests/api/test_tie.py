"""The tie between two, as the API shows it; and the ids of steps, which lead to it."""

from tests.api.conftest import Ask


def test_a_step_leads_to_its_tie(ask: Ask) -> None:
    asked = """{ introductions(from: {id: "alpha"}, to: "beta", first: 1) { routes { steps {
        id kind strength from { id } to { id } relations { relation { id } } } } } }"""
    step = ask(asked)["introductions"]["routes"][0]["steps"][0]
    assert step["id"] == "tie:alpha:beta"
    told = "there { id kind strength relations { relation { id } } } back { id } revision { number } asOf"
    ends = {"a": step["from"]["id"], "b": step["to"]["id"]}
    tie = ask(f"query($a: ID!, $b: ID!) {{ tie(a: $a, b: $b) {{ {told} }} }}", **ends)["tie"]
    same = ("id", "kind", "strength", "relations")
    assert tie["there"] == {name: step[name] for name in same}
    assert tie["back"]["id"] == "tie:beta:alpha"


def test_the_first_step_of_an_asker_from_outside_has_no_first_end(ask: Ask) -> None:
    asked = """{ doorOpeners(market: "KR", from: [{outsider: {country: "DK", knows: ["beta"]}}]) {
        openers { nodes { route { steps { id } } } } } }"""
    steps = [one["route"]["steps"][0]["id"] for one in ask(asked)["doorOpeners"]["openers"]["nodes"]]
    assert "acquaintance::beta" in steps


def test_a_digest_is_told(ask: Ask) -> None:
    asked = '{ doorOpeners(market: "KR", from: [{id: "alpha"}]) { digest hubsLeftOut { context { id } present } } }'
    found = ask(asked)["doorOpeners"]
    assert len(found["digest"]) == 16
    assert found["hubsLeftOut"] == []


def test_who_is_not_known_is_refused(refused: Ask) -> None:
    assert refused('{ tie(a: "alpha", b: "alhpa") { asOf } }')["extensions"]["code"] == "unknown_organisation"
