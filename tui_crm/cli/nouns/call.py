"""`crm call`: whom to call next, as call mode on the screens would give them."""

from collections.abc import Mapping

from tui_crm.cli.cards.reading import FilterArgument, tell_doubts
from tui_crm.cli.cards.showing import show_card
from tui_crm.cli.commands import Context, Noun
from tui_crm.cli.options import FormatOption
from tui_crm.cli.output import Format
from tui_crm.cli.terminal import tell
from tui_crm.errors import NotFound
from tui_crm.i18n import _
from tui_crm.models.calling import LeftOut, left_out_words

noun = Noun()


@noun.verb("next")
def next_(ctx: Context, words: FilterArgument = None, chosen: FormatOption = Format.TABLE) -> None:
    """Show the first contact that a filter finds and that is to be called.

    Left out is who was called within the hour, who has no phone or is not to be contacted, and whom somebody has in call
    mode just now. Nobody is kept from others by this: log the call, and the next one is another.
    """
    with ctx.session.crm() as crm:
        wanted = crm.contacts.parse(" ".join(words or ()))
        tell_doubts(crm, wanted)
        queue = crm.calling.queue(crm.contacts.find(wanted))
        contact_id, left_out = queue.next(), queue.progress().left_out
        queue.close()
        if contact_id is None:
            raise NotFound(_("there is nobody to call"), hint=_left_out(left_out))
        show_card(ctx.session, crm.contacts.card(contact_id), chosen)
        if left_out:
            tell(_left_out(left_out))


def _left_out(counts: Mapping[LeftOut, int]) -> str:
    return _("left out: {reasons}").format(reasons=left_out_words(counts)) if counts else ""
