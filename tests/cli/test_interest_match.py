"""``interest-match``: for people, and for programs."""

from tests.cli.conftest import Opendoors


def test_of_a_cluster(starter: Opendoors) -> None:
    said = starter("interest-match", "Silicon Saxony", "-n", "4")
    assert said.code == 0
    assert "Whose interests meet those of Silicon Saxony: 8 match, 3 of them mutually" in said.out
    assert "Each looks for the other\n  High Tech NL" in said.out
    assert "They look for you; of you no interest is known that they meet\n" in said.out
    assert "You know each other already: you → High Tech NL" in said.out
    assert "Of you no interest is known" not in said.out, "told once, above them"
    assert "rest on interests of which no date is known." in said.out
    assert "more once matched: --past shows them." in said.out
    answer = starter("interest-match", "silicon-saxony", "--json").json
    assert (answer["mutualCount"], "past" in answer) == (3, False)
    assert answer["matches"][0]["theirs"][0]["relation"]["evidence"]


def test_what_was(starter: Opendoors) -> None:
    said = starter("interest-match", "silicon-saxony", "--past").out
    assert "What was, " in said
    assert "looked for partners in Digital, ICT and software, in which you work" in " ".join(said.split())


def test_of_one_who_is_not_in_the_graph(starter: Opendoors) -> None:
    said = starter("interest-match", "--from-country", "DK", "--sectors", "hydrogen").out
    assert "Whose interests meet yours: " in said
    assert starter("interest-match", "--json").error["code"] == "no_asker"
