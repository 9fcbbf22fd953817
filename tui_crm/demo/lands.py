"""What made-up people and companies are called, and where they live: five countries, each a fifth of the people.

The words are common ones; any likeness is chance. E-mails and websites end in ``.example``, which belongs to nobody
(RFC 2606), so that no letter to a made-up person ever arrives.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from tui_crm.models.folding import fold
from tui_crm.models.names import spellings


class Word(NamedTuple):
    """A word as it is written, and in the letters of an e-mail address."""

    text: str
    latin: str


class City(NamedTuple):
    """A city with its region, the beginning of its postal codes and its area code."""

    name: str
    region: str
    postal: str
    area: str


def latin(text: str) -> str:
    """Return ``text`` in the letters of an e-mail address: 张伟 is ``zhangwei``, Łuczak ``luczak``."""
    return (spellings(text, person=True) or ("".join(fold(text).split()),))[0]


def _words(text: str) -> tuple[Word, ...]:
    return tuple(Word(word, latin(word)) for word in text.split())


@dataclass(frozen=True)
class Land:
    """A country as its people and companies are made from it.

    A company is called ``first`` + ``second`` (its brand) and a branch, in the order of ``company``. ``mobile`` writes
    the country's mobile number of an index below ``mobiles``, ``landline`` that of an area code and an index below
    LANDLINES; other indices give other numbers. ``remarks`` are what its people said.
    """

    code: str
    country: str
    family: str
    women: str
    men: str
    cities: tuple[City, ...]
    street: str
    streets: str
    postal_digits: int
    first: str
    second: str
    branches: tuple[tuple[str, str], ...]
    company: str
    roles: tuple[str, ...]
    departments: tuple[str, ...]
    remarks: tuple[str, ...]
    hosts: tuple[str, ...]
    mobile: Callable[[int], str]
    mobiles: int
    landline: Callable[[str, int], str]

    @cached_property
    def families(self) -> tuple[Word, ...]:
        """The family names."""
        return _words(self.family)

    @cached_property
    def given(self) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
        """The given names of women, and of men."""
        return _words(self.women), _words(self.men)

    @cached_property
    def road_names(self) -> tuple[str, ...]:
        """The names of streets."""
        return tuple(self.streets.split())

    @cached_property
    def brands(self) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
        """The first and the second parts of brands."""
        return _words(self.first), _words(self.second)

    @cached_property
    def trades(self) -> tuple[tuple[Word, str], ...]:
        """The branches as they stand in a company's name, each with its industry."""
        return tuple((Word(name, latin(name)), industry) for name, industry in self.branches)

    @property
    def is_chinese(self) -> bool:
        """Whether names are written in Chinese: family name first, without a space."""
        return self.code == "CN"


LANDLINES = 8_000_000
"""How many numbers an area code has: seven digits, of which the first is neither 0 nor 1."""

_OF_A_BIG_CITY = 3
_AMERICAN_AREAS = ("646", "332", "628", "773", "832", "737", "253", "971", "857", "470")
_GERMAN_MOBILES = ("151", "152", "157", "160", "170", "171", "172", "173", "176", "179")
_POLISH_MOBILES = ("50", "51", "53", "60", "66", "69", "72", "78", "79", "88")


def _digits(index: int) -> str:
    return str(2_000_000 + index)


def _chinese_mobile(digits: str) -> str:
    second = "3589"[int(digits[-1]) % 4]
    return f"1{second}{digits[0]} {digits[1:5]} {digits[5:]}"


def _pairs(number: int) -> str:
    text = f"{number:08}"
    return " ".join(text[at : at + 2] for at in range(0, 8, 2))


def _american(area: str, number: str) -> str:
    return f"+1 ({area}) {number[:3]}-{number[3:]}"


def _cities(text: str) -> tuple[City, ...]:
    return tuple(City(*(part.strip() for part in line.split(","))) for line in text.strip().splitlines())


