"""Who comes along with one row is meant by the next, as if they were there already."""

from tests.services.importing.conftest import WriteFile
from tui_crm.services.crm import Crm
from tui_crm.services.importing.report import ImportOptions

ROWS = """\
Contact,Email,Phone,NPS,Date
Ann Bell,ann@x.com,,9,2026-11-01
,ANN@x.com,,8,2026-11-02
ann bell,,,7,2026-11-03
Bo Li,,138 0013 8000,6,2026-11-01
Bo,,+86 13800138000,5,2026-11-02
Bo Li,bo@y.cn,,4,2026-11-03
Cy,cy@z.org,,3,2026-11-01
Cy,cyrus@z.org,,2,2026-11-01
Cy,,,1,2026-11-02
"""


def test_each_comes_along_once_and_who_may_be_two_is_rejected(li: Crm, write_file: WriteFile) -> None:
    li.settings.set("phone_region", "CN")
    with li.importing.planned("scores", write_file(ROWS), ImportOptions(create_contacts=True, keep_good=True)) as plan:
        assert plan.report.also_created == {"contacts": 4}
        assert [(row.line, row.reason) for row in plan.rows({"rejected"})] == [
            (10, "“Cy” fits 2 contacts that come along")
        ]
        done = plan.apply()
    assert (done.also_created, done.created) == ({"contacts": 4}, 8)
    assert done.rejects is not None
