"""Every stage and every kind of activity has a word and a look of its own."""

from tui_crm.models.codes import ActivityKind, Stage
from tui_crm.screens.stages import activity_word, stage_badge
from tui_crm.widgets.cell import Role


def test_every_stage_has_a_badge() -> None:
    badges = [stage_badge(stage) for stage in Stage]
    assert [badge.text for badge in badges] == list(Stage)
    assert len({(badge.mark, badge.mark_role) for badge in badges}) == len(Stage)
    assert all(badge.mark in "●○◐◔" for badge in badges)


def test_every_kind_of_activity_has_a_word() -> None:
    words = [activity_word(kind) for kind in ActivityKind]
    assert len({word for word, _role in words}) == len(ActivityKind)


def test_what_another_version_wrote_is_shown_as_it_is() -> None:
    assert stage_badge("asleep").text == "asleep"
    assert activity_word("telex") == ("telex", Role.MUTED)
