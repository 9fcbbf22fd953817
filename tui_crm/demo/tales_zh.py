"""The tales of the demo's Chinese customers."""

from tui_crm.demo.tale import (
    Birthday,
    Next,
    Person,
    Tale,
    call,
    event,
    meeting,
    message,
    note,
    rang,
    received,
    sent,
    survey,
    visit,
)  # fmt: skip
from tui_crm.models.codes import Direction, Priority, Stage

_YUNFAN = Tale(
    "price",
    "me",
    Stage.ACTIVE,
    company={
        "name": "上海云帆贸易有限公司",
        "industry": "进出口贸易",
        "city": "上海",
        "street": "淮海中路 398 号",
        "website": "www.yunfan.example",
        "phones": [("021-5386 2210", "work")],
    },
    people=(
        Person(
            {
                "name": "张伟",
                "gender": "male",
                "phones": [("139 1702 6638", "mobile")],
                "emails": [("zhang@yunfan.example", "work")],
                "handles": [("wechat", "zhangwei_yf")],
                "needs": "会议室和前台同一种木色",
            },
            "采购经理",
            Birthday(3, 1986),
        ),
        Person(
            {
                "name": "顾明珠",
                "gender": "female",
                "phones": [("136 0164 9027", "mobile")],
                "emails": [("gu@yunfan.example", "work")],
            },
            "财务总监",
        ),
    ),
    tags=("key account",),
    source="trade fair",
    level="A",
    note="楼下停车难，坐二号线过去。",
    custom={"employees": "64", "terms": "30", "renewal": "+40", "showroom": "yes"},
    entries=(
        note("212 15:20", "家居展上聊了半小时，准备搬新办公室，八十个工位", campaign="autumn fair"),
        sent("208 10:05", "样册与尺寸 :: 按他说的发了会议桌和工位隔断的资料"),
        call("199 14:30", "新办公室九月交付，先要会议区：四张会议桌、三十把椅子", 1, minutes=18),
        visit("185 10:00", "去现场量尺，张伟和顾总都在，会议室想用胡桃木", 1, minutes=90, all_staff=True),
        sent("181 16:40", "报价单 :: 会议区整套 126,800 元，含安装"),
        call("174 11:10", "嫌贵，另一家便宜百分之八，顾总不肯签", -1, minutes=12, objection="price"),
        note("173 09:25", "@{me} 他们真正在意的是工期，不是价格；别急着降", by="li"),
        meeting(
            "166 14:00", "当面谈：价格不动，改成分两批付款，延长质保到五年。顾总点头了", 1, minutes=70, all_staff=True
        ),
        received("162 09:48", "确认下单 :: 合同回传，先付三成", stage=Stage.NEW),
        message("120 11:35", "两天就装完了，同事都抢着用新会议室"),
        survey("113 10:00", "满意度 5 分：“说到做到”", 2),
        call(
            "62 15:05",
            "二期：前台和接待区，两组沙发、一张长台",
            2,
            minutes=10,
            stage=Stage.ACTIVE,
            direction=Direction.IN,
        ),
        visit("27 10:30", "二期验收，顺便看了楼上空着的半层，明年可能租下来", 2, minutes=50),
        call("5 14:02", "问三期能不能再便宜些，我说量上来可以谈", 0, minutes=6),
    ),
    nexts=(Next(1, "寄接待区木样，附三期初步报价", "09:30", Priority.HIGH), Next(9, "和顾总对二期尾款")),
)

