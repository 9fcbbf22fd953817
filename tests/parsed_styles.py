"""How is a style sheet parsed once for all the apps of a test run, rather than once for each of some thousand?"""

from typing import Any

import pytest
from textual.css.stylesheet import Stylesheet

_PARSED: dict[frozenset[tuple[str, str]], dict[tuple[Any, ...], Any]] = {}


def parse_once(patch: pytest.MonkeyPatch) -> None:
    """Let every style sheet look into one cache of what was parsed with the same variables; Textual's is a sheet's own."""
    begin, set_variables = Stylesheet.__init__, Stylesheet.set_variables

    def share(sheet: Stylesheet) -> None:
        vars(sheet)["_parse_cache"] = _PARSED.setdefault(frozenset(sheet._variables.items()), {})

    def begin_sharing(sheet: Stylesheet, *, variables: dict[str, str] | None = None) -> None:
        begin(sheet, variables=variables)
        share(sheet)

    def set_and_share(sheet: Stylesheet, variables: dict[str, str]) -> None:
        vars(sheet)["_parse_cache"] = {}  # which is cleared; what others parsed stays
        set_variables(sheet, variables)
        share(sheet)

    patch.setattr(Stylesheet, "__init__", begin_sharing)
    patch.setattr(Stylesheet, "set_variables", set_and_share)
