"""Trusted documents: those of this server's own pages and examples, which may be asked for by an id alone."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from api.errors import NOT_SUPPORTED, invalid
from api.execute import prepare
from graph.errors import InputError

MANIFESTS: Final = ("explorer/documents.json", "component/documents.json")
"""Within ``api/static/``, by the builds of the pages: id → document."""
SHELF: Final = "graphiql/examples.json"
ID_FORM: Final = re.compile(r"(?:sha256:)?([0-9a-f]{64})")


def id_of(document: str) -> str:
    """A document's id: the SHA-256 of its UTF-8, in 64 hexadecimal digits."""
    return sha256(document.encode(errors="surrogatepass")).hexdigest()


def documents_in(static: Path) -> Iterator[str]:
    """What the pages and the shelf of examples ask."""
    for manifest in MANIFESTS:
        yield from json.loads((static / manifest).read_text(encoding="utf-8")).values()
    for example in json.loads((static / SHELF).read_text(encoding="utf-8")):
        yield example["query"]


class TrustedDocuments:
    """Documents that may be asked for by their ids.

    Args:
        documents: their texts.
        only: whether nothing else is answered.
    """

    def __init__(self, documents: Iterable[str], *, only: bool = False) -> None:
        self._by_id: Final = {id_of(document): document for document in documents}
        self._texts: Final = frozenset(self._by_id.values())
        self._only = only

    def __contains__(self, document: str) -> bool:
        return document in self._texts

    def prepare_all(self) -> None:
        """Parse and validate all of them; they stay so while there is room."""
        for document in self._by_id.values():
            prepare(document)

    def told(self, said: Any) -> Any:
        """What a request says, with its document where it gives an id; what has no form is left as it is.

        Args:
            said: ``documentId``, ``query``, ``extensions`` and the rest, of any type.

        Raises:
            InputError: no such document is trusted, two documents are given, or the one given is not answered here.
        """
        if not isinstance(said, dict):
            return said
        given, text = said.get("documentId"), said.get("query")
        if given is not None:
            return said | {"query": self._named(given, text)}
        if not text and (persisted := _persisted(said.get("extensions"))):
            return said | {"query": self._persisted(persisted)}
        if self._only and isinstance(text, str) and text and text not in self:
            raise invalid(
                "This server answers only documents that it knows.", "untrusted_document",
                "Give the documentId of one of its own pages' or examples'.",
            )  # fmt: skip
        return said

    def _named(self, given: Any, text: Any) -> str:
        form = ID_FORM.fullmatch(given) if isinstance(given, str) else None
        if form is None:
            raise invalid(
                "documentId has no known form.", "bad_document_id",
                "Write the SHA-256 of the document in 64 lower-case hexadecimal digits, or sha256: and these.", given,
            )  # fmt: skip
        if text and (not isinstance(text, str) or id_of(text) != form[1]):
            raise invalid(
                "The query is another document than documentId names.", "two_documents", "Send one of the two.", given
            )
        document = self._by_id.get(form[1], text if not self._only else None)
        if not document:
            raise invalid("No document of this id is known here.", "unknown_document", self._instead, given)
        return document

    def _persisted(self, persisted: Mapping[str, Any]) -> str:
        """Documents are answered by their hashes where they are trusted, and never registered by clients."""
        document = self._by_id.get(str(persisted.get("sha256Hash")))
        if document is None:
            raise InputError("PersistedQueryNotSupported", code=NOT_SUPPORTED, suggestion=self._instead)
        return document

    @property
    def _instead(self) -> str:
        return "Reload the page that sends it." if self._only else "Send the document itself, as query."


def _persisted(extensions: Any) -> Mapping[str, Any] | None:
    """Apollo's extension ``persistedQuery``, if a request has it."""
    found = extensions.get("persistedQuery") if isinstance(extensions, dict) else None
    return found if isinstance(found, dict) else None
