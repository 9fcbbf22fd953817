"""The nouns `contact` and `company`: the same verbs over one table, each at home with its own kind."""

from tui_crm.cli.binding import Verb, bound, gathering
from tui_crm.cli.cards import joining, reading, telling, writing
from tui_crm.cli.cards.options import options_for
from tui_crm.cli.commands import Noun
from tui_crm.models.codes import Kind


def noun_of(kind: Kind) -> Noun:
    """Return the noun whose verbs are about contacts of ``kind``."""
    verbs: dict[str, Verb] = {
        "add": gathering(writing.add, "said", options_for(kind, editing=False)),
        "list": reading.list_,
        "show": reading.show,
        "edit": gathering(writing.edit, "said", options_for(kind, editing=True)),
        "delete": writing.delete,
        "restore": writing.restore,
        "tag": writing.tag,
        "timeline": telling.timeline,
        "query": reading.query,
        "duplicates": joining.duplicates,
        "merge": joining.merge,
        "unmerge": joining.unmerge,
    }
    if kind is Kind.PERSON:
        verbs["forget"] = joining.forget
    noun = Noun()
    for name, verb in verbs.items():
        noun.verb(name)(bound(verb, kind=kind))
    return noun