_XIAOMAN = Tale(
    "slipping",
    "li",
    Stage.DORMANT,
    company={
        "name": "杭州小满咖啡有限公司",
        "industry": "餐饮",
        "city": "杭州",
        "street": "南山路 77 号",
        "phones": [("0571-8703 1146", "work")],
        "website": "www.xiaoman-coffee.example",
    },
    people=(
        Person(
            {
                "name": "王芳",
                "gender": "female",
                "phones": [("158 6812 3305", "mobile")],
                "handles": [("wechat", "xiaoman_wf")],
            },
            "店主",
            Birthday(6, 1979, lunar=True),
        ),
    ),
    tags=("retail",),
    level="B",
    custom={"employees": "18", "showroom": "yes"},
    entries=(
        event("351 20:14", "官网预约到店：“想看吧台椅和吊灯”"),
        visit("346 15:30", "带着设计图来展厅，一坐就是两小时，喜欢藤编吊灯", 2, minutes=120),
        received("340 11:20", "第一单 :: 十二把吧台椅，六盏藤编吊灯", stage=Stage.NEW),
        message("322 17:45", "开业照片，吊灯成了打卡点"),
        call("268 10:15", "开第二家店，同样的再来一套", 2, minutes=9, stage=Stage.ACTIVE, direction=Direction.IN),
        visit("231 16:00", "二店开业送了绿植，王芳说年内还想开一家", 2, minutes=45),
        call("183 11:30", "三店选址黄了，语气有些疲惫", 0, minutes=14),
        sent("160 10:00", "新款吊灯 :: 发了新色的照片，只回了一个表情", campaign="spring catalogue"),
        call("137 15:40", "说最近客流少，能不买就不买", -1, minutes=5, objection="need"),
        note("136 09:10", "听同行说她在看一家便宜的工厂货 @li", by="wang"),
        message("96 19:20", "问了一句旧椅子能不能翻新，我回晚了一天"),
    ),
    nexts=(Next(-2, "带翻新方案上门看看王芳", "", Priority.HIGH),),
)

_JINLI = Tale(
    "buyer",
    "wang",
    Stage.ACTIVE,
    company={
        "name": "成都锦里文创有限公司",
        "industry": "文化创意",
        "city": "成都",
        "street": "武侯祠大街 231 号",
        "phones": [("028-8554 0932", "work")],
        "website": "www.jinli-wenchuang.example",
    },
    people=(
        Person(
            {
                "name": "陈静",
                "gender": "female",
                "phones": [("138 8076 5519", "mobile")],
                "note": "十月离职，回重庆照顾家里。",
            },
            "采购主管",
        ),
        Person(
            {
                "name": "周浩",
                "gender": "male",
                "phones": [("177 2813 6640", "mobile")],
                "emails": [("zhouhao@jinli-wenchuang.example", "work")],
            },
            "采购主管",
            Birthday(0, 1991),
        ),
    ),
    tags=("wholesale", "seasonal"),
    source="partner",
    level="A",
    custom={"employees": "120", "terms": "60", "renewal": "+12", "delivery": "西门卸货，九点以后"},
    entries=(
        received("330 09:15", "合作咨询 :: 景区里六家店要统一换货架"),
        visit("318 13:30", "陈静带着走了六家店，量了三小时", 1, minutes=180),
        received("300 16:22", "框架协议 :: 六家店分三批，先做两家", stage=Stage.NEW),
        message("262 12:10", "头两家装好了，客流动线顺多了"),
        call("240 10:40", "第二批照旧，中式款多两组", 2, minutes=7, stage=Stage.ACTIVE, direction=Direction.IN),
        meeting("176 14:30", "和陈静过了下半年计划，第三批定在国庆后", 1),
        call("115 09:50", "中秋礼盒柜临时加两组，说以后的事要等国庆后", 1, minutes=6),
        rang("52 10:20", "说陈静已离职，总机让找新采购", "left message"),
        message("50 18:05", "换工作了，接手的是周浩，人不错，替我多关照"),
        call(
            "44 11:00",
            "第一次和周浩通话，他要重新比价，第三批先停",
            -1,
            person=1,
            minutes=11,
            objection="competitor",
        ),
        note("43 08:50", "@wang 别推销，带他看一遍装好的店", by="li"),
        visit("30 10:00", "陪周浩走了四家店，店员替我们说了不少好话", 1, person=1, minutes=150),
        sent("24 15:15", "第三批方案 :: 同价，多送一年保养", person=1),
        received("11 17:30", "Re: 第三批方案 :: 领导批了，十二月第一周进场", person=1),
    ),
    nexts=(
        Next(0, "给周浩发生日祝福，确认进场时间", "10:00", person=1),
        Next(4, "第三批进场前碰头", "14:00", minutes=60, place="锦里二号店", person=1),
    ),
)

