"""How a screen says something in passing: lines of any origin, made harmless, never read as markup."""

from typing import Any, Final

from textual.app import App
from textual.notifications import SeverityLevel

from tui_crm.display import cut

_WIDEST: Final = 300  # cells of a line, which a toast breaks as it needs
_MOST: Final = 8  # lines


def toast(app: App[Any], *lines: str, severity: SeverityLevel = "information", seconds: float | None = None) -> None:
    """Show ``lines`` for a few seconds, or for so many; where there are too many the last ones give way to a dash."""
    told = lines if len(lines) <= _MOST else (*lines[: _MOST - 1], "…")
    app.notify("\n".join(cut(line, _WIDEST) for line in told if line), severity=severity, timeout=seconds, markup=False)
