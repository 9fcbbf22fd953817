"""How documents are walked."""

import pytest

from tests.docs.walkthrough import Command, Kind, Part, Step, commands, fits, parts, steps

DOCUMENT = """# Title

```sh
not run
```

```csv a.csv
x,y
```

```console
$ one 'a b'
$ two
says
more
```

<!-- keys: demo -->
Press <kbd>c</kbd> and type `hi`:
**Logged** is said.

`Not` a <kbd>step</kbd>.
"""


def test_a_document_has_parts_in_order() -> None:
    assert list(parts(DOCUMENT)) == [
        Part(Kind.FILE, "x,y\n", "a.csv"),
        Part(Kind.COMMANDS, "$ one 'a b'\n$ two\nsays\nmore\n"),
        Part(Kind.KEYS, "Press <kbd>c</kbd> and type `hi`:\n**Logged** is said.\n", "demo"),
    ]


def test_commands_stand_with_what_they_print() -> None:
    assert list(commands("$ one 'a b'\n$ two\nsays\nmore\n")) == [
        Command("one 'a b'", None),
        Command("two", ["says", "more"]),
    ]


def test_steps_are_done_in_order() -> None:
    assert list(steps("Press <kbd>c</kbd> and type `hi`:\n**Logged**")) == [
        Step(press="c"),
        Step(type="hi"),
        Step(see="Logged"),
    ]


@pytest.mark.parametrize(
    ("printed", "said", "fit"),
    [
        (["a", "b"], ["a", "b"], True),
        (["a  ", "b"], ["a", "b"], True),
        (["a", "b"], ["a"], False),
        (["a"], ["a", "b"], False),
        (["a", "b", "c"], ["a", "…", "c"], True),
        (["a", "c"], ["a", "…", "c"], True),
        (["a", "b", "c"], ["…", "c"], True),
        (["a", "b", "c"], ["a", "…"], True),
        (["a [x]", "*"], ["a [x]", "*"], True),
        (["ab"], ["a*"], False),
    ],
)
def test_what_is_printed_fits_what_is_said(printed: list[str], said: list[str], fit: bool) -> None:  # noqa: FBT001 - a parameter
    assert fits(printed, said) == fit
