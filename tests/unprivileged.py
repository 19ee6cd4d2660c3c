"""File permissions do not bind the superuser; tests of them must not depend on who runs them."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

NOBODY = 65534


@contextmanager
def unprivileged_user() -> Iterator[None]:
    """Acts as ``nobody`` within the block, if the process is the superuser's."""
    if os.name != "posix" or os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)
