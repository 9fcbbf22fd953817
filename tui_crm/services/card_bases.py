"""From which versions a save of one card started: the card's own, and its customer's where it says something of that.

Owner, level, stage and pin of a person in a company are the company's, so a save that names them has to say at which version
it read the company, too; else what others did to the company would be overwritten unseen.
"""

from collections.abc import Mapping

from tui_crm.db import contacts, operations
from tui_crm.db.records import as_tuples
from tui_crm.db.transaction import Transaction
from tui_crm.errors import Conflict, UsageError
from tui_crm.i18n import _
from tui_crm.models.codes import field_in_words
from tui_crm.models.ids import shown
from tui_crm.services.contact_input import CUSTOMER_FIELDS, Said, says


def bases_of(
    writing: Transaction, contact_id: int, said: Said, base: int | None, customer_base: int | None
) -> Mapping[int, int]:
    """Return the versions that a save of ``said`` started from, by contact.

    Raises UsageError where ``base`` is given and the version of the customer is missing or cannot be meant, and Conflict
    where the customer is another one by now.
    """
    customer = contacts.customers_of(writing.connection, [contact_id])[contact_id]
    shared = [name for name in CUSTOMER_FIELDS if says(said, name)]
    if base is not None and _is_another(writing, contact_id, customer, base):
        if shared:
            raise _moved(contact_id)
        customer_base = None
    if base is not None and shared:
        _check_covered(said, shared, (contact_id, customer), (base, customer_base))
    found = {customer: customer_base, contact_id: base}
    given = {key: version for key, version in found.items() if version is not None}
    writing.check_bases("contact", given)
    return given


def _is_another(writing: Transaction, contact_id: int, customer: int, base: int) -> bool:
    """Tell whether the contact had another customer at version ``base``."""
    since = operations.originals_since(writing.connection, "contact", contact_id, base)
    return "relations" in since and _company(since["relations"], contact_id) != customer


def _moved(contact_id: int) -> Conflict:
    return Conflict(
        _("somebody else changed {fields} of {id} meanwhile").format(
            fields=field_in_words("contact", "relations"), id=shown("contact", contact_id)
        ),
        hint=_("look at both values and save again"),
    )


def _company(relations: object, contact_id: int) -> object:
    """Return the customer of a contact with these relations."""
    member = [tie for tie in as_tuples(relations) if tie[1] == "member"]
    return next((tie[0] for tie in member if tie[4]), member[0][0] if member else contact_id)


def _check_covered(said: Said, shared: list[str], contacts_: tuple[int, int], versions: tuple[int, int | None]) -> None:
    (contact_id, customer), (base, customer_base) = contacts_, versions
    fields = _(", ").join(field_in_words("contact", name) for name in shared)
    names = {"fields": fields, "id": shown("contact", contact_id), "customer": shown("contact", customer)}
    if says(said, "relations"):
        raise UsageError(
            _("{fields} would be those of the company that is joined, whose version nobody said").format(**names),
            hint=_("join the company first, and change the rest in a command of its own"),
        )
    if customer != contact_id and customer_base is None:
        raise UsageError(
            _("{fields} of {id} are those of {customer}, whose version --base does not say").format(**names),
            hint=_("write --base VERSION/CUSTOMER_VERSION, as crm contact show --format json tells them"),
        )
    if customer == contact_id and customer_base not in {None, base}:
        raise UsageError(
            _("{id} is its own customer: its version and that of its customer are the same").format(**names)
        )
