"""Funding: each criterion's yes, no and unknown with its reason; the order; who covers each step; against a recount."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import InputError, LimitError
from graph.snapshot.on_day import Day
from graph.snapshot.snapshot import Snapshot
from queries.questions.funding import Funding, FundingProgramme, funding
from queries.reading.verdicts import Verdict
from queries.routing.askers import Asker, Outsider
from queries.routing.entry_path import PathStep
from tests.profiles import draws
from tests.worlds import Row, organisation, relation, snapshot_of


def programme(id_: str, **more: str) -> Row:
    said = {"id": id_, "kind": "programme", "name": id_, "status": "active", "countries": "DK", "beneficiaries": "sme"}
    return said | {"confidence": "verified"} | more


def service(id_: str, holder: str, word: str, **more: str) -> Row:
    return {"id": id_, "organisation": holder, "service": word, "for_whom": "sme", "confidence": "verified"} | more


ROWS: dict[str, list[Row]] = {
    "sectors": [{"id": id_, "name": id_.capitalize()} for id_ in ("energy", "food", "cross-sector")],
    "contexts": [
        programme("plain"),
        programme("nordic", countries="DK|SE", countries_note="The North"),
        programme("with-korea", countries="DK|SE|KR"),
        programme("clusters", beneficiaries="cluster"),
        programme("nobody-said", countries="", countries_note="Somewhere", status=""),
        programme("swedish", countries="SE"),
        programme("of-energy", sectors="energy"),
        programme("of-food", sectors="food"),
        programme("ended", status="closed", start="2019", end="2022"),
        programme("closed", status="closed"),
        programme("next-year", start="2027"),
        programme("planned", status="planned"),
        programme("call-soon", deadline="2026-03-01"),
        programme("call-late", deadline="2026-09-01"),
        programme("call-over", deadline="2025-12-31"),
        programme("paid", fee="1,000 euros"),
        programme("in-korea"),
        programme("in-japan"),
        programme("jutland"),
        programme("funen"),
        programme("everywhere"),
        programme("consortia", beneficiaries="consortium"),
        {"id": "project", "kind": "project", "name": "No Programme"},
    ],
    "services": [
        service("s-advice", "home", "market_entry_advice", confidence="recalled"),
        service("s-japan", "home", "partner_search", markets="JP"),
        service("s-inward", "home", "location_services"),
        service("s-match", "club", "matchmaking", for_whom="sme|large", fee="subsidised"),
        service("s-landing", "home", "soft_landing"),
        service("s-desk", "home", "office_space"),
        service("s-large", "club", "training", for_whom="large"),
        service("s-office", "host", "office_space", markets="KR", fee="free"),
        service("s-out", "host", "soft_landing"),
        service("s-location", "host", "location_services", for_whom="large|investor"),
        service("s-runner", "runner", "trade_fair_support", fee="unknown"),
        service("s-legal", "stranger", "legal_and_regulatory"),
        service("s-invest", "invest", "market_intelligence"),
    ],
    "organisations": [
        organisation("maker", kind="company", size="small", sectors="energy", region="DK-84"),
        organisation("giant", kind="company", size="large", sectors="energy"),
        organisation("club", sectors="energy"),
        organisation("home", kind="trade_agency", form="trade_promotion"),
        organisation("invest", kind="trade_agency", form="investment_promotion"),
        organisation("home--seoul", "KR", kind="trade_office"),
        organisation("host", "KR", kind="trade_agency", form="trade_and_investment"),
        organisation("runner", kind="public_body"),
        organisation("jutland-agency", kind="trade_agency", form="trade_promotion", region="DK-82"),
        organisation("stranger", "SE"),
        *(organisation(f"funen-{at}", region="DK-83", region_name="Funen") for at in range(3)),
    ],
    "relations": [
        relation("member_of", "maker", "club", status="current"),
        relation("operates", "home", "home--seoul", status="current"),
        relation("mandated_for", "home", "DK", role="home", status="current"),
        relation("mandated_for", "invest", "DK", role="home", status="current"),
        relation("mandated_for", "jutland-agency", "DK", role="home", region="DK-82", status="current"),
        relation("promotes", "host", "KR", status="current"),
        relation("runs", "runner", "plain", status="current"),
        relation("partner_of", "club", "runner", status="current"),
        relation("runs", "jutland-agency", "jutland", status="current"),
        relation("funds", "plain", "maker", since="2024", status="current"),
        relation("funds", "ended", "maker", since="2019", until="2021"),
        relation("eligible_for", "giant", "plain", status="current"),
        relation("eligible_for", "giant", "swedish", since="2010", until="2012"),
        *(relation("funds", "funen", f"funen-{at}") for at in range(3)),
        *(relation("funds", "everywhere", id_) for id_ in ("funen-0", "funen-1", "jutland-agency")),
        relation("runs", "home", "paid", status="current"),
        relation("takes_place_in", "in-korea", "KR"),
        relation("takes_place_in", "in-japan", "JP"),
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return snapshot_of(ROWS, tmp_path_factory.mktemp("world"))


@pytest.fixture
def day(world: Snapshot) -> Day:
    return world.on_day()


def by_id(day: Day, answer: Funding) -> dict[str, FundingProgramme]:
    return {day.snapshot.id_of(one.programme): one for one in answer.programmes}


def reasons(one: FundingProgramme) -> dict[str, tuple[str, str]]:
    return {str(by.what): (str(by.verdict), by.sentence) for by in one.criteria}


def ask(day: Day, asker: Asker = "maker", market: str = "KR") -> dict[str, FundingProgramme]:
    return by_id(day, funding(day, asker, market))


class TestCriteria:
    def test_who_may_apply(self, day: Day) -> None:
        found = ask(day)
        assert reasons(found["plain"])["country"] == ("yes", "It is open to organisations of Denmark only.")
        assert reasons(found["nordic"])["country"][1] == (
            "It is open to organisations of Denmark and 1 more country. Its source says: The North."
        )
        assert reasons(found["swedish"])["country"] == ("no", "It is open to organisations of Sweden, not of Denmark.")
        assert reasons(found["nobody-said"])["country"] == (
            "unknown", "Whose organisations may apply is not recorded. Its source says: Somewhere.",
        )  # fmt: skip
        assert reasons(found["clusters"])["beneficiaries"] == (
            "no", "It is for clusters, and you are a company. You may profit through a cluster of yours: club.",
        )  # fmt: skip
        assert found["clusters"].sentence.startswith("It is not for you. It is for clusters")

    def test_who_is_on_record_as_eligible(self, day: Day) -> None:
        found = ask(day, "giant")
        assert (reasons(found["plain"])["country"][0], found["plain"].verdict) == ("yes", Verdict.YES)
        assert found["nordic"].verdict is Verdict.NO, "it is for small companies"
        assert found["swedish"].verdict is Verdict.NO, "that has ended"

    def test_a_region_of_whoever_runs_it(self, day: Day) -> None:
        assert reasons(ask(day)["jutland"])["region"] == (
            "no", "jutland-agency, which runs it, serves its own region of Denmark only; you are based elsewhere.",
        )  # fmt: skip
        assert reasons(ask(day, Outsider("DK"))["jutland"])["region"][0] == "unknown"
        assert "region" not in reasons(ask(day, Outsider("DK", "DK-82"))["jutland"])
        assert "region" not in reasons(ask(day)["paid"]), "whoever runs it serves all of the country"

    def test_a_region_of_all_whom_it_has_funded(self, day: Day) -> None:
        assert reasons(ask(day)["funen"])["region"] == (
            "unknown", "All 3 that it is known to have funded are of one region, Funen; you are based elsewhere.",
        )  # fmt: skip
        assert "region" not in reasons(ask(day, Outsider("DK", "DK-83"))["funen"])
        assert "region" not in reasons(ask(day, "funen-1")["funen"])
        assert "region" not in reasons(ask(day)["everywhere"]), "they are of two"

    def test_sectors(self, day: Day) -> None:
        found = ask(day)
        assert reasons(found["of-energy"])["sector"] == ("yes", "It is about Energy.")
        assert reasons(found["of-food"])["sector"] == ("no", "It is about Food, none of which is yours.")
        assert reasons(ask(day, Outsider("DK"))["of-food"])["sector"][0] == "unknown"
        assert "sector" not in reasons(found["plain"])

    def test_status_on_the_day(self, day: Day, world: Snapshot) -> None:
        found = ask(day)
        told = {
            id_: reasons(found[id_])["status"]
            for id_ in ("plain", "ended", "closed", "next-year", "planned", "nobody-said")
        }
        assert told == {
            "plain": ("yes", "It runs; until when is not recorded."),
            "ended": ("no", "It ended in 2022."),
            "closed": ("no", "It is closed."),
            "next-year": ("no", "It begins in 2027."),
            "planned": ("unknown", "It is planned."),
            "nobody-said": ("unknown", "Whether it runs is not recorded."),
        }  # fmt: skip
        then = ask(world.on_day("2020"))["ended"]
        assert reasons(then)["status"] == ("yes", "It runs from 2019 to 2022."), "whatever its source calls it today"

    def test_deadlines_and_sources(self, day: Day) -> None:
        found = ask(day)
        assert reasons(found["call-soon"])["deadline"] == ("yes", "Applications close on 2026-03-01, 59 days away.")
        assert reasons(found["call-over"])["deadline"] == ("no", "Applications closed on 2025-12-31.")
        assert reasons(found["plain"])["deadline"][0] == "unknown"
        assert found["plain"].verdict is Verdict.YES, "that no deadline is recorded does not count against it"
        assert {id_: str(found[id_].source) for id_ in ("call-soon", "paid", "plain")} == {
            "call-soon": "call", "paid": "fees", "plain": "official",
        }  # fmt: skip

    def test_the_market(self, day: Day) -> None:
        found = ask(day)
        told = {id_: reasons(found[id_])["market"] for id_ in ("in-korea", "in-japan", "with-korea", "plain")}
        assert told == {
            "in-korea": ("yes", "It takes place in South Korea."),
            "in-japan": ("no", "It takes place in Japan, not in South Korea."),
            "with-korea": ("yes", "Organisations of South Korea may apply too: you can take part together."),
            "plain": ("unknown", "Whether it is good for going to South Korea is not recorded."),
        }


class TestOrder:
    def test_for_it_first_and_those_that_lead_there_before_others(self, day: Day) -> None:
        answer = funding(day, "maker", "KR")
        ids = list(by_id(day, answer))
        assert ids[:2] == ["in-korea", "with-korea"]
        assert [str(one.leads) for one in answer.programmes[:3]] == ["yes", "yes", "unknown"]
        assert answer.leads_count == 2
        assert ids[2:5] == ["call-soon", "call-late", "everywhere"]
        assert (answer.yes_count, answer.unknown_count, answer.no_count) == (9, 4, 9)
        assert [one.verdict for one in answer.programmes] == [*["yes"] * 9, *["unknown"] * 4, *["no"] * 9]
        assert ids[-1] == "swedish", "those of its own country first"
        assert "project" not in ids

    def test_what_it_has_had(self, day: Day) -> None:
        found = ask(day)
        assert "It funds you already." in found["plain"].sentence
        assert "It has funded you before." in found["ended"].sentence
        assert found["nordic"].funded == found["funen"].funded == []

    def test_who_runs_it_and_the_route_there(self, day: Day) -> None:
        (runner,) = ask(day)["plain"].runners
        assert runner.route is not None
        assert [day.snapshot.id_of(step.target) for step in runner.route.steps] == ["club", "runner"]
        (not_sought,) = ask(day)["jutland"].runners
        assert (not_sought.route, not_sought.sought) == (None, False), "it is not for the asker"
        (itself,) = ask(day, "runner")["plain"].runners
        assert (itself.itself, itself.route) == (True, None)

    def test_the_size_that_an_asker_states(self, day: Day) -> None:
        asker = Outsider("DK", "DK-84", ("energy",))
        unsized, small, large = (funding(day, asker, "KR", size=size) for size in (None, "small", "large"))
        assert (unsized.yes_count, unsized.size_count) == (0, 9)
        assert (small.yes_count, small.size_count) == (9, 0)
        assert large.yes_count == 0
        assert {id_ for id_, one in by_id(day, large).items() if one.verdict == "unknown"} == {"consortia"}, (
            "whatever its size"
        )


class TestPath:
    def steps(self, day: Day, asker: Asker = "maker", market: str = "KR") -> dict[str, PathStep]:
        return {str(one.step): one for one in funding(day, asker, market).path}

    def test_who_covers_each_step(self, day: Day) -> None:
        found = {
            word: [(str(by.by), day.snapshot.id_of(by.organisation)) for by in step.covered_by]
            for word, step in self.steps(day).items()
        }
        assert {word: some for word, some in found.items() if some} == {
            "market_entry_advice": [("own_agency", "home")],
            "matchmaking": [("own_network", "club")],
            "trade_fair_support": [("programme", "runner")],
            "soft_landing": [("own_agency", "home")],
            "office_space": [("own_agency", "home"), ("host", "host")],
        }
        japan = self.steps(day, market="JP")
        assert [one.covered for one in (japan["partner_search"], japan["office_space"])] == [True, False]

    def test_a_place_in_the_market_is_of_those_who_are_there(self, day: Day) -> None:
        """Home offers soft landing and office space, names no market, and has an office in Seoul alone."""
        words = ("soft_landing", "office_space", "market_entry_advice")
        assert [self.steps(day)[word].covered for word in words] == [True] * 3
        assert [self.steps(day, market="JP")[word].covered for word in words] == [False, False, True]

    def test_what_is_for_members_alone_is_counted(self, day: Day) -> None:
        answer = funding(day, "club", "KR")
        covered = [one for one in answer.path if one.covered]
        assert answer.members_only_count == sum(all(by.for_members for by in one.covered_by) for one in covered) > 0
        assert f"For your members alone, not for you: {answer.members_only_count} of those" in answer.gap
        assert "members" not in funding(day, "maker", "KR").gap

    def test_a_path_that_nobody_covers(self, day: Day) -> None:
        assert funding(day, Outsider("CL"), "BR").gap == (
            "None of 12 steps is covered by anybody on record. Others may offer them."
        )

    def test_sentences(self, day: Day) -> None:
        found = self.steps(day)
        assert found["market_entry_advice"].sentence == (
            "home offers it for small and medium-sized companies, its cost is not known (recalled, unconfirmed)."
        )
        assert found["matchmaking"].sentence == (
            "club offers it for small and medium-sized companies and large companies, subsidised; no office of its own "
            "is on record in South Korea."
        )
        assert found["trade_fair_support"].sentence.endswith("It runs plain.")
        assert found["legal_and_regulatory"].sentence.startswith("Not recorded")
        assert "never" not in funding(day, "maker", "KR").gap
        assert funding(day, "maker", "KR").gap.startswith(
            "7 of 12 steps are covered by nobody on record: market intelligence"
        )

    def test_for_a_cluster_its_members_count(self, day: Day) -> None:
        found = self.steps(day, "club")
        (own,) = found["matchmaking"].covered_by
        assert (str(own.by), own.for_members, str(own.suits)) == ("itself", True, "yes")
        assert "for your members, not for you" in own.sentence
        assert found["location_services"].covered

    def test_whom_an_outsider_knows(self, day: Day) -> None:
        found = self.steps(day, Outsider("DK", knows=("club",)))
        assert [str(one.by) for one in found["matchmaking"].covered_by] == ["own_network"]
        assert "whether you are one of these is not on record" in found["market_entry_advice"].sentence

    def test_agencies_have_no_path(self, day: Day) -> None:
        answer = funding(day, "home", "KR")
        assert (answer.path, answer.gap) == (
            [],
            "No path is told: agencies, offices and public bodies help others along it.",
        )


def test_what_is_refused(day: Day) -> None:
    for market, code in (("DK", "own_market"), ("denmrk", "unknown_market")):
        with pytest.raises(InputError) as refused:
            funding(day, "maker", market)
        assert (refused.value.code, refused.value.where) == (code, "market")
    with pytest.raises(InputError) as refused:
        funding(day, "makr", "KR")
    assert refused.value.nearest == ("maker",)
    with pytest.raises(InputError) as refused:
        funding(day, "maker", "KR", size="mediun")
    assert (refused.value.code, refused.value.nearest) == ("unknown_size", ("medium",))
    for first in (0, 501):
        with pytest.raises(LimitError):
            funding(day, "maker", "KR", first=first)
    answer = funding(day, "maker", "KR", first=2)
    assert (len(answer.programmes), answer.yes_count) == (2, 9)


Drawn = tuple[str, str, str, str, str]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(("", "DK", "SE", "DK|KR")), st.sampled_from(("", "sme", "cluster", "company|cluster")),
            st.sampled_from(("", "active", "closed")), st.sampled_from(("", "2020", "2030")),
            st.sampled_from(("", "2025-06", "2026-06")),
        ),
        max_size=8,
    ),
    st.sampled_from(("company", "cluster")),
    st.sampled_from((None, "small", "large")),
)  # fmt: skip
@settings(max_examples=draws(60))
def test_against_a_recount(drawn: list[Drawn], kind: str, size: str | None) -> None:
    """Judged again by what the definition says."""
    rows: dict[str, list[Row]] = {"organisations": [organisation("me", kind=kind)], "relations": []}
    names = ("countries", "beneficiaries", "status", "end", "deadline")
    rows["contexts"] = [
        {"id": f"p{at}", "kind": "programme", "name": f"p{at}", **dict(zip(names, one, strict=True))}
        for at, one in enumerate(drawn)
    ]
    expected = {}
    for at, (countries, whom, status, end, deadline) in enumerate(drawn):
        is_one = {
            "": None, "cluster": kind == "cluster", "company|cluster": True,
            "sme": (None if size is None else size == "small") if kind == "company" else False,
        }[whom]  # fmt: skip
        runs = False if end == "2020" else False if status == "closed" else True if status == "active" else None
        said = [None if not countries else "DK" in countries, is_one, runs]
        if False in said or deadline == "2025-06":
            expected[f"p{at}"] = "no"
        else:
            expected[f"p{at}"] = "unknown" if None in said else "yes"
    with tempfile.TemporaryDirectory() as folder:
        day = snapshot_of(rows, Path(folder)).on_day()
        answer = funding(day, "me", "KR", size=size)
        assert {id_: str(one.verdict) for id_, one in by_id(day, answer).items()} == expected
        assert answer.yes_count == list(expected.values()).count("yes")
