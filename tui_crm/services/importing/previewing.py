"""What a file is taken for before anything is planned: how it is read, what each column is, and what is not sure of it."""

from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import date

from tui_crm.services.importing.choices import FileFormat, Order
from tui_crm.services.importing.columns.dates import Undecided, order_of
from tui_crm.services.importing.columns.doubts import Doubt
from tui_crm.services.importing.columns.fields import Claim, Kind
from tui_crm.services.importing.columns.looks import Look, look_of
from tui_crm.services.importing.columns.mapping import ColumnMapping, understood
from tui_crm.services.importing.columns.meanings import CUSTOM_PREFIX, told_as
from tui_crm.services.importing.columns.new_fields import keep_as, new_field
from tui_crm.services.importing.columns.sampling import values_under
from tui_crm.services.importing.columns.shapes import TeamField
from tui_crm.services.importing.files.reading import RowSource
from tui_crm.services.importing.files.spreadsheet import SpreadsheetTable
from tui_crm.services.importing.files.text_table import TextTable
from tui_crm.services.importing.report import ImportOptions, Progress

_SAMPLES = 5


@dataclass(frozen=True)
class PreviewedColumn:
    """A column: its header, up to five different values of its first rows, and what they look like.

    ``target`` is the field that it fills, as ``--map "Header=target"`` names it: the ``field`` with a ``label`` or a
    ``part``; all are empty where it fills none. ``doubts`` tell what is not sure of it. ``is_ours`` says that this program
    put the column there, and ``is_ignored`` that a person set it aside: neither is missed. ``rival`` is the header of the
    column that fills the field which this one would fill. ``is_made`` says that the field is made with the import; of a
    column that fills none ``keep_as`` is the target that makes one of it.
    """

    index: int
    header: str
    samples: tuple[str, ...]
    looks: Look
    target: str = ""
    field: str = ""
    part: str = ""
    label: str = ""
    doubts: tuple[Doubt, ...] = ()
    is_ignored: bool = False
    is_ours: bool = False
    rival: str = ""
    is_made: bool = False
    keep_as: str = ""

    @property
    def is_sure(self) -> bool:
        """Whether nothing need be asked of it: it fills a field without doubt, or is none of the file's own."""
        return not self.doubts and bool(self.target or self.is_ignored or self.is_ours)


@dataclass(frozen=True)
class DateQuestion:
    """A date of the file that can be several days, and no other date tells which: ``readings`` by what would be said."""

    column: str
    value: str
    readings: tuple[tuple[Order, date], ...]


@dataclass(frozen=True)
class Preview:
    """What a file is taken for.

    ``format``, ``encoding`` and ``delimiter`` say how it is read (the last two are empty where there are none);
    ``header_line`` is where the header stands, 0 where the format itself knows it; ``preamble`` counts the rows before it, ``rows`` those of data and
    ``blank`` the blank ones; ``footers`` are the (line, text) under the data. ``date_order`` is None where no date needs
    it or where ``date_question`` has to be asked. ``lacking`` says what keeps the file from being imported, or is empty; ``profile`` names the saved one that fits it.
    ``sheet`` is the one of a spreadsheet that is read, ``other_sheets`` have rows, too; ``remarks`` (translated) are what
    else a person should know of how the file is read; ``dated`` are the headers of the columns of dates.
    """

    kind: str
    file: str
    format: FileFormat
    encoding: str
    delimiter: str
    header_line: int
    preamble: int
    rows: int
    blank: int
    footers: tuple[tuple[int, str], ...]
    columns: tuple[PreviewedColumn, ...]
    date_order: Order | None
    date_question: DateQuestion | None
    lacking: str
    profile: str = ""
    sheet: str = ""
    other_sheets: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    dated: tuple[str, ...] = ()

    @property
    def unmapped(self) -> tuple[PreviewedColumn, ...]:
        """The columns that fill no field, though nobody set them aside."""
        return tuple(each for each in self.columns if not (each.target or each.is_ignored or each.is_ours))

    @property
    def unsure(self) -> tuple[PreviewedColumn, ...]:
        """The columns that are taken for something that they may not be."""
        return tuple(each for each in self.columns if each.doubts)


