"""How much a run of bytes, read in one of the encodings people have, looks like names, addresses and headers.

The four encodings accept nearly any bytes, so what tells them apart is whether the characters that come out are ones
that stand in address books. That is sound from two or three names on, where statistics over a language are not.
"""

import re
from typing import Final

from tui_crm.models.hanzi import simplified

LEGACY: Final = ("gb18030", "big5hkscs", "cp1252", "cp932")
"""The encodings that are not Unicode and that people have, widest form each (GBK, Big5, Latin-1, Shift-JIS)."""

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜"
    "崔钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤欧阳施洪庄柯"
    "颜詹游常乔赖温芦葛岳聂章祁鲁申窦俞樊殷倪兰"
)
_GIVEN = (
    "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂红建文华国志海玉春梅雪飞鹏宇浩俊婷欣怡佳嘉慧雅君豪宏家美玲淑惠"
    "琴琳琪晓小子晨轩涵梓紫思雨瑞翔凯健波斌宁安康永福成荣德胜祥光辉忠信义仁诚立正新东南西北中天云月星花凤珍珠莹莉"
    "萍倩颖爽悦乐彤瑶博亮峰丹柳冰冬彬兵芝宸睿冠霖廷翰宗宪品碧吉太郎花菁蓉如意宜柏皓育铭仪筱"
)
_BUSINESS = (
    "公司有限责任股份集团科技贸易电子信息网络技术商务实业工程设投资咨询服心部经理总监主董事长助销售市场采购财客户联系人"
    "姓名称手机话邮箱件地址职位行来源级别备注时间日期性男女生出年号路街道区县省镇村楼层室单元大厦广州京上深圳津重庆杭"
    "汉都沙青岛台湾雄港澳城山河浙湖四川辽老"
)
_JAPANESE = "井口木本松村渡边辺伊藤佐铃桥池清崎野原冈谷沢株式会社様氏前後役"
_FAMILIAR = frozenset(_SURNAMES + _GIVEN + _BUSINESS + _JAPANESE)

_LETTERS = "À-ÖØ-öø-ÿŒœŠšŽžŸ"
_MARKS = "“”‘’–—…€£©®°•«»´·§½²³ªº¿¡\xa0™"
# A letter with an accent stands alone, or two beside plain letters; Chinese bytes stand in longer runs.
_WESTERN = re.compile(
    rf"(?<![^\x00-\x7f])(?:(?<=[A-Za-z])[{_LETTERS}]{{1,2}}|[{_LETTERS}]{{1,2}}(?=[A-Za-z])|[{_MARKS}{_LETTERS}])"
    r"(?![^\x00-\x7f])"
)
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_FULL_WIDTH_KANA = re.compile("[\u3041-\u30fe]")


def familiarity(lines: list[bytes], codec: str) -> float:
    """Return how familiar ``lines`` look in ``codec`` (of LEGACY), 0 to 1; a line that cannot be so counts as 0."""
    weights = [sum(byte > 0x7F for byte in line) for line in lines]  # noqa: PLR2004 - the end of ASCII
    shares = (_familiar_share(line, codec) for line in lines)
    return sum(weight * share for weight, share in zip(weights, shares, strict=True)) / max(1, sum(weights))


def _familiar_share(line: bytes, codec: str) -> float:
    try:
        text = line.decode(codec)
    except UnicodeDecodeError:
        return 0.0
    foreign = _NOT_ASCII.findall(text)
    if not foreign:
        return 0.0
    if codec == "cp1252":
        return sum(map(len, _WESTERN.findall(text))) / len(foreign)
    known = sum(character in _FAMILIAR for character in simplified("".join(foreign)))
    kana = len(_FULL_WIDTH_KANA.findall(text)) if codec == "cp932" else 0
    return (known + kana) / len(foreign)
