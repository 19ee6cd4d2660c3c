"""How names are folded, and which acronyms are found in them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.snapshot.names.folding import acronyms, fold


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Øresund", "oresund"),
        ("Łódź Cluster", "lodz cluster"),
        ("ŁÓDŹ", "lodz"),
        ("Île-de-France", "ile de france"),
        ("I\u0302le", "ile"),
        ("Straße", "strasse"),
        ("한국 Hub", "han gug hub"),
        ("日本クラスター", "ri ben ku ra su ta"),
        ("Ελλάδα", "ellada"),
        ("Food & Bio", "food and bio"),
        ("Øl & Brød", "ol and brod"),
        ("energy-cluster-denmark", "energy cluster denmark"),
        ("CLEAN – Denmark's  hub (H2)", "clean denmark s hub h2"),
        ("ﬁnance", "finance"),
        ("—!?", ""),
        ("", ""),
    ],
)
def test_examples_of_folding(name: str, folded: str) -> None:
    assert fold(name) == folded


@given(st.text())
def test_folded_text_is_words_of_plain_letters_and_digits(text: str) -> None:
    folded = fold(text)
    assert folded == " ".join(folded.split())
    assert set(folded) <= set("abcdefghijklmnopqrstuvwxyz0123456789 ")
    assert fold(folded) == folded


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("MedTech Innovation Consortium (MTIC)", ["MTIC"]),
        ("Agency [KOTRA] (H2Chile)", ["KOTRA", "H2Chile"]),
        ("House of Energy (merged 2020)", []),
        ("Infinit (merged into DigitalLead)", []),
        ("Cluster (x)", []),
    ],
)
def test_acronyms_in_brackets(name: str, found: list[str]) -> None:
    assert acronyms(name) == found
