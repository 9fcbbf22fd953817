"""What is asked on a line of the table of columns, and what an answer makes of what is wanted."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from tui_crm.i18n import N_, _
from tui_crm.screens.dialogs.chooser import Choice
from tui_crm.screens.dialogs.dialog import Dialog
from tui_crm.screens.dialogs.line import LineDialog
from tui_crm.screens.importing.column_lines import COLUMN, DECIMALS, FLAGS, KEY_NAMES, ON_MATCH, ORDERS, Line
from tui_crm.screens.importing.picker import Picker, ShortPicker
from tui_crm.screens.importing.wanted import Wanted
from tui_crm.screens.importing.words import detail_name, field_name, samples_text

if TYPE_CHECKING:
    from tui_crm.services.importing.columns.mapping import Mappable
    from tui_crm.services.importing.previewing import Preview, PreviewedColumn
    from tui_crm.services.importing.report import ImportOptions

_KEYS: Final = (
    ("email", "phone", "name"),
    ("phone", "email", "name"),
    ("email", "phone"),
    ("email",),
    ("phone",),
    ("name",),
)
_YES: Final = "yes"
_ENCODINGS: Final = (
    ("utf-8", N_("UTF-8, as most programs write it")),
    ("gb18030", N_("Chinese: GBK, GB2312")),
    ("big5", N_("Chinese: Taiwan, Hong Kong")),
    ("utf-16", N_("UTF-16, “Unicode text” of Excel")),
    ("cp1252", N_("Western Europe: Excel on Windows")),
    ("shift_jis", N_("Japanese")),
)


class Asked(NamedTuple):
    """A dialog, and what an answer of it makes of what was wanted."""

    dialog: Dialog[str]
    answered: Callable[[str], Wanted]


def asked(
    line: Line, preview: "Preview", wanted: Wanted, options: "ImportOptions", fields: "Mapping[str, Mappable]"
) -> "Asked | Wanted | None":
    """Return what a line asks, or at once what enter makes of it; None where there is nothing to say.

    ``options`` are what the file is read with: what is ``wanted``, and what its profile says.
    """
    if line.key.startswith(COLUMN):
        return _of_column(preview.columns[int(line.key.removeprefix(COLUMN))], wanted, fields)
    if line.key in {"keep_columns", "create_contacts"}:
        return wanted.saying(line.key, None if wanted.said.get(line.key) else True)
    if line.key == "profile":
        return replace(wanted, profile="" if wanted.profile else preview.profile)
    if line.key == "source":
        question = _("Where do these rows come from? For example: Berlin fair")
        dialog = LineDialog(question, options.source)
        return Asked(dialog, lambda text: wanted.saying("source", text.strip() or None))
    return _of_option(line.key, preview, wanted, options)


def _of_option(key: str, preview: "Preview", wanted: Wanted, options: "ImportOptions") -> Asked | None:
    """Return what an option asks."""
    from tui_crm.services.importing.choices import Decimal, OnMatch, Order  # noqa: PLC0415 - few people come by here

    typed: dict[str, Callable[[str], object]] = {
        "date_order": Order,
        "decimal": Decimal,
        "on_match": OnMatch,
        "keys": lambda text: tuple(text.split(",")),
        **dict.fromkeys(FLAGS, bool),
    }
    found = _short(key, preview)
    if found is None:
        return None
    question, choices = found
    usual = {"on_match": "update", "keys": ",".join(_KEYS[0]), **dict.fromkeys(FLAGS, "")}.get(key)
    said = getattr(options, key) or ""
    begin = ",".join(said) if isinstance(said, tuple) else _YES if said is True else said

    def answered(text: str) -> Wanted:
        goes_unsaid = text == usual and (key in FLAGS or not wanted.profile)  # else the profile’s word would count
        after = wanted.saying(key, None if goes_unsaid else typed.get(key, str)(text))
        return _without_purpose(after) if key == "on_match" else after

    return Asked(ShortPicker(question, choices, begin), answered)


def _short(key: str, preview: "Preview") -> tuple[str, list[Choice]] | None:
    """Return a question of an option, with its few answers."""
    match key:
        case "date_order":
            found = _days(preview)
        case "decimal":
            found = _("How are numbers written?"), [Choice(sign, _(told)) for sign, told in DECIMALS.items()]
        case "on_match":
            found = _("Who is on file already …"), [Choice(name, _(told)) for name, told in ON_MATCH.items()]
        case "blanks_erase":
            found = _("A blank cell of the file …"), _flag(key)
        case "stage_back":
            found = _("The stage of a customer …"), _flag(key)
        case "keys":
            told = ((",".join(keys), _(", ").join(_(KEY_NAMES[name]) for name in keys)) for keys in _KEYS)
            found = _("By what is somebody known again?"), [Choice(keys, words) for keys, words in told]
        case "sheet":
            found = _("Which sheet?"), [Choice(name, name) for name in (preview.sheet, *preview.other_sheets)]
        case "encoding":
            question = _("What is the file written in? It is read as {name}.").format(name=preview.encoding)
            found = question, [Choice(name, name, _(told)) for name, told in _ENCODINGS]
        case _:
            return None
    return found


def _flag(key: str) -> list[Choice]:
    """Return what can be said of something that is so or not."""
    return [Choice(said, _(told)) for said, told in zip(("", _YES), FLAGS[key], strict=True)]


def _without_purpose(wanted: Wanted) -> Wanted:
    """Return it without what goes with nothing but a change of who is on file."""
    if wanted.said.get("on_match", "update") == "update":
        return wanted
    return wanted.saying("blanks_erase", None).saying("stage_back", None)


def _days(preview: "Preview") -> tuple[str, list[Choice]]:
    """Return which day a date of the file may be."""
    question = preview.date_question
    if question is None:
        return _("Which day is {value}?").format(value="3/4/2024"), [Choice(each, _(ORDERS[each])) for each in ORDERS]
    choices = [Choice(order, day.isoformat(), _(ORDERS[order])) for order, day in question.readings]
    return _("Which day is {value}?").format(value=question.value), choices


def _of_column(column: "PreviewedColumn", wanted: Wanted, fields: "Mapping[str, Mappable]") -> Asked:
    question = _("What is “{header}”?").format(header=column.header)
    samples = samples_text(column.samples, 3)
    choices = [*_without_field(column), *_fields(fields)]
    if wanted.kind not in {"contacts", "companies"}:
        choices = [each for each in choices if not each.key.startswith("x.") or each.key in fields]
    return Asked(Picker(question, choices, column.target, samples), lambda target: wanted.mapped(column.header, target))


def _without_field(column: "PreviewedColumn") -> Sequence[Choice]:
    """Return what a column can become without a field that is there."""
    from tui_crm.services.importing.columns.new_fields import keep_as  # noqa: PLC0415 - as above

    made = keep_as(column.header, column.index + 1, column.looks)
    return (
        Choice("", _("leave it out"), _("nothing of it goes in")),
        Choice(made, _("keep it as a field of your own"), made.partition(":")[0]),
    )


def _fields(fields: "Mapping[str, Mappable]") -> Sequence[Choice]:
    """Return the fields, each followed by its parts."""
    found = []
    for name, field in fields.items():
        title = field_name(field)
        also = " ".join((name, *field.headers)).lower()
        found.append(Choice(name, title, field.help if field.help != title else "", also=also))
        found += [
            Choice(f"{name}.{detail}", f"{title} · {detail_name(detail)}", also=f"{name}.{detail} {detail}".lower())
            for detail in field.details
        ]
    return found
