"""A property that is added to the one table works everywhere: in files, stores, snapshots, search, GraphQL, documents.

Nothing but the table is touched.
"""

import json
import subprocess
import sys
from pathlib import Path

ADD_PROPERTIES_AND_ASK = """
import json
import sys
from pathlib import Path

from graph import properties
from graph.properties import Property, Searched

properties.PROPERTIES["organisation"] += (
    Property("motto", properties.TEXT, "What it says of itself.", searched=Searched.ABOUT),
    Property("brands", properties.TEXTS, "What it sells under.", searched=Searched.NAME),
    Property("tempo", properties.one_of("slow", "fast"), "How fast it answers."),
    Property("labels", properties.TEXTS, "Its labels.", kinds=("cluster",), exported=False),
)
properties.PROPERTIES["context"] += (Property("opened", properties.DATE, "When it opened."),)

from api.execute import GRAPHQL, answer
from graph.snapshot.building.build import build_snapshot
from graph.store.neo4j.form.properties import stored_properties
from graph.store.sqlite.store import SqliteStore
from loaders.interchange_page import PAGE, written
from queries.questions.search import search
from tests.loaders.folders import loaded, waiting

FILES = {
    "organisations": '''\
id,kind,name,country,motto,brands,tempo,labels
alpha,cluster,Alpha,DK,Onward together,Zephyr|Mistral,fast,gold|silver
beta,company,Beta,DK,,,,
gamma,cluster,Gamma,DK,,,sudden,
''',
    "contexts": '''\
id,kind,name,opened
fair,event,Fair,2020-02
gala,event,Gala,2020-13
''',
}
QUESTION = '''
{ organisation(id: "alpha") { motto brands tempo ... on Cluster { labels } }
  beta: organisation(id: "beta") { motto brands tempo } node(id: "fair") { ... on Context { opened } } }
'''
folder = Path(sys.argv[1])
with SqliteStore(folder / "store.sqlite") as store:
    loaded(store, folder / "rows", FILES)
    refused = waiting(store)
    snapshot = build_snapshot(store, folder, as_of="2026-01-01")
print(json.dumps({
    "refused": refused,
    "record": snapshot.record(snapshot.find("alpha")),
    "answer": answer(snapshot, QUESTION)["data"],
    "described": [GRAPHQL.type_map["Cluster"].fields[name].description for name in ("motto", "brands", "labels")],
    "of all": "labels" in GRAPHQL.type_map["Company"].fields,
    "found": [
        [hit.id, hit.field, hit.how]
        for hit in (*search(snapshot, "mistral").hits, *search(snapshot, "alpha onward").hits)
    ],
    "documented": [line for line in written(PAGE.read_text()).splitlines() if "`labels`" in line or "`opened`" in line],
    "in neo4j": str(stored_properties("context", {"opened": "2020-02"})),
    "exported": [one.name for one in properties.export_columns("organisation")][-3:],
}))
"""


def test_a_property_added_to_the_table_is_read_kept_found_shown_and_documented(tmp_path: Path) -> None:
    command = [sys.executable, "-c", ADD_PROPERTIES_AND_ASK, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2])
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert sorted(said["refused"]) == [
        ["contexts.csv:3", "opened", "bad_value"],
        ["organisations.csv:4", "tempo", "unknown_word"],
    ]
    alpha = {"motto": "Onward together", "brands": ["Zephyr", "Mistral"], "tempo": "fast", "labels": ["gold", "silver"]}
    assert alpha.items() <= said["record"].items()
    assert said["answer"] == {
        "organisation": alpha,
        "beta": {"motto": None, "brands": [], "tempo": None},
        "node": {"opened": "2020-02"},
    }
    assert said["described"] == ["What it says of itself.", "What it sells under.", "Its labels."]
    assert not said["of all"]
    assert said["found"] == [["alpha", "brands", "exact"], ["alpha", "name", "about"]]
    assert said["documented"] == [
        "| `labels` of a cluster | list of texts | Its labels. |  |", "| `opened` | date | When it opened. |  |",
    ]  # fmt: skip
    assert said["in neo4j"] == "{'opened': datetime.date(2020, 2, 1), 'opened_precision': 'month'}"
    assert said["exported"] == ["motto", "brands", "tempo"]
