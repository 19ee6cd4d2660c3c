"""Markets as a list, and what is told of one."""

from tests.api.conftest import Ask


def test_all_markets_are_listed_page_by_page(ask: Ask) -> None:
    page = ask("{ markets(first: 100) { totalCount nodes { code } pageInfo { hasNextPage endCursor } } }")["markets"]
    codes = [one["code"] for one in page["nodes"]]
    while page["pageInfo"]["hasNextPage"]:
        asked = (
            "query($a: String) { markets(first: 100, after: $a) { nodes { code } pageInfo { hasNextPage endCursor } } }"
        )
        page = ask(asked, a=page["pageInfo"]["endCursor"])["markets"]
        codes += [one["code"] for one in page["nodes"]]
    assert codes == sorted(set(codes))
    assert len(codes) == ask("{ markets(first: 0) { totalCount } }")["markets"]["totalCount"]


def test_they_are_filtered(ask: Ask) -> None:
    asked = """{ bloc: markets(where: {corridor: "bloc"}) { nodes { code } }
        named: markets(where: {codes: ["Korea", "SE"], present: true}) { nodes { code } } }"""
    found = ask(asked)
    assert [one["code"] for one in found["bloc"]["nodes"]] == ["DK", "SE"]
    assert [one["code"] for one in found["named"]["nodes"]] == ["KR"]


def test_a_market_says_where_it_is_and_who_is_there(ask: Ask) -> None:
    asked = """{ market(code: "KR") { centre { city latitude longitude } countsByKind { kind located present }
        present(first: 2) { totalCount nodes { organisation { id } value } pageInfo { endCursor } }
        events { id start } estimates { id } } }"""
    found = ask(asked)["market"]
    assert found["centre"] == {"city": "Seoul", "latitude": 37.57, "longitude": 126.98}
    assert found["present"]["nodes"][0] == {"organisation": {"id": "agency-kr"}, "value": 0.95}
    assert sum(one["present"] for one in found["countsByKind"]) == found["present"]["totalCount"]
    assert [one["id"] for one in found["events"]] == ["fair"]
    assert found["estimates"] == []
    cursor = found["present"]["pageInfo"]["endCursor"]
    rest = 'query($a: String) { market(code: "KR") { present(after: $a) { nodes { organisation { id } } } } }'
    after = ask(rest, a=cursor)["market"]["present"]["nodes"]
    first = [one["organisation"]["id"] for one in found["present"]["nodes"]]
    assert not {one["organisation"]["id"] for one in after} & set(first)
    assert len(after) == found["present"]["totalCount"] - 2


def test_a_market_names_its_regions(ask: Ask, refused: Ask) -> None:
    asked = """{ market(code: "ES") { regions { code name otherNames within }
        german: regions(language: de) { code name } } }"""
    found = ask(asked)["market"]
    catalonia = {"code": "ES-CT", "name": "Catalonia", "otherNames": ["Catalunya", "Cataluña", "Katalonien"]}
    assert {**catalonia, "within": None} in found["regions"]
    assert {"code": "ES-B", "name": "Barcelona", "otherNames": [], "within": "ES-CT"} in found["regions"]
    assert {"code": "ES-CT", "name": "Katalonien"} in found["german"]
    every = refused("{ markets(first: 100) { nodes { regions { code } } } }")
    assert every["extensions"]["code"] == "too_costly"


def test_pages_are_bounded(refused: Ask) -> None:
    for asked in ("present(first: 101) { totalCount }", "events(first: 101) { id }", "estimates(first: -1) { id }"):
        assert refused(f'{{ market(code: "KR") {{ {asked} }} }}')["extensions"]["code"] == "limit_exceeded"
