"""Activities of one contact by the thousand, written as they are stored."""

from datetime import UTC, datetime

from tui_crm.services.crm import Crm


def fill(crm: Crm, contact_id: int, moments: list[datetime], kinds: list[str]) -> None:
    """Write activities at ``moments`` past the services, which write one at a time."""
    with crm.database.write(crm.actor, "many") as writing:
        writing.create_many(
            "activity",
            [
                {
                    "kind": kind,
                    "contact_id": contact_id,
                    "customer_id": contact_id,
                    "at": moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
                    "text": f"text {number}",
                }
                for number, (moment, kind) in enumerate(zip(moments, kinds, strict=True))
            ],
        )
