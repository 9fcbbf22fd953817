"""What we stand beside."""

import pytest

from benchmarks import peers
from benchmarks.bench import Bench
from benchmarks.processes import finish
from benchmarks.terminal import Terminal


def test_thirty_commands(bench: Bench) -> None:
    tree = peers.typer_tree(bench)
    assert "noun5" in finish([*tree, "--help"], bench.environment())
    assert finish([*tree, "noun5", "verb4", "somebody"], bench.environment()) == ""


def test_a_list_that_moves(bench: Bench) -> None:
    with Terminal(peers.minimal_list(bench, 200), bench.environment()) as terminal:
        terminal.shows("contact 3")
        terminal.settle()
        terminal.press(b"\x1b[F")
        assert "contact 199" in terminal.text()


def test_a_table_that_moves(bench: Bench) -> None:
    table = peers.fast_table(bench, 200)
    if table is None:
        pytest.skip("only `make bench` installs textual-fastdatatable")
    with Terminal(table, bench.environment()) as terminal:
        terminal.shows("name 3")
        terminal.settle()
        terminal.press(b"\x1b[B")
        assert "name 1" in terminal.text()
