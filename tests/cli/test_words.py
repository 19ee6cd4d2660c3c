"""What people read in the terminal: the words of the labels, one of a thing in the singular, options as typed."""

import re

import pytest

from graph.words import labels
from tests.cli.conftest import Opendoors

VERBS = """
ask KR --from energy-cluster-denmark
ask --corridor asean --from energy-cluster-denmark
ask BO --from-country DK --sectors energy
routes energy-cluster-denmark kotra
links DK SE
links --sector hydrogen
corridor asean
corridor rail-baltica
reach --from energy-cluster-denmark
snowball --from food-bio-cluster-denmark
what-if KR --from energy-cluster-denmark --add partner_of,energy-cluster-denmark,h2korea
changes KR --since 2020 --from energy-cluster-denmark
coverage europe
take-stock flanders-food
take-stock energy-cluster-denmark
funding energy-cluster-denmark JP
gateways DK KR
brokers --market DK
resilience silicon-saxony TW
connect biocat biom lyonbiopole
supercluster ngen
strategy energy-cluster-denmark
born-global vestas --market KR
propose-network KR --sector hydrogen
consortium JP robotics
interest-match energy-cluster-denmark
events --market JP
signals DE --since 2020
search energy
status
sources
dangling
"""
OF_THE_MODEL = {word for words in labels().values() for word in words if "_" in word} | {"sme"}
NO_PLURALS = {"is", "was", "has", "this"}


@pytest.mark.parametrize("line", VERBS.strip().splitlines())
def test_nothing_is_told_in_words_of_machines(line: str, starter: Opendoors, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "1000")
    said = starter(*line.split())
    assert said.code == 0
    told = re.sub(r"https?://\S+", "", said.out + said.err)
    assert OF_THE_MODEL.isdisjoint(re.findall(r"\w+", told))
    assert set(re.findall(r"(?<![\w.,/–-])1 ([a-z]+s)\b", told)) <= NO_PLURALS


def test_a_priority_of_which_little_is_known_is_told_in_words(starter: Opendoors) -> None:
    said = starter("supercluster", "ngen").out
    assert "AI adoption in manufacturing: since 2024, not known whether it goes on" in said


def test_who_bridges_a_corridor_and_where_nobody_does(starter: Opendoors) -> None:
    """A bloc has neither ends nor gaps, which is said; its markets are told by name."""
    bloc = starter("corridor", "asean").out
    named = re.findall(r"^  (\S+)(?: \(.*\))?: \d+ organisation", bloc, re.MULTILINE)
    assert named == sorted(named)
    assert {"Cambodia", "Laos"} < set(named)
    assert "Nobody is known to be present in several of its markets." in bloc
    assert "Its markets have no order" in bloc
    line = starter("corridor", "rail-baltica").out
    assert line.index("  Finland (Helsinki): ") < line.index("  Estonia (") < line.index("  Latvia (")
    assert "From market to market: 2 gaps that nobody bridges" in line
    assert "  Estonia – Latvia: nobody is known to bridge it; 2 with offices in both could" in line
    assert "  Finland – Estonia: no organisation in both, 1 tie" in line


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("what-if KR --from biocat --merge biocat,biocat", "opendoors: --merge: 'biocat' and "),
        (
            "what-if KR --from biocat --add biocat,biom",
            "opendoors: --add: 'biocat,biom' has 2 parts. Write KIND,FROM,TO",
        ),
        ("gateways DK ZZ", "opendoors: TO: 'ZZ' is no market."),
        ("corridor asen", "opendoors: CORRIDOR: 'asen' is no known corridor."),
        ("coverage asia", "opendoors: AREA: 'asia' "),
        ("ask KR --from biocat --max-steps 9", "opendoors: --max-steps: 9 is out of range."),
        ("ask KR --from biocat --as-of=20x", "opendoors: --as-of: '20x' is no date."),
        ("changes KR --from biocat --since 20x", "opendoors: --since: '20x' is no date."),
    ],
)
def test_what_is_wrong_is_named_as_it_was_typed_and_once(line: str, told: str, starter: Opendoors) -> None:
    said = starter(*line.split())
    assert said.code == 2
    assert said.err.startswith(told)
