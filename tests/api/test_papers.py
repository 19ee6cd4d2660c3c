"""Files over HTTP: pictures, packs, tables; what they are, how long they keep, and how they are refused."""

import re
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl
from xml.etree.ElementTree import fromstring

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.holder import SnapshotHolder
from api.papers import PAPERS
from api.settings import Settings
from graph.errors import SnapshotError

ASKED = "market=KR&from=alpha"
ASK_DIGEST = """{ doorOpeners(market: "KR", from: [{ id: "alpha" }], first: 10) {
  digest openers { nodes { organisation { id } } }
} }"""
PATHS = [paper.path for paper in PAPERS if paper.path != "/ties.svg"]


def get(client: TestClient, path: str, query: str = ASKED, accept: str = "*/*", **headers: str) -> Any:
    return client.get(f"{path}?{query}", headers={"accept": accept} | headers)


def test_the_picture_of_an_answer_is_an_image(client: TestClient) -> None:
    response = get(client, "/route.svg")
    assert response.status_code == 200
    assert response.headers["content-type"] == "image/svg+xml; charset=utf-8"
    assert "default-src 'none'" in response.headers["content-security-policy"]
    assert "sandbox" in response.headers["content-security-policy"]
    assert response.headers["x-content-type-options"] == "nosniff"
    root = fromstring(response.text)
    assert root[0].text == "Who can open a door to South Korea for Alpha Energi"
    assert get(client, "/route.svg").content == response.content


def test_the_pack_is_a_page_that_may_do_nothing_and_says_where_to_ask_again(client: TestClient) -> None:
    response = get(client, "/pack")
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert response.headers["content-disposition"] == 'inline; filename="evidence-pack.html"'
    policy = response.headers["content-security-policy"]
    assert {"default-src 'none'", "sandbox", "base-uri 'none'"} <= set(policy.split("; "))
    assert "script" not in policy
    link = re.search(r'href="http://testserver/ask\?([^"]*)"', response.text)
    assert link is not None
    said = dict(parse_qsl(unescape(link[1])))
    answered = client.post("/graphql", json={"query": ASK_DIGEST}).json()["data"]["doorOpeners"]
    assert said["digest"] == answered["digest"]
    assert said["seen"].split(",") == [one["organisation"]["id"] for one in answered["openers"]["nodes"]]
    assert (said["market"], said["from"], said["first"], said["rev"]) == ("KR", "alpha", "10", "1")
    assert get(client, "/pack", unescape(link[1])).status_code == 200


def test_the_table_is_a_file_to_be_kept(client: TestClient) -> None:
    response = get(client, "/answer.csv")
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    assert response.headers["content-disposition"] == 'attachment; filename="answer.csv"'
    assert response.content.startswith(b"\xef\xbb\xbfrank,")


def test_what_is_supposed_is_drawn_and_written_as_such_and_no_table_is_made_of_it(client: TestClient) -> None:
    supposed = f"{ASKED}&add=member_of,alpha,gamma"
    said = "Supposed, and stored nowhere: Alpha Energi is a member of Gamma Cluster."
    assert said in (fromstring(get(client, "/route.svg", supposed).text)[1].text or "")
    pack = get(client, "/pack", supposed).text
    assert said in pack
    assert "Nobody: it is supposed, to try it" in pack
    assert "Supposed, to try it</td>" not in pack  # it is no source
    assert 'href="http://testserver/ask?market=KR&amp;from=alpha&amp;add=member_of,alpha,gamma"' in pack
    refusal = get(client, "/answer.csv", supposed)
    assert refusal.status_code == 400
    assert refusal.json()["errors"][0]["extensions"]["code"] == "supposed_table"
    tags = {get(client, "/route.svg", asked).headers["etag"] for asked in (ASKED, supposed)}
    assert len(tags) == len((ASKED, supposed))


def test_the_ties_of_an_organisation_are_a_picture(client: TestClient) -> None:
    response = get(client, "/ties.svg", "of=alpha&first=2")
    assert response.status_code == 200
    assert fromstring(response.text)[0].text == "The strongest ties of Alpha Energi"
    assert get(client, "/ties.svg", "of=nobody").status_code == 400


