"""Web domains as organisations are compared by them."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import Final
from urllib.parse import urlsplit

from publicsuffixlist import PublicSuffixList

PLATFORMS: Final = frozenset(
    {
        "bit.ly", "europa.eu", "facebook.com", "github.com", "google.com", "instagram.com", "linkedin.com", "linktr.ee",
        "medium.com", "twitter.com", "weebly.com", "wikipedia.org", "wixsite.com", "wordpress.com", "x.com", "xing.com",
        "youtube.com",
    }
)  # fmt: skip
"""Where many keep their pages; none of them is theirs."""
_SUFFIXES: Final = PublicSuffixList()


@cache
def _of_host(host: str) -> str | None:
    found = _SUFFIXES.privatesuffix(host)
    return None if found in PLATFORMS else found


def registered_domain(address: str) -> str | None:
    """The domain that somebody has registered for a web address; None where there is none, or it is a platform's.

    >>> registered_domain("https://www.energycluster.dk/en"), registered_domain("http://kotra.or.kr:80")
    ('energycluster.dk', 'kotra.or.kr')
    >>> registered_domain("https://www.linkedin.com/company/x"), registered_domain("nonsense")
    (None, None)
    """
    try:
        host = urlsplit(address).hostname
    except ValueError:
        return None
    return _of_host(host.strip(".")) if host and "." in host else None


def shared_domains(used: Iterable[tuple[str, str, str]]) -> frozenset[str]:
    """The domains that two things of one source have, by (source, id, domain): an agency's, for all of its offices."""
    users: dict[tuple[str, str], set[str]] = defaultdict(set)
    for source, id_, domain in used:
        users[source, domain].add(id_)
    return frozenset(domain for (_, domain), ids in users.items() if len(ids) > 1)
