"""How cells of contacts become tags, notes, and a name that hides among the salutations."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from tui_crm.services.importing.columns.fields import Cells, Claim, Problem, Reading, Step, Values
from tui_crm.services.importing.columns.shapes import ENDS, LISTED, REMEMBERED, plain_line, plain_text, says_nothing
from tui_crm.services.importing.columns.vocabulary import honorifics, spelling


def tags(claims: Sequence[Claim], _reading: Reading) -> Iterator[Step]:
    """Read tags, several in a cell; Google's own groups (``* myContacts``) are none."""
    for claim in claims:
        yield _tagging(claim.index)


def _tagging(index: int) -> Step:
    def step(cells: Cells, values: Values, _problems: list[Problem]) -> None:
        cell = cells[index]
        if not cell or says_nothing(cell):
            return
        known, names = values.get("tags"), _tags_in(cell)
        if isinstance(known, tuple):
            names = _different((*known, *names))
        if names:
            values["tags"] = names

    return step


@lru_cache(maxsize=REMEMBERED)
def _tags_in(cell: str) -> tuple[str, ...]:
    items = (item for item in LISTED.split(cell.strip(ENDS)) if not item.startswith("*"))
    return _different([name for name in map(plain_line, items) if name])


def _different(names: Sequence[str]) -> tuple[str, ...]:
    """Return names without those that are spelled like an earlier one, whatever their case."""
    return tuple({name.casefold(): name for name in reversed(names)}.values())[::-1]


def notes(claims: Sequence[Claim], _reading: Reading) -> Iterator[Step]:
    """Join the columns of notes, each with its header in front where there are several."""
    for claim in claims:
        yield _noting(claim.index, f"{claim.header}: " if len(claims) > 1 else "")


def _noting(index: int, lead: str) -> Step:
    def step(cells: Cells, values: Values, _problems: list[Problem]) -> None:
        cell = cells[index]
        plain = plain_text(cell) if cell else ""
        if plain:
            known = values.get("note")
            values["note"] = f"{known}\n{lead}{plain}" if known else f"{lead}{plain}"

    return step


def salutation(claims: Sequence[Claim], _reading: Reading) -> Iterator[Step]:
    """Keep what stands in a column of salutations and is none: some programs put the whole name there."""
    for claim in claims:
        yield _saluting(claim.index)


def _saluting(index: int) -> Step:
    def step(cells: Cells, values: Values, _problems: list[Problem]) -> None:
        cell = cells[index]
        plain = plain_line(cell) if cell else ""
        if plain and spelling(plain) not in honorifics():
            values["salutation"] = plain

    return step
