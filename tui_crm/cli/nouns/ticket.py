"""`crm ticket`: what customers ask for. Its verbs live in :mod:`tui_crm.cli.tickets`, a family of them a module."""

from tui_crm.cli.binding import Verb
from tui_crm.cli.commands import Noun
from tui_crm.cli.tickets import joining, moving, opening, rating, reading, receipts, saying

VERBS: dict[str, Verb] = {
    "open": opening.open_,
    "list": reading.list_,
    "show": reading.show,
    "receipt": receipts.receipt,
    "reply": saying.reply,
    "note": saying.note,
    "move": moving.move,
    "assign": moving.assign,
    "edit": opening.edit,
    "resolve": moving.resolve,
    "close": moving.close,
    "reopen": moving.reopen,
    "check": saying.check,
    "rate": rating.rate,
    "ask": rating.ask,
    "merge": joining.merge,
    "split": joining.split,
    "link": joining.link,
    "unlink": joining.unlink,
    "delete": moving.delete,
    "restore": moving.restore,
}
"""The verbs in the order of the help page; a further family adds its own here."""

noun = Noun()
for _name, _verb in VERBS.items():
    noun.verb(_name)(_verb)
