"""How the desktop is told something: by the first notifier that the machine has, started without a shell."""

import os
import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Final

from tui_crm.display import cut, safe
from tui_crm.errors import OutputFailed
from tui_crm.i18n import _

SECONDS: Final = 10.0
"""So long a notifier may take."""

_LONGEST: Final = 200  # cells of what a notifier has to say of its failure
_TOAST: Final = r"""
$w = 'Windows.UI.Notifications'
$m = [Windows.UI.Notifications.ToastNotificationManager, Windows.UI.Notifications, ContentType = WindowsRuntime]
$x = $m::GetTemplateContent([Windows.UI.Notifications.ToastTemplateType]::ToastText02)
$t = $x.GetElementsByTagName('text')
$t.Item(0).AppendChild($x.CreateTextNode($env:CRM_TITLE)) | Out-Null
$t.Item(1).AppendChild($x.CreateTextNode($env:CRM_BODY)) | Out-Null
$a = '{1AC14E77-02E7-4E5D-B744-2EB1AE5198B7}\WindowsPowerShell\v1.0\powershell.exe'
$m::CreateToastNotifier($a).Show([Windows.UI.Notifications.ToastNotification]::new($x))
"""


@dataclass(frozen=True)
class Notifier:
    """A program that shows a notification: its words for a title and a body.

    One that ``reads`` gets the body on its standard input; one that ``asks`` takes both from the variables CRM_TITLE and
    CRM_BODY.
    """

    program: str
    words: Callable[[str, str], Sequence[str]]
    reads: bool = False
    asks: bool = False


NOTIFIERS: Final = (
    Notifier("terminal-notifier", lambda title, _body: ("-title", title), reads=True),
    Notifier(
        "osascript",
        lambda title, body: (
            *("-e", "on run argv", "-e", "display notification (item 2 of argv) with title (item 1 of argv)"),
            *("-e", "end run", title, body),
        ),
    ),
    Notifier("notify-send", lambda title, body: ("--app-name=tui-crm", "--", title, escape(body, quote=False))),
    Notifier(
        "powershell.exe",
        lambda _title, _body: ("-NoProfile", "-NonInteractive", "-Command", _TOAST),
        asks=True,
    ),
)
"""In which order they are looked for: those of macOS, of Linux and the BSDs, of Windows (from WSL, too)."""


def notify(title: str, lines: Sequence[str], environ: Mapping[str, str] = os.environ) -> None:
    """Show a notification, its lines made harmless. Raises OutputFailed where nothing can, or it fails."""
    path = environ.get("PATH", os.defpath)
    found = next(((one, place) for one in NOTIFIERS if (place := shutil.which(one.program, path=path))), None)
    if found is None:
        raise OutputFailed(
            _("this machine has no program that shows notifications"),
            hint=_("notify-send comes with libnotify; macOS has osascript and Windows powershell.exe, in the PATH"),
        )
    notifier, place = found
    title, body = safe(title), "\n".join(map(safe, lines))
    said = {"CRM_TITLE": title, "CRM_BODY": body, "WSLENV": "CRM_TITLE:CRM_BODY"} if notifier.asks else {}
    try:
        ended = subprocess.run(  # noqa: S603 - a list of words, no shell
            [place, *notifier.words(title, body)],
            input=body.encode() if notifier.reads else b"",
            env={**_session_bus(environ), **environ, **said},
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise _failed(notifier, _("no answer within {count} s").format(count=int(SECONDS))) from error
    except OSError as error:
        raise _failed(notifier, error.strerror or str(error)) from error
    if ended.returncode:
        told = ended.stderr.decode(errors="replace").strip().splitlines()
        raise _failed(notifier, told[-1] if told else _("exit code {code}").format(code=ended.returncode))


def _failed(notifier: Notifier, reason: str) -> OutputFailed:
    return OutputFailed(
        _("{program} showed no notification: {reason}").format(program=notifier.program, reason=cut(reason, _LONGEST))
    )


def _session_bus(environ: Mapping[str, str]) -> dict[str, str]:
    """Return where the desktop of this user listens on Linux: cron starts programs without a word about it."""
    folder = environ.get("XDG_RUNTIME_DIR") or f"/run/user/{os.getuid() if hasattr(os, 'getuid') else 0}"
    bus = Path(folder) / "bus"
    return {"DBUS_SESSION_BUS_ADDRESS": f"unix:path={bus}"} if bus.exists() else {}
