"""How a small file that the program keeps for itself is read and written, whatever lies in its place by now."""

from contextlib import suppress
from pathlib import Path
from typing import Final

from tui_crm.whole_files import draft_beside

MOST: Final = 16 << 20
"""So many bytes are read; what the program keeps stays far below."""

_ASIDE: Final = ".unreadable"


def stored_bytes(file: Path) -> bytes:
    """Return what stands in ``file``. Raises OSError, and ValueError for a pipe, a device, a folder or a huge file."""
    if file.exists() and not (file.is_file() and file.stat().st_size <= MOST):  # reading a pipe would wait for ever
        raise ValueError(file)
    return file.read_bytes()


def keep_text(file: Path, text: str) -> None:
    """Let ``text``, of ASCII, take the place of ``file``, privately. Raises OutputFailed.

    It outlives the program, though not a power cut. A folder that lies there is set aside.
    """
    with draft_beside(file, new_folder=True) as part:
        part.write_text(text, encoding="ascii")
        if file.is_dir():
            set_aside(file)
        part.replace(file)


def set_aside(file: Path) -> Path:
    """Give a file that cannot be read a name under which nothing is written over it; return where it is now."""
    for number in range(1, 100):
        aside = file.with_name(f"{file.name}{_ASIDE}{number}")
        if not aside.exists():
            with suppress(OSError):
                return file.rename(aside)
    return file
