"""How our themes become Textual's, and how an app gets them."""

from collections.abc import Iterable
from typing import Any

from textual.app import App
from textual.theme import Theme as TextualTheme

from tui_crm.errors import UsageError
from tui_crm.i18n import _
from tui_crm.themes import Theme

_FROM = {
    "ansi-background": "background",
    "ansi-foreground": "foreground",
    "panel-lighten-1": "panel",
    "text": "foreground",
    "text-muted": "muted",
    "text-disabled": "muted",
    "text-primary": "primary",
    "text-secondary": "secondary",
    "text-accent": "accent",
    "text-success": "success",
    "text-warning": "warning",
    "text-error": "error",
    "border": "accent",
    "border-blurred": "faint",
    "block-cursor-background": "panel",
    "block-cursor-foreground": "foreground",
    "block-cursor-blurred-background": "panel",
    "block-cursor-blurred-foreground": "foreground",
    "block-hover-background": "panel",
    "input-cursor-background": "accent",
    "input-cursor-foreground": "background",
    "input-selection-background": "faint",
    "input-selection-foreground": "foreground",
    "link-color": "primary",
    "scrollbar": "faint",
    "scrollbar-hover": "muted",
    "scrollbar-active": "accent",
    "scrollbar-background": "background",
    "scrollbar-background-hover": "background",
    "scrollbar-background-active": "background",
    "scrollbar-corner-color": "background",
}


def textual_theme(theme: Theme) -> TextualTheme:
    """Return ``theme`` as Textual wants it, with a value for every variable its widgets show text or bars with."""
    colours = theme.colours
    return TextualTheme(
        name=theme.name,
        dark=theme.dark,
        ansi=theme.is_the_terminals,
        primary=colours["primary"],
        secondary=colours["secondary"],
        accent=colours["accent"],
        success=colours["success"],
        warning=colours["warning"],
        error=colours["error"],
        foreground=colours["foreground"],
        background=colours["background"],
        surface=colours["surface"],
        panel=colours["panel"],
        variables={
            **colours,  # to the digit; Textual's own arithmetic is off by one
            **{variable: colours[colour] for variable, colour in _FROM.items()},
            "input-cursor-text-style": "reverse" if theme.is_the_terminals else "none",
            **theme.variables,
        },
    )


TERMINAL = "terminal"
"""The theme that does with what every terminal has."""


def fitting_theme(app: App[Any], wanted: str, *, chosen: bool) -> str:
    """Return the theme to begin with: the ``wanted`` one, unless nobody has ``chosen`` it and the terminal has no more
    than sixteen colours, or colours are unwanted at all (``NO_COLOR``).
    """
    few = app.console.color_system in {None, "standard", "windows"}
    return TERMINAL if app.no_color or (few and not chosen) else wanted


def install_themes(app: App[Any], themes: Iterable[Theme], chosen: str) -> None:
    """Give ``app`` exactly ``themes`` and switch to the one called ``chosen``; call it in the app's ``__init__``.

    Textual's own themes go, since they lack ``$muted`` and ``$faint``, which our style sheets use. Raises UsageError
    where ``chosen`` is none of them.
    """
    ours = {theme.name: textual_theme(theme) for theme in themes}
    if chosen not in ours:
        raise UsageError(
            _("there is no theme “{name}”").format(name=chosen),
            hint=_("known themes: {names}").format(names=", ".join(ours)),
        )
    for theme in ours.values():
        app.register_theme(theme)
    app.theme = chosen
    for name in app.available_themes.keys() - ours.keys():
        app.unregister_theme(name)
