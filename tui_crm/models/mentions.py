"""Whom a text mentions: ``@login`` or ``@name``, the longest that fits, in a text of any script."""

import re
from collections.abc import Iterable
from typing import Final

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


def _whole(name: str) -> str:
    """Return the pattern of a name that does not go on: @li is not in @lina or @li.na, but is in @li请看."""
    word = re.escape(name)
    return word if re.match(f"[{_WIDE}]", name[-1]) else rf"{word}(?!{_LETTER}|[.-]{_LETTER})"


def _plain(text: str) -> str:
    return text.replace("＠", "@").casefold()
