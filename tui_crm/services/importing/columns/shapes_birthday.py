"""How cells become birthdays, kept in their canonical form (``models/birthday``)."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache

from tui_crm.errors import BadInput
from tui_crm.models.birthday import Birthday, Calendar, parse_birthday
from tui_crm.services.importing.columns.fields import Cells, Claim, Problem, Reading, Step, Values
from tui_crm.services.importing.columns.shapes import REMEMBERED, converted, plain_line, says_nothing

_NO_YEAR = 1604  # what Apple writes where the year is not known


def birthday(claims: Sequence[Claim], reading: Reading) -> Iterator[Step]:
    """Read a birthday, lunar where the column or the cell says so, or from columns of year, month and day.

    Of a row that has both a solar and a lunar one the solar one is taken. Two digits of a year are never in the future.
    """
    parts = {claim.part: claim for claim in claims}
    if "month" in parts and "" in parts:
        yield _celebrating_parts(parts)
        return
    for part in ("lunar", ""):  # what is read last stays
        if part in parts:
            yield from converted("birthday", _converting(reading, lunar=part == "lunar"))([parts[part]], reading)


def _converting(reading: Reading, *, lunar: bool) -> Callable[[str], str]:
    return lru_cache(maxsize=REMEMBERED)(lambda cell: _birthday_in(cell, reading, lunar=lunar))


def _celebrating_parts(parts: Mapping[str, Claim]) -> Step:
    day_at, month_at = parts[""].index, parts["month"].index
    year_at = parts["year"].index if "year" in parts else None

    def step(cells: Cells, values: Values, problems: list[Problem]) -> None:
        day, month = cells[day_at].strip(), cells[month_at].strip()
        if not (day or month):
            return
        year = cells[year_at].strip() if year_at is not None else ""
        written = f"{year or '-'}-{month:0>2}-{day:0>2}"
        try:
            values["birthday"] = str(parse_birthday(written))
        except BadInput as error:
            problems.append(Problem(parts[""].header, written, error.message))

    return step


def _birthday_in(cell: str, reading: Reading, *, lunar: bool) -> str:
    if says_nothing(cell):
        return ""
    if lunar:
        return str(parse_birthday(plain_line(cell), lunar=True))
    try:
        moment = reading.dates.read(cell)
    except ValueError:
        return str(parse_birthday(plain_line(cell)))
    if moment is None:
        return ""
    day = moment.day
    if day > reading.today and str(day.year) not in cell:
        day = day.replace(year=day.year - 100)
    year = None if day.year == _NO_YEAR else day.year
    return str(Birthday(Calendar.SOLAR, year, day.month, day.day))
