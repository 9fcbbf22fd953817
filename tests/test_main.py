"""`python -m tui_crm` and the installed `crm` start the same command line."""

import builtins
from collections.abc import Mapping
from types import ModuleType
from typing import Any

import pytest

from tests.conftest import RunProcess
from tui_crm import __main__, __version__


def test_the_module_runs(process: RunProcess) -> None:
    assert process("--version").stdout == f"crm {__version__}\n"


def test_an_interrupt_while_it_loads_is_quiet(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    load = builtins.__import__

    def interrupted(name: str, *rest: Any, **named: Mapping[str, Any]) -> ModuleType:
        if name == "tui_crm.cli.tree":
            raise KeyboardInterrupt
        return load(name, *rest, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", interrupted)
    with pytest.raises(SystemExit) as end:
        __main__.main()
    assert end.value.code == 130
    assert capsys.readouterr() == ("", "")