CHINA = Land(
    code="CN",
    country="中国",
    family="王 李 张 刘 陈 杨 黄 赵 吴 周 徐 孙 马 朱 胡 郭 何 高 林 罗 郑 梁 谢 宋 唐 许 韩 冯 邓 曹 彭 曾 肖 田 董 潘 袁 蔡"
    " 蒋 余 杜 叶 程 魏 苏 吕 丁 任 沈 姚 卢 姜 崔 钟 谭 陆 汪 范 金 石 廖 贾 夏 韦 方 白 邹 孟 熊 秦 邱 江 尹 薛 阎 段 雷 侯 龙"
    " 史 陶 黎 贺 顾 毛 郝 龚 邵 万 钱 严 欧阳 司马 上官 诸葛",
    women="秀英 敏 静 丽 娟 艳 芳 娜 秀兰 霞 珊 玲 桂英 丹 萍 红 玉兰 雪 瑶 梅 蓉 兰英 婷 欣怡 梓涵 诗涵 雨桐 佳怡 思彤 晓彤"
    " 雅静 美玲 淑华 若曦 梦瑶 可欣 雅琪 语嫣 佩珊 文静",
    men="伟 强 磊 军 洋 勇 杰 涛 明 超 刚 毅 辉 鹏 飞 波 斌 宇 浩 凯 建国 志强 建华 文博 俊杰 子轩 浩然 宇航 天佑 博文 嘉豪 家明"
    " 国栋 海峰 晓东 振华 永康 立新 思远 泽宇",
    cities=_cities("""
        北京, 北京, 1000, 010
        上海, 上海, 2000, 021
        广州, 广东, 5100, 020
        深圳, 广东, 5180, 0755
        杭州, 浙江, 3100, 0571
        宁波, 浙江, 3150, 0574
        苏州, 江苏, 2150, 0512
        南京, 江苏, 2100, 025
        成都, 四川, 6100, 028
        重庆, 重庆, 4000, 023
        武汉, 湖北, 4300, 027
        西安, 陕西, 7100, 029
        长沙, 湖南, 4100, 0731
        青岛, 山东, 2660, 0532
        厦门, 福建, 3610, 0592
        昆明, 云南, 6500, 0871
    """),
    street="{road}{number}号",
    streets="人民路 解放路 中山路 建设路 和平路 长江路 黄河路 文化路 学院路 滨江路 科技路 创新大道 江南大道 湖滨路 东风路 新华路",
    postal_digits=2,
    first="云 海 天 金 华 瑞 恒 嘉 博 明 星 远 盛 鼎 泰 安 信 达 宏 腾 凯 晨 禾 木 青 智 联 东 南 北 长 永 福 润 百 千",
    second="帆 川 成 茂 源 利 丰 通 捷 辰 宇 航 岳 澜 泽 谷 田 雅 韵 光 辉 图 思 科 维 创 动 桥 港 洲 林 森",
    branches=(
        ("贸易", "贸易"), ("科技", "信息技术"), ("电子", "电子"), ("食品", "食品"), ("物流", "物流"), ("机械", "机械制造"),
        ("纺织", "纺织"), ("包装", "包装"), ("家具", "家具"), ("建材", "建筑材料"), ("医疗器械", "医疗"), ("教育", "教育培训"),
        ("餐饮", "餐饮"), ("广告", "广告传媒"), ("茶业", "食品"), ("化工", "化工"),
    ),
    company="{city}{brand}{branch}有限公司",
    roles=("总经理", "采购经理", "销售总监", "市场经理", "财务主管", "技术总监", "行政助理", "项目经理", "店长", "采购员"),
    departments=("采购部", "销售部", "市场部", "财务部", "技术部", "行政部"),
    remarks=("希望月底前收到报价", "对价格比较敏感", "需要样品确认颜色", "每季度集中采购一次", "老客户介绍来的", "付款周期三十天",
             "只在工作日上午接电话", "想了解批量折扣", "去年展会上认识", "对交货期要求很严"),
    hosts=("mail.example", "youxiang.example", "xinxi.example"),
    mobile=lambda index: _chinese_mobile(f"{index:09}"),
    mobiles=10**9,
    landline=lambda area, index: f"{area}-{6 if len(area) == _OF_A_BIG_CITY else ''}{_digits(index)}",
)  # fmt: skip

