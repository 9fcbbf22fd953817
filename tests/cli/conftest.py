"""What the tests of the command line share: nouns of their own."""

import sys
from collections.abc import Callable
from types import ModuleType

import pytest

from tui_crm.cli.commands import Noun
from tui_crm.cli.tree import Entry, Root
from tui_crm.i18n import N_

AddNoun = Callable[[Noun], None]


@pytest.fixture
def add_noun(monkeypatch: pytest.MonkeyPatch) -> AddNoun:
    """Return a call that makes a Noun the only one there is, named ``sample``, with ``shorts`` for its verb ``brief``."""

    def add(noun: Noun) -> None:
        module = ModuleType("tui_crm.cli.nouns.sample")
        module.__dict__["noun"] = noun
        monkeypatch.setitem(sys.modules, module.__name__, module)
        entries = (
            Entry("sample", "sample:noun", N_("a noun for tests")),
            Entry("brief", "sample:noun", N_("a short verb for tests"), short=True),
        )
        monkeypatch.setattr(Root, "entries", {entry.name: entry for entry in entries})

    return add
