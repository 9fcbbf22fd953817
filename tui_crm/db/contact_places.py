"""Where the values are that filters over contacts ask for."""

from tui_crm.db.conditions import Card, ListIndex, Place, distinct

CARD = Card("contact o", "o.id", single=True)
UNINDEXED = Card("contact o", "o.id", single=True, indexed=False)
LIST_INDEX = ListIndex("contact o", "o.id", single=True)
SUMMARY = Place("contact_summary s", "s.contact_id", single=True)
STANDING = Place("contact_summary s", "s.contact_id", single=True, indexed=False)
CUSTOMER = Place("contact_summary s JOIN contact k ON k.id = s.customer_id", "s.contact_id", single=True)
NEXT_REMINDER = Place("contact_summary s JOIN reminder n ON n.id = s.next_id", "s.contact_id")
EMAILS = Place("contact_email e", "e.contact_id")
PHONES = Place("contact_phone p", "p.contact_id")
MEMBERSHIPS = Place("relation r", "r.contact_id", within="r.kind = 'member'")
ADDRESSES = Place("contact_address a", "a.contact_id")
TAGS = Place("contact_tag t JOIN tag g ON g.id = t.tag_id", "t.contact_id", within="g.deleted_at IS NULL")
COMPANIES = Place(
    "relation r JOIN contact f ON f.id = r.other_id",
    "r.contact_id",
    within="r.kind = 'member' AND f.kind = 'company' AND f.deleted_at IS NULL",
)
HANDLES = Place(
    "contact_handle h", "h.contact_id", within=f"h.service IN (SELECT v FROM ({distinct('contact_handle', 'service')}))"
)
"""Handles of any service; naming them all lets the index by service and value answer."""


def handles_of(service: str) -> Place:
    """Return where the handles of a declared ``service`` are."""
    return Place("contact_handle h", "h.contact_id", within=f"h.service = '{service}'")


def custom_values(field_id: int, *, indexed: bool = True) -> Place:
    """Return where the values of a custom field are; ``indexed`` where they are tested as a whole."""
    return Place("custom_value v", "v.contact_id", within=f"v.field_id = {field_id:d}", indexed=indexed)
