"""How many tickets a state should have at most, as people write it: ``open 20, waiting 30``."""

import re
from collections.abc import Mapping
from typing import Final

from tui_crm.i18n import _

STATES: Final = ("new", "open", "waiting", "resolved")
"""The states that can have a limit: a closed ticket is no work any more."""

_ONE: Final = re.compile(r"([a-z]+)\s*[:=]?\s*([0-9]{1,5})")
_PARTS: Final = re.compile(r"[,;，；]")


def parse_limits(text: str) -> Mapping[str, int]:
    """Return the limits by state; no text, no limits. Raises ValueError, which says what would do."""
    limits: dict[str, int] = {}
    for part in filter(None, (each.strip() for each in _PARTS.split(text))):
        found = _ONE.fullmatch(part.lower())
        if found is None or found[1] not in STATES or int(found[2]) == 0:
            raise ValueError(_("“{part}” is no limit; for example: open 20, waiting 30").format(part=part))
        limits[found[1]] = int(found[2])
    return {state: limits[state] for state in STATES if state in limits}


def written_limits(limits: Mapping[str, int]) -> str:
    """Return limits as they are written."""
    return ", ".join(f"{state} {limit}" for state, limit in limits.items())
