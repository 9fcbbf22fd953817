"""What we stand beside: the smallest programs of their kind, as their libraries' own pages would have one write them."""

import importlib.util
import sys

from benchmarks.bench import Bench

FAST_ROWS = 100_000
"""The most rows that textual-fastdatatable is given: it takes a second and a half to open them."""

_NOUN = """
noun{noun} = typer.Typer(help="Things of kind {noun}.")
app.add_typer(noun{noun}, name="noun{noun}")
"""
_VERB = '''
@noun{noun}.command("verb{verb}")
def noun{noun}_verb{verb}(who: str, note: str = "", count: int = 1, all: bool = False) -> None:
    """Do something of kind {verb}."""
'''
_LIST = """from textual.app import App, ComposeResult
from textual.widgets import Footer, Input, OptionList


class Minimal(App[None]):
    BINDINGS = [("q", "quit", "Quit")]
    AUTO_FOCUS = "OptionList"

    def compose(self) -> ComposeResult:
        yield Input()
        yield OptionList(*(f"contact {{number}}" for number in range({rows})))
        yield Footer()


Minimal().run()
"""
_TABLE = """from textual.app import App, ComposeResult
from textual_fastdatatable import ArrowBackend, DataTable

COLUMNS = ("name", "company", "stage", "level", "owner", "touched", "next")


class Table(App[None]):
    AUTO_FOCUS = "DataTable"

    def compose(self) -> ComposeResult:
        rows = {{name: [f"{{name}} {{number}}" for number in range({rows})] for name in COLUMNS}}
        yield DataTable(backend=ArrowBackend.from_pydict(rows))


Table().run()
"""


def typer_tree(bench: Bench) -> list[str]:
    """Return the command of a Typer tree of six nouns with five verbs each."""
    nouns = (
        _NOUN.format(noun=noun) + "".join(_VERB.format(noun=noun, verb=verb) for verb in range(5)) for noun in range(6)
    )
    return _python(bench, "tree.py", f"import typer\n\napp = typer.Typer()\n{''.join(nouns)}\n\napp()\n")


def minimal_list(bench: Bench, rows: int) -> list[str]:
    """Return the command of a Textual app with an input, a stock list of "contact 0" and so on, and a footer."""
    return _python(bench, f"list-{rows}.py", _LIST.format(rows=rows))


def fast_table(bench: Bench, rows: int) -> list[str] | None:
    """Return the command of a textual-fastdatatable of rows that begin "name 0" and so on; None where there is none."""
    if importlib.util.find_spec("textual_fastdatatable") is None:
        return None
    return _python(bench, f"table-{rows}.py", _TABLE.format(rows=rows))


def _python(bench: Bench, name: str, text: str) -> list[str]:
    return [sys.executable, str(bench.script(name, text))]
