"""What time it is, and where: injected everywhere, so that the same data and the same ``--now`` give the same bytes."""

import os
import time
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


class Clock(Protocol):
    """Tells the instant and the user's zone."""

    @property
    def zone(self) -> ZoneInfo:
        """The user's zone: where "today" is, and how instants are shown."""
        ...

    def now(self) -> datetime:
        """Return the instant, aware, in UTC, with whole seconds."""
        ...

    def today(self) -> date:
        """Return the user's date."""
        ...

    def elapsed(self) -> float:
        """Return seconds since some moment, to measure how long something took; 0 where time stands still."""
        ...


@dataclass(frozen=True)
class SystemClock:
    """The machine's clock, read in ``zone``."""

    zone: ZoneInfo

    def now(self) -> datetime:
        """Return the instant, aware, in UTC, with whole seconds."""
        return datetime.now(UTC).replace(microsecond=0)

    def today(self) -> date:
        """Return the user's date."""
        return datetime.now(self.zone).date()

    def elapsed(self) -> float:
        """Return seconds since some moment."""
        return time.monotonic()


@dataclass(frozen=True)
class FixedClock:
    """A clock that stands still at ``instant`` (``--now``, tests, the demo)."""

    instant: datetime
    zone: ZoneInfo = ZoneInfo("UTC")  # noqa: RUF009 - zones are immutable

    def now(self) -> datetime:
        """Return the instant, aware, in UTC, with whole seconds."""
        return self.instant.astimezone(UTC).replace(microsecond=0)

    def today(self) -> date:
        """Return the user's date."""
        return self.instant.astimezone(self.zone).date()

    def elapsed(self) -> float:
        """Return 0: time stands still."""
        return 0.0


def in_zone(clock: Clock, zone: ZoneInfo) -> Clock:
    """Return ``clock`` as somebody in ``zone`` reads it."""
    return FixedClock(clock.instant, zone) if isinstance(clock, FixedClock) else SystemClock(zone)


def system_zone() -> ZoneInfo:
    """Return the machine's zone by its IANA name, UTC where the machine does not tell one."""
    candidates = [os.environ.get("TZ", "").lstrip(":")]
    localtime = Path("/etc/localtime")
    if localtime.is_symlink():
        candidates.append(str(localtime.resolve()).partition("zoneinfo/")[2])
    timezone = Path("/etc/timezone")
    if timezone.is_file():
        candidates.append(timezone.read_text(encoding="utf-8", errors="ignore").strip())
    for name in candidates:
        try:
            if name:
                return ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            continue
    return ZoneInfo("UTC")
