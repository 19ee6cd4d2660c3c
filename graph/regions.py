"""Regions within markets: ISO 3166-2 codes, what each is called and which regions it lies in."""

from functools import cache
from typing import Final

import pycountry
from rapidfuzz.distance import OSA

from graph.errors import SUGGESTIONS_AT_MOST, InputError, did_you_mean
from graph.spellings.folding import fold

_EXAMPLE: Final = "DK-84"
TEXT_AT_MOST: Final = 200
"""Characters of the longest text to which a region may be near."""
_NEWER: Final = {
    "NO-31": ("Østfold", "NO-30"),
    "NO-32": ("Akershus", "NO-30"),
    "NO-33": ("Buskerud", "NO-30"),
    "NO-39": ("Vestfold", "NO-38"),
    "NO-40": ("Telemark", "NO-38"),
    "NO-55": ("Troms", "NO-54"),
    "NO-56": ("Finnmark", "NO-54"),
}
"""Codes that the library's list does not have yet: name, region above. Norway took three counties apart again on
2024-01-01; what was said of one of these three holds for its parts."""

_RENAMED: Final = {
    f"{market}-{old}": f"{market}-{new}"
    for market, codes in {
        "CN": "11BJ 12TJ 13HE 14SX 15NM 21LN 22JL 23HL 31SH 32JS 33ZJ 34AH 35FJ 36JX 37SD 41HA 42HB 43HN 44GD 45GX "
        "46HI 50CQ 51SC 52GZ 53YN 54XZ 61SN 62GS 63QH 64NX 65XJ",
        "IN": "CTCG OROD TGTS UTUK",
        "PL": "DS02 KP04 LU06 LB08 LD10 MA12 MZ14 OP16 PK18 PD20 PM22 SL24 SK26 WN28 WP30 ZP32",
    }.items()
    for old, new in ((code[:2], code[2:]) for code in codes.split())
} | {
    "FR-75": "FR-75C",
    "FR-E": "FR-BRE",
    "FR-F": "FR-CVL",
    "FR-H": "FR-20R",
    "FR-J": "FR-IDF",
    "FR-R": "FR-PDL",
    "FR-U": "FR-PAC",
    "MX-DIF": "MX-CMX",
    "ZA-GT": "ZA-GP",
    "ZA-NL": "ZA-KZN",
}
"""Codes that ISO has replaced, and by what; only where the region itself stayed what it was."""


@cache
def region_names() -> dict[str, str]:
    """Name of every region by its code, in the order of codes."""
    names = {region.code: region.name for region in pycountry.subdivisions}
    names |= {code: name for code, (name, _) in _NEWER.items()}
    return dict(sorted(names.items()))


@cache
def _parents() -> dict[str, str]:
    """The region right above each region that has one."""
    parents = {region.code: region.parent_code for region in pycountry.subdivisions if region.parent_code}
    return parents | {code: above for code, (_, above) in _NEWER.items()}


def region_code(text: str) -> str | None:
    """The ISO 3166-2 code that ``text`` is, in any case, a replaced one as what replaced it; None if it is none.

    >>> region_code(" dk-84 "), region_code("PL-MZ"), region_code("DK84"), region_code("DK-99")
    ('DK-84', 'PL-14', None, None)
    """
    code = text.strip().upper()
    code = _RENAMED.get(code, code)
    return code if code in region_names() else None


def check_region(text: str, where: str | None = None) -> str:
    """The code of the region that ``text`` is.

    Args:
        text: what somebody wrote.
        where: where it stood, for the error.

    Raises:
        InputError: it is none.
    """
    code = region_code(text)
    if code is None:
        market = text.strip()[:2].upper()
        near = [f"{one} ({region_names()[one]})" for one in regions_near(text)]
        example = next((known for known in region_names() if market_of_region(known) == market), _EXAMPLE)
        raise InputError(
            f"{text!r} is no ISO 3166-2 code of a region.",
            code="unknown_region",
            value=text,
            where=where,
            nearest=near,
            suggestion=did_you_mean(near, f"Write one such as {example} ({region_names()[example]})."),
        )
    return code


def regions_near(text: str) -> list[str]:
    """Codes of the regions that are called as a text says, else those one slip of the pen away; in order.

    >>> regions_near("Hovedstaden"), regions_near("dk-48"), regions_near("Nowhere")
    (['DK-84'], ['DK-84'], [])
    """
    if len(text) > TEXT_AT_MOST:
        return []
    called = fold(text)
    named = [code for code, name in region_names().items() if fold(name) == called]
    code = text.strip().upper()
    written = (one for one in region_names() if market_of_region(one) == code[:2] and OSA.distance(one, code) == 1)
    return (named or list(written))[:SUGGESTIONS_AT_MOST]


def regions_above(code: str) -> tuple[str, ...]:
    """The regions that a region lies in, nearest first; none for one that is not known.

    A constituency ``above`` covers ``code`` if the two are the same or ``above`` is among these.

    >>> regions_above("ES-B"), regions_above("FR-67"), regions_above("DK-84")
    (('ES-CT',), ('FR-6AE', 'FR-GES'), ())
    """
    parents, above = _parents(), []
    while parent := parents.get(code):
        above.append(parent)
        code = parent
    return tuple(above)


def market_of_region(code: str) -> str:
    """The market of a region, by its code.

    >>> market_of_region("DE-BW")
    'DE'
    """
    return code.partition("-")[0]
