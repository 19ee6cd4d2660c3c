"""No name steers a terminal, and no terminal makes a command fail."""

import json
import sys
from collections.abc import Callable
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cli.characters import all_plain, escaped, plain, send, shows_anything
from cli.main import run
from tests.cli.conftest import Opendoors
from tests.loaders.folders import write

NAMES = [
    "Two\nLine Cluster", "Tab\tClu\rster", "Escape\x1b[2J\x1b[31m Red\x07", "Right \u202eretsulC\u202c left",
    "C1 \x9b31m and \u2067isolates\u2069", "[bold red]Brackets[/] [/nope] [link=https://x.example]y[/link]",
]  # fmt: skip
"""Trial 07."""
STEERING = {
    *map(chr, (*range(10), *range(11, 32), *range(0x7F, 0xA0))),
    *"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2069",
}
DK = "energy-cluster-denmark"
PEOPLE = (
    f"ask KR --from {DK}", "ask BR --from-country DK --sectors energy", f"routes {DK} kotra", f"links {DK}",
    f"changes KR --since 2020-01-01 --from {DK}", f"strategy {DK}", "corridor eu-single-market", "coverage DK",
    "born-global vestas", "consortium KR offshore-wind", f"interest-match {DK}", "events --market KR",
    f"signals KR --since 2020-01-01 --from {DK}",
    f"take-stock {DK}", f"funding {DK} US", f"reach --from {DK}", "gateways DK KR",
    "brokers", f"snowball --from {DK}", f"connect {DK} food-bio-cluster-denmark kotra", f"resilience {DK} KR",
    f"supercluster {DK}", "propose-network KR", "search cluster łódź", "search 한국", "status", "sources",
    "dangling", "quarantine list", "cypher", "compare 2020-01-01", "--help", "ask --help",
)  # fmt: skip
"""What is printed for people."""


@pytest.fixture
def odd(empty: Opendoors, tmp_path: Path) -> Opendoors:
    """Odd names, tied to one another."""
    rows = "".join(f'n{at},cluster,"{name}",DK\n' for at, name in enumerate(NAMES))
    ties = "".join(f"partner_of,n{at},n{at + 1}\n" for at in range(len(NAMES) - 1))
    files = {
        "organisations": f"id,kind,name,country\n{rows}office,trade_office,Seoul\x1bOffice,KR\nbad,cluster,x,\x1b[2J\n",
        "relations": f"kind,source,target\n{ties}partner_of,n5,office\nactive_in,n2,KR\npartner_of,n1,\x1b[1m\n",
    }
    assert empty("load", str(write(tmp_path / "odd", files)), "--as", "odd").code == 0
    return empty


def test_nothing_steers_the_terminal(odd: Opendoors) -> None:
    lines = (
        "search cluster", "search n2", "ask KR --from n0", "routes n0 n4", "routes n0 office", "take-stock n2",
        "status", "coverage DK", "quarantine list", "ask \x1b[2J --from n0", "ask KR --from \x1b[2J", "links n1",
        "search \x1b]0;x\x07",
    )  # fmt: skip
    for line in lines:
        said = odd(*line.split(" "))
        assert said.code in (0, 2)
        as_json = odd(*line.split(" "), "--json")
        for text in (said.out, said.err, as_json.out, as_json.err):
            assert not STEERING & set(text), line


def test_names_stay_on_their_line_and_markup_is_text(odd: Opendoors) -> None:
    routes = odd("routes", "n0", "n5").out
    assert "Two Line Cluster" in routes
    assert "[bold red]Brackets[/]" in " ".join(routes.split())
    assert "Right \ufffdretsulC\ufffd left" in odd("search", "n3").out


def test_json_says_names_as_they_are(odd: Opendoors) -> None:
    names = {hit["name"] for text in ("cluster", "n2", "n3") for hit in odd("search", text, "--json").json["hits"]}
    assert {NAMES[0], NAMES[3]} <= names


@given(st.text())
def test_plain_steers_nothing_and_is_as_long(text: str) -> None:
    assert len(plain(text)) == len(text)
    assert not (STEERING | {"\n"}) & set(plain(text))
    assert plain(plain(text)) == plain(text)


@given(st.dictionaries(st.text(), st.lists(st.text()), max_size=3))
def test_escaped_json_says_the_same(said: dict[str, list[str]]) -> None:
    text = escaped(json.dumps(said, ensure_ascii=False))
    assert json.loads(text) == said
    assert not STEERING & set(text)
    assert all_plain(said).keys() == said.keys()


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "latin-1", "utf-8", "cp437", "euc_kr", "utf-16"])
@given(text=st.text(st.characters(codec=None, exclude_categories=())))
def test_any_text_is_written_in_any_encoding(encoding: str, text: str) -> None:
    out = TextIOWrapper(BytesIO(), encoding=encoding, newline="")
    shows_anything(out)
    out.write(text)
    out.flush()


def test_signs_have_others() -> None:
    out = TextIOWrapper(bytes_ := BytesIO(), encoding="ascii")
    shows_anything(out)
    out.write("A → B ⇢ C – Łódź… \ud800 \ufffd")
    out.flush()
    assert bytes_.getvalue() == b"A -> B .> C - Lodz... ? ?"


@pytest.fixture
def encoded(starter: Opendoors, monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[int, bytes, bytes]]:
    """Run a command line whose streams have an encoding, as ``PYTHONIOENCODING`` gives them."""

    def told(encoding: str, *arguments: str) -> tuple[int, bytes, bytes]:
        streams = {name: TextIOWrapper(BytesIO(), encoding=encoding) for name in ("stdout", "stderr")}
        with monkeypatch.context() as patch:
            for name, stream in streams.items():
                patch.setattr(sys, name, stream)
            code = run(arguments)
        for stream in streams.values():
            stream.flush()
        out, err = (stream.buffer.getvalue() for stream in streams.values())
        return code, out, err

    return told


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
def test_every_command_speaks_in_any_encoding(encoded: Callable[..., tuple[int, bytes, bytes]], encoding: str) -> None:
    """Trial 22."""
    failed = []
    for line in PEOPLE:
        code, out, err = encoded(encoding, *line.split())
        out.decode(encoding)
        err.decode(encoding)
        if code != 0:
            failed.append(f"{line}: {err.decode(encoding)}")
    assert not failed, "\n".join(failed)


def test_json_and_files_are_in_utf_8(encoded: Callable[..., tuple[int, bytes, bytes]]) -> None:
    code, out, _ = encoded("ascii", "search", "Île-de-France", "--json")
    assert (code, "Île" in out.decode()) == (0, True)
    code, out, _ = encoded("ascii", "ask", "KR", "--from", "energy-cluster-denmark", "--format", "csv")
    assert (code, "→" in out.decode()) == (0, True)
    code, _, err = encoded("ascii", "search", "--nonsense", "--json")
    assert (code, json.loads(err.decode())["error"]["code"]) == (2, "bad_usage")


def test_a_stream_without_bytes_is_written_to() -> None:
    out = StringIO()
    shows_anything(out)
    send(out, "→")
    assert out.getvalue() == "→"
