"""Web domains by which things are compared: what somebody has registered, and what many share."""

from functools import cache
from typing import Final
from urllib.parse import urlsplit

from publicsuffixlist import PublicSuffixList

PLATFORMS: Final = frozenset({
    "bit.ly", "europa.eu", "facebook.com", "github.com", "google.com", "instagram.com", "linkedin.com", "linktr.ee",
    "medium.com", "t.me", "tiktok.com", "twitter.com", "vk.com", "weebly.com", "wikipedia.org", "wixsite.com",
    "wordpress.com", "x.com", "xing.com", "youtube.com",
})  # fmt: skip
"""Where many keep their pages; none of them is theirs."""


def registered_domain(address: str) -> str | None:
    """The domain that somebody has registered for a web address; None where there is none, or it is a platform's.

    >>> registered_domain("https://www.energycluster.dk/en"), registered_domain("http://kotra.or.kr:80")
    ('energycluster.dk', 'kotra.or.kr')
    >>> registered_domain("https://www.linkedin.com/company/x"), registered_domain("http://10.0.0.1/")
    (None, None)
    """
    try:
        host = urlsplit(address).hostname
    except ValueError:
        return None
    if not host or host.rpartition(".")[2].isdecimal():  # a number is nobody's name
        return None
    return _of_host(host.strip("."))


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()


@cache
def _of_host(host: str) -> str | None:
    found = _suffixes().privatesuffix(host)
    return None if found in PLATFORMS else found
