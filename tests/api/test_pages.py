"""The pages that people open: where they are, how long they are kept, what they may do."""

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.holder import SnapshotHolder
from api.pages import STATIC
from api.settings import Settings, settings_from
from graph.errors import InputError
from graph.snapshot.snapshot import Snapshot

PAGES = ("/", "/ask?market=KR", "/organisation/alpha", "/market/KR", "/corridor/asean", "/data")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
BROWSER = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.mark.parametrize("address", PAGES)
def test_each_address_is_the_page_that_reads_it(client: TestClient, address: str) -> None:
    page = client.get(address, headers=BROWSER, follow_redirects=False)
    assert page.status_code == 200
    assert page.content == (STATIC / "explorer/index.html").read_bytes()
    assert page.headers["content-type"].startswith("text/html")
    assert page.headers["content-security-policy"] == POLICY
    assert page.headers["cache-control"] == "no-cache"
    known = client.get(address, headers=BROWSER | {"if-none-match": page.headers["etag"]})
    assert known.status_code == 304
    assert client.post(address).status_code == 405


def test_what_the_page_loads_is_kept_for_good(client: TestClient) -> None:
    page = client.get("/").text
    loaded = re.findall(r'(?:src|href)="(/[^"]+)"', page)
    assert loaded
    for address in loaded:
        response = client.get(address)
        assert response.status_code == 200, address
        assert ("/assets/" in address) == ("immutable" in response.headers["cache-control"]), address


@pytest.mark.parametrize(
    ("address", "accepted", "page", "language"),
    [
        ("/", "", "home", "en"),
        ("/ask?market=KR", "fr-CH, de;q=0.9, en;q=0.8", "answer", "de"),
        ("/data?lang=en", "de", "data", "en"),
        ("/market/KR", "da", "market", "en"),
    ],
)
def test_what_a_page_will_need_is_told_with_it(
    client: TestClient, address: str, accepted: str, page: str, language: str
) -> None:
    response = client.get(address, headers={"accept-language": accepted})
    told = re.findall(r"<([^>]+)>; rel=(modulepreload|preload; as=style; crossorigin)", response.headers["link"])
    names = [path.removeprefix("/explorer/assets/") for path, _ in told]
    for wanted in (f"{page}-", f"{language}-", f"words.{language}-"):
        assert any(name.startswith(wanted) for name in names), (wanted, names)
    for later in ("common-", f"words.{language}.records-"):
        assert any(name.startswith(later) for name in names) == (page in ("data", "market")), (later, names)
    assert not [name for name in names if name in response.text]
    assert len(set(names)) == len(names)
    for path, how in told:
        assert path.endswith(".js") == (how == "modulepreload")
        assert client.get(path).status_code == 200
    assert "Accept-Language" in response.headers["vary"]


def test_what_is_not_there_is_a_page_for_people_and_an_error_for_programs(client: TestClient) -> None:
    for address in ("/nowhere", "/organisation/a/b", "/explorer/assets/nothing.js"):
        page = client.get(address, headers=BROWSER)
        assert (page.status_code, page.headers["content-security-policy"]) == (404, POLICY)
        assert page.headers["content-type"].startswith("text/html")
        said = client.get(address)
        assert (said.status_code, said.json()["errors"][0]["extensions"]["code"]) == (404, "not_found")


def test_any_page_may_load_the_component(client: TestClient) -> None:
    script = client.get("/open-doors.js", headers={"origin": "https://partner.example"})
    assert script.status_code == 200
    assert script.headers["content-type"].startswith(("text/javascript", "application/javascript"))
    assert script.headers["access-control-allow-origin"] == "*"
    assert script.headers["cross-origin-resource-policy"] == "cross-origin"
    assert script.headers["cache-control"] == "no-cache"


def test_only_the_page_for_frames_may_be_framed_and_only_by_the_origins_of_the_setting(
    client: TestClient, snapshot: Snapshot, tmp_path: Path
) -> None:
    assert client.get("/embed").headers["content-security-policy"] == POLICY
    settings = Settings(embed_origins=("https://a.example", "http://b.example:8080"))
    with TestClient(create_app(tmp_path, holder=SnapshotHolder(snapshot), settings=settings)) as framed:
        allowed = POLICY.removesuffix("'none'") + "https://a.example http://b.example:8080"
        assert framed.get("/embed?market=KR").headers["content-security-policy"] == allowed
        for address in PAGES:
            assert framed.get(address).headers["content-security-policy"] == POLICY
        assert "frame-ancestors 'none'" in framed.get("/graphiql/").headers["content-security-policy"]


def test_an_origin_cannot_smuggle_in_a_directive() -> None:
    for text in ("https://a.example; script-src *", "https://*.example", "https://a.example/x", "https://a 'self'"):
        with pytest.raises(InputError):
            settings_from({"OPENDOORS_EMBED_ORIGINS": text})
