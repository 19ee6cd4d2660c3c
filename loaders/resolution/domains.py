"""Web domains that tell nobody apart, since several things of one source have them."""

from collections import defaultdict
from collections.abc import Iterable


def shared_domains(used: Iterable[tuple[str, str, str]]) -> frozenset[str]:
    """The domains that two things of one source have, by (source, id, domain): an agency's, for all of its offices."""
    users: dict[tuple[str, str], set[str]] = defaultdict(set)
    for source, id_, domain in used:
        users[source, domain].add(id_)
    return frozenset(domain for (_, domain), ids in users.items() if len(ids) > 1)
