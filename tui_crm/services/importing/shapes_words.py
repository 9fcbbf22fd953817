"""How cells of contacts become tags, notes, and a name that hides among the salutations."""

from collections.abc import Iterator, Sequence

from tui_crm.services.importing.fields import Cells, Claim, Problem, Reading, Step, Values
from tui_crm.services.importing.shapes import ENDS, LISTED, plain_line, plain_text, says_nothing
from tui_crm.services.importing.vocabulary import honorifics, spelling


def tags(claims: Sequence[Claim], _reading: Reading) -> Iterator[Step]:
    """Read tags, several in a cell; Google's own groups (``* myContacts``) are none."""
    for claim in claims:
        yield _tagging(claim.index)


def _tagging(index: int) -> Step:
    def step(cells: Cells, values: Values, _problems: list[Problem]) -> None:
        cell = cells[index]
        if not cell or says_nothing(cell):
            return
        known = values.get("tags", ())
        names = list(known) if isinstance(known, tuple) else []
        names += [plain_line(item) for item in LISTED.split(cell.strip(ENDS)) if item and not item.startswith("*")]
        if names:
            values["tags"] = tuple({str(name).casefold(): name for name in reversed(names)}.values())[::-1]

    return step


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
