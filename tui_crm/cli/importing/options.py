"""What can be said of an import on the command line: each option once, with the kinds of records that have a use for it."""

import inspect
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final, cast

import typer

from tui_crm.cli import completing
from tui_crm.i18n import N_
from tui_crm.services.importing.choices import Decimal, FileFormat, OnMatch, Order
from tui_crm.services.importing.kinds.registry import Declared


@dataclass(frozen=True)
class ImportOption:
    """An option: ``name`` is the field of ``ImportOptions`` that it sets, None or nothing where it is not said.

    ``contacts`` and ``records`` say whether rows that are contacts have a use for it, and others; where it ``brings_contacts``
    only those that name one do.
    """

    name: str
    annotation: object
    default: object = None
    contacts: bool = True
    records: bool = True
    brings_contacts: bool = False

    def serves(self, kind: Declared) -> bool:
        """Tell whether rows of ``kind`` have a use for it."""
        if kind.are_contacts:
            return self.contacts
        return self.records and (kind.name_contacts or not self.brings_contacts)

    def parameter(self) -> inspect.Parameter:
        """Return it as a parameter of a command."""
        keyword = inspect.Parameter.KEYWORD_ONLY
        return inspect.Parameter(self.name, keyword, default=self.default, annotation=self.annotation)


def _keys(incomplete: str) -> list[str]:
    """Return what rows can be matched by, behind the keys that are named already."""
    from tui_crm.services.importing.service import KEYS  # noqa: PLC0415 - commands load services when they run

    before, comma, _begun = incomplete.rpartition(",")
    return [f"{before}{comma}{key}" for key in KEYS if key not in before.split(",")]


def _option(*flags: str, help: str, **more: object) -> object:  # noqa: A002 - Typer's word
    return typer.Option(*flags, help=help, **more)  # type: ignore[arg-type]


_CONTACT_MATCH = Annotated[
    OnMatch,
    _option("--on-match", help=N_("let a row change who is on file, only fill gaps, pass by, or be somebody new")),
]
_RECORD_MATCH = Annotated[
    OnMatch,
    _option("--on-match", help=N_("let a row change what is on file, only fill gaps, pass by, or make a new one")),
]

OPTIONS: Final = (
    ImportOption(
        "dry_run", Annotated[bool, _option("--dry-run", help=N_("only show what would become of each row"))], False
    ),
    ImportOption(
        "plan",
        Annotated[
            Path | None,
            _option(
                "--plan", metavar="FILE", help=N_("write what would become of each row into FILE, for crm import apply")
            ),
        ],
    ),
    ImportOption(
        "keys",
        Annotated[
            str,
            _option(
                "--key",
                metavar="KEYS",
                help=N_("what tells that a row is on file already, strongest first"),
                autocompletion=_keys,
            ),
        ],
        "email,phone,name",
        records=False,
    ),
    ImportOption("on_match", _CONTACT_MATCH, OnMatch.UPDATE, records=False),
    ImportOption("on_match", _RECORD_MATCH, OnMatch.UPDATE, contacts=False),
    ImportOption(
        "rules",
        Annotated[
            list[str] | None,
            _option(
                "--rule",
                metavar="FIELD=RULE",
                help=N_("what a field does to what is on file: overwrite, fill only gaps, or never change it"),
                autocompletion=completing.import_rules,
            ),
        ],
    ),
    ImportOption(
        "blanks_erase",
        Annotated[bool, _option("--blanks-erase", help=N_("let a blank cell erase what is on file"))],
        False,
    ),
    ImportOption(
        "stage_back",
        Annotated[bool, _option("--stage-back", help=N_("let customers go back to an earlier stage of their life"))],
        False,
        records=False,
    ),
    ImportOption(
        "create_contacts",
        Annotated[bool, _option("--create-contacts", help=N_("let those come along who are not on file yet"))],
        False,
        contacts=False,
        brings_contacts=True,
    ),
    ImportOption(
        "source",
        Annotated[
            str, _option("--source", metavar="TEXT", help=N_("where the rows come from; new contacts get it as theirs"))
        ],
        "",
    ),
    ImportOption(
        "keep_good",
        Annotated[bool, _option("--keep-good", help=N_("import the good rows though others are rejected"))],
        False,
    ),
    ImportOption(
        "rejects",
        Annotated[
            Path | None,
            _option(
                "--rejects", metavar="FILE", help=N_("a new file for rejected rows; beside the input, if left out")
            ),
        ],
    ),
    ImportOption(
        "overrides",
        Annotated[
            list[str] | None,
            _option(
                "--map",
                metavar="HEADER=FIELD",
                help=N_("what a column is; x.name: makes a field of it, and without a field it is left out"),
                autocompletion=completing.mappings,
            ),
        ],
    ),
    ImportOption(
        "file_format",
        Annotated[
            FileFormat | None, _option("--file-format", help=N_("what the file is written in; found out, if left out"))
        ],
    ),
    ImportOption(
        "keep_columns",
        Annotated[
            bool, _option("--keep-columns", help=N_("make a field of your own of every column that is not used"))
        ],
        False,
        records=False,
    ),
    ImportOption(
        "encoding",
        Annotated[
            str | None,
            _option("--encoding", metavar="NAME", help=N_("such as utf-8 or gb18030; found out, if left out")),
        ],
    ),
    ImportOption(
        "delimiter",
        Annotated[
            str | None, _option("--delimiter", metavar="CHAR", help=N_("such as ; or tab; found out, if left out"))
        ],
    ),
    ImportOption(
        "sheet",
        Annotated[
            str | None,
            _option("--sheet", metavar="NAME|N", help=N_("which sheet of a spreadsheet; found out, if left out")),
        ],
    ),
    ImportOption(
        "header_row",
        Annotated[int | None, _option("--header-row", metavar="N", min=1, help=N_("which row has the headers"))],
    ),
    ImportOption(
        "decimal",
        Annotated[Decimal | None, _option("--decimal", help=N_("which sign stands before decimals: what 1,234 means"))],
        records=False,
    ),
    ImportOption(
        "date_order", Annotated[Order | None, _option("--date-order", help=N_("what 3/4/2024 means in the file"))]
    ),
    ImportOption(
        "profile",
        Annotated[
            str | None,
            _option(
                "--profile",
                metavar="NAME",
                help=N_("what was said of such files before; what is said here wins"),
                autocompletion=completing.import_profiles,
            ),
        ],
    ),
)
"""Every option, in the order in which help lists them."""


def options_for(kind: Declared) -> list[inspect.Parameter]:
    """Return what can be said of an import of ``kind``."""
    return [option.parameter() for option in OPTIONS if option.serves(kind)]


def as_said(said: Mapping[str, object]) -> dict[str, object]:
    """Return what was said as the fields of ``ImportOptions`` take it: lists of words as tuples."""
    found = dict(said)
    if "keys" in found:
        found["keys"] = tuple(word.strip() for word in str(found["keys"]).split(",") if word.strip())
    for name in ("overrides", "rules"):
        if name in found:
            found[name] = tuple(cast("list[str]", found[name]))
    return found
