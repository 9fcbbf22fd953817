"""Which words and surnames are not read as their characters are by default.

Each entry is a character with a reading (no tone, ü written v) and the words, in simplified characters, in which it has
that reading. The words are those of companies, trades and places; the default readings stand in ``hanzi.tsv``.
"""

from collections.abc import Mapping

_IN_WORDS: Mapping[str, str] = {
    "行 hang": "银行 行业 商行 行情 同行 行长 投行 央行 分行 支行 总行 车行 洋行 琴行 酒行 花行 米行 药行 茶行 布行 金行 "
    "典当行 拍卖行 五金行 电器行 建材行 行家 行列 行规 行会 排行",
    "重 chong": "重庆 重复 重新 重组 重启 重阳 重建 重置 重生 重塑 重叠 双重 多重",
    "长 zhang": "董事长 校长 院长 部长 局长 行长 店长 厂长 会长 家长 队长 组长 科长 司长 处长 所长 站长 社长 市长 县长 "
    "秘书长 班长 学长 成长 增长 生长 助长 长子 长官 长辈 长老",
    "乐 yue": "音乐 乐器 乐队 乐团 乐坛 乐谱 乐章 乐曲 乐手 乐理 声乐 民乐 国乐 礼乐 弦乐 管乐 交响乐 爵士乐 乐清",
    "乐 lao": "乐亭",
    "会 kuai": "会计 财会 会稽",
    "厦 xia": "厦门 厦大 厦航 厦工 厦钨",
    "调 tiao": "空调 调味 调料 调节 调整 调理 调解 调试 调色 调酒 调养 协调 烹调 风调雨顺",
    "朝 zhao": "朝阳产业 朝露 朝晖 朝霞 今朝",
    "藏 zang": "西藏 藏族 藏药 藏医 藏红花 藏香 藏式 川藏 青藏 宝藏",
    "降 xiang": "降龙 投降",
    "传 zhuan": "传记 自传 水浒传",
    "参 shen": "人参 海参 党参 花旗参 西洋参 高丽参 红参 参茸 参王",
    "率 shuai": "率先 率领 率真",
    "还 huan": "还款 还原 还贷 偿还 归还 退还 返还",
    "给 ji": "供给 给养 补给 给水",
    "角 jue": "角色 主角 配角 角逐",
    "模 mu": "模具 模板 模样",
    "壳 qiao": "地壳 甲壳",
    "蚌 beng": "蚌埠",
    "六 lu": "六安",
    "莘 xin": "莘庄",
    "番 pan": "番禺",
    "阿 e": "东阿 阿胶 阿弥",
    "铅 yan": "铅山",
    "洞 tong": "洪洞",
    "大 dai": "大夫",
    "单 shan": "单县",
    "单 chan": "单于",
    "尉 yu": "尉犁",
    "涡 guo": "涡阳",
    "浚 xun": "浚县",
    "泌 bi": "泌阳",
    "枞 zong": "枞阳",
    "牟 mu": "牟平 中牟",
    "筠 jun": "筠连",
    "犍 qian": "犍为",
    "什 shi": "什邡 喀什 什刹海 家什 什锦",
    "荥 ying": "荥经",
    "柏 bo": "柏林 黄柏",
    "轧 zha": "轧钢 热轧 冷轧 轧制",
    "弹 tan": "弹簧 弹性 弹力",
    "仔 zi": "仔猪 仔细",
    "曝 bao": "曝光",
    "薄 bo": "薄膜 薄荷",
    "剥 bao": "剥皮",
    "便 pian": "便宜",
    "便 bian": "便宜坊",
    "差 chai": "出差 差旅 邮差 信差",
    "称 chen": "对称 称职",
    "畜 xu": "畜牧 畜产",
    "的 di": "美的 目的 的士 的确",
    "校 jiao": "校准 校对 校验 校正",
    "咖 ga": "咖喱",
    "秘 bi": "秘鲁",
    "弄 long": "里弄 弄堂",
    "泊 bo": "泊车 停泊 泊位",
    "粘 nian": "粘土",
    "着 zhuo": "着装 着陆 着色 穿着 衣着 着力",
    "圩 xu": "圩镇",
    "浒 xu": "浒墅关",
    "龟 qiu": "龟兹",
    "兹 ci": "龟兹",
    "扎 za": "扎染 包扎 捆扎",
    "蔚 yu": "蔚县",
    "削 xiao": "削面 切削",
    "巷 hang": "巷道",
    "堡 bu": "吴堡 瓦窑堡",
    "埔 bu": "大埔",
    "珲 hun": "珲春",
    "陂 pi": "黄陂",
    "卜 bo": "萝卜",
}

_IN_SURNAMES: Mapping[str, str] = {
    "单 shan": "单",
    "单 chan": "单于",
    "曾 zeng": "曾",
    "仇 qiu": "仇",
    "解 xie": "解",
    "查 zha": "查",
    "朴 piao": "朴",
    "区 ou": "区",
    "乐 yue": "乐 乐正",
    "盖 ge": "盖",
    "缪 miao": "缪",
    "员 yun": "员",
    "翟 zhai": "翟",
    "覃 qin": "覃",
    "种 chong": "种",
    "召 shao": "召",
    "折 she": "折",
    "洗 xian": "洗",
    "祭 zhai": "祭",
    "佴 nai": "佴",
    "隗 wei": "隗",
    "郇 xun": "郇",
    "郗 chi": "郗",
    "句 gou": "句",
    "繁 po": "繁",
    "么 yao": "么",
    "秘 bi": "秘",
    "薄 bo": "薄",
    "尉 yu": "尉迟",
    "万 mo": "万俟",
    "长 zhang": "长孙",
    "澹 tan": "澹台",
}


def _by_word(readings: Mapping[str, str]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for key, words in readings.items():
        character, reading = key.split()
        for word in words.split():
            found.setdefault(word, {})[character] = reading
    return found


WORDS = _by_word(_IN_WORDS)
"""Each word with its irregular characters and their readings."""

SURNAMES = _by_word(_IN_SURNAMES)
"""Each surname that is not read as its characters are, of one or two characters, in the same form."""
