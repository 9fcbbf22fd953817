"""Help pages: what stands on them, in cells and in the user's language."""

from enum import StrEnum
from gettext import NullTranslations
from typing import Annotated

import pytest
import typer

from tests.cli.conftest import AddNoun
from tests.conftest import RunCrm
from tui_crm import i18n
from tui_crm.cli.commands import Context, Noun
from tui_crm.cli.help_page import first_line
from tui_crm.display import measure


class Channel(StrEnum):
    CALL = "call"
    MESSAGE = "message"


@pytest.fixture
def noun(add_noun: AddNoun) -> Noun:
    noun = Noun()

    @noun.verb("log")
    def log(
        _ctx: Context,
        who: Annotated[str, typer.Argument(metavar="WHO", help="a contact")],
        words: Annotated[list[str] | None, typer.Argument(metavar="NOTE")] = None,
        channel: Annotated[Channel, typer.Option("--channel", "-c", help="how")] = Channel.CALL,
        via: Annotated[Channel | None, typer.Option("--via", metavar="VIA", help="by what")] = None,
        minutes: Annotated[int, typer.Option("--minutes", help="how long")] = 0,
        tags: Annotated[list[str] | None, typer.Option("--tag", help="a label")] = None,
        *,
        secret: Annotated[bool, typer.Option("--secret", hidden=True)] = False,
    ) -> None:
        """Note what happened.

        It can be taken back with crm undo.
        """

    @noun.verb("gone", hidden=True)
    def gone(_ctx: Context) -> None:
        """Nobody sees this."""

    add_noun(noun)
    return noun


PAGE = """\
Usage: crm sample log [OPTIONS] WHO [NOTE]...

Note what happened.

It can be taken back with crm undo.

Arguments:
  WHO        a contact
  [NOTE]...  [may be repeated]

Options:
  -c, --channel call|message  how [default: call]
  --via VIA                   by what [call|message]
  --minutes N                 how long
  --tag TEXT                  a label [may be repeated]
  --help                      show this page
"""


@pytest.mark.usefixtures("noun")
def test_a_verb_s_page(crm: RunCrm) -> None:
    assert crm("sample", "log", "--help").stdout == PAGE


@pytest.mark.usefixtures("noun")
def test_a_noun_s_page_lists_its_verbs(crm: RunCrm) -> None:
    assert crm("sample", "--help").stdout == (
        "Usage: crm sample [OPTIONS] VERB ...\n\n"
        "a noun for tests\n\n"
        "Options:\n  --help  show this page\n\n"
        "Commands:\n  log  Note what happened.\n"
    )


@pytest.mark.usefixtures("noun")
def test_the_page_is_in_the_users_language_and_fits_the_width(crm: RunCrm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(i18n, "set_language", lambda _code: None)
    monkeypatch.setattr(i18n, "_translations", Doubled())
    monkeypatch.setenv("COLUMNS", "50")
    page = crm("sample", "log", "--help").stdout
    assert "一Note what happened." in page
    assert "一a contact" in page
    assert "一show this page" in page
    assert max(map(measure, page.splitlines())) <= 50


def test_a_paragraph_is_filled_however_its_source_is_broken(crm: RunCrm, add_noun: AddNoun) -> None:
    noun = Noun()

    @noun.verb("note")
    def note(_ctx: Context) -> None:
        """Note it.

        This is one
        paragraph.

        This is another.
        """

    add_noun(noun)
    assert "\n\nNote it.\n\nThis is one paragraph.\n\nThis is another.\n\n" in crm("sample", "note", "--help").stdout


def test_the_first_line_stands_in_lists() -> None:
    assert first_line("\n    Note it.\n\n    And more.\n") == "Note it."
    assert first_line("") == ""


class Doubled(NullTranslations):
    """A language in which everything begins with a wide character."""

    def gettext(self, message: str) -> str:
        return f"一{message}"
