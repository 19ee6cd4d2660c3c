"""Questions in addresses: what they say, how they are written, and what is refused."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest

from api.address import (
    ADDRESS_AT_MOST,
    FIRST_AT_MOST,
    FIRST_DEFAULT,
    NAMES,
    OF_THE_PAGE,
    AddressedQuestion,
    question_in,
    question_of,
    ties_in,
)
from graph.errors import InputError, LimitError
from graph.snapshot.snapshot import Snapshot
from queries.routing.constraints import RouteConstraints
from queries.routing.supposing import Addition, Drop, Merger


def read(address: str) -> AddressedQuestion:
    return question_in(parse_qsl(address, keep_blank_values=True))


def refusal(address: str) -> InputError:
    with pytest.raises(InputError) as caught:
        read(address)
    assert caught.value.suggestion
    return caught.value


def test_a_question_is_read_and_written_in_one_order() -> None:
    asked = read(
        "first=3&avoid=SE&from=alpha&market=KR&avoid=Beta%20Network&viaInOrder=beta,gamma&maxSteps=2&from=beta"
    )
    assert asked.given["from"] == ("alpha", "beta")
    assert asked.first == 3
    assert asked.constraints == RouteConstraints(
        max_steps=2, avoid=("SE", "Beta Network"), via_in_order=("beta", "gamma")
    )
    assert asked.address == (
        "market=KR&from=alpha&from=beta&maxSteps=2&avoid=SE&avoid=Beta+Network&viaInOrder=beta,gamma&first=3"
    )
    assert read(asked.address) == asked


def test_what_is_empty_says_nothing_and_what_the_page_shows_is_passed_over() -> None:
    of_page = "&".join(f"{name}=x" for name in OF_THE_PAGE)
    asked = read(f"market=KR&from=alpha&sector=&avoid=&knows=,&{of_page}")
    assert asked.given == {"market": ("KR",), "from": ("alpha",)}
    assert asked.first == FIRST_DEFAULT
    assert not set(OF_THE_PAGE) & set(NAMES)


def test_every_constraint_is_understood() -> None:
    asked = read(
        "market=KR&country=DK&minStrength=0.2&relationKinds=member-of,partner_of&openerKinds=cluster&publicAnchor=true"
    )
    assert asked.constraints == RouteConstraints(
        min_strength=0.2, relation_kinds=frozenset({"member_of", "partner_of"}),
        opener_kinds=frozenset({"cluster"}), public_anchor=True,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("address", "code", "where"),
    [
        ("market=KR&from=alpha&colour=red", "unknown_parameter", "request"),
        ("market=KR&market=JP&from=alpha", "given_twice", "market"),
        ("market=KR&from=alpha&country=DK", "two_askers", "request"),
        ("market=KR&from=alpha&sectors=energy", "no_country", "request"),
        ("market=KR&from=alpha&maxSteps=two", "bad_number", "maxSteps"),
        ("market=KR&from=alpha&minStrength=strong", "bad_number", "minStrength"),
        ("market=KR&from=alpha&publicAnchor=perhaps", "bad_flag", "publicAnchor"),
        ("market=KR&from=alpha&asOf=0001", "bad_date", "asOf"),
        ("market=KR&from=alpha&first=0", "limit_exceeded", "first"),
        (f"market=KR&from=alpha&first={FIRST_AT_MOST + 1}", "limit_exceeded", "first"),
        (f"market=KR&from={'a' * 3000}", "address_too_long", "request"),
        ("market=KR&" + "&".join(["from=alpha"] * 900), "address_too_long", "request"),
    ],
)
def test_what_no_question_has_is_refused(address: str, code: str, where: str) -> None:
    error = refusal(address)
    assert (error.code, error.where) == (code, where)


def test_a_name_that_is_nearly_one_is_suggested() -> None:
    assert refusal("market=KR&form=alpha").nearest[0] == "from"


def test_names_are_found_as_people_write_them(snapshot: Snapshot) -> None:
    answer = read("market=South Korea&from=Beta Network&avoid=trade-office&asOf=2026").answer(snapshot)
    assert [snapshot.id_of(one.node) for one in answer.parties if one.node is not None] == ["beta"]
    assert answer.as_of == "2026-12-31"
    assert answer.question.constraints.avoid == ("trade_office",)


def test_one_who_is_not_listed_asks(snapshot: Snapshot) -> None:
    answer = read("market=KR&country=Denmark&region=DK-81&sectors=energy,food&knows=alpha&kind=cluster").answer(
        snapshot
    )
    (party,) = answer.parties
    assert party.node is None
    assert party.kind_word == "cluster"
    assert len(party.sectors) == 2
    assert [snapshot.id_of(one) for one in party.knows] == ["alpha"]


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("market=KR", "no_asker"),
        ("from=alpha", "no_target"),
        ("market=KR&corridor=road&from=alpha", "no_target"),
        ("market=KR&from=nobody", "unknown_organisation"),
        ("market=XX&from=alpha", "unknown_market"),
        ("market=KR&from=alpha&maxSteps=9", "limit_exceeded"),
        ("market=KR&from=alpha&via=nobody", "unknown_organisation"),
        ("market=KR&country=DK&kind=robot", "unknown_organisation_kind"),
        ("market=KR&country=DK&region=SE-AB", "region_elsewhere"),
    ],
)
def test_what_the_graph_does_not_know_is_refused(snapshot: Snapshot, address: str, code: str) -> None:
    with pytest.raises(InputError) as caught:
        read(address).answer(snapshot)
    assert caught.value.code == code


def test_many_steps_are_more_effort(snapshot: Snapshot) -> None:
    assert read("market=KR&from=alpha").effort(200_000) < read("market=KR&from=alpha&maxSteps=6").effort(200_000)
    assert read("market=KR&from=alpha&asOf=2020").effort(200_000) > 1_000


def test_a_limit_is_its_own_kind_of_error() -> None:
    assert isinstance(refusal("market=KR&from=alpha&first=99"), LimitError)


def test_the_page_about_papers_names_every_parameter() -> None:
    page = (Path(__file__).parents[2] / "docs" / "papers.md").read_text(encoding="utf-8")
    assert {name for name in (*NAMES, *OF_THE_PAGE) if f"`{name}`" not in page} == set()
    assert f"1 to {FIRST_AT_MOST}, {FIRST_DEFAULT} by default" in page
    assert f"{ADDRESS_AT_MOST:,} characters" in page


def test_the_variables_of_graphql_say_the_same() -> None:
    variables = {
        "market": "KR", "corridor": None, "sector": "energy",
        "from": [{"outsider": {"country": "DK", "sectors": ["energy", "food"], "knows": ["alpha"]}}],
        "constraints": {"maxSteps": 2, "avoid": ["SE"], "publicAnchor": True, "minStrength": 0.2},
    }  # fmt: skip
    address = (
        "market=KR&country=DK&sectors=energy,food&knows=alpha&sector=energy&maxSteps=2&minStrength=0.2&avoid=SE"
        "&publicAnchor=true&first=3"
    )
    assert question_of(variables, 3).address == address
    assert question_of(variables, 3) == read(address)
    listed: dict[str, Any] = {
        "market": None,
        "corridor": "road",
        "from": [{"id": "alpha"}, {"id": "beta"}],
        "constraints": {},
    }
    assert question_of(listed, 1).address == "corridor=road&from=alpha&from=beta&first=1"


def test_whose_ties_are_drawn_is_read_alike(snapshot: Snapshot) -> None:
    asked = ties_in([("of", "Alpha Energi"), ("asOf", "2024"), ("first", "3"), ("lang", "de")])
    assert asked.address == "asOf=2024&first=3&of=Alpha+Energi"
    day, node = asked.found(snapshot)
    assert (day.as_of, snapshot.id_of(node)) == ("2024-12-31", "alpha")
    for pairs, code in (
        ([], "no_organisation"),
        ([("of", "alpha"), ("from", "beta")], "unknown_parameter"),
        ([("of", "alpha"), ("of", "beta")], "given_twice"),
        ([("of", "alpha"), ("first", "13")], "limit_exceeded"),
    ):
        with pytest.raises(InputError) as caught:
            ties_in(pairs)
        assert caught.value.code == code


def test_what_is_supposed_is_tried_and_nothing_else_is_compared_with_it(snapshot: Snapshot) -> None:
    asked = read("market=KR&from=alpha&add=mou-with, alpha, acme&add=member_of,alpha,beta")
    assert asked.changes == (Addition("mou_with", "alpha", "acme"), Addition("member_of", "alpha", "beta"))
    assert "add=mou-with,+alpha,+acme&add=member_of,alpha,beta" in asked.address
    answer = asked.answer(snapshot)
    assert answer.supposed[0] == "Alpha Energi has a memorandum of understanding with Acme Corporation."
    assert asked.link(answer) == asked.address
    assert asked.effort(200_000) >= read("market=KR&from=alpha&asOf=2020").effort(200_000)
    assert not read("market=KR&from=alpha").answer(snapshot).supposed


@pytest.mark.parametrize(
    ("added", "code"),
    [
        ("add=mou_with,alpha", "bad_change"),
        ("add=mou_with,alpha,acme,x,y", "bad_change"),
        ("add=no_kind,alpha,acme", "unknown_relation_kind"),
        ("add=mou_with,alpha,nobody", "unknown_organisation"),
        ("&".join(f"add=mou_with,alpha,{n}" for n in range(21)), "limit_exceeded"),
    ],
)
def test_what_cannot_be_supposed_is_refused(snapshot: Snapshot, added: str, code: str) -> None:
    with pytest.raises(InputError) as caught:
        read(f"market=KR&from=alpha&{added}").answer(snapshot)
    assert caught.value.code == code


def test_changes_of_graphql_are_those_of_an_address(snapshot: Snapshot) -> None:
    of_graphql: list[Any] = [
        {"add": {"kind": "mou_with", "source": "alpha", "target": "acme", "role": None}},
        {"drop": {"organisation": "beta"}},
        {"merge": {"organisation": "old-alpha", "into": "alpha"}},
    ]
    variables = {"market": "KR", "from": [{"id": "alpha"}], "constraints": {}, "changes": of_graphql}
    assert question_of(variables, 1).changes == (
        Addition("mou_with", "alpha", "acme"), Drop("beta"), Merger("old-alpha", "alpha"),
    )  # fmt: skip
