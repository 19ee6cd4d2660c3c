"""Codes of regions, and what lies in what."""

import pycountry
import pytest

from graph.markets import is_market
from graph.regions import market_of_region, region_code, region_names, regions_above


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("DK-84", "DK-84"),
        ("dk-84", "DK-84"),
        (" ES-B ", "ES-B"),
        ("PL-MZ", "PL-14"),
        ("FR-75", "FR-75C"),
        ("NO-31", "NO-31"),
        ("NO-30", "NO-30"),
        ("DK84", None),
        ("DK04", None),
        ("DK-99", None),
        ("ES-XX", None),
        ("DK", None),
        ("", None),
    ],
)
def test_what_a_text_is(text: str, code: str | None) -> None:
    assert region_code(text) == code


@pytest.mark.parametrize(
    ("code", "above"),
    [
        ("ES-B", ("ES-CT",)),
        ("IT-MI", ("IT-25",)),
        ("BE-VAN", ("BE-VLG",)),
        ("FR-67", ("FR-6AE", "FR-GES")),
        ("NO-31", ("NO-30",)),
        ("ES-CT", ()),
        ("XX-1", ()),
    ],
)
def test_what_a_region_lies_in(code: str, above: tuple[str, ...]) -> None:
    assert regions_above(code) == above


def test_every_region_has_a_name_and_lies_in_its_market_and_in_regions_of_it() -> None:
    for code, name in region_names().items():
        market = market_of_region(code)
        assert name
        assert is_market(market)
        assert region_code(code) == region_code(code.lower()) == code
        for above in regions_above(code):
            assert above in region_names()
            assert market_of_region(above) == market
            assert above != code


def test_what_the_library_lacks_it_still_lacks() -> None:
    # Once it has them, they need not be listed here any more.
    assert "NO-31" not in {region.code for region in pycountry.subdivisions}
