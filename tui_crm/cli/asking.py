"""How a person is asked: on standard error, and only where somebody is there to answer."""

import sys

from tui_crm.cli.terminal import somebody_answers, tell
from tui_crm.display import safe
from tui_crm.errors import Ambiguous, Attention, UsageError
from tui_crm.i18n import N_, _

_AFFIRMATIVE = N_("y yes")


class Declined(Attention):
    """The person said no; nothing was changed."""


def confirm(question: str, *, yes: bool) -> None:
    """Return when ``yes`` or the person agrees.

    Raises Declined when they do not, UsageError where nobody can be asked.
    """
    if yes:
        return
    if not somebody_answers():
        raise UsageError(_("this needs a yes, and nobody can be asked here"), hint=_("add --yes if you mean it"))
    if not agreed(question):
        raise Declined(_("nothing was changed"))


def agreed(question: str) -> bool:
    """Return whether the person who is there says yes."""
    choices = _("y/N")
    answer = _answer(f"{question} [{choices}] ")
    return answer.lower() in {*_AFFIRMATIVE.split(), *_(_AFFIRMATIVE).split()}


def choose(error: Ambiguous) -> str:
    """Return the id of the candidate that the person chooses; raises ``error`` itself where nobody chooses."""
    if not somebody_answers():
        raise error
    tell(error.message)
    for number, (shown_id, name) in enumerate(error.candidates, start=1):
        tell(f"  {number}  {shown_id}  {name}")
    answer = _answer(_("which one? "))
    if not (answer.isdecimal() and 1 <= int(answer) <= len(error.candidates)):
        raise error
    return error.candidates[int(answer) - 1][0]


def _answer(question: str) -> str:
    sys.stderr.write(safe(question))
    sys.stderr.flush()
    return sys.stdin.readline().strip()
