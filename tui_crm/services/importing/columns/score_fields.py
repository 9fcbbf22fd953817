"""Which headers mean which field of a score, in English and Chinese: one answer a row, or a column for each question."""

from collections.abc import Callable, Sequence

from tui_crm.i18n import N_, _
from tui_crm.models.score import ASKED, ASPECTS, SCALES, ScoreKind
from tui_crm.services.importing.columns.fields import Claim, Field, Kind, Synonym, Values, headers, words
from tui_crm.services.importing.columns.shapes import dated, instant, line, text, word
from tui_crm.services.importing.columns.shapes_tickets import whole
from tui_crm.services.importing.columns.vocabulary import Vocabulary, stages, vocabulary
from tui_crm.services.importing.columns.whom_fields import WHOM, settle_customer

_HEADERS = {
    ScoreKind.CSAT: "csat | csat score | satisfaction | satisfaction score | satisfaction rating | rating | overall"
    " | 满意度 | 总体满意度 | 评分",
    ScoreKind.NPS: "nps | nps score | likelihood to recommend | how likely are you to recommend us | recommend | 推荐意愿"
    " | 推荐度 | 净推荐值",
    ScoreKind.CES: "ces | ces score | effort | customer effort score | 费力度 | 客户费力度",
    ScoreKind.SPEED: "speed | response speed | 响应速度 | 速度",
    ScoreKind.ATTITUDE: "attitude | friendliness | courtesy | 服务态度 | 态度",
    ScoreKind.ABILITY: "ability | competence | expertise | 解决能力 | 专业能力 | 能力",
}
_HELP = {
    ScoreKind.CSAT: N_("CSAT: how satisfied, 1 to 5"),
    ScoreKind.NPS: N_("NPS: would they recommend us, 0 to 10"),
    ScoreKind.CES: N_("CES: how much effort it was, 1 (very easy) to 7"),
    ScoreKind.SPEED: N_("how fast we were, 1 to 5"),
    ScoreKind.ATTITUDE: N_("how friendly we were, 1 to 5"),
    ScoreKind.ABILITY: N_("how well we solved it, 1 to 5"),
}


def _kinds() -> Vocabulary:
    return vocabulary({str(kind): _HEADERS[kind] for kind in ScoreKind})


def _complete(_claims: Sequence[Claim]) -> Callable[[Values], str | None]:
    """Return what makes a score whole, or tells why it is none: nobody answered, or nothing says on which scale."""

    def completed(values: Values) -> str | None:
        settle_customer(values)
        if not {*map(str, ScoreKind), "value"} & values.keys():
            return _("no answer")
        if "value" in values and "kind" not in values:
            return _("nothing says what was asked: csat, nps, ces, speed, attitude or ability")
        return None

    return completed


def _of(kind: ScoreKind) -> Field:
    scale = SCALES[kind]
    return Field(str(kind), _HELP[kind], whole(str(kind), scale[0], scale[-1]), headers(_HEADERS[kind]))


SCORES = Kind(
    "scores",
    (
        Field("ticket", N_("the number of the ticket it is about"), line("ticket"), headers(
            "ticket | ticket number | ticket id | ticket no | case number | 工单编号 | 工单号 | 工单 | 工单id")),
        *WHOM,
        Field("kind", N_("what was asked: csat, nps, ces, speed, attitude or ability"), word("kind", _kinds), headers(
            "kind | score kind | metric | survey type | question | type | 类型 | 评价类型 | 指标 | 评价项")),
        Field("value", N_("the answer, on the scale of what was asked"), whole("value", 0, 10), headers(
            "value | score | answer | response value | 分值 | 得分 | 分数 | 答案")),
        *map(_of, (*ASKED, *ASPECTS)),
        Field("comment", N_("what the customer says of it"), text("comment"), headers(
            "comment | comments | feedback | reason | verbatim | score comment | 评价内容 | 评论 | 意见 | 评价意见 | 反馈 | 备注")),
        Field("at", N_("when it was given"), dated("at", instant), headers(
            "at | date | answered at | responded at | submitted at | rated at | response date | created at | survey date | 时间"
            " | 评价时间 | 日期 | 评价日期 | 提交时间 | 答复时间"), is_date=True),
        Field("author", N_("who recorded it: a login, e-mail or name"), line("author"), headers(
            "author | recorded by | 登记人 | 创建人 | 录入人")),
        Field("stage", N_("at which stage of their way they were"), word("stage", stages), (
            Synonym("stage"), Synonym("lifecycle stage"), Synonym("客户阶段"))),
    ),
    frozenset(words("survey | 评价")),
    frozenset({*map(str, ScoreKind), "value"}),
    _complete,
    unclear=N_("{file}: no column has an answer; the columns are {headers}"),
    thing="score",
    changing=words("value | csat | nps | ces | speed | attitude | ability | comment"),
    erasable=words("comment"),
    own=frozenset(words("survey")),
)  # fmt: skip
"""What customers think of the service."""
