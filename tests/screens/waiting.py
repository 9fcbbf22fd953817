"""Waiting for something to come to be, in a running app: never longer than it takes, never by the clock."""

from collections.abc import Callable
from typing import Any

import pytest
from textual.pilot import Pilot

PATIENCE = 1_000
"""So many looks are taken, ten milliseconds apart, before a test gives up."""


async def until(pilot: Pilot[Any], holds: Callable[[], object], told: Callable[[], object]) -> None:
    """Wait until ``holds`` returns something true; where it never does, fail with what ``told`` returns."""
    for _look in range(PATIENCE):
        if holds():
            return
        await pilot.pause(0.01)
    pytest.fail(f"never came to be: {told()}")
