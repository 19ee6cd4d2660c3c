"""Links between clusters, superclusters, matching strategies and corridors, over HTTP."""

from tests.api.conftest import Ask

LINKS = """
query ($a: ID, $b: ID, $countries: [MarketCode!], $sector: ID, $asOf: PartialDate) {
  crossClusterLinks(a: $a, b: $b, countries: $countries, sector: $sector, asOf: $asOf) {
    revision { number } asOf a { id } askedA countries { code } sector { id } oneCount otherCount directCount
    direct { one { id } other { id } strength ended relations { worth relation { kind { name } evidence { url } } } }
    endedDirect { one { id } other { id } ended }
    through { one { id } partner { id } other { id } strength steps { from { id } to { id } strength } }
    shared { place { id } kind pairs ones { cluster { id } relations { id } } others { cluster { id } } ended }
    suggestions { one { id } other { id } score sectors { id } partners { id } contexts { id } }
  }
}
"""


def test_links_between_two_countries(ask: Ask) -> None:
    found = ask(LINKS, countries=["DK", "KR"])["crossClusterLinks"]
    assert ([one["code"] for one in found["countries"]], found["directCount"]) == (["DK", "KR"], 1)
    (link,) = found["direct"]
    assert (link["one"]["id"], link["other"]["id"], link["ended"]) == ("beta", "gamma", False)
    assert link["relations"][0]["relation"]["evidence"][0]["url"]
    # a memorandum ended in 2018; the fair that both came to is over
    assert [(one["one"]["id"], one["other"]["id"]) for one in found["endedDirect"]] == [("alpha", "gamma")]
    (through,) = found["through"]
    assert [through[end]["id"] for end in ("one", "partner", "other")] == ["alpha", "beta", "gamma"]
    assert [step["from"]["id"] for step in through["steps"]] == ["alpha", "beta"]


def test_links_of_a_cluster_and_their_refusal(ask: Ask, refused: Ask) -> None:
    found = ask(LINKS, a="old-alpha")["crossClusterLinks"]
    assert (found["a"]["id"], found["askedA"], found["oneCount"]) == ("alpha", "old-alpha", 1)
    assert refused(LINKS)["extensions"]["code"] == "no_end"
    error = refused(LINKS, a="gama")["extensions"]
    assert (error["code"], error["nearest"][0]) == ("unknown_organisation", "gamma")


SUPERCLUSTER = """
query ($id: ID!, $asOf: PartialDate, $first: Int = 5) {
  supercluster(id: $id, asOf: $asOf) {
    revision { number } asOf organisation { id } askedAs memberCount
    members(first: $first) { organisation { id } status since until relations { id evidence { url } } }
    belongsTo { organisation { id } }
    priorities {
      status current since until holder { id }
      priority { id sectors { id } markets statements { evidence { confidence } } } relation { kind { name } }
    }
    corridors { corridor { id } memberCount itself { id } members { organisation { id } } }
  }
}
"""


def test_a_supercluster(ask: Ask, refused: Ask) -> None:
    found = ask(SUPERCLUSTER, id="old-alpha")["supercluster"]
    assert (found["organisation"]["id"], found["askedAs"]) == ("alpha", "old-alpha")
    assert [one["organisation"]["id"] for one in found["belongsTo"]] == ["beta"]
    (priority,) = found["priorities"]
    assert (priority["priority"]["id"], priority["current"], priority["since"]) == ("prio", True, "2024")
    assert priority["priority"]["markets"] == ["KR"]
    hub = ask(SUPERCLUSTER, id="hub-fi")["supercluster"]
    assert (hub["memberCount"], len(hub["members"])) == (120, 5)
    assert hub["members"][0]["relations"][0]["evidence"][0]["url"]
    assert ask(SUPERCLUSTER, id="alpha", asOf="2023")["supercluster"]["priorities"][0]["status"] == "upcoming"
    assert refused(SUPERCLUSTER, id="hub-fi", first=101)["extensions"]["code"] == "limit_exceeded"


MATCH = """
query ($from: AskerInput!, $first: Int = 5) {
  strategyMatch(from: $from, first: $first) {
    count asker { id }
    matches {
      holder { id } weight noRoute priority { status priority { id } }
      reasons { kind weight subject { id } relation { id } }
      route { strength steps { from { id } to { id } } }
    }
    interests { id }
  }
}
"""


def test_matching_strategies(ask: Ask, refused: Ask) -> None:
    found = ask(MATCH, **{"from": {"id": "gamma"}})["strategyMatch"]
    (match,) = found["matches"]
    # alpha's priority is about energy, in which gamma works, and about Korea, where it is
    assert [(one["kind"], one["subject"]["id"]) for one in match["reasons"]] == [
        ("home_market", "KR"), ("shared_sector", "energy"),
    ]  # fmt: skip
    assert (match["holder"]["id"], match["weight"], match["noRoute"]) == ("alpha", 4, None)
    assert match["route"]["steps"][-1]["to"]["id"] == "alpha"
    outsider = ask(MATCH, **{"from": {"outsider": {"country": "KR", "knows": ["beta"]}}})["strategyMatch"]
    assert outsider["asker"] is None
    assert [step["to"]["id"] for step in outsider["matches"][0]["route"]["steps"]] == ["beta", "alpha"]
    assert ask(MATCH, **{"from": {"id": "alpha"}})["strategyMatch"]["interests"]
    assert refused(MATCH, first=51, **{"from": {"id": "gamma"}})["extensions"]["code"] == "limit_exceeded"


REPORT = """
query ($id: ID!, $asOf: PartialDate) {
  corridorReport(id: $id, asOf: $asOf) {
    revision { number } corridor { id kind } ordered lyingCount bridgeCount
    markets { market { code } order name counts { kind located present } relations { id } }
    lying { organisation { id } relations { id } }
    active { organisation { id } best markets { market { code } presence } reasons { reason worth } }
    bridges { organisation { id } }
    endTies { one { id } partner { id } other { id } strength steps { strength } }
    legs { from { code } to { code } organisations ties operators gap } gaps { from { code } }
  }
}
"""


def test_a_corridor(ask: Ask, refused: Ask) -> None:
    road = ask(REPORT, id="road")["corridorReport"]
    assert ([one["market"]["code"] for one in road["markets"]], road["ordered"]) == (["KR", "DK"], True)
    assert {"alpha", "beta", "gamma"} >= {one["organisation"]["id"] for one in road["bridges"]}
    (leg,) = road["legs"]
    assert (leg["from"]["code"], leg["to"]["code"], leg["gap"], road["gaps"]) == ("KR", "DK", False, [])
    bloc = ask(REPORT, id="bloc")["corridorReport"]
    assert ([one["market"]["code"] for one in bloc["markets"]], bloc["ordered"], bloc["legs"]) == (
        ["DK", "SE"],
        False,
        [],
    )
    assert [one["organisation"]["id"] for one in bloc["lying"]] == ["gamma"]
    assert refused(REPORT, id="gamma")["extensions"]["code"] == "not_a_corridor"
