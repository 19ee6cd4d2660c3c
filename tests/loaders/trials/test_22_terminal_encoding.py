"""What a terminal's encoding has not, another character stands for: in every command."""

import json
import sys
from collections.abc import Callable
from io import BytesIO, TextIOWrapper

import pytest

from cli.main import run
from tests.cli.conftest import Opendoors, environment, opendoors, starter, starter_home

__all__ = ["environment", "opendoors", "starter", "starter_home"]

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
