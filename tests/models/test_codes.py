"""Every code has a word for people."""

from enum import StrEnum

import pytest

from tui_crm.actor import Source
from tui_crm.db.records import RECORD_TYPES
from tui_crm.models import codes


@pytest.mark.parametrize(
    ("kind", "labels"),
    [
        (codes.Kind, codes.KIND_LABELS),
        (codes.Stage, codes.STAGE_LABELS),
        (codes.Consent, codes.CONSENT_LABELS),
        (codes.Gender, codes.GENDER_LABELS),
        (codes.ActivityKind, codes.ACTIVITY_LABELS),
        (codes.Direction, codes.DIRECTION_LABELS),
        (codes.Priority, codes.PRIORITY_LABELS),
        (codes.FieldType, codes.FIELD_TYPE_LABELS),
        (Source, codes.SOURCE_LABELS),
    ],
)
def test_every_code_has_a_word(kind: type[StrEnum], labels: dict[str, str]) -> None:
    assert list(labels) == list(kind)


def test_every_field_of_a_contact_has_a_word() -> None:
    assert set(codes.CONTACT_FIELD_LABELS) == RECORD_TYPES["contact"].fields
    assert codes.field_in_words("contact", "owner_id") == "owner"


def test_a_field_without_a_word_keeps_its_name() -> None:
    assert codes.field_in_words("reminder", "owner_id") == "owner"
    assert codes.field_in_words("nothing", "owner_id") == "owner_id"
    assert codes.field_in_words("contact", "x.budget") == "x.budget"
