"""Which word somebody meant who wrote a wrong one."""

from collections.abc import Iterable
from difflib import get_close_matches

from tui_crm.i18n import _


def nearest(wrong: str, known: Iterable[str]) -> str:
    """Return a hint that names the word of ``known`` nearest to ``wrong``, whatever its case; "" where none is near."""
    spelled = {word.casefold(): word for word in known}
    found = get_close_matches(wrong.casefold(), list(spelled), n=1)
    return _("did you mean “{word}”?").format(word=spelled[found[0]]) if found else ""
