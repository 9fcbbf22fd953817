"""The timer of a call: how long it has run, as a value that a draft can keep and a form can show."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Self

_MINUTE: Final = 60  # seconds
_HOUR: Final = 60 * _MINUTE
_FORGOTTEN: Final = timedelta(hours=12)


@dataclass(frozen=True)
class CallTimer:
    """So many ``seconds`` of runs that are over, and ``since`` when it runs, an aware moment; None where it stands."""

    seconds: int = 0
    since: datetime | None = None

    @classmethod
    def kept(cls, text: str, now: datetime) -> Self:
        """Return the timer of a text; one that has run for twelve hours was forgotten, and what is none stands at zero."""
        seconds, _at, since = text.partition("@")
        try:
            timer = cls(int(seconds or 0), datetime.fromisoformat(since) if since else None)
            is_forgotten = timer.since is not None and now - timer.since > _FORGOTTEN
        except (ValueError, TypeError):  # a moment without a zone cannot be compared
            return cls()
        return cls(timer.seconds) if is_forgotten else timer

    @property
    def text(self) -> str:
        """The text that a draft keeps, empty where it never ran."""
        return f"{self.seconds}@{self.since.isoformat() if self.since else ''}" if self.since or self.seconds else ""

    def started(self, now: datetime, minutes: int) -> Self:
        """Return it running from ``now`` on: behind what it counted, or behind the ``minutes`` that somebody typed."""
        counted = self.seconds if _whole(self.seconds) == minutes else minutes * _MINUTE
        return type(self)(counted, now)

    def stopped(self, now: datetime) -> Self:
        """Return it standing at what it has counted until ``now``."""
        return type(self)(self.elapsed(now))

    def elapsed(self, now: datetime) -> int:
        """Return how many seconds it has counted until ``now``; a clock that was set back counts for nothing."""
        run = int((now - self.since).total_seconds()) if self.since else 0
        return self.seconds + max(0, run)

    def minutes(self, now: datetime) -> int:
        """Return the same in minutes, a begun one as a whole."""
        return _whole(self.elapsed(now))

    def shown(self, now: datetime) -> str:
        """Return it as people read it: ``3:07``, ``1:03:07``."""
        hours, rest = divmod(self.elapsed(now), _HOUR)
        minutes, seconds = divmod(rest, _MINUTE)
        return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def _whole(seconds: int) -> int:
    return -(-seconds // _MINUTE)
