"""Texts that steer no terminal, and characters that an encoding has not."""

import json
from io import BytesIO, StringIO, TextIOWrapper

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.text import Text

from cli.characters import all_plain, escaped, plain, send, shows_anything
from cli.screen import note, show

STEERING = {
    *map(chr, (*range(10), *range(11, 32), *range(0x7F, 0xA0))),
    *"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2069",
}


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


def test_what_is_shown_steers_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    show(Text("a\x1b[2J\nb", style="bold"), "c\u202ed")
    assert capsys.readouterr().out == "a␛[2J b\nc\ufffdd\n"


def test_notes_steer_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    note("a\x1b[2J\nb")
    assert capsys.readouterr().err == "a␛[2J b\n"


def test_a_stream_without_bytes_is_written_to() -> None:
    out = StringIO()
    shows_anything(out)
    send(out, "→")
    assert out.getvalue() == "→"
