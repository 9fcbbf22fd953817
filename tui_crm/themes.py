"""Which colours the screens may have: themes as frozen values, read from TOML files and checked by us.

The built-in themes are files in the same format as a user's own: in the wheel as ``tui_crm/_themes``, in a checkout in
``themes/`` at the root. A theme is called like its file. Textual accepts nonsense colours and fails later, hence the care.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tui_crm import paths
from tui_crm.errors import UsageError
from tui_crm.i18n import _
from tui_crm.toml_files import Unreadable, read_toml

REQUIRED = ("background", "surface", "panel", "foreground", "primary", "accent", "success", "warning", "error")
OPTIONAL = ("secondary", "muted", "faint")
VARIABLES = (
    "block-cursor-background",
    "block-cursor-foreground",
    "border",
    "border-blurred",
    "input-cursor-background",
    "input-cursor-foreground",
    "input-selection-background",
    "input-selection-foreground",
    "link-color",
    "scrollbar",
    "scrollbar-active",
    "scrollbar-background",
    "scrollbar-hover",
)
_PACKAGED = Path(__file__).parent / "_themes"
_CHECKOUT = Path(__file__).parent.parent / "themes"
_NAME = re.compile(r"[a-z][a-z0-9_-]*")
_HEX = re.compile(r"#([0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
_NAMES = ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")
_ANSI = frozenset(("ansi_default", *(f"ansi_{name}" for name in _NAMES), *(f"ansi_bright_{name}" for name in _NAMES)))
_MUTED, _FAINT = 0.62, 0.34  # shares of the foreground where a theme does not say


class BadTheme(UsageError):
    """A theme file cannot be used; the message names the file and everything that is wrong with it."""


@dataclass(frozen=True)
class Theme:
    """A theme: ``colours`` has a value for every name in REQUIRED and OPTIONAL, ``variables`` for some of VARIABLES.

    A colour is ``#rrggbb`` or ``ansi_<name>``, which the terminal's own palette decides.
    """

    name: str
    dark: bool
    colours: Mapping[str, str]
    variables: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_the_terminals(self) -> bool:
        """Whether its ground is whatever the terminal has."""
        return self.colours["background"].startswith("ansi_")


@dataclass(frozen=True)
class Themes:
    """The themes there are, by name, and what is wrong with the user's files that were skipped."""

    found: Mapping[str, Theme]
    problems: tuple[BadTheme, ...] = ()


def all_themes(user_folder: Path | None = None) -> Themes:
    """Return the built-in themes and the user's own, which may replace a built-in one of the same name."""
    mine = _user_themes(paths.user_themes() if user_folder is None else user_folder)
    return Themes({**built_in_themes(), **mine.found}, mine.problems)


def built_in_themes() -> dict[str, Theme]:
    """Return the themes that come with the program, by name; a bad one is a defect (RuntimeError)."""
    folder = _PACKAGED if _PACKAGED.is_dir() else _CHECKOUT
    try:
        return {file.stem: read_theme(file) for file in sorted(folder.glob("*.toml"))}
    except BadTheme as error:
        raise RuntimeError(error.message) from error


def read_theme(file: Path) -> Theme:
    """Return the theme in ``file``; raises BadTheme naming the file and every key at fault."""
    keys = _parsed(file)
    variables = keys.pop("variables", {})
    faults = [*_wrong_keys(keys), *_wrong_variables(variables)]
    if not _NAME.fullmatch(file.stem):
        faults.append(_("a theme is called like its file: a–z, 0–9, - and _, for example evening.toml"))
    if faults:
        raise BadTheme(
            _("theme {file}: {faults}").format(file=file, faults="; ".join(faults)),
            hint=_("mend it or move it away; a colour is #rgb, #rrggbb or ansi_<name>"),
        )
    assert isinstance(variables, dict)
    dark = keys.pop("dark") is True
    colours = {name: _canonical(str(value)) for name, value in keys.items()}
    return Theme(file.stem, dark, _filled(colours), {name: _canonical(value) for name, value in variables.items()})


def is_colour(value: object) -> bool:
    """Return whether ``value`` is a colour as themes write it."""
    return isinstance(value, str) and bool(value in _ANSI or _HEX.fullmatch(value))


def _user_themes(folder: Path) -> Themes:
    found, problems = {}, []
    for file in sorted(folder.glob("*.toml")):
        try:
            found[file.stem] = read_theme(file)
        except BadTheme as error:
            problems.append(error)
    return Themes(found, tuple(problems))


def _parsed(file: Path) -> dict[str, object]:
    try:
        return read_toml(file)
    except Unreadable as error:
        raise BadTheme(
            _("theme {file} cannot be read: {reason}").format(file=file, reason=error.reason), hint=error.hint
        ) from error


def _wrong_keys(keys: Mapping[str, object]) -> list[str]:
    known = (*REQUIRED, *OPTIONAL)
    faults = []
    if missing := [name for name in ("dark", *REQUIRED) if name not in keys]:
        faults.append(_("missing: {names}").format(names=", ".join(missing)))
    if unknown := [name for name in keys if name not in known and name != "dark"]:
        faults.append(_("unknown: {names}").format(names=", ".join(unknown)))
    if "dark" in keys and not isinstance(keys["dark"], bool):
        faults.append(_("dark must be true or false"))
    return faults + [_not_a_colour(name, keys[name]) for name in known if name in keys and not is_colour(keys[name])]


def _wrong_variables(variables: object) -> list[str]:
    if not isinstance(variables, dict):
        return [_("variables must be a table")]
    faults = []
    if unknown := [str(name) for name in variables if name not in VARIABLES]:
        faults.append(_("unknown variables: {names}").format(names=", ".join(unknown)))
    return faults + [
        _not_a_colour(name, value) for name, value in variables.items() if name in VARIABLES and not is_colour(value)
    ]


def _not_a_colour(name: str, value: object) -> str:
    return _("{name} = {value} is not a colour").format(name=name, value=repr(value))


def _canonical(colour: str) -> str:
    if colour.startswith("#"):
        digits = colour[1:].lower()
        return "#" + (digits if len(digits) == 6 else "".join(digit * 2 for digit in digits))  # noqa: PLR2004 - rrggbb
    return colour


def _filled(colours: dict[str, str]) -> dict[str, str]:
    ink, ground = colours["foreground"], colours["background"]
    defaults = {
        "secondary": colours["primary"],
        "muted": _between(ink, ground, _MUTED),
        "faint": _between(ink, ground, _FAINT),
    }
    return {**defaults, **colours}


def _between(ink: str, ground: str, share: float) -> str:
    """Return the colour made of ``share`` of ``ink`` and the rest of ``ground``; terminals' own colours do not mix."""
    if not (ink.startswith("#") and ground.startswith("#")):
        return "ansi_bright_black"
    mixed = (round(share * int(ink[at : at + 2], 16) + (1 - share) * int(ground[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{part:02x}" for part in mixed)
