"""Which words the team has for calls, and which of them is meant."""

import pytest

from tests.conftest import OpenCrm
from tui_crm.db import sql
from tui_crm.errors import UsageError
from tui_crm.services.call_words import objection_meant, outcome_meant, team_words
from tui_crm.services.crm import Crm


def test_the_team_chooses_its_words_and_can_take_that_back(li: Crm, open_crm: OpenCrm) -> None:
    assert [word.key for word in team_words(li).outcomes] == ["r", "n", "m", "w", "b"]
    li.settings.set("outcomes", "y=约见,reached")
    words = team_words(open_crm("wang"))
    assert [(word.key, word.code) for word in words.outcomes] == [("y", "约见"), ("r", "reached")]
    assert [word.code for word in words.objections] == ["price", "timing", "need", "trust", "competitor"]
    assert (outcome_meant(li, "Y"), outcome_meant(li, " "), objection_meant(li, "Price")) == ("约见", "", "price")
    li.history.undo()
    assert len(team_words(li).outcomes) == 5


@pytest.mark.parametrize(
    ("said", "hint"),
    [("reach", "did you mean “reached”?"), ("zzz", "crm config set outcomes … gives your team more")],
)
def test_a_word_that_is_none_is_refused_with_the_nearest(li: Crm, said: str, hint: str) -> None:
    with pytest.raises(UsageError, match=f"there is no outcome “{said}”: r reached · n no answer") as raised:
        outcome_meant(li, said)
    assert raised.value.hint == hint


def test_words_clash_in_a_sentence_and_nothing_is_written(li: Crm) -> None:
    with pytest.raises(UsageError, match="does not do for setting objections: key p would pick several: price, proof"):
        li.settings.set("objections", "p=price,p=proof")
    assert li.history.newest() == 0


def test_words_that_were_spoilt_in_the_file_are_told(li: Crm) -> None:
    li.settings.set("outcomes", "x=done")
    with li.database.write(li.actor, "Spoil") as writing:
        sql.run(writing.connection, "UPDATE setting SET value = '?=x'")
    with pytest.raises(UsageError, match=r"“\?=x” does not do for setting outcomes \(.*\): “\?” is no key"):
        team_words(li)
