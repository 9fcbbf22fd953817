"""How nouns and verbs parse, and which sentence says that a line is wrong."""

from typing import Annotated

import pytest
import typer

from tests.cli.conftest import AddNoun
from tests.conftest import RunCrm
from tui_crm.cli.commands import Context, Noun
from tui_crm.cli.context import Session


@pytest.fixture(autouse=True)
def noun(add_noun: AddNoun) -> list[Session]:
    """Add the noun ``sample`` with the verbs ``list`` and ``show WHO``; returns the sessions they were called with."""
    noun, sessions = Noun(), []

    @noun.verb("list")
    def list_(
        ctx: Context,
        *,
        limit: Annotated[int, typer.Option("--limit")] = 1,
        yes: Annotated[bool, typer.Option("--yes")] = False,
    ) -> None:
        """List them."""
        del limit, yes
        sessions.append(ctx.session)

    @noun.verb("show")
    def show(ctx: Context, who: Annotated[str, typer.Argument(metavar="WHO")]) -> None:
        """Show one."""
        ctx.session.out.line(who)

    @noun.verb("brief")
    def brief(ctx: Context) -> None:
        """Stand at the top."""
        sessions.append(ctx.session)

    add_noun(noun)
    return sessions


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("sample lst", "there is no command “sample lst”; did you mean “list”?\n"),
        ("sample xyz", "there is no command “sample xyz”\n  see crm sample --help\n"),
        ("samlpe list", "there is no command “samlpe”; did you mean “sample”?\n"),
        ("sample list --limti 3", "there is no option --limti; did you mean --limit?\n  see crm sample list --help\n"),
        (
            "sample show -owner:me",
            "there is no option -o\n  a word that begins with “-” goes behind “--”; see crm sample show --help\n",
        ),
        (
            "sample list --db x",
            "there is no option --db\n  --db is for all commands and stands before the first word\n",
        ),
        ("sample list --limit", "--limit needs a value\n"),
        ("sample list --yes=no", "--yes takes no value\n"),
        ("sample show", "WHO is missing\n  see crm sample show --help\n"),
        ("sample show li ming", "“ming” is more than this command takes\n  see crm sample show --help\n"),
        ("sample --limit 3 list", "there is no option --limit\n  see crm sample --help\n"),
    ],
)
def test_a_wrong_line_is_told_in_one_sentence(crm: RunCrm, line: str, told: str) -> None:
    result = crm(*line.split())
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"crm: {told}")


def test_a_noun_without_a_verb_tells_its_help(crm: RunCrm) -> None:
    result = crm("sample")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == crm("sample", "--help").stdout


def test_after_two_dashes_a_word_may_begin_with_one(crm: RunCrm) -> None:
    assert crm("sample", "show", "--", "-owner:me").stdout == "-owner:me\n"


def test_global_options_reach_the_session(crm: RunCrm, noun: list[Session]) -> None:
    assert crm("--db", "my.db", "--as", "wang", "sample", "list").exit_code == 0
    (session,) = noun
    assert str(session.database) == "my.db"
    assert session.settings.get("user") == "wang"


def test_a_short_verb_stands_at_the_top(crm: RunCrm, noun: list[Session]) -> None:
    assert crm("brief").exit_code == 0
    assert len(noun) == 1
    assert crm("brief", "--help").stdout.startswith("Usage: crm brief [OPTIONS]\n\nStand at the top.\n")
