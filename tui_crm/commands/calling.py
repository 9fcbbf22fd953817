"""What one can do in call mode: with the contact one has, and in the form of its call."""

from typing import Final

from tui_crm.commands.command import Command, Where
from tui_crm.i18n import N_

TABLE: Final = (
    Command(
        "calling.log",
        "enter",
        N_("go on"),
        N_("Log the call with this contact, and go on; at the end of the list, look again for whom colleagues had"),
        Where.CALLING,
        "screen.log_call",
        bar=96,
    ),
    Command(
        "calling.skip",
        "s",
        N_("skip"),
        N_("Go on without a call; this contact does not come again before the list is done"),
        Where.CALLING,
        "screen.skip",
        bar=94,
    ),
    Command(
        "calling.later",
        "z",
        N_("later"),
        N_("Go on, and come back to this contact when the others are done"),
        Where.CALLING,
        "screen.later",
        bar=92,
    ),
    Command(
        "calling.back",
        "b",
        N_("one back"),
        N_("Go back to the contact before"),
        Where.CALLING,
        "screen.one_back",
        bar=90,
    ),
    Command(
        "calling.number",
        "p",
        N_("copy number"),
        N_("Copy the phone number; again: the next one"),
        Where.CALLING,
        "screen.copy_number",
        bar=84,
    ),
    Command(
        "calling.anew",
        "A",
        N_("begin anew"),
        N_("Go through the list from its beginning, with those who were skipped"),
        Where.CALLING,
        "screen.begin_anew",
        bar=89,
    ),
    Command(
        "calling.copy",
        "y",
        N_("copy command"),
        N_("Copy the command that logs a call with this contact in a shell"),
        Where.CALLING,
        "screen.copy_command",
        bar=20,
    ),
    Command(
        "calling.leave",
        "escape",
        N_("leave"),
        N_("Leave call mode; it goes on from here the next time"),
        Where.CALLING,
        "screen.leave",
        bar=95,
    ),
    Command("call_form.skip", "ctrl+t", N_("skip"), "", Where.CALL_FORM, "screen.skip", palette=False),
    Command("call_form.later", "ctrl+l", N_("later"), "", Where.CALL_FORM, "screen.later", palette=False),
    Command("call_form.back", "ctrl+b", N_("one back"), "", Where.CALL_FORM, "screen.one_back", palette=False),
    Command("call_form.number", "ctrl+o", N_("copy number"), "", Where.CALL_FORM, "screen.copy_number", palette=False),
)
