"""What a model refuses is told with the names that people know, in their language."""

import pytest
from pydantic import BaseModel, ValidationError

from tests.conftest import NOW
from tui_crm import i18n
from tui_crm.errors import BadInput
from tui_crm.models.activity import ActivityFields
from tui_crm.models.contact import AddressFields, ContactFields, EmailFields, HandleFields, PhoneFields
from tui_crm.models.record import stored_instant
from tui_crm.models.reminder import ReminderFields
from tui_crm.models.team import CustomFieldFields, TeamFields, UserFields
from tui_crm.services.validation import bad_input

MODELS: tuple[type[BaseModel], ...] = (
    *(ContactFields, EmailFields, PhoneFields, HandleFields, AddressFields),
    *(ActivityFields, ReminderFields, UserFields, TeamFields, CustomFieldFields),
)
NOT_SAID = {"zone", "repeat"}
SAID = [
    (model, name)
    for model in MODELS
    for name in model.model_fields
    if not name.endswith("_id") and name not in NOT_SAID
]
WHOLE: dict[str, object] = {
    "name": "x",
    "address": "a@b.cn",
    "number": "1",
    "service": "qq",
    "value": "1",
    "login": "li",
    "contact_id": 1,
    "at": stored_instant(NOW),
    "due_on": "2026-11-21",
}


def refused(model: type[BaseModel], said: dict[str, object]) -> BadInput:
    whole = {key: value for key, value in WHOLE.items() if key in model.model_fields}
    if model is ActivityFields:
        whole["kind"] = "call"
    with pytest.raises(ValidationError) as raised:
        model.model_validate(whole | said)
    return bad_input(raised.value)


@pytest.mark.parametrize(("model", "name"), SAID, ids=lambda value: getattr(value, "__name__", str(value)))
def test_every_field_is_told_in_the_user_s_words(model: type[BaseModel], name: str) -> None:
    i18n.set_language("zh_CN")
    error = refused(model, {name: {"nothing": "of this"}})
    assert error.field == name
    assert name not in error.message


@pytest.mark.parametrize(
    ("said", "message"), [({"login": ""}, "login is missing"), ({"login": None}, "login is missing")]
)
def test_what_is_blank_is_missing(said: dict[str, object], message: str) -> None:
    assert refused(UserFields, said).message == message


def test_a_long_value_is_shown_in_short() -> None:
    error = refused(ReminderFields, {"minutes": "9" * 100_000})
    assert error.message.startswith("“999")
    assert error.message.endswith("…” does not do for minutes")
