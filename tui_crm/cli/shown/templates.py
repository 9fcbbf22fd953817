"""What is shown of a template, and of the placeholders that one can have."""

from dataclasses import replace
from typing import TYPE_CHECKING

from tui_crm.cli.columns import Column
from tui_crm.cli.kinds import Id, Number, Text
from tui_crm.i18n import LANGUAGES, N_, _
from tui_crm.models.messaging import CHANNEL_LABELS, OCCASION_LABELS

if TYPE_CHECKING:
    from tui_crm.models.template import TemplateEntry

TEMPLATE: "tuple[Column[TemplateEntry], ...]" = (
    Column("id", N_("id"), Id("template"), in_table=False),
    Column("name", N_("template")),
    Column("occasion", N_("occasion"), Text(OCCASION_LABELS)),
    Column("channel", N_("channel"), Text(CHANNEL_LABELS), lambda entry: entry.channel or None),
    Column("language", N_("language"), Text(LANGUAGES), lambda entry: entry.language or None, spare=1),
    Column("subject", N_("subject"), value=lambda entry: entry.subject or None, spare=2),
    Column("text", N_("text")),
    Column("version", N_("version"), Number(), in_table=False),
)

LISTED = tuple(replace(column, in_table=False) if column.key == "text" else column for column in TEMPLATE)
"""The columns of a list: a whole text has no place in a line."""

PLACEHOLDER: "tuple[Column[tuple[str, str]], ...]" = (
    Column("placeholder", N_("placeholder"), value=lambda pair: f"${pair[0]}"),
    Column("meaning", N_("stands for"), value=lambda pair: _(pair[1])),
)
