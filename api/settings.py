"""Settings of the server, each from one environment variable."""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Any, Final

from graph.errors import InputError

_CORES: Final = os.cpu_count() or 1
_ORIGIN: Final = re.compile(r"[a-z][a-z0-9+.-]*://[^\s/?#;,*'\"]+", re.ASCII | re.IGNORECASE)


def _origins(text: str) -> tuple[str, ...]:
    origins = tuple(part.strip().rstrip("/") for part in text.split(",") if part.strip())
    if not all(_ORIGIN.fullmatch(origin) for origin in origins):
        raise ValueError(text)
    return origins


def _switch(text: str) -> bool:
    if text not in ("0", "1"):
        raise ValueError(text)
    return text == "1"


def _positive_number(text: str) -> float:
    number = float(text)
    if not 0 < number < float("inf"):
        raise ValueError(text)
    return number


def _positive_whole(text: str) -> int:
    if int(text) < 1:
        raise ValueError(text)
    return int(text)


@dataclass(frozen=True, slots=True)
class Settings:
    """How the server behaves. ``OPENDOORS_`` and the name in upper case is the environment variable.

    Attributes:
        cors_origins: origins whose pages may ask, separated by commas; none by default.
        embed_origins: origins whose pages may frame /embed, likewise.
        trusted_only: 1: only documents of this server's own pages and examples are answered.
        refresh_seconds: between two looks at the store for a newer revision.
        threads: requests answered at once.
        queue: requests that may wait, half of them from one address; further ones are told to come again.
        deadline_seconds: longest time of one answer.
        body_bytes: largest request. answer_bytes: largest answer.
        connections: that are open at once; no more than there are descriptors for. connections_per_address: of them
            from one address.
        export_items: nodes and edges of one export. export_seconds: longest time of one, until it is sent.
        exports_at_once: that are made and sent at once, half of them to one address; further ones are told to come
            again.
        memory_mb: what is kept between requests, in 2^20 bytes; None: a quarter of what the process may have.
    """

    cors_origins: tuple[str, ...] = ()
    embed_origins: tuple[str, ...] = ()
    trusted_only: bool = False
    refresh_seconds: float = 0.5
    threads: int = min(32, 4 * _CORES + 4)
    queue: int = 100
    deadline_seconds: float = 10.0
    body_bytes: int = 1_000_000
    answer_bytes: int = 10_000_000
    connections: int = 1_000
    connections_per_address: int = 250
    export_items: int = 5_000_000
    export_seconds: float = 300.0
    exports_at_once: int = 4
    memory_mb: int | None = None


_READERS: Final[dict[str, tuple[Callable[[str], Any], str]]] = {
    "cors_origins": (_origins, "Write origins such as https://example.org, separated by commas."),
    "embed_origins": (_origins, "Write origins such as https://example.org, separated by commas."),
    "trusted_only": (_switch, "Write 1 or 0."),
    "refresh_seconds": (_positive_number, "Write a positive number."),
    "threads": (_positive_whole, "Write a positive whole number."),
    "queue": (_positive_whole, "Write a positive whole number."),
    "deadline_seconds": (_positive_number, "Write a positive number."),
    "body_bytes": (_positive_whole, "Write a positive whole number."),
    "answer_bytes": (_positive_whole, "Write a positive whole number."),
    "connections": (_positive_whole, "Write a positive whole number."),
    "connections_per_address": (_positive_whole, "Write a positive whole number."),
    "export_items": (_positive_whole, "Write a positive whole number."),
    "export_seconds": (_positive_number, "Write a positive number."),
    "exports_at_once": (_positive_whole, "Write a positive whole number."),
    "memory_mb": (_positive_whole, "Write a positive whole number."),
}
VARIABLES: Final = tuple(f"OPENDOORS_{field.name.upper()}" for field in fields(Settings))
"""The environment variables, for documents and their test."""


def settings_from(environment: Mapping[str, str]) -> Settings:
    """Read settings from environment variables.

    Raises:
        InputError: a value is not of its form.
    """
    given: dict[str, Any] = {}
    for name, (read, suggestion) in _READERS.items():
        variable = f"OPENDOORS_{name.upper()}"
        text = environment.get(variable, "")
        if not text:
            continue
        try:
            given[name] = read(text)
        except ValueError as error:
            raise InputError(
                "The setting is not valid.", code="bad_setting", value=text, where=variable, suggestion=suggestion
            ) from error
    return Settings(**given)
