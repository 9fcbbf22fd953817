"""What one can do in a form."""

from typing import Final

from tui_crm.commands.command import Command, Where
from tui_crm.commands.lists import of_widget
from tui_crm.i18n import N_
from tui_crm.widgets import keys

TABLE: Final = (
    Command("form.save", "ctrl+s", N_("save"), N_("Save what was typed"), Where.FORM, "screen.save", palette=False),
    Command(
        "form.discard",
        "ctrl+z",
        N_("discard the draft"),
        N_("Begin anew without the draft that was found"),
        Where.FORM,
        "screen.discard",
        palette=False,
    ),
    Command(
        "log.timer",
        "ctrl+g",
        N_("timer"),
        N_("Start or stop the timer of a call"),
        Where.LOG,
        "screen.timer",
        palette=False,
    ),
    Command("conflict.mine", "left,m", N_("mine"), "", Where.CONFLICT, "screen.choose('mine')", palette=False),
    Command("conflict.theirs", "right,t", N_("theirs"), "", Where.CONFLICT, "screen.choose('theirs')", palette=False),
    Command("conflict.save", "ctrl+s", N_("save"), "", Where.CONFLICT, "screen.save", palette=False),
    *of_widget((*keys.FORM, *keys.FORM_LINE, *keys.FORM_CHOICE), Where.FIELD),
)
