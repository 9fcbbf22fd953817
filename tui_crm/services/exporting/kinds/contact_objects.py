"""A contact as an object of JSON: the keys that scripts rely on, the same wherever JSON of a contact is written."""

from datetime import datetime

from tui_crm.models.cards import ContactCard, NextStep, Tie
from tui_crm.models.custom import typed
from tui_crm.models.ids import shown
from tui_crm.models.record import stored_instant

_PASSING = ("birthday_next", "version", "customer_version")


def exported_object(card: ContactCard) -> dict[str, object]:
    """Return what is said of a contact, without what depends on today and on how often the record was written.

    The same contacts give the same export, then: on another day, and after an import that was undone.
    """
    found = contact_object(card)
    return {key: value for key, value in found.items() if key not in _PASSING}


def contact_object(card: ContactCard) -> dict[str, object]:
    """Return everything about a contact; instants in UTC, dates as dates, ids with their letter."""
    row = card.row
    return {
        "id": shown("contact", row.id),
        "kind": row.kind,
        "name": row.name,
        "family_name": card.family_name,
        "given_name": card.given_name,
        "nickname": card.nickname,
        "company": row.company,
        "role": row.role,
        "customer_id": shown("contact", row.customer_id),
        "city": row.city,
        "email": row.email,
        "phone": row.phone,
        "companies": [_tie(tie) for tie in card.companies],
        "stage": row.stage,
        "stage_pinned": row.stage_pinned,
        "owner": row.owner,
        "level": row.level,
        "source": row.source,
        "tags": list(row.tags),
        **_reach(card),
        "website": card.website,
        "industry": card.industry,
        "gender": card.gender,
        "birthday": card.birthday,
        "birthday_next": card.birthday_next.isoformat() if card.birthday_next else None,
        "channel": card.channel,
        "consent": card.consent,
        "do_not_contact": row.do_not_contact,
        "needs": card.needs,
        "note": card.note,
        "custom": {name: typed(value, card.custom_types[name]) for name, value in card.custom.items()},
        "last_activity": _instant(row.last_at),
        "next": _step(row.next),
        "cadence": row.cadence,
        "own_cadence": int(card.cadence) if card.cadence else None,
        "touch_by": _instant(row.touch_by),
        "no_next_since": _instant(row.no_next_since),
        "people": [_tie(tie) for tie in card.people],
        "created_at": stored_instant(row.created_at),
        "deleted": row.deleted,
        "version": card.version,
        "customer_version": card.customer_version,
    }


def _reach(card: ContactCard) -> dict[str, object]:
    return {
        "emails": [{"address": email.value, "label": email.label} for email in card.emails],
        "phones": [{"number": phone.value, "label": phone.label} for phone in card.phones],
        "handles": [{"service": handle.label, "value": handle.value} for handle in card.handles],
        "addresses": [
            {
                "label": place.label,
                "street": place.street,
                "postal_code": place.postal_code,
                "city": place.city,
                "region": place.region,
                "country": place.country,
            }
            for place in card.addresses
        ],
    }


def _tie(tie: Tie) -> dict[str, object]:
    return {
        "name": tie.name,
        "id": shown("contact", tie.contact_id),
        "role": tie.role,
        "department": tie.department,
        "primary": tie.is_primary,
        "kind": tie.kind,
    }


def _instant(moment: datetime | None) -> str | None:
    return stored_instant(moment) if moment else None


def _step(step: NextStep | None) -> dict[str, object] | None:
    if step is None:
        return None
    due = stored_instant(step.due_at) if step.due_at else step.due_on.isoformat()
    return {"id": shown("reminder", step.reminder_id), "due": due, "text": step.text}
