"""GraphQL over HTTP: methods, media types, statuses, headers."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.app import ALLOWED_HEADERS, create_app
from api.graphql_http import accepted
from api.holder import SnapshotHolder
from api.settings import VARIABLES, Settings, settings_from
from graph.errors import InputError
from graph.snapshot.snapshot import Snapshot

LEGACY = "application/json"
MODERN = "application/graphql-response+json"
QUERY = "{ revision { number } }"


def post(client: TestClient, body: Any, accept: str = LEGACY) -> Any:
    return client.post("/graphql", json=body, headers={"accept": accept})


@pytest.mark.parametrize("accept", [LEGACY, MODERN])
def test_an_answer_has_the_media_type_that_was_asked_for(client: TestClient, accept: str) -> None:
    response = post(client, {"query": QUERY}, accept)
    assert response.status_code == 200
    assert response.headers["content-type"] == f"{accept}; charset=utf-8"
    assert response.json()["data"] == {"revision": {"number": 1}}


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, LEGACY),
        ("*/*", LEGACY),
        ("application/*;q=0.5", LEGACY),
        (f"{MODERN}, {LEGACY};q=0.9", MODERN),
        (f"{MODERN};q=0.1, {LEGACY}", LEGACY),
        (f"{MODERN};q=0, */*", LEGACY),
        (f"{MODERN}; charset=utf-8, {LEGACY}; q=0.9", MODERN),
        ("text/plain", None),
        (f"{LEGACY};q=x", None),
    ],
)
def test_the_media_type_is_negotiated(accept: str | None, expected: str | None) -> None:
    assert accepted(accept) == expected


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"query": "{"}, "invalid_syntax"),
        ({"query": "{ nothing }"}, "invalid_document"),
        ({"query": "query ($a: Int!) { organisations(first: $a) { totalCount } }"}, "invalid_variables"),
        (
            {"query": "query ($a: Int!) { organisations(first: $a) { totalCount } }", "variables": {"a": "x"}},
            "invalid_variables",
        ),
        ({"query": "query A { __typename } query B { __typename }"}, "no_operation"),
        ({"query": "query A { __typename }", "operationName": "B"}, "no_operation"),
        ({"query": "mutation { a }"}, "invalid_document"),
        ({"query": "fragment A on Query { __typename }"}, "invalid_document"),
    ],
)
def test_a_failure_before_execution_is_400_in_the_new_type_and_200_in_the_old(
    client: TestClient, body: Any, code: str
) -> None:
    for accept, status in ((MODERN, 400), (LEGACY, 200)):
        response = post(client, body, accept)
        assert response.status_code == status
        assert response.json()["errors"][0]["extensions"]["code"] == code
        assert "data" not in response.json()


def test_a_failure_of_a_field_is_200_with_data(client: TestClient) -> None:
    response = post(
        client,
        {"query": '{ a: organisation(id: "alpha") { relations(first: 101) { totalCount } } revision { number } }'},
        MODERN,
    )
    assert response.status_code == 200
    assert response.json()["data"] == {"a": None, "revision": {"number": 1}}
    assert response.json()["errors"][0]["path"] == ["a", "relations"]


@pytest.mark.parametrize(
    ("content", "content_type", "status", "code"),
    [
        (b'"text"', LEGACY, 400, "bad_request"),
        (b"3", LEGACY, 400, "bad_request"),
        (b"null", LEGACY, 400, "bad_request"),
        (b"[]", LEGACY, 400, "batching_off"),
        (b'[{"query": "{ __typename }"}]', LEGACY, 400, "batching_off"),
        (b"{", LEGACY, 400, "bad_json"),
        (b"", LEGACY, 400, "bad_json"),
        (b'{"query": "\xff"}', LEGACY, 400, "bad_json"),
        (b'{"query": NaN}', LEGACY, 400, "bad_json"),
        (b"{}", LEGACY, 400, "no_query"),
        (b'{"query": ""}', LEGACY, 400, "no_query"),
        (b'{"query": 3}', LEGACY, 400, "bad_request"),
        (b'{"query": "{ __typename }", "variables": []}', LEGACY, 400, "bad_request"),
        (b'{"query": "{ __typename }", "variables": "{}"}', LEGACY, 400, "bad_request"),
        (b'{"query": "{ __typename }", "operationName": {}}', LEGACY, 400, "bad_request"),
        (b'{"query": "{ __typename }", "extensions": 0}', LEGACY, 400, "bad_request"),
        (b"query={__typename}", "application/x-www-form-urlencoded", 415, "unsupported_media_type"),
        (b"{ __typename }", "application/graphql", 415, "unsupported_media_type"),
        (b'{"query": "{ __typename }"}', "", 415, "unsupported_media_type"),
        (b'{"query": "{ __typename }"}', "application/json; charset=utf-16", 415, "unsupported_charset"),
        (
            b'{"query": "{ __typename }", "variables": ' + b'{"a":' * 900 + b"1" + b"}" * 901,
            LEGACY,
            200,
            "variables_too_deep",
        ),
        (b'{"query": "{ __typename }", "variables": ' + b"[" * 5000, LEGACY, 400, "bad_json"),
    ],
)
def test_a_malformed_request_is_refused_with_a_code(
    client: TestClient, content: bytes, content_type: str, status: int, code: str
) -> None:
    response = client.post("/graphql", content=content, headers={"content-type": content_type})
    assert response.status_code == status
    assert response.json()["errors"][0]["extensions"]["code"] == code


@pytest.mark.parametrize("chunked", [False, True])
def test_a_large_body_is_refused(snapshot: Snapshot, tmp_path: Path, chunked: bool) -> None:
    app = create_app(tmp_path, holder=SnapshotHolder(snapshot), settings=Settings(body_bytes=1_000))
    body = json.dumps({"query": QUERY, "variables": {"a": "x" * 2_000}}).encode()
    content = iter([body[:900], body[900:]]) if chunked else body
    with TestClient(app) as client:
        response = client.post("/graphql", content=content, headers={"content-type": LEGACY})
    assert response.status_code == 413
    assert response.json()["errors"][0]["extensions"]["code"] == "body_too_large"


def test_get_answers_with_variables_in_the_address(client: TestClient) -> None:
    query = "query Q($id: ID!) { organisation(id: $id) { name } }"
    address = {"query": query, "variables": '{"id": "alpha"}', "operationName": "Q"}
    assert client.get("/graphql", params=address).json()["data"] == {"organisation": {"name": "Alpha Energi"}}
    assert client.get("/graphql", params=address | {"variables": "{"}).status_code == 400
    assert client.get("/graphql", params=address | {"variables": "[]"}).status_code == 400


def test_get_does_not_write(client: TestClient) -> None:
    response = client.get("/graphql", params={"query": "mutation { a }"}, headers={"accept": MODERN})
    assert response.status_code == 405
    assert response.headers["allow"] == "POST"


def test_other_methods(client: TestClient) -> None:
    assert client.options("/graphql").status_code == 204
    assert "POST" in client.options("/graphql").headers["allow"]
    assert client.head("/graphql", params={"query": QUERY}).status_code == 200
    assert client.put("/graphql").status_code == 405
    assert client.post("/graphql", json={"query": QUERY}, headers={"accept": "text/plain"}).status_code == 406


def test_a_get_is_answered_once_a_revision(client: TestClient, holder: SnapshotHolder) -> None:
    first = client.get("/graphql", params={"query": QUERY})
    tag = first.headers["etag"]
    assert first.headers["cache-control"] == "no-cache"
    again = client.get("/graphql", params={"query": QUERY}, headers={"if-none-match": f'"other", {tag}'})
    assert (again.status_code, again.content) == (304, b"")
    other = client.get("/graphql", params={"query": "{ revision { asOf } }"}, headers={"if-none-match": tag})
    assert other.status_code == 200
    assert "etag" not in client.get("/graphql", params={"query": "{"}).headers
    assert "etag" not in client.post("/graphql", json={"query": QUERY}).headers


def test_long_answers_are_compressed(client: TestClient) -> None:
    with client.stream("POST", "/graphql", json={"query": "{ relationKinds { name meaning } }"}) as response:
        raw = b"".join(response.iter_raw())
    assert response.headers["content-encoding"] == "gzip"
    assert json.loads(gzip.decompress(raw))["data"]["relationKinds"]


def test_every_response_is_named_and_careful(client: TestClient) -> None:
    for path in ("/graphql", "/health", "/nowhere", "/graphiql/"):
        headers = client.get(path).headers
        assert headers["x-request-id"]
        assert headers["x-content-type-options"] == "nosniff"
        assert "content-security-policy" in headers
    assert client.get("/health", headers={"x-request-id": "mine-1"}).headers["x-request-id"] == "mine-1"
    assert client.get("/health", headers={"x-request-id": "a b"}).headers["x-request-id"] != "a b"


def test_pages_of_listed_origins_only_may_ask(snapshot: Snapshot, tmp_path: Path) -> None:
    app = create_app(
        tmp_path, holder=SnapshotHolder(snapshot), settings=Settings(cors_origins=("https://partner.example",))
    )
    asking = {"access-control-request-method": "POST", "access-control-request-headers": "content-type"}
    with TestClient(app) as client:
        allowed = client.options("/graphql", headers={"origin": "https://partner.example"} | asking)
        assert allowed.headers["access-control-allow-origin"] == "https://partner.example"
        other = client.options("/graphql", headers={"origin": "https://other.example"} | asking)
        assert "access-control-allow-origin" not in other.headers


@pytest.mark.parametrize(
    ("header", "status"),
    [
        ("authorization", 200),
        ("content-type, if-none-match", 200),
        ("apollographql-client-name, apollographql-client-version", 200),
        ("graphql-client-name,graphql-client-version", 200),
        ("apollo-require-preflight, x-apollo-operation-name, x-apollo-operation-id", 200),
        ("x-something", 400),
    ],
)
def test_pages_may_send_what_clients_send(snapshot: Snapshot, tmp_path: Path, header: str, status: int) -> None:
    app = create_app(
        tmp_path, holder=SnapshotHolder(snapshot), settings=Settings(cors_origins=("https://partner.example",))
    )
    asking = {"access-control-request-method": "POST", "access-control-request-headers": header}
    with TestClient(app) as client:
        allowed = client.options("/graphql", headers={"origin": "https://partner.example"} | asking)
    assert allowed.status_code == status


def test_the_headers_that_pages_may_send_are_told() -> None:
    page = (Path(__file__).parents[2] / "docs" / "clients.md").read_text(encoding="utf-8")
    assert not [header for header in ALLOWED_HEADERS if f"`{header}`" not in page]


def test_graphiql_is_served_from_here(client: TestClient) -> None:
    for path in ("/graphiql", "/graphql"):
        response = client.get(path, headers={"accept": "text/html"}, follow_redirects=False)
        assert (response.status_code, response.headers["location"]) == (302, "/graphiql/")
    page = client.get("/graphiql/")
    assert page.status_code == 200
    assert page.headers["cache-control"] == "no-cache"
    assert "script-src 'self'" in page.headers["content-security-policy"]
    assert "https://" not in page.text
    assert client.get("/graphiql/examples.json").headers["cache-control"] == "no-cache"
    script = page.text.partition('src="./')[2].partition('"')[0]
    assert "immutable" in client.get(f"/graphiql/{script}").headers["cache-control"]
    assert "immutable" not in client.get("/graphiql/assets/nothing.js").headers["cache-control"]


def test_what_is_not_there_is_told_as_an_error(client: TestClient) -> None:
    response = client.get("/nowhere")
    assert response.status_code == 404
    assert response.json()["errors"][0]["extensions"]["code"] == "not_found"


def test_health_ready_and_schema(client: TestClient) -> None:
    assert client.get("/health").json() == {"alive": True}
    said = client.get("/ready").json()
    assert (said["ready"], said["revision"], said["asOf"]) == (True, 1, "2026-01-01")
    assert "type Query {" in client.get("/schema.graphql").text


def test_settings_come_from_the_environment() -> None:
    given = settings_from({"OPENDOORS_CORS_ORIGINS": "https://a.example, https://b.example/", "OPENDOORS_THREADS": "3"})
    assert given == Settings(cors_origins=("https://a.example", "https://b.example"), threads=3)
    assert settings_from({}) == Settings()


@pytest.mark.parametrize("variable", VARIABLES)
def test_a_setting_of_the_wrong_form_is_refused(variable: str) -> None:
    with pytest.raises(InputError, match=variable):
        settings_from({variable: "*"})
