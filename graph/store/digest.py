"""What counts as the same statement: digests of content (content addressing), the same in every store."""

from hashlib import blake2b

from graph.statements import EntityStatement, Statement
from graph.store.storable import json_bytes

DIGEST_BYTES = 16


def digest(content: object) -> str:
    """Digest of anything that JSON can say, as 32 hexadecimal digits; the order of a mapping's keys does not count.

    Raises:
        InputError: JSON cannot say it (code ``unstorable_value``).
    """
    return blake2b(json_bytes(content), digest_size=DIGEST_BYTES).hexdigest()


def content_digest(statement: Statement) -> str:
    """Digest of what a statement says. A relation's key is its digest.

    The locator is left out: a row that has moved down its file says what it said before.

    Raises:
        InputError: it says what JSON cannot (code ``unstorable_value``).
    """
    if not isinstance(statement, EntityStatement):
        return statement.key
    evidence = statement.evidence
    return digest(
        (
            statement.type,
            statement.properties,
            evidence.url,
            evidence.retrieved,
            evidence.confidence,
            statement.audience,
        )
    )
