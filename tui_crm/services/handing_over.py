"""How a message leaves the program: into the mail program, or to the command that the person has configured.

A command is an argument list, never a shell's line. It gets the message as one JSON object on its standard input, has
half a minute, and is refused where somebody else could have chosen it.
"""

import json
import os
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from stat import S_IWGRP, S_IWOTH
from typing import IO, Final

from tui_crm.display import cut
from tui_crm.errors import BadInput, OutputFailed, UsageError
from tui_crm.i18n import _
from tui_crm.models.ids import shown
from tui_crm.models.mailto import mailto
from tui_crm.models.messaging import Channel, Message
from tui_crm.services.filling import no_address
from tui_crm.services.messages import check_whole
from tui_crm.settings import UserSettings

SECONDS: Final = 30.0
"""How long the command may take."""

SETTING: Final = "message_command"

_OPENING_SECONDS: Final = 5.0  # in which an opener says that it cannot; a mail program in a terminal may stay for long
_SAID: Final = 300  # cells of what a command said before it failed
_TOLD: Final = 4096  # bytes of the end of what it said


def open_mail(message: Message) -> None:
    """Open an e-mail in the person's mail program. Raises BadInput where it may not go, OutputFailed where nothing opens it."""
    check_whole(message)
    if message.reach.channel is not Channel.EMAIL or not message.reach.address:
        raise BadInput(no_address(message.contact, Channel.EMAIL), field="address")
    link = mailto(message.reach.address, message.subject, message.text)
    if sys.platform == "win32":
        try:
            os.startfile(link)  # noqa: S606 - Windows has no other way
        except OSError as error:
            raise OutputFailed(_unopened(error.strerror or str(error))) from error
        return
    opener = shutil.which("open" if sys.platform == "darwin" else "xdg-open")
    if opener is None:
        raise OutputFailed(
            _unopened(_("there is no xdg-open here")), hint=_("copy the message, or configure a command")
        )
    nowhere = subprocess.DEVNULL
    try:
        started = subprocess.Popen(  # noqa: S603 - an argument list; the link is percent-encoded
            [opener, link], stdin=nowhere, stdout=nowhere, stderr=nowhere, start_new_session=True
        )
        code = started.wait(_OPENING_SECONDS)
    except OSError as error:
        raise OutputFailed(_unopened(error.strerror or str(error))) from error
    except subprocess.TimeoutExpired:
        return
    if code:
        raise OutputFailed(
            _unopened(f"{Path(opener).name}: {code}"), hint=_("copy the message, or configure a command")
        )


def _unopened(reason: str) -> str:
    return _("no mail program could be opened: {reason}").format(reason=reason)


def hand_over(message: Message, settings: UserSettings) -> None:
    """Give a message to the command of ``message_command``.

    Raises UsageError where there is none or it is not to be trusted, BadInput where the message may not go or has no
    address to go to, and OutputFailed where the command fails, or takes longer than ``SECONDS``.
    """
    command = _command(settings)
    check_whole(message)
    if not message.reach.address:
        raise BadInput(no_address(message.contact, message.reach.channel), field="address")
    with tempfile.TemporaryFile() as said:
        code = _run(command, as_json(message), said)
        if code:
            reason = _last_line(said) or _("it ended with {code}").format(code=code)
            raise OutputFailed(_failed(command, reason), hint=_("nothing was logged"))


def _run(command: list[str], text: str, said: IO[bytes]) -> int:
    """Run a command with ``text`` on its standard input, what it says going to ``said``; returns its exit code.

    Raises OutputFailed where it cannot be run or takes too long. Interrupted, it is ended: what is not logged shall not go.
    """
    try:
        running = subprocess.Popen(  # noqa: S603 - an argument list of the person's own, see _command
            command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=said, start_new_session=True
        )
    except OSError as error:
        raise OutputFailed(_failed(command, error.strerror or str(error))) from error
    with running:
        try:
            running.communicate(text.encode(), timeout=SECONDS)
        except subprocess.TimeoutExpired as error:
            reason = _("it was not done after {seconds} seconds").format(seconds=int(SECONDS))
            raise OutputFailed(_failed(command, reason)) from error
        finally:
            _stop(running)
    return running.returncode


def as_json(message: Message) -> str:
    """Return a message as commands get it: one JSON object."""
    return json.dumps(
        {
            "contact": shown("contact", message.contact_id),
            "name": message.contact,
            "channel": str(message.reach.channel),
            "service": message.reach.service or None,
            "to": message.reach.address or None,
            "subject": message.subject or None,
            "text": message.text,
            "template": message.template or None,
            "occasion": message.occasion,
            "ticket": message.ticket or None,
        },
        ensure_ascii=False,
    )


def is_configured(settings: UserSettings) -> bool:
    """Return whether there is a command to hand messages to."""
    return bool(settings.get(SETTING))


def _command(settings: UserSettings) -> list[str]:
    """Return the command's arguments, its program found. Raises UsageError."""
    words = shlex.split(settings.get(SETTING))
    if not words:
        raise UsageError(
            _("no command is configured that messages are handed to"),
            hint=_("for example: crm config set {name} {command}").format(name=SETTING, command="/home/me/bin/send"),
        )
    program = shutil.which(words[0])
    if program is None:
        raise UsageError(_("setting {name}: there is no program {program}").format(name=SETTING, program=words[0]))
    for place in (settings.file, settings.file.parent, Path(program)):
        _check_own(place)
    return [program, *words[1:]]


def _check_own(place: Path) -> None:
    """Raise UsageError where somebody else may write to ``place``: the command would be theirs."""
    if sys.platform == "win32":
        return
    about = place.resolve().stat()
    if about.st_uid not in {0, os.getuid()} or about.st_mode & (S_IWGRP | S_IWOTH):
        raise UsageError(
            _("others can write {path}, so no message is handed to what it names").format(path=place),
            hint=_("take that away with: chmod go-w {path}").format(path=shlex.quote(str(place))),
        )


def _stop(running: "subprocess.Popen[bytes]") -> None:
    """End a command that still runs, with all it has started."""
    if running.poll() is not None:
        return
    if sys.platform != "win32":
        with suppress(OSError):
            os.killpg(running.pid, signal.SIGKILL)
    running.kill()
    running.wait()


def _last_line(said: IO[bytes]) -> str:
    size = said.seek(0, os.SEEK_END)
    said.seek(max(0, size - _TOLD))
    lines = said.read().decode(errors="replace").strip().splitlines()
    return cut(lines[-1], _SAID) if lines else ""


def _failed(command: list[str], reason: str) -> str:
    return _("{program} did not take the message: {reason}").format(program=Path(command[0]).name, reason=reason)
