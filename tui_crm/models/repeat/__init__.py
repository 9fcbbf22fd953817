"""Which days a reminder comes back on: a rule, read from words or as RFC 5545 writes it, its days, and its words."""

from tui_crm.models.repeat.days import days, days_behind, first_behind
from tui_crm.models.repeat.parse import parse_repeat
from tui_crm.models.repeat.rrule import parse_rrule
from tui_crm.models.repeat.series import Series
from tui_crm.models.repeat.value import DAY_CODES, Every, Repeat, Weekday
from tui_crm.models.repeat.words import in_words, stored_in_words

__all__ = [
    "DAY_CODES",
    "Every",
    "Repeat",
    "Series",
    "Weekday",
    "days",
    "days_behind",
    "first_behind",
    "in_words",
    "parse_repeat",
    "parse_rrule",
    "stored_in_words",
]
