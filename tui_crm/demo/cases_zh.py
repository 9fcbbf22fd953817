"""The cases of the demo's Chinese customers."""

from tui_crm.demo.cases import Case, Casebook
from tui_crm.models.ticket import TicketKind

CHINESE_CASES = Casebook(
    cases=(
        Case(
            TicketKind.QUESTION, "{item}保养", "{item}平时用什么擦？之前用酒精擦过，有点发白。",
            "收到，我问一下师傅。", "用拧干的棉布加木蜡油，不要再用酒精；发白处打一遍蜡就能恢复。",
        ),
        Case(
            TicketKind.QUESTION, "发票抬头", "上个月的发票抬头要改成新公司名，可以吗？",
            "可以，麻烦发一下新的开票资料。", "新发票已经开好，电子版发到邮箱了。",
            ask="还差税号，麻烦补一下。", back="税号已经发你微信了。",
        ),
        Case(
            TicketKind.REQUEST, "加订{item}", "想按原来的颜色再加几件{item}，能赶在月底前吗？",
            "原色还有木料，我先排产。", "已经发货，物流单号发您了。", note="木料只够两批，别再答应别人了",
        ),
        Case(
            TicketKind.REQUEST, "上门安装", "{item}到了，想约人上门装。",
            "好的，师傅这两天都有空。", "装好了，旧的也拉走了。",
            ask="您看哪天方便？", back="工作日上午都行，十点以后。",
        ),
        Case(
            TicketKind.INCIDENT, "吧台椅松动", "新到的吧台椅坐上去会晃，已经停用两把。",
            "先别让客人坐，我们马上安排师傅。", "松动的都换了加固件，逐把试坐过。",
            note="又是第七批", cause="第七批连接件尺寸偏小", remedy="上门更换加固件", wobbles=True,
        ),
        Case(
            TicketKind.INCIDENT, "{item}灯不亮", "有一组{item}的灯带不亮，换了插座也没用。",
            "收到，像是驱动坏了。", "驱动换过了，灯正常。",
            ask="能拍一下驱动上的标签吗？", back="照片发了，12V 的。", cause="LED 驱动老化", remedy="寄新驱动，远程指导更换",
        ),
        Case(
            TicketKind.INCIDENT, "{item}漆面开裂", "{item}靠窗那面漆开裂了，才用了半年。",
            "抱歉，我们先看照片。", "已补漆，并加了遮阳贴膜。", cause="靠窗暴晒", remedy="上门补漆",
        ),
        Case(
            TicketKind.COMPLAINT, "送货迟到两天", "说好周三送到，周五才来，店里开业都耽误了！",
            "非常抱歉，这是我们的错，马上跟进。", "运费已退，并送了两盏壁灯表示歉意。",
            note="先打电话道歉，再谈赔偿", cause="物流中转仓漏发", remedy="退运费，赠壁灯两盏",
        ),
        Case(
            TicketKind.COMPLAINT, "少发两件{item}", "收货一数少了两件{item}，打电话也没人接。",
            "实在抱歉，正在查出库记录。", "缺的已补发，明天到。", cause="装箱时漏点", remedy="补发，改为双人点数",
        ),
        Case(
            TicketKind.SUGGESTION, "希望{item}有小号", "店面小，{item}要是有窄一号的就好了。",
            "谢谢建议，已转给设计。", "设计已排进明年春季目录。",
        ),
    ),
    comments=(
        ("回复很快", "师傅很专业", "问题一次解决", "态度特别好", ""),
        ("还行，就是等得久了点", ""),
        ("催了三次才有人管", "说好的时间没到"),
    ),
    burning=Case(
        TicketKind.COMPLAINT, "十二把椅子裂了，客人摔倒", "昨晚有客人从椅子上摔下来！十二把都有裂纹，今天必须给说法。",
        "非常抱歉，请先全部停用，师傅已经在路上。", "", note="老板亲自打来，非常生气；今天一定要有人到店",
    ),
    pressing=Case(
        TicketKind.INCIDENT, "收银台抽屉锁死", "收银台抽屉打不开了，里面有钥匙和零钱，晚上还要营业。", "", "",
    ),
    again=Case(
        TicketKind.INCIDENT, "椅子晃得更厉害了", "昨天说的那几把吧台椅，今天又多了一把晃的。", "", "",
    ),
    recommends={
        10: ("介绍给同行两家了", ""), 9: ("质量放心", ""), 8: ("",), 7: ("价格再低点就好了", ""), 6: ("",), 3: ("售后太慢",),
    },
)  # fmt: skip
