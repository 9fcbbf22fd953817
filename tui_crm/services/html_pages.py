"""What stands above and below in every page for a browser: nothing is loaded from elsewhere, and nobody is told whence one comes."""

from html import escape
from pathlib import Path
from typing import Final

from tui_crm import i18n
from tui_crm.display import safe
from tui_crm.i18n import _

_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"


def top(title: str, style: Path) -> str:
    """Return what stands above the heading of a page, whose style is in a file."""
    return (
        f'<!doctype html>\n<html lang="{i18n.language().replace("_", "-")}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{text(title)}</title>\n<style>\n{style.read_text(encoding='utf-8').rstrip()}\n</style>\n</head>\n"
        "<body>\n<main>\n<header>\n"
    )


def bottom() -> str:
    """Return what stands below a page."""
    made_by = _("made by tui-crm")
    return f"<footer>{text(made_by)}</footer>\n</main>\n</body>\n</html>\n"


def text(said: str) -> str:
    """Return what people wrote, made harmless as for a terminal, and escaped."""
    return escape(safe(said))
