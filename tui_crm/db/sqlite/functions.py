"""What SQL cannot say: functions that conditions on folded words, and on working time, call."""

from datetime import timedelta
from functools import lru_cache
from typing import Final

from sqlalchemy import Connection

from tui_crm.db.sqlite.connection import driver_connection
from tui_crm.models.matching import words
from tui_crm.models.record import instant_of
from tui_crm.models.working_time import WorkingCalendar

_SHORT = 80
_ADDED: Final = "functions"
_SECOND: Final = timedelta(seconds=1)


def add_functions(connection: Connection) -> None:
    """Give a connection ``has_words(text, words)``, ``same_words(text, words)``, ``same_label(text, label)``.

    ``words`` are folded, with a space between. The first holds where they stand side by side in the text, the last of
    them as the beginning of a word; the second where the text consists of them. Labels are the same where just their case differs.
    """
    if _ADDED in connection.info:  # SQLite replaces none while a statement is open: FTS5 leaves one so until the commit
        return
    raw = driver_connection(connection)
    raw.create_function("has_words", 2, _has_words, deterministic=True)
    raw.create_function("same_words", 2, _same_words, deterministic=True)
    raw.create_function("same_label", 2, _same_label, deterministic=True)
    connection.info[_ADDED] = True


def add_worked(connection: Connection, calendar: WorkingCalendar) -> None:
    """Give a connection ``worked(since, until)``: the seconds of working time between two stored instants."""

    def worked(since: str, until: str) -> int:
        return calendar.worked(instant_of(since), instant_of(until)) // _SECOND

    driver_connection(connection).create_function("worked", 2, worked, deterministic=True)


def _has_words(text: object, wanted: str) -> bool:
    return text is not None and f" {wanted}" in _folded(str(text))


def _same_words(text: object, wanted: str) -> bool:
    return text is not None and f" {wanted} " == _folded(str(text))


def _same_label(text: object, wanted: str) -> bool:
    return text is not None and str(text).casefold() == wanted.casefold()


def _folded(text: str) -> str:
    return _folded_short(text) if len(text) <= _SHORT else _fold(text)


def _fold(text: str) -> str:
    return f" {' '.join(words(text))} "


_folded_short = lru_cache(maxsize=8192)(_fold)
