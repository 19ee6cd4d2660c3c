"""How often what is drawn at random is drawn: said here for all tests.

``OPENDOORS_TEST_PROFILE`` chooses. ``quick``, which is the default, draws a quarter of what ``ci`` does; both draw the
same on every run, so that what is said of a commit stays said. ``long`` draws ten times as much, anew on every run, and
makes what fails smaller, which takes minutes.
"""

import os
from typing import Final

import pytest
from hypothesis import HealthCheck, Phase, settings

VARIABLE: Final = "OPENDOORS_TEST_PROFILE"
PROFILE: Final = os.environ.get(VARIABLE) or "quick"
PROFILES: Final = ("quick", "ci", "long")
QUICK, LONG = 4, 10
EXAMPLES: Final = 100
"""Of a property that does not say how many it takes, in CI."""


def draws(in_ci: int, *, long: int = LONG) -> int:
    """How often to draw, at least once.

    Args:
        in_ci: how often CI does.
        long: how many times as often the long profile does.
    """
    if PROFILE == "quick":
        return -(-in_ci // QUICK)
    return in_ci * (long if PROFILE == "long" else 1)


def load_profile() -> None:
    """Let hypothesis draw so. Nothing is timed: machines differ, and have other things to do."""
    if PROFILE not in PROFILES:
        raise pytest.UsageError(f"{VARIABLE} is {PROFILE!r}: write one of {', '.join(PROFILES)}.")
    common = settings(max_examples=draws(EXAMPLES), deadline=None, suppress_health_check=[HealthCheck.too_slow])
    steady = settings(common, derandomize=True, phases=(Phase.explicit, Phase.generate))
    settings.register_profile(PROFILE, common if PROFILE == "long" else steady)
    settings.load_profile(PROFILE)
