"""Trusted documents: asked for by id, and answered alone where an operator wants it so."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest
from starlette.testclient import TestClient

from api import graphql_http
from api.app import create_app
from api.execute import prepare
from api.holder import SnapshotHolder
from api.lanes import Lanes
from api.pages import STATIC
from api.papers import PAPERS
from api.settings import Settings
from api.trusted import MANIFESTS, documents_in, id_of
from graph.snapshot.snapshot import Snapshot

MODERN = "application/graphql-response+json"
KNOWN = next(
    one["query"]
    for one in json.loads((STATIC / "graphiql/examples.json").read_text(encoding="utf-8"))
    if one["name"] == "Find something by name"
)
VARIABLES = {"text": "alpha"}
STRANGE = "{ revision { number } }"


@pytest.fixture
def careful(snapshot: Snapshot, tmp_path: Path) -> Iterator[TestClient]:
    """Of a server that answers trusted documents only."""
    settings = Settings(trusted_only=True, deadline_seconds=600)
    with TestClient(create_app(tmp_path, holder=SnapshotHolder(snapshot), settings=settings)) as client:
        yield client


def code_of(response: Any) -> str:
    code: str = response.json()["errors"][0]["extensions"]["code"]
    return code


def test_every_trusted_document_is_valid_and_has_the_id_that_its_page_sends() -> None:
    for document in documents_in(STATIC):
        made = prepare(document)
        assert (made.refusal, made.faults) == (None, ()), document
    for manifest in MANIFESTS:
        said = json.loads((STATIC / manifest).read_text(encoding="utf-8"))
        assert said, manifest
        assert list(said) == [id_of(document) for document in said.values()]


@pytest.mark.parametrize("prefix", ["", "sha256:"])
def test_a_document_is_asked_for_by_its_id(client: TestClient, careful: TestClient, prefix: str) -> None:
    named = {"documentId": prefix + id_of(KNOWN), "variables": VARIABLES}
    written = client.post("/graphql", json={"query": KNOWN, "variables": VARIABLES}).json()
    assert written["data"]["search"]["totalCount"]
    in_address = named | {"variables": orjson.dumps(VARIABLES).decode()}
    for server in (client, careful):
        assert server.post("/graphql", json=named).json() == written
        by_address = server.get("/graphql", params=in_address, headers={"accept": "text/html, */*"})
        assert by_address.json() == written
        again = server.get("/graphql", params=in_address, headers={"if-none-match": by_address.headers["etag"]})
        assert again.status_code == 304


def test_a_document_beside_an_id_must_be_that_document(client: TestClient, careful: TestClient) -> None:
    for server in (client, careful):
        both = {"documentId": id_of(KNOWN), "query": KNOWN, "variables": VARIABLES}
        assert server.post("/graphql", json=both).json()["data"]["search"]
        assert code_of(server.post("/graphql", json=both | {"query": STRANGE})) == "two_documents"
        assert code_of(server.post("/graphql", json=both | {"query": 3})) == "two_documents"
    own = {"documentId": id_of(STRANGE), "query": STRANGE}
    assert client.post("/graphql", json=own).json()["data"]["revision"]
    assert code_of(careful.post("/graphql", json=own)) == "unknown_document"


@pytest.mark.parametrize("given", ["", "md5:1", "sha256:", 3, id_of(KNOWN).upper(), "f" * 1_000_000])
def test_an_id_of_no_form_is_refused(client: TestClient, given: Any) -> None:
    response = client.post("/graphql", json={"documentId": given})
    assert (code_of(response)) in ("bad_document_id", "body_too_large")
    assert len(response.content) < 1_000


def test_an_unknown_id_is_refused_with_what_to_do(client: TestClient, careful: TestClient) -> None:
    for server, instead in ((client, "Send the document itself"), (careful, "Reload the page")):
        response = server.post("/graphql", json={"documentId": "0" * 64})
        assert instead in response.json()["errors"][0]["extensions"]["suggestion"]
        assert (response.status_code, code_of(response)) == (200, "unknown_document")
        modern = server.post("/graphql", json={"documentId": "0" * 64}, headers={"accept": MODERN})
        assert modern.status_code == 400


def test_nothing_else_is_answered_where_only_trusted_documents_are(careful: TestClient) -> None:
    for query in (STRANGE, "{ __schema { types { name } } }", KNOWN + " ", "{", "é\ud800"):
        body = json.dumps({"query": query, "variables": VARIABLES})
        response = careful.post("/graphql", content=body, headers={"content-type": "application/json"})
        assert code_of(response) in ("untrusted_document", "bad_json"), query
        assert "data" not in response.json()
    assert code_of(careful.get("/graphql", params={"query": STRANGE})) == "untrusted_document"
    assert careful.post("/graphql", json={"query": KNOWN, "variables": VARIABLES}).json()["data"]["search"]
    assert code_of(careful.post("/graphql", json={})) == "no_query"
    assert code_of(careful.post("/graphql", json=[{"query": STRANGE}])) == "batching_off"


def test_files_are_answered_where_only_trusted_documents_are(careful: TestClient) -> None:
    """Each asks one fixed question, which the page's own documents ask too; no text of a document comes with it."""
    for paper in PAPERS:
        asked = "of=alpha" if paper.path == "/ties.svg" else "market=KR&from=alpha"
        assert careful.get(f"{paper.path}?{asked}").status_code == 200, paper.path
        assert careful.get(f"{paper.path}?{asked}&query={STRANGE}").status_code == 400, paper.path


def test_documents_are_persisted_for_nobody_but_known_ones_are_answered_by_their_hash(client: TestClient) -> None:
    def persisted(hash_: Any, **more: Any) -> Any:
        said = {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": hash_}}, "variables": VARIABLES}
        return client.post("/graphql", json=said | more).json()

    for hash_ in ("0" * 64, None, 7):
        error = persisted(hash_)["errors"][0]
        assert error["message"] == "PersistedQueryNotSupported"
        assert error["extensions"]["code"] == "PERSISTED_QUERY_NOT_SUPPORTED"
    assert persisted(id_of(KNOWN))["data"]["search"]
    assert persisted("0" * 64, query=STRANGE, variables={})["data"]["revision"]
    assert code_of(client.post("/graphql", json={"extensions": {"persistedQuery": 1}})) == "no_query"


def test_graphiql_says_that_only_known_documents_are_answered(client: TestClient, careful: TestClient) -> None:
    for address in ("/graphiql/", "/graphiql/index.html"):
        assert "only documents that it knows" in careful.get(address).text
        assert "only documents that it knows" not in client.get(address).text
    assert careful.get("/graphiql/").headers["content-security-policy"]
    assert careful.get("/graphiql/examples.json").json()


def test_a_trusted_document_waits_for_no_stranger_s_to_be_parsed(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    told_new: list[bool] = []
    run = Lanes.run

    async def noted(lanes: Lanes, work: Any, job: Any, address: str, *, new: bool = False) -> Any:
        told_new.append(new)
        return await run(lanes, work, job, address, new=new)

    monkeypatch.setattr(Lanes, "run", noted)
    monkeypatch.setattr(graphql_http, "is_known", lambda _document: False)
    client.post("/graphql", json={"documentId": id_of(KNOWN), "variables": VARIABLES})
    client.post("/graphql", json={"query": KNOWN, "variables": VARIABLES})
    client.post("/graphql", json={"query": STRANGE})
    assert told_new == [False, False, True]
