"""How a TOML file that a person wrote is read, and in which words it is told why it cannot be."""

import tomllib
from pathlib import Path

from tui_crm.errors import UsageError
from tui_crm.i18n import _


class Unreadable(UsageError):
    """A person's file cannot be read; ``reason`` is why, in a few words."""

    def __init__(self, file: Path, reason: str) -> None:
        super().__init__(
            _("cannot read {file}: {reason}").format(file=file, reason=reason), hint=_("mend it or move it away")
        )
        self.reason = reason


def stored_text(file: Path) -> str:
    """Return what stands in ``file``, nothing where there is none. Raises Unreadable."""
    try:
        if file.exists() and not file.is_file():  # reading a pipe would wait for ever
            raise Unreadable(file, _("it is not a file"))
        return file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise Unreadable(file, error.strerror or str(error)) from error
    except UnicodeDecodeError as error:
        raise Unreadable(file, _("it is not valid UTF-8 text")) from error


def parsed(text: str) -> dict[str, object]:
    """Return the table that ``text`` says. Raises ValueError, which says why it is none."""
    try:
        return tomllib.loads(text)
    except RecursionError:  # brackets by the thousand
        raise ValueError(_("it is nested too deep")) from None
    except tomllib.TOMLDecodeError:
        raise
    except ValueError:  # Python reads no number of more than some thousand digits
        raise ValueError(_("a number is too long")) from None


def read_toml(file: Path) -> dict[str, object]:
    """Return the table in ``file``, an empty one where there is no file. Raises Unreadable."""
    try:
        return parsed(stored_text(file))
    except ValueError as error:
        raise Unreadable(file, str(error)) from error
