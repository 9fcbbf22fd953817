"""Bytes look familiar in the encoding they were written in, and in no other."""

import pytest

from tui_crm.services.importing.columns.familiar import LEGACY, familiarity

WRITTEN = {
    "gb18030": "客户名称,联系人,上海明德贸易有限公司,陈静",
    "big5hkscs": "客戶名稱,聯絡人,台北明德貿易股份有限公司,王淑芬",
    "cp1252": "Prénom;Société;Hélène;Crédit Général à Besançon",
    "cp932": "会社名,役職,株式会社サンプル,山田さとう",
}


@pytest.mark.parametrize("codec", LEGACY)
def test_the_encoding_of_a_text_is_the_most_familiar_by_far(codec: str) -> None:
    line = WRITTEN[codec].encode(codec)
    scores = {other: familiarity([line], other) for other in LEGACY}
    assert scores.pop(codec) > max(scores.values()) + 0.3


def test_a_line_that_cannot_be_read_counts_as_strange_by_its_length() -> None:
    good, bad = "王芳".encode("gb18030"), b"\xff\xff\xff\xff"
    assert familiarity([good], "gb18030") == 1
    assert familiarity([good, bad], "gb18030") == 0.5


def test_plain_ascii_is_not_familiar() -> None:
    assert familiarity([b"Anna,1"], "cp1252") == 0
