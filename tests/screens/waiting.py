"""Waiting for something to come to be, in a running app: never longer than it takes, never by the clock."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from textual.pilot import Pilot

PATIENCE = 1_000
"""So many looks are taken, ten milliseconds apart, before a test gives up."""


async def until(pilot: Pilot[Any], holds: Callable[[], object], told: Callable[[], object]) -> None:
    """Wait until ``holds`` returns something true, and all is done that came with it; where it never does, fail with ``told``."""
    for look in range(PATIENCE):
        if holds():
            await pilot.pause()
            return
        if look:
            await asyncio.sleep(0.01)
        else:
            await pilot.pause()
    pytest.fail(f"never came to be: {told()}")
