"""Why, and at which place, a text about time cannot be read."""

from tui_crm.i18n import N_

UNKNOWN = N_("cannot read “{word}” as a date or time")
NO_SUCH = N_("“{word}” does not exist on the calendar or the clock")
CLASH = N_("“{word}” does not go with what stands before it")
OTHER_WEEKDAY = N_("“{word}” is not the weekday of that date")
NEEDS_PART = N_("“{word}” needs minutes, or am or pm")
HALF_DAY = N_("“{word}” may be in the morning or the evening: add am or pm")
DAY_OR_MONTH = N_("“{text}” may begin with the day or with the month: say 24 dec or 2026-12-24")
MINUTES_OR_MONTHS = N_("“{word}” may be minutes or months: say min or months")
WHICH_WEEK = N_("“{text}” may be of this week or of the next: say 本周三 or 下周三")
NEEDS_CALENDAR = N_("“{word}” needs the team’s working calendar, which is not known here")
NEEDS_HOUR = N_("“{word}” needs an hour beside it")
NEEDS_LENGTH = N_("“{word}” needs a length of time, such as 3 days")
EMPTY = N_("there is no date or time in “{text}”")


class Puzzle(Exception):
    """The place from ``start`` to ``end`` of the plain text, and the ``reason``, one of the messages above.

    It never leaves the package: ``parse`` makes a UsageError of it.
    """

    def __init__(self, reason: str, start: int, end: int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.start = start
        self.end = end
