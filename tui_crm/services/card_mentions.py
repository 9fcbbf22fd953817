"""Who is named on a card, in its note, its needs or a custom field, and by whom.

A card has no author, so the log says who wrote a name, and when: whoever last made the text name somebody it did not name
before. The name must still stand there. What a machine wrote (an import, an undo) asks nobody; a card that was merged into
another goes on asking there.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from tui_crm.db import card_texts
from tui_crm.db.mentions import Written
from tui_crm.services.merging import MERGED

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from tui_crm.db.card_texts import Card, Change
    from tui_crm.models.mentions import Mentions


def on_cards(
    connection: "Connection", names: "Mentions", since: str, only: int | None
) -> list[tuple[Written, set[int]]]:
    """Return what was written on cards since an instant, the newest first, each with whom it names.

    Whoever named themselves is left out, and where ``only`` is said everybody else. The text is what stands around the names.
    """
    changes = card_texts.changes_since(connection, since, MERGED)
    into = _merged(changes)
    cards = card_texts.cards(connection, sorted({change.contact_id for change in changes} | {*into.values()}))
    told: dict[tuple[int, str], set[int]] = {}
    found: list[tuple[Written, set[int]]] = []
    for change in changes:
        home = change.contact_id
        if cards[home].in_trash:
            home = into.get(home, home)
        if home not in cards or cards[home].in_trash:
            continue
        asked: dict[str, set[int]] = {}
        for field, named in _newly_named(connection, names, change, cards):
            later = told.setdefault((home, field), set())
            fresh = named & names.in_text(cards[home].texts.get(field, "")) - later
            later |= fresh
            asked[field] = {user for user in fresh - {change.writer} if only in {None, user}}
        if any(asked.values()):
            found.append((_written(names, change, home, cards[home], asked), set().union(*asked.values())))
    return found


def _merged(changes: "Sequence[Change]") -> dict[int, int]:
    """Return the cards that were merged into others, each with the one it is part of now."""
    into: dict[int, int] = {}
    for change in changes:
        if change.into is not None:
            into.setdefault(change.contact_id, into.get(change.into, change.into))
    return into


def _newly_named(
    connection: "Connection", names: "Mentions", change: "Change", cards: "Mapping[int, Card]"
) -> Iterator[tuple[str, set[int]]]:
    """Yield the fields in which a change named somebody who was not named there before."""
    if change.created:
        now = cards[change.contact_id].texts
        first = card_texts.first_texts(connection, change) if any(map(names.in_text, now.values())) else {}
        changed = {field: ("", text) for field, text in {**now, **first}.items()}
    else:
        changed = dict(change.changed)
    for field, (old, new) in changed.items():
        if named := names.in_text(new) - names.in_text(old):
            yield field, named


def _written(
    names: "Mentions", change: "Change", contact_id: int, card: "Card", asked: "Mapping[str, set[int]]"
) -> Written:
    text = "\n".join(names.around(card.texts[field], users) for field, users in asked.items() if users)
    at, customer = change.at, card.customer_id
    return Written("contact", contact_id, contact_id, customer, at, at, change.writer, None, text)