AMERICA = Land(
    code="US",
    country="United States",
    family="Smith Johnson Williams Brown Jones Garcia Miller Davis Rodriguez Martinez Hernandez Lopez Gonzalez Wilson"
    " Anderson Thomas Taylor Moore Jackson Martin Lee Perez Thompson White Harris Sanchez Clark Ramirez Lewis Robinson"
    " Walker Young Allen King Wright Scott Torres Nguyen Hill Flores Green Adams Nelson Baker Hall Rivera Campbell"
    " Mitchell Carter Roberts O'Brien Chen Patel Kim Murphy Sullivan Bennett Coleman Foster Hayes",
    women="Mary Patricia Jennifer Linda Elizabeth Barbara Susan Jessica Sarah Karen Lisa Nancy Betty Sandra Margaret"
    " Ashley Kimberly Emily Donna Michelle Carol Amanda Melissa Deborah Stephanie Rebecca Laura Helen Olivia Grace",
    men="James Robert John Michael David William Richard Joseph Thomas Christopher Charles Daniel Matthew Anthony Mark"
    " Donald Steven Andrew Paul Joshua Kenneth Kevin Brian George Timothy Ronald Edward Jason Jeffrey Ryan",
    cities=_cities("""
        New York, NY, 100, 212
        Los Angeles, CA, 900, 213
        San Francisco, CA, 941, 415
        Chicago, IL, 606, 312
        Houston, TX, 770, 713
        Austin, TX, 787, 512
        Seattle, WA, 981, 206
        Portland, OR, 972, 503
        Denver, CO, 802, 303
        Boston, MA, 021, 617
        Atlanta, GA, 303, 404
        Miami, FL, 331, 305
    """),
    street="{number} {road} Street",
    streets="Main Oak Pine Maple Cedar Elm Washington Lake Hill Walnut Spring Church Park Franklin Jefferson Lincoln",
    postal_digits=2,
    first="Bright Clear North West East Iron Silver Golden Stone River Lake Cedar Oak Pine Maple Summit Harbor Blue Red"
    " Green Swift True Prime Eagle Falcon Fox Liberty Union Pacific Atlantic Copper Granite",
    second="water field stone bridge wood light path way point ridge gate haven crest view brook ford land mark wing"
    " spring works craft line port",
    branches=(
        ("Foods", "Food"), ("Logistics", "Logistics"), ("Software", "Software"), ("Tools", "Machinery"),
        ("Textiles", "Textiles"), ("Packaging", "Packaging"), ("Furniture", "Furniture"), ("Medical", "Health care"),
        ("Electric", "Electronics"), ("Coffee", "Food"), ("Media", "Media"), ("Supply", "Wholesale"),
        ("Labs", "Chemicals"), ("Builders", "Construction"), ("Travel", "Travel"), ("Motors", "Automotive"),
    ),
    company="{brand} {branch} Inc.",
    roles=("CEO", "Purchasing Manager", "Sales Director", "Marketing Manager", "Controller", "CTO", "Office Manager",
           "Project Manager", "Store Manager", "Buyer"),
    departments=("Purchasing", "Sales", "Marketing", "Finance", "Engineering", "Operations"),
    remarks=("Wants a quote by the end of the month", "Price sensitive", "Needs a sample first", "Buys once a quarter",
             "Referred by a long-time customer", "Pays within 30 days", "Call mornings only", "Asked about volume discounts",
             "Met at last year's trade fair", "Strict about delivery dates"),
    hosts=("mail.example", "inbox.example", "post.example"),
    mobile=lambda index: _american(_AMERICAN_AREAS[index // LANDLINES], _digits(index % LANDLINES)),
    mobiles=10 * LANDLINES,
    landline=lambda area, index: _american(area, _digits(index)),
)  # fmt: skip

GERMANY = Land(
    code="DE",
    country="Deutschland",
    family="Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer Koch Bauer Richter Klein"
    " Wolf Schröder Neumann Schwarz Zimmermann Braun Krüger Hofmann Hartmann Lange Schmitt Werner Krause Meier Lehmann"
    " Schulze Maier Köhler Herrmann König Walter Huber Kaiser Fuchs Peters Lang Scholz Möller Weiß Jung Hahn Vogel"
    " Friedrich Keller Günther Frank Berger Winkler Roth Beck Lorenz Baumann Franke Böhm Groß",
    women="Anna Maria Ursula Monika Petra Sabine Renate Karin Susanne Andrea Julia Katharina Claudia Birgit Heike Martina"
    " Stefanie Nicole Christine Angelika Lena Lea Hannah Sophie Mia Emma Jana Käthe Gisela Bärbel",
    men="Peter Michael Thomas Andreas Wolfgang Klaus Jürgen Günter Stefan Christian Uwe Werner Frank Bernd Martin Ralf"
    " Matthias Jörg Markus Alexander Jan Lukas Felix Jonas Paul Leon Tobias Sebastian Björn Götz",
    cities=_cities("""
        Berlin, Berlin, 10, 030
        Hamburg, Hamburg, 20, 040
        München, Bayern, 80, 089
        Köln, Nordrhein-Westfalen, 50, 0221
        Frankfurt am Main, Hessen, 60, 069
        Stuttgart, Baden-Württemberg, 70, 0711
        Düsseldorf, Nordrhein-Westfalen, 40, 0211
        Leipzig, Sachsen, 04, 0341
        Bremen, Bremen, 28, 0421
        Nürnberg, Bayern, 90, 0911
        Lübeck, Schleswig-Holstein, 23, 0451
        Freiburg, Baden-Württemberg, 79, 0761
    """),
    street="{road} {number}",
    streets="Hauptstraße Schulstraße Gartenstraße Bahnhofstraße Dorfstraße Bergstraße Lindenallee Mühlenweg Kirchplatz"
    " Goethestraße Schillerstraße Waldweg Ringstraße Wiesengrund Seestraße Hafenstraße",
    postal_digits=3,
    first="Nord Süd Ost West Berg Wald See Stern Sonn Licht Eich Birken Linden Rhein Elb Isar Spree Main Alt Neu Gold"
    " Silber Stein Grün Weiß Blau Hoch Mittel Ober Unter Schwarz Rosen",
    second="licht berg hof werk haus feld bach tal stein brunn quell mark land bau kraft wind holz gut tor burg hafen"
    " garten steg brück",
    branches=(
        ("Lebensmittel", "Lebensmittel"), ("Logistik", "Logistik"), ("Software", "Software"), ("Maschinenbau", "Maschinenbau"),
        ("Textil", "Textil"), ("Verpackung", "Verpackung"), ("Möbel", "Möbel"), ("Medizintechnik", "Gesundheit"),
        ("Elektro", "Elektronik"), ("Kaffee", "Lebensmittel"), ("Medien", "Medien"), ("Großhandel", "Großhandel"),
        ("Chemie", "Chemie"), ("Bau", "Bau"), ("Reisen", "Tourismus"), ("Optik", "Gesundheit"),
    ),
    company="{brand} {branch} GmbH",
    roles=("Geschäftsführerin", "Einkaufsleiter", "Vertriebsleiterin", "Marketingleiter", "Buchhaltung", "Technische Leitung",
           "Assistenz", "Projektleiter", "Filialleiterin", "Einkauf"),
    departments=("Einkauf", "Vertrieb", "Marketing", "Finanzen", "Technik", "Verwaltung"),
    remarks=("Wünscht ein Angebot bis Monatsende", "Achtet sehr auf den Preis", "Braucht zuerst ein Muster",
             "Bestellt einmal im Quartal", "Empfehlung eines Stammkunden", "Zahlt innerhalb von 30 Tagen",
             "Nur vormittags anrufen", "Fragt nach Mengenrabatt", "Von der Messe im letzten Jahr", "Liefertermin ist wichtig"),
    hosts=("post.example", "mail.example", "netz.example"),
    mobile=lambda index: f"+49 {_GERMAN_MOBILES[index // 10**7]} {index % 10**7:07}",
    mobiles=10**8,
    landline=lambda area, index: f"+49 {area[1:]} {_digits(index)}",
)  # fmt: skip

FRANCE = Land(
    code="FR",
    country="France",
    family="Martin Bernard Thomas Petit Robert Richard Durand Dubois Moreau Laurent Simon Michel Lefèvre Leroy Roux David"
    " Bertrand Morel Fournier Girard Bonnet Dupont Lambert Fontaine Rousseau Vincent Müller Faure Blanc Guérin Boyer"
    " Garnier Chevalier François Legrand Gauthier Perrin Robin Clément Morin Nicolas Henry Roussel Mathieu Gautier"
    " Masson Marchand Duval Denis Dumont Marie Lemaire Noël Meyer Dufour Meunier Brun Blanchard Giraud Joly",
    women="Marie Nathalie Isabelle Sylvie Catherine Françoise Valérie Christine Monique Sophie Patricia Martine Sandrine"
    " Nicole Stéphanie Céline Julie Aurélie Caroline Émilie Camille Léa Manon Chloé Inès Zoé Hélène Anaïs Élodie Maëlle",
    men="Jean Michel Pierre Philippe Alain Nicolas Patrick Christophe Christian Daniel Frédéric Laurent Stéphane Éric"
    " David Julien Thierry Olivier François Sébastien Antoine Hugo Lucas Théo Maxime Louis Rémi Loïc Benoît Jérôme",
    cities=_cities("""
        Paris, Île-de-France, 75, 01
        Lyon, Auvergne-Rhône-Alpes, 69, 04
        Marseille, Provence-Alpes-Côte d'Azur, 13, 04
        Toulouse, Occitanie, 31, 05
        Nice, Provence-Alpes-Côte d'Azur, 06, 04
        Nantes, Pays de la Loire, 44, 02
        Strasbourg, Grand Est, 67, 03
        Montpellier, Occitanie, 34, 04
        Bordeaux, Nouvelle-Aquitaine, 33, 05
        Lille, Hauts-de-France, 59, 03
        Rennes, Bretagne, 35, 02
        Nîmes, Occitanie, 30, 04
    """),
    street="{number} rue {road}",
    streets="Victor-Hugo Pasteur Jean-Jaurès Gambetta Voltaire Molière Carnot Zola Rousseau Lafayette Descartes Balzac"
    " Mozart Diderot Colbert Racine",
    postal_digits=3,
    first="Belle Bonne Claire Haute Grande Petite Vieille Neuve Rive Terre Mer Lune Rose Fleur Aube Étoile Roche Source"
    " Vigne Pomme Olive Chêne Saint Mont Val Clos Pré Bois Fort Château Noir Blanc",
    second="fontaine ville rive mont val champ lac clair vert mer bois pont port terre lune fleur roche coeur feu vigne"
    " pierre source azur jour",
    branches=(
        ("Alimentation", "Alimentation"), ("Logistique", "Logistique"), ("Logiciels", "Informatique"), ("Mécanique", "Mécanique"),
        ("Textile", "Textile"), ("Emballage", "Emballage"), ("Mobilier", "Mobilier"), ("Médical", "Santé"),
        ("Électronique", "Électronique"), ("Pâtisserie", "Alimentation"), ("Médias", "Médias"), ("Négoce", "Négoce"),
        ("Chimie", "Chimie"), ("Bâtiment", "Construction"), ("Voyages", "Tourisme"), ("Cosmétique", "Cosmétique"),
    ),
    company="{brand} {branch} SARL",
    roles=("Gérante", "Responsable achats", "Directeur commercial", "Responsable marketing", "Comptable",
           "Directrice technique", "Assistante", "Chef de projet", "Responsable de magasin", "Acheteur"),
    departments=("Achats", "Ventes", "Marketing", "Finances", "Technique", "Administration"),
    remarks=("Souhaite un devis avant la fin du mois", "Sensible au prix", "Demande d'abord un échantillon",
             "Commande une fois par trimestre", "Recommandé par un client fidèle", "Paie à 30 jours",
             "Appeler le matin seulement", "Intéressé par une remise sur quantité", "Rencontré au salon l'an dernier",
             "Très attaché aux délais"),
    hosts=("courriel.example", "mail.example", "poste.example"),
    mobile=lambda index: f"+33 {6 + index // 10**8} {_pairs(index % 10**8)}",
    mobiles=2 * 10**8,
    landline=lambda area, index: f"+33 {area[1:]} {_pairs(20_000_000 + index)}",
)  # fmt: skip

POLAND = Land(
    code="PL",
    country="Polska",
    family="Nowak Wójcik Kowalczyk Woźniak Mazur Krawczyk Kaczmarek Król Wieczorek Wróbel Dudek Stępień Zając Pawlak"
    " Michalak Adamczyk Gołąb Sikora Baran Duda Szewczyk Pietrzak Marciniak Bąk Włodarczyk Kubiak Łuczak Błaszczyk"
    " Kołodziej Mróz Cieślak Kozak Urban Tomczak Żak Przybysz Gajda Kania Sobczak Czech Wilk Lis Kruk Kurek Kopeć"
    " Leśniak Kaczor Szymczak Szulc Wrona Zięba Bednarz Góra Jarosz Musiał Kubik Bielak Ptak Olejnik Śliwa",
    women="Anna Maria Katarzyna Małgorzata Agnieszka Barbara Ewa Krystyna Elżbieta Magdalena Joanna Zofia Monika Danuta"
    " Teresa Aleksandra Natalia Karolina Marta Beata Dorota Jadwiga Hanna Julia Iwona Grażyna Oliwia Żaneta Łucja Róża",
    men="Piotr Krzysztof Andrzej Tomasz Paweł Jan Michał Marcin Jakub Adam Stanisław Marek Łukasz Grzegorz Mateusz"
    " Wojciech Mariusz Dariusz Zbigniew Jerzy Maciej Rafał Robert Kamil Jacek Dawid Szymon Sławomir Bogdan Zdzisław",
    cities=_cities("""
        Warszawa, Mazowieckie, 00, 22
        Kraków, Małopolskie, 30, 12
        Łódź, Łódzkie, 90, 42
        Wrocław, Dolnośląskie, 50, 71
        Poznań, Wielkopolskie, 60, 61
        Gdańsk, Pomorskie, 80, 58
        Szczecin, Zachodniopomorskie, 70, 91
        Lublin, Lubelskie, 20, 81
        Katowice, Śląskie, 40, 32
        Białystok, Podlaskie, 15, 85
        Toruń, Kujawsko-Pomorskie, 87, 56
        Rzeszów, Podkarpackie, 35, 17
    """),
    street="ul. {road} {number}",
    streets="Polna Leśna Słoneczna Krótka Szkolna Ogrodowa Lipowa Brzozowa Łąkowa Kwiatowa Sosnowa Kościelna Akacjowa"
    " Parkowa Zielona Mickiewicza",
    postal_digits=3,
    first="Złoty Biały Czarny Zielony Dobry Jasny Nowy Stary Wielki Mały Słony Bursztyn Dąb Klon Sokół Orzeł Wisła Odra"
    " Tatra Bałtyk Lipa Róża Gwiazda Skała Żuraw Bocian Wilk Jantar Perła Kamień Młyn Most",
    second="pol tex mar bud dom met tech trans plast lux net farm med drew stal eko max prim art gran kor wit zet rol",
    branches=(
        ("Spożywczy", "Spożywcza"), ("Logistyka", "Logistyka"), ("Systemy", "Informatyka"), ("Maszyny", "Maszynowa"),
        ("Tkaniny", "Tekstylna"), ("Opakowania", "Opakowania"), ("Meble", "Meblarska"), ("Medyczna", "Zdrowie"),
        ("Elektronika", "Elektronika"), ("Piekarnia", "Spożywcza"), ("Reklama", "Media"), ("Hurtownia", "Handel"),
        ("Chemia", "Chemiczna"), ("Budowa", "Budownictwo"), ("Podróże", "Turystyka"), ("Ogrody", "Ogrodnictwo"),
    ),
    company="{brand} {branch} Sp. z o.o.",
    roles=("Prezes", "Kierownik zakupów", "Dyrektor sprzedaży", "Kierownik marketingu", "Księgowa", "Dyrektor techniczny",
           "Asystentka", "Kierownik projektu", "Kierownik sklepu", "Kupiec"),
    departments=("Zakupy", "Sprzedaż", "Marketing", "Finanse", "Technika", "Administracja"),
    remarks=("Prosi o ofertę do końca miesiąca", "Zwraca uwagę na cenę", "Najpierw potrzebuje próbki", "Zamawia raz na kwartał",
             "Polecony przez stałego klienta", "Płaci w ciągu 30 dni", "Dzwonić tylko rano", "Pyta o rabat ilościowy",
             "Poznany na targach w zeszłym roku", "Ważny jest termin dostawy"),
    hosts=("poczta.example", "mail.example", "skrzynka.example"),
    mobile=lambda index: f"+48 {_POLISH_MOBILES[index // 10**7]}{index % 10**7:07}",
    mobiles=10**8,
    landline=lambda area, index: f"+48 {area} {_digits(index)}",
)  # fmt: skip

LANDS = (CHINA, AMERICA, GERMANY, FRANCE, POLAND)
