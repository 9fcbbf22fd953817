"""Typer's complaints in our words; what we have no words for is passed on as it is."""

import pytest
import typer
from typer._click.exceptions import BadArgumentUsage, BadOptionUsage, MissingParameter, NoSuchOption

from tui_crm.cli.usage import as_usage_error


@pytest.mark.parametrize(
    ("complaint", "sentence"),
    [
        (
            NoSuchOption("--lmit", possibilities=["--limit", "--light"]),
            "there is no option --lmit; did you mean --limit?",
        ),
        (NoSuchOption("--xyz"), "there is no option --xyz"),
        (NoSuchOption("-h"), "there is no option -h; did you mean --help?"),
        (BadOptionUsage("--limit", "Option '--limit' requires an argument."), "--limit needs a value"),
        (BadOptionUsage("--yes", "Option '--yes' does not take a value."), "--yes takes no value"),
        (MissingParameter(), " is missing"),
        (BadArgumentUsage("Argument 'pair' takes 2 values."), "Argument 'pair' takes 2 values."),
        (typer.BadParameter("odd"), "Invalid value: odd"),
    ],
)
def test_each_complaint_is_one_sentence_with_exit_code_2(complaint: typer.TyperException, sentence: str) -> None:
    error = as_usage_error(complaint)
    assert (error.message, error.hint, error.exit_code) == (sentence, "", 2)
