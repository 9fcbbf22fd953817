"""How user text gets into Textual's own widgets (labels, titles, toasts): never as markup, always made safe."""

from textual.content import Content

from tui_crm.display import safe


def safe_content(text: str, style: str = "") -> Content:
    """Return ``text`` made safe, verbatim and on one line, in a style such as ``bold`` or ``$muted``.

    A widget given the ``str`` itself would read it as markup, act on it, or die of it.
    """
    return Content.styled(safe(text), style) if style else Content(safe(text))
