"""Ids are read in lower case, in rows and in what refers to them; two of one source that differ by case are told."""

from pathlib import Path

from graph.store import Store
from tests.loaders.folders import ids, links, loaded, waiting

UPPER = """\
id,kind,name,country
Q42,cluster,Wikidata Style Cluster,DK
213800ABCDEFGH123456,cluster,Lei Style Cluster,DK
https://ror.org/05a28rw58,cluster,Ror Style Cluster,DK
gb/sc311999,cluster,Lower One,GB
gb/SC311999,cluster,Upper One,GB
"""
RELATIONS = "kind,source,target\npartner_of,q42,GB/SC311999\nserves,Q42,KR\nserves,Q42,Germany\npartner_of, Q42 ,KR\n"


def test_upper_case(store: Store, tmp_path: Path) -> None:
    loaded(store, tmp_path / "upper", {"organisations": UPPER, "relations": RELATIONS})
    assert ids(store) == ["213800abcdefgh123456", "gb/sc311999", "https://ror.org/05a28rw58", "q42"]
    assert links(store) == ["partner_of q42 gb/sc311999", "serves q42 DE", "serves q42 KR"]
    assert waiting(store) == [
        ("organisations.csv:6", "id", "duplicate_id"),
        ("relations.csv:5", "target", "unknown_reference"),
    ]


def test_a_row_that_fails_keeps_what_its_id_says_in_whatever_case(store: Store, tmp_path: Path) -> None:
    loaded(store, tmp_path / "x", {"organisations": UPPER})
    report = loaded(store, tmp_path / "x", {"organisations": UPPER.replace("Wikidata Style Cluster,DK", "W,Nowhere")})
    assert (report.kept, "q42" in ids(store)) == (1, True)