@pytest.mark.parametrize("path", PATHS)
def test_what_is_kept_is_asked_for_again_only_where_it_has_changed(client: TestClient, path: str) -> None:
    first = get(client, path)
    tag = first.headers["etag"]
    assert first.headers["cache-control"] == "no-cache"
    again = get(client, path, **{"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")
    kept = "content-security-policy"  # what a browser keeps is shown under what it was told last
    assert again.headers[kept] == first.headers[kept]
    assert get(client, path, "from=alpha&market=KR").headers["etag"] == tag
    assert get(client, path, f"{ASKED}&first=1").headers["etag"] != tag
    assert client.head(f"{path}?{ASKED}").headers["etag"] == tag


def test_each_has_a_tag_of_its_own(client: TestClient) -> None:
    tags = {get(client, path).headers["etag"] for path in PATHS}
    assert len(tags) == len(PATHS)


@pytest.mark.parametrize("path", PATHS)
def test_a_refusal_is_json_to_programs_and_a_page_to_people(client: TestClient, path: str) -> None:
    response = get(client, path, "market=KR&from=nobody-at-all")
    assert response.status_code == 400
    (error,) = response.json()["errors"]
    assert error["extensions"]["code"] == "unknown_organisation"
    assert error["extensions"]["where"] == "from"
    page = get(client, path, "market=KR&from=<b>", accept="text/html,*/*;q=0.8")
    assert page.status_code == 400
    assert page.headers["content-type"].startswith("text/html")
    assert "&lt;b&gt;" in page.text
    assert "<b>" not in page.text
    assert page.headers["cache-control"] == "no-store"


def test_only_reading_is_served(client: TestClient) -> None:
    assert client.post(f"/route.svg?{ASKED}").status_code == 405


def test_before_there_is_a_snapshot_one_is_told_to_come_again(tmp_path: Path) -> None:
    with TestClient(create_app(tmp_path, holder=SnapshotHolder())) as client:
        response = get(client, "/route.svg")
    assert response.status_code == 503
    assert response.headers["retry-after"] == "5"
    assert response.json()["errors"][0]["extensions"]["code"] == "not_ready"


def test_what_takes_too_long_is_refused(holder: SnapshotHolder, tmp_path: Path) -> None:
    with TestClient(create_app(tmp_path, holder=holder, settings=Settings(deadline_seconds=1e-9))) as client:
        response = get(client, "/route.svg")
    assert response.status_code == 503
    assert response.json()["errors"][0]["extensions"]["code"] == "deadline_exceeded"


def test_it_waits_in_the_same_lanes_as_other_questions(
    holder: SnapshotHolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.effort.HEAVY_FROM", 1)
    app = create_app(tmp_path, holder=holder)
    with TestClient(app) as client:
        assert get(client, "/route.svg").status_code == 200
        app.state.end()
        response = get(client, "/route.svg")
    assert response.status_code == 503
    assert response.json()["errors"][0]["extensions"]["code"] == "server_ending"


def test_what_is_too_large_is_refused(holder: SnapshotHolder, tmp_path: Path) -> None:
    with TestClient(create_app(tmp_path, holder=holder, settings=Settings(answer_bytes=100))) as client:
        assert get(client, "/route.svg").json()["errors"][0]["extensions"]["code"] == "answer_too_large"


def test_a_fault_of_ours_is_masked(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object) -> None:
        raise RuntimeError("of /home/somebody")

    monkeypatch.setattr("api.address.AddressedQuestion.answer", failing)
    response = get(client, "/route.svg")
    assert response.status_code == 500
    assert "somebody" not in response.text


def test_who_asks_about_a_market_is_counted_with_the_others(client: TestClient, holder: SnapshotHolder) -> None:
    get(client, "/route.svg")
    assert holder.asked["KR"] == 1


def test_what_turns_out_to_be_much_is_done_among_the_heavy(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.lanes.LIGHT_STEPS", -1)
    assert get(client, "/route.svg").status_code == 200
    monkeypatch.setattr("api.lanes.STEPS_AT_MOST", -1)
    response = get(client, "/route.svg")
    assert response.status_code == 503
    assert response.json()["errors"][0]["extensions"]["code"] == "too_costly"


def test_nothing_of_a_damaged_snapshot_leaves(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def harmed(_: object) -> None:
        raise SnapshotError("It is damaged.", suggestion="Build it anew.")

    monkeypatch.setattr("graph.snapshot.snapshot.Snapshot.check_unharmed", harmed)
    response = get(client, "/pack")
    assert response.status_code == 500
    assert response.json()["errors"][0]["extensions"]["code"] == "internal"
