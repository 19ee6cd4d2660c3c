"""What docs/neo4j.md tells people of the graph is what the model's tables make of it."""

import re
from pathlib import Path

from graph.relations import RELATION_KINDS
from graph.store.neo4j.connection.pool import RETRY_SECONDS
from graph.store.neo4j.form.dates import PRECISION
from graph.store.neo4j.form.properties import OWN_PROPERTIES
from graph.store.neo4j.form.schema import RETIRED, SAYS, all_labels, relationship_type, schema
from graph.store.neo4j.form.statements import RELATION_COLUMNS
from graph.store.neo4j.store import BUSY_SECONDS

DOC = (Path(__file__).parents[4] / "docs" / "neo4j.md").read_text(encoding="utf-8")


def test_every_label_is_explained_and_no_other() -> None:
    own = {"Entity", "Source", "Judgement", "OpenDoors", "Revision", "Run", "Seen", "Loading", "QuarantinedRow"}
    told = set(re.findall(r":([A-Z][a-z]+[A-Za-z]*)", DOC))
    assert told == {*all_labels(), *own}


def test_every_relationship_type_is_explained_in_the_words_of_the_table() -> None:
    for kind in RELATION_KINDS.values():
        assert f"| `{relationship_type(kind.name)}` | {kind.meaning} |" in DOC
    told = set(re.findall(r"\[\w*:([A-Z_]+)\]", DOC)) | set(re.findall(r"^\| `([A-Z_]+)` \|", DOC, re.MULTILINE))
    assert told == {relationship_type(kind) for kind in RELATION_KINDS} | {SAYS, RETIRED}


def test_every_constraint_and_index_is_listed() -> None:
    table = DOC.partition("| what | on |")[2].partition("\n\n")[0]
    listed = set(re.findall(r"`(\w+\.\w+)`", table))
    for command in schema().values():
        label, on = re.findall(r":([\w|]+)[)\]]", command)[0], re.findall(r"\b[nr]\.(\w+)", command)
        if "FULLTEXT" in command:
            for word in (*label.split("|"), *on):
                assert f"`{word}`" in table
        elif on == ["changed"]:
            assert label in {SAYS, *map(relationship_type, RELATION_KINDS)}
        else:
            assert f"{label}.{on[0]}" in listed
            listed.remove(f"{label}.{on[0]}")
    assert not listed


def test_every_property_of_a_statement_is_explained() -> None:
    properties = set(re.findall(r"`([a-z_]+)`", DOC))
    columns = re.findall(r"r\.([a-z_]+)", RELATION_COLUMNS)
    assert {name for name in columns if not name.endswith(PRECISION)} <= properties
    assert properties >= OWN_PROPERTIES


def test_the_times_are_those_of_the_code() -> None:
    assert f"others wait {BUSY_SECONDS:.0f} seconds" in DOC
    assert f"tried again for {RETRY_SECONDS:.0f} seconds" in DOC
