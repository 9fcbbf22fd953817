"""How the text of a filter is coloured, and how it may go on, as the services know them once they are loaded."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tui_crm.errors import CrmError
from tui_crm.widgets.cell import Role

if TYPE_CHECKING:
    from tui_crm.services.finding import Finder


class FilterWords:
    """The language of filters for a filter bar; it knows no word before it is opened."""

    def __init__(self) -> None:
        self._finder: Finder | None = None

    def open(self, finder: "Finder") -> None:
        """Speak of the fields and values of the records that ``finder`` finds."""
        self._finder = finder

    def coloured(self, text: str) -> Iterator[tuple[int, int, Role]]:
        """Yield what to colour: start, end and role."""
        if self._finder is None:
            return
        from tui_crm.models.filtering.tokens import Kind, tokens  # noqa: PLC0415 - loaded behind the first paint

        roles = {
            Kind.FIELD: Role.PRIMARY,
            Kind.NOT: Role.ACCENT,
            Kind.OR: Role.ACCENT,
            Kind.COMPARISON: Role.ACCENT,
            Kind.RANGE: Role.ACCENT,
        }
        for token in tokens(text):
            if token.kind in roles:
                yield token.start, token.end, roles[token.kind]

    def completions(self, text: str, cursor: int) -> Sequence[str]:
        """Return what ``text`` up to the ``cursor`` could become, best first; nothing where that cannot be read now."""
        if self._finder is None:
            return ()
        try:
            return self._finder.completions(text, cursor)
        except CrmError:
            return ()

    def is_unfinished(self, text: str, at: int) -> bool:
        """Return whether the word at offset ``at`` is the last one of ``text`` and could still become right."""
        return not any(map(str.isspace, text[max(0, at) :])) and bool(self.completions(text, len(text)))

    def tags(self, beginning: str) -> Sequence[str]:
        """Return the tags that begin like this."""
        asked = f"tag:{beginning}"
        return [text.removeprefix("tag:").strip('"') for text in self.completions(asked, len(asked))]
