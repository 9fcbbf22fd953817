"""The lines of the table of columns: the way on, what is asked, each column with what it becomes, and how it is read."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from tui_crm.i18n import N_, _, ngettext
from tui_crm.screens.import_words import rows_text
from tui_crm.screens.importing.wanted import Wanted
from tui_crm.screens.importing.words import samples_text, target_name
from tui_crm.widgets.cell import Cell, Role

if TYPE_CHECKING:
    from tui_crm.services.importing.columns.doubts import Doubt
    from tui_crm.services.importing.columns.mapping import Mappable
    from tui_crm.services.importing.kinds.registry import Declared
    from tui_crm.services.importing.previewing import Preview, PreviewedColumn
    from tui_crm.services.importing.report import ImportOptions

GO_ON: Final = "go on"
COLUMN: Final = "column:"
_FEW: Final = 3
_UTF8: Final = "UTF-8"

_WHY: Final = {
    "looks": N_("Nothing but its values tells that it is this."),
    "ambiguous": N_("Its header can mean something else, too."),
    "rivals": N_("These columns would fill the same: {others}."),
    "decimal": N_("{value} is read as {plain}; it can be another number."),
}
ON_MATCH: Final = {
    "update": N_("is changed as the row says"),
    "fill": N_("gets only what is missing"),
    "skip": N_("stays as it is"),
    "create": N_("stays, and the row is somebody new"),
}
"""What becomes of somebody who is on file already."""

FLAGS: Final = {
    "blanks_erase": (N_("changes nothing"), N_("erases what is on file")),
    "stage_back": (N_("only goes forward"), N_("goes back, too, as the file says")),
}
"""What is so unless it is said otherwise, and what then."""

KEY_NAMES: Final = {"email": N_("e-mail"), "phone": N_("phone"), "name": N_("name and company"), "id": N_("id")}
ORDERS: Final = {
    "dmy": N_("the day comes first"),
    "mdy": N_("the month comes first"),
    "ymd": N_("the year comes first"),
}
DECIMALS: Final = {".": N_("a point stands before decimals"), ",": N_("a comma stands before decimals")}


@dataclass(frozen=True)
class Line:
    """A line: ``key`` says what enter does there; a heading has none. ``asks`` says that the file leaves it open."""

    key: str
    cells: tuple[Cell, ...]
    note: str = ""
    asks: bool = False


def lines(
    preview: "Preview", wanted: Wanted, options: "ImportOptions", kind: "Declared", fields: "Mapping[str, Mappable]"
) -> tuple[Line, ...]:
    """Return every line, in the order in which one goes through them.

    ``options`` are what the file is read with: what is ``wanted``, and what its profile says.
    """
    questions = tuple(_questions(preview, wanted))
    columns = tuple(_column(each, wanted, fields) for each in preview.columns)
    return (
        _go_on(preview, questions),
        *questions,
        _heading(""),
        *columns,
        _heading(""),
        _heading(_("How the rows go in")),
        *_options(preview, wanted, options, kind),
    )


def _heading(text: str) -> Line:
    return Line("", (Cell(text, Role.MUTED), Cell(""), Cell("")))


def _go_on(preview: "Preview", questions: tuple[Line, ...]) -> Line:
    used = sum(1 for each in preview.columns if each.target)
    told = _("{used} of {count} columns").format(used=used, count=len(preview.columns))
    rows = rows_text(preview.rows)
    blocked = lacking(preview) or next((each.note for each in questions if each.asks), "")
    role = Role.MUTED if blocked else Role.ACCENT
    return Line(
        GO_ON,
        (Cell(_("On to the plan"), role, bold=not blocked), Cell(told, Role.MUTED), Cell(rows, Role.MUTED)),
        blocked or _("Nothing is written before you have seen that."),
    )


def lacking(preview: "Preview") -> str:
    """Return what keeps a file from being imported, with its name in the place of its path; empty for nothing."""
    return preview.lacking.replace(preview.file, PurePath(preview.file).name)


def _questions(preview: "Preview", wanted: Wanted) -> Iterator[Line]:
    """Yield what the file leaves open, and what a profile would answer."""
    if wanted.profile or preview.profile:
        profile = wanted.profile or preview.profile
        used = (
            Cell(_("used"), Role.SUCCESS)
            if wanted.profile
            else Cell(_("use it?"), Role.WARNING, mark="●", mark_role=Role.WARNING)
        )
        note = _("It was saved with a file like this one, and says what its columns are.")
        yield Line("profile", (Cell(_("Saved profile"), Role.STRONG), Cell(profile, Role.MUTED), used), note)
    yield from _sheet(preview, wanted)
    question = preview.date_question
    if question is not None or "date_order" in wanted.said:
        said = wanted.said.get("date_order")
        if said is None:
            answer = Cell(_("which day is it?"), Role.WARNING, mark="●", mark_role=Role.WARNING)
        else:
            answer = Cell(_(ORDERS[said]), Role.SUCCESS)
        note = _("No date of the file tells whether the day or the month comes first: enter says it.")
        told = f"{question.value} · {question.column}" if question else ""
        yield Line("date_order", (Cell(_("Dates"), Role.STRONG), Cell(told, Role.MUTED), answer), note, said is None)
    doubt = next((each for column in preview.columns for each in column.doubts if each.why == "decimal"), None)
    if doubt is not None or "decimal" in wanted.said:
        said = wanted.said.get("decimal")
        answer = (
            Cell(
                _("read as {plain}").format(plain=doubt.plain if doubt else ""),
                Role.WARNING,
                mark="●",
                mark_role=Role.WARNING,
            )
            if said is None
            else Cell(_(DECIMALS[said]), Role.SUCCESS)
        )
        told = f"{doubt.value} · {doubt.header}" if doubt else ""
        note = _("A number of the file can be two, and no other tells which: enter says it.")
        yield Line("decimal", (Cell(_("Numbers"), Role.STRONG), Cell(told, Role.MUTED), answer), note)


def _sheet(preview: "Preview", wanted: Wanted) -> Iterator[Line]:
    """Yield which sheet is read, where there are several."""
    if preview.other_sheets or "sheet" in wanted.said:
        told = _("others: {names}").format(names=_(", ").join(preview.other_sheets)) if preview.other_sheets else ""
        is_said = "sheet" in wanted.said
        name = (
            Cell(preview.sheet, Role.SUCCESS)
            if is_said
            else Cell(preview.sheet, Role.WARNING, mark="●", mark_role=Role.WARNING)
        )
        note = _("The one whose header says most is read; enter takes another.")
        yield Line("sheet", (Cell(_("Sheet"), Role.STRONG), Cell(told, Role.MUTED), name), note)


def _column(column: "PreviewedColumn", wanted: Wanted, fields: "Mapping[str, Mappable]") -> Line:
    samples = Cell(samples_text(column.samples, _FEW), Role.MUTED)
    key = f"{COLUMN}{column.index}"
    return Line(key, (Cell(column.header, Role.STRONG), samples, _becomes(column, wanted, fields)), note_of(column))


def _becomes(column: "PreviewedColumn", wanted: Wanted, fields: "Mapping[str, Mappable]") -> Cell:
    """Return what a column becomes."""
    if column.is_made:
        return Cell(_("a new field: {name}").format(name=column.field), Role.SUCCESS)
    if column.target:
        name = target_name(column.target.removesuffix(".card"), fields)  # how a row is about a company is our matter
        if column.doubts and column.header not in wanted.targets:
            return Cell(name, Role.WARNING, mark="●", mark_role=Role.WARNING)
        return Cell(name)
    if column.is_ignored or column.is_ours:
        return Cell(_("left out"), Role.MUTED)
    return Cell(_("not used"), Role.MUTED, mark="○", mark_role=Role.MUTED)


def note_of(column: "PreviewedColumn") -> str:
    """Return what a person should know of a column, on one line."""
    if column.doubts:
        return " ".join(map(_why, column.doubts))
    if column.rival:
        return _("“{header}” fills the same field already.").format(header=column.rival)
    if column.is_ours:
        return _("An earlier import wrote it beside rejected rows.")
    if not column.target and not column.is_ignored:
        return _("Enter says what it is, or keeps it as a field of your own.")
    return ""


def _why(doubt: "Doubt") -> str:
    others = _(", ").join(doubt.others)
    return _(_WHY[doubt.why]).format(others=others, value=doubt.value, plain=doubt.plain)


def _options(preview: "Preview", wanted: Wanted, options: "ImportOptions", kind: "Declared") -> Iterator[Line]:
    """Yield what is said of all rows."""

    def line(key: str, title: str, told: str, answer: str, note: str = "") -> Line:
        said = key in wanted.said
        return Line(
            key,
            (Cell(title, Role.STRONG), Cell(told, Role.MUTED), Cell(answer, Role.PLAIN if said else Role.MUTED)),
            note,
        )

    yield line("on_match", _("Who is on file"), "", _(ON_MATCH[options.on_match]))
    if options.on_match == "update":
        note = _("A name, a key the row was matched by and a consent stay in any case.")
        yield line("blanks_erase", _("A blank cell"), "", flag_text("blanks_erase", options), note)
    if kind.are_contacts and options.on_match == "update":
        note = _("From lead to churned; a stage that somebody has pinned stays in any case.")
        yield line("stage_back", _("A customer’s stage"), "", flag_text("stage_back", options), note)
    yield from _whom(options, kind, line)
    source = options.source or "—"
    yield line("source", _("Where from"), "", source, _("Marks the batch: new contacts get it as their source."))
    if kind.are_contacts and preview.unmapped:
        count = len(preview.unmapped)
        told = ngettext("{count} column", "{count} columns", count).format(count=count)
        answer = _("kept as fields of your own") if options.keep_columns else _("left out")
        yield line("keep_columns", _("What is not used"), told, answer)
    elif options.keep_columns:
        yield line("keep_columns", _("What is not used"), "", _("kept as fields of your own"))
    if preview.encoding:
        note = (
            ""
            if preview.encoding == _UTF8
            else _("It is found out: where values look wrong, enter reads it otherwise.")
        )
        yield line("encoding", _("Encoding"), "", preview.encoding, note)
    saved = wanted.profile or "—"
    yield line("save", _("Keep all this"), "", saved, _("As a profile, for the next file of this kind."))
    for remark in preview.remarks:
        yield Line("remark", (Cell(remark, Role.MUTED), Cell(""), Cell("")), remark)


def _whom(options: "ImportOptions", kind: "Declared", line: Callable[..., Line]) -> Iterator[Line]:
    """Yield how those are known whom rows are about, or what becomes of who is not."""
    if kind.are_contacts:
        told = _(", ").join(_(KEY_NAMES.get(key, key)) for key in options.keys)
        yield line(
            "keys", _("Known again by"), "", told, _("The strongest comes first; a row that fits two is rejected.")
        )
    elif kind.name_contacts:
        answer = _("come along") if options.create_contacts else _("their rows are rejected")
        yield line("create_contacts", _("Who is not on file"), "", answer)


def flag_text(name: str, options: "ImportOptions") -> str:
    """Return what is so of something that is so or not."""
    return _(FLAGS[name][bool(getattr(options, name))])
