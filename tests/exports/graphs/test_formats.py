"""The registry of formats."""

import subprocess
import sys

import pytest

from exports.graphs.formats import FORMATS, graph_format
from graph.errors import InputError
from tests.exports.graphs.views import empty_view, small_view


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_makes_the_files_that_it_says(name: str) -> None:
    for view in (small_view(), empty_view()):
        parts = list(FORMATS[name].parts(view))
        assert (len(parts) > 1) == FORMATS[name].several
        assert len({part.name for part in parts}) == len(parts)
        if not FORMATS[name].several:
            assert parts[0].name.endswith(FORMATS[name].suffix)
        assert all(b"".join(part.chunks) for part in parts)


def test_a_format_that_there_is_not_is_an_error_with_the_nearest() -> None:
    with pytest.raises(InputError) as caught:
        graph_format("parket", "format")
    assert (caught.value.code, caught.value.value, caught.value.nearest) == ("unknown_format", "parket", ("parquet",))


def test_who_writes_no_parquet_loads_no_library_for_it() -> None:
    asked = "import sys, exports.graphs.formats; print('pyarrow' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", asked], capture_output=True, check=True).stdout == b"False\n"
