"""Words become what a command declared; what cannot is refused in one sentence."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import pytest
import typer
from typer.main import get_group

from tests.cli.conftest import AddNoun
from tests.conftest import RunCrm
from tui_crm.cli.commands import Context, Noun
from tui_crm.cli.values import NoPlainValueError
from tui_crm.errors import UsageError


class Colour(StrEnum):
    RED = "red"
    SKY_BLUE = "sky-blue"


@dataclass(frozen=True)
class Pair:
    left: str
    right: str


def halves(text: str) -> Pair:
    left, equals, right = text.partition("=")
    if not equals:
        sentence = "a half is missing"
        raise UsageError(sentence)
    return Pair(left, right)


def sample() -> tuple[Noun, list[object]]:
    """Return a noun whose verb ``take`` notes what it got."""
    noun = Noun()
    got: list[object] = []

    @noun.verb("take")
    def take(
        _ctx: Context,
        word: str,
        rest: Annotated[list[str] | None, typer.Argument()] = None,
        file: Annotated[Path | None, typer.Option("--file")] = None,
        count: Annotated[int, typer.Option("--count", min=1, max=9)] = 3,
        colour: Annotated[Colour, typer.Option("--colour")] = Colour.RED,
        numbers: Annotated[list[int] | None, typer.Option("--number")] = None,
        pair: Annotated[Pair | None, typer.Option("--set", parser=halves)] = None,
        *,
        flag: Annotated[bool, typer.Option("--flag")] = False,
    ) -> None:
        """Take values."""
        got.extend([word, rest, file, count, colour, numbers, pair, flag])

    return noun, got


Taken = Callable[..., list[object]]


@pytest.fixture
def taken(crm: RunCrm, add_noun: AddNoun) -> Taken:
    noun, got = sample()
    add_noun(noun)

    def run(*arguments: str) -> list[object]:
        got.clear()
        result = crm("sample", "take", *arguments)
        assert result.exit_code == (0 if got else 2)
        return got or [result.stderr]

    return run


def test_defaults_are_what_was_declared(taken: Taken) -> None:
    assert taken("x") == ["x", None, None, 3, Colour.RED, None, None, False]


def test_each_type_is_made_of_its_word(taken: Taken) -> None:
    words = "张伟 b c --file a.csv --count 9 --colour SKY-BLUE --number 1 --number -2 --set x.field=a=b --flag"
    pair = Pair("x.field", "a=b")
    assert taken(*words.split()) == ["张伟", ["b", "c"], Path("a.csv"), 9, Colour.SKY_BLUE, [1, -2], pair, True]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["x", "--count", "many"], "“many” for --count is no whole number"),
        (["x", "--count", "0"], "--count must be 1 or more"),
        (["x", "--count", "10"], "--count must be 9 or less"),
        (["x", "--colour", "green"], "“green” does not do for --colour: it takes red, sky-blue"),
        (["x", "--number", "1", "--number", "b"], "“b” for --number is no whole number"),
        (["x", "--count", "1_0"], "“1_0” for --count is no whole number"),
        (["x", "--number", "1" + "0" * 30], "--number must be 1000000000 or less"),
        (["x", "--number", "-1" + "0" * 30], "--number must be -1000000000 or more"),
        (["x", "--file", " "], "--file needs a value"),
        (["x", "--set", "nothing"], "a half is missing"),
        (["a\udcff"], "WORD is not valid UTF-8 text"),
        (["x", "--file", "a\udcff"], "--file is not valid UTF-8 text"),
    ],
)
def test_what_does_not_do_is_one_sentence(taken: Taken, words: list[str], sentence: str) -> None:
    assert taken(*words) == [f"crm: {sentence}\n"]


def test_a_type_that_no_word_becomes_is_a_defect_of_the_command() -> None:
    noun = Noun()

    @noun.verb("take")
    def take(_ctx: Context, share: float) -> None:
        """Take a share."""

    with pytest.raises(NoPlainValueError, match="share"):
        get_group(noun)
