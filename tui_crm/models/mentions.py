"""Whom a text mentions: ``@login`` or ``@name``, the longest that fits, in a text of any script."""

import re
from collections.abc import Iterable
from typing import Final

from tui_crm.display import measure

_BEFORE: Final = 12  # cells shown before a name
_LONGEST: Final = 4 * _BEFORE  # characters, however little of them is seen
_SIGN: Final = re.compile("[@＠]")
_WIDE: Final = "\u2e80-\u9fff\uac00-\ud7ff\uf900-\ufaff"  # scripts that put no blank between words
_LETTER: Final = rf"[^\W{_WIDE}]"


class Mentions:
    """Finds the users whom texts mention; ``called`` are their ids with each of their logins and names."""

    def __init__(self, called: Iterable[tuple[int, str]]) -> None:
        self._users: dict[str, set[int]] = {}
        for user, name in called:
            if name.strip():
                self._users.setdefault(_plain(name.strip()), set()).add(user)
        names = "|".join(map(_whole, sorted(self._users, key=len, reverse=True)))
        # an @ within an e-mail address mentions nobody
        self._pattern = re.compile(rf"(?<!{_LETTER})(?<![.+-])@(?:{names})") if names else None

    def in_text(self, text: str) -> set[int]:
        """Return the ids of the users mentioned; case and the width of the ``@`` do not matter."""
        if self._pattern is None:
            return set()
        return {user for found in self._pattern.findall(_plain(text)) for user in self._users[found[1:]]}

    def around(self, text: str, users: set[int]) -> str:
        """Return the lines of a text that mention one of ``users``, each from a few words before the first of them on."""
        found = ((line, self._first(line, users)) for line in text.split("\n"))
        return "\n".join(_from(line, at) for line, at in found if at is not None) or text

    def _first(self, line: str, users: set[int]) -> int | None:
        """Return where the first of ``users`` is mentioned in a line; None where none is."""
        plain = _plain(line)
        found = self._pattern.finditer(plain) if self._pattern else ()
        first = next((each.start() for each in found if self._users[each[0][1:]] & users), None)
        # folding changes lengths, but no sign
        return None if first is None else [sign.start() for sign in _SIGN.finditer(line)][plain.count("@", 0, first)]


def _from(line: str, at: int) -> str:
    """Return a line from a few words before a place on; where something is left out a sign says so."""
    start = at
    while start and at - start < _LONGEST and measure(line[start - 1 : at]) <= _BEFORE:
        start -= 1
    if not start:
        return line
    word = re.compile(rf"(?<=\s)|(?=[{_WIDE}])").search(line, start, at)
    return "…" + line[word.start() if word else at :].lstrip()


def _whole(name: str) -> str:
    """Return the pattern of a name that does not go on: @li is not in @lina or @li.na, but is in @li请看."""
    word = re.escape(name)
    return word if re.match(f"[{_WIDE}]", name[-1]) else rf"{word}(?!{_LETTER}|[.-]{_LETTER})"


def _plain(text: str) -> str:
    return text.replace("＠", "@").casefold()