_SHIGUANG = Tale(
    "friend-zh",
    "me",
    Stage.NEW,
    company={
        "name": "苏州拾光书店",
        "industry": "书店",
        "city": "苏州",
        "street": "平江路 128 号",
        "phones": [("0512-6727 8831", "work")],
    },
    people=(
        Person(
            {
                "name": "林夕",
                "gender": "female",
                "phones": [("189 1354 2207", "mobile")],
                "handles": [("wechat", "linxi_shiguang")],
                "needs": "楼梯间想做一整面书墙",
            },
            "店主",
            Birthday(1, 1983, lunar=True),
        ),
    ),
    tags=("retail",),
    source="referral",
    level="C",
    note="上海云帆的张伟是她大学同学，是他介绍来的。",
    custom={"employees": "6"},
    entries=(
        message("41 20:30", "张伟介绍来的，说你们的书架不塌"),
        visit("36 14:00", "看店，老房子楼板承重有限，书墙要靠墙固定", 1, minutes=75),
        sent("33 11:25", "书墙方案 :: 橡木书架八组，配两盏壁灯，31,600 元"),
        call("28 16:10", "问能不能自己刷漆省一点，给她打了九五折", 0, minutes=15, objection="price"),
        received("25 09:05", "就这么定 :: 定金已付，盼十一月中开箱", stage=Stage.NEW),
        message("6 10:50", "装好了！晚上有读者在书墙前坐到打烊"),
    ),
    nexts=(Next(0, "问灯光够不够，顺便约拍照", "15:30"), Next(13, "寄一罐木蜡油")),
)

_YUNTU = Tale(
    "payment",
    "me",
    Stage.ACTIVE,
    company={
        "name": "深圳云图科技有限公司",
        "industry": "软件",
        "city": "深圳",
        "street": "科苑南路 2666 号",
        "phones": [("0755-8603 7719", "work")],
        "website": "www.yuntu-tech.example",
    },
    people=(
        Person(
            {
                "name": "黄子轩",
                "gender": "male",
                "phones": [("135 1094 6652", "mobile")],
                "emails": [("huang@yuntu-tech.example", "work")],
            },
            "行政经理",
        ),
        Person({"name": "苏敏", "gender": "female", "emails": [("sumin@yuntu-tech.example", "work")]}, "出纳"),
    ),
    tags=("key account", "newsletter"),
    level="A",
    custom={"employees": "210", "terms": "60", "renewal": "-15"},
    entries=(
        event("298 22:41", "官网留言：一百二十人的办公室，要人体工学椅"),
        call("296 10:30", "三轮比价，最后看试坐", 0, minutes=16),
        visit("288 14:00", "搬了三把椅子去试坐，工程师投票选了第二把", 1, minutes=60),
        received("279 18:12", "采购合同 :: 一百二十把，首付五成", stage=Stage.NEW),
        call("205 11:00", "又招了人，追加三十把", 2, minutes=5, stage=Stage.ACTIVE, direction=Direction.IN),
        visit("150 10:30", "保养日，三个工程师排队来调椅子", 1, minutes=80),
        sent("101 09:30", "对账单 :: 尾款 48,000 元已到期", person=1),
        rang("88 15:00", person=1),
        call("80 16:20", "黄子轩说融资没到账，请再宽限一个月", -1, minutes=10),
        note("79 09:00", "@{me} 先别断保养，他们一直守信用", by="li"),
        received("47 17:55", "付款凭证 :: 尾款一次付清，还道了歉", person=1),
        message("46 10:10", "谢谢通融，明年新楼层优先找你们"),
        meeting("16 15:00", "看了新楼层平面图，四十个工位，二月进场", 1, minutes=60, all_staff=True),
    ),
    nexts=(Next(-1, "发新楼层方案初稿", "", Priority.URGENT), Next(6, "视频会：新楼层方案", "16:00", minutes=45)),
)