class _Rows:
    """One pass over all rows that counts them, and gives the dates in them."""

    def __init__(self, source: RowSource, claims: tuple[Claim, ...], progress: Progress | None) -> None:
        self._source = source
        self._progress = progress
        self._columns = [(claim.index, claim.header) for claim in claims if claim.field.is_date]
        self.count = 0

    @property
    def dated(self) -> tuple[str, ...]:
        """The headers of the columns of dates."""
        return tuple(header for _index, header in self._columns)

    def dates(self) -> Iterator[tuple[str, str]]:
        """Yield (header, cell) of what stands in columns of dates."""
        for _line, cells in self._source:
            self.count += 1
            if self._progress is not None:
                self._progress(self.count)
            for index, header in self._columns:
                if cells[index]:
                    yield header, cells[index]


def previewed(
    source: RowSource,
    kind: Kind,
    options: ImportOptions,
    team_fields: tuple[TeamField, ...],
    progress: Progress | None = None,
    before: Preview | None = None,
) -> Preview:
    """Look at all rows of a file. Raises UsageError for a mapping that cannot be, BadInput for what cannot be read.

    ``progress`` is told the number of rows seen so far. ``before`` is what the same file was taken for with options that
    differ in nothing but ``overrides``: where the same columns have dates the rows are not read again.
    """
    values = values_under(source)
    mapping = understood(
        source, kind, values, overrides=options.overrides, team_fields=team_fields, decimal=options.decimal
    )
    rows = _Rows(source, mapping.claims, progress)
    known = before if before is not None and before.dated == rows.dated else None
    order, question = (known.date_order, known.date_question) if known else _order(rows, options.date_order)
    delimiter = source.table.dialect.delimiter if isinstance(source.table, TextTable) else ""
    return Preview(
        kind=kind.name,
        file=source.name,
        format=source.table.format,
        encoding=source.encoding,
        delimiter=delimiter,
        header_line=source.header_line,
        preamble=source.preamble,
        rows=known.rows if known else rows.count,
        blank=known.blank if known else source.skipped.blank,
        footers=known.footers if known else source.skipped.footers,
        columns=tuple(_columns(source.header, mapping, values, {new_field(text).name for text in options.new_fields})),
        date_order=order,
        date_question=question,
        lacking=mapping.lacking,
        sheet=source.table.sheet if isinstance(source.table, SpreadsheetTable) else "",
        other_sheets=source.table.others if isinstance(source.table, SpreadsheetTable) else (),
        remarks=tuple(source.table.remarks()),
        dated=rows.dated,
    )


def _order(rows: _Rows, said: Order | None) -> tuple[Order | None, DateQuestion | None]:
    """Return in which order the numbers of dates stand, or what has to be asked; reads all rows."""
    try:
        found = order_of(rows.dates())
    except Undecided as undecided:
        question = DateQuestion(undecided.column, undecided.value, tuple(undecided.readings.items()))
        return said, None if said else question
    return said or found, None


def _columns(
    header: tuple[str, ...], mapping: ColumnMapping, values: list[tuple[str, ...]], made: Container[str]
) -> Iterator[PreviewedColumn]:
    claims = {claim.index: claim for claim in mapping.claims}
    unmapped = {column.header: column for column in mapping.unmapped}
    for index, (name, found) in enumerate(zip(header, values, strict=True)):
        claim = claims.get(index)
        ignored, looks = name in mapping.ignored, look_of(found)
        yield PreviewedColumn(
            index=index,
            header=name,
            samples=found[:_SAMPLES],
            looks=looks,
            target=told_as(claim) if claim else "",
            field=claim.field.name if claim else "",
            part=claim.part if claim else "",
            label=claim.label if claim else "",
            doubts=tuple(doubt for doubt in mapping.doubts if doubt.header == name),
            is_ignored=ignored,
            is_ours=not (claim or ignored or name in unmapped),
            rival=unmapped[name].rival if name in unmapped else "",
            is_made=claim is not None and claim.field.name.removeprefix(CUSTOM_PREFIX) in made,
            keep_as=keep_as(name, index + 1, looks) if name in unmapped else "",
        )
