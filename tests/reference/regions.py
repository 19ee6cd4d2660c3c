"""ISO 3166-2: which region covers which."""

import pycountry


def covers(region: str, other: str) -> bool:
    """ "binds by region code, and covers the regions below it; an unknown region is outside"."""
    while region and other:
        if other == region:
            return True
        subdivision = pycountry.subdivisions.get(code=other)  # type: ignore[no-untyped-call]
        other = getattr(subdivision, "parent_code", None) or ""
    return False