_ZHAO = Tale(
    "designer",
    "li",
    Stage.ACTIVE,
    people=(
        Person(
            {
                "name": "赵敏",
                "gender": "female",
                "phones": [("186 2105 9943", "mobile")],
                "emails": [("zhaomin@sheji.example", "home")],
                "handles": [("wechat", "zhaomin_design")],
                "city": "上海",
                "channel": "wechat",
                "needs": "每个项目都要色卡和 CAD 图",
            },
            birthday=Birthday(2, 1988),
        ),
    ),
    tags=("partner",),
    source="referral",
    level="VIP",
    note="独立室内设计师，一年带来五六个项目。",
    entries=(
        message("340 21:05", "同学群里看到你们的边几，问设计师价"),
        meeting("331 15:00", "喝咖啡，聊了合作方式：她出方案，我们直送工地", 2),
        message("309 09:40", "第一个项目：公寓样板间，边几四张、落地灯六盏", stage=Stage.NEW),
        call(
            "251 13:20", "民宿项目，十二间房的床头灯和屏风", 2, minutes=12, stage=Stage.ACTIVE, direction=Direction.IN
        ),
        message("238 22:30", "色差！屏风和样板不是一个颜色"),
        visit("236 09:30", "一早赶到工地，当场换了两扇，损耗我们承担", 1, minutes=110),
        message("235 20:15", "这态度，以后项目都给你们"),
        call("147 11:45", "介绍了她做餐厅的朋友来问卡座", 2, minutes=8),
        sent("70 10:30", "明年色卡 :: 专门做了一本给她", campaign="spring catalogue"),
        message("9 16:25", "西岸那个展厅中标了，下周发图给我们"),
    ),
    nexts=(Next(0, "向赵敏要西岸展厅的图纸", "11:30"), Next(2, "生日：送一盏样灯")),
)

_QINGHE = Tale(
    "fair",
    "wang",
    Stage.NEW,
    company={
        "name": "北京青禾幼儿园",
        "industry": "教育",
        "city": "北京",
        "street": "朝阳公园南路 6 号",
        "phones": [("010-6592 4408", "work")],
    },
    people=(Person({"name": "孙丽华", "gender": "female", "phones": [("137 0102 8871", "mobile")]}, "园长"),),
    tags=("seasonal",),
    source="trade fair",
    custom={"employees": "35", "delivery": "只能周六进园"},
    entries=(
        note("38 11:10", "秋季展，园长带着三位老师，问有没有圆角的小桌椅", campaign="autumn fair"),
        sent("37 17:20", "检测报告 :: 甲醛和圆角检测都发了", campaign="autumn fair"),
        call("33 12:15", "家委会也要看报告，约了周五一起来", 0, minutes=9),
        meeting("29 10:00", "家委会七个人，问得细，最后一致同意", 1, minutes=80),
        sent("28 15:00", "报价单 :: 六十套小桌椅，58,200 元", campaign="autumn fair"),
        received("20 08:40", "中标通知 :: 走完流程了，可以排产", stage=Stage.NEW),
        message("4 13:05", "孩子们画了张谢谢卡，圆角的位置都涂成了太阳"),
    ),
    nexts=(Next(3, "周六进园安装，提前报备车牌", "08:30", Priority.HIGH, 240, "北门"),),
)

CHINESE_TALES = (_YUNFAN, _XIAOMAN, _JINLI, _SHIGUANG, _YUNTU, _ZHAO, _QINGHE)
"""Seven customers whose stories are told in Chinese."""
