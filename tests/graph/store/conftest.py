from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.unprivileged import unprivileged_user


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that any user may reach, since pytest's own are its user's."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o777)
        yield folder


@pytest.fixture
def unprivileged() -> Iterator[None]:
    """Runs the test as a user whom file permissions bind, even if it was started by the superuser."""
    with unprivileged_user():
        yield
