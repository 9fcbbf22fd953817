"""The encoding of a file is found from its bytes, and damage is named by its place."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_crm.errors import BadInput, UsageError
from tui_crm.services.importing.files.encoding import Encoding, encoding_of, refuse_zero_bytes, undecodable

CHINESE = "姓名,电话\n张伟,13800138000\n"


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"", Encoding("utf-8")),
        (b"name,phone\nAnna,1\n", Encoding("utf-8")),
        (CHINESE.encode(), Encoding("utf-8")),
        (CHINESE.encode("utf-8-sig"), Encoding("utf-8", 3)),
        (CHINESE.encode("utf-16"), Encoding("utf-16-le", 2)),
        (b"\xfe\xff" + CHINESE.encode("utf-16-be"), Encoding("utf-16-be", 2)),
        (b"\xff\xfe\0\0" + CHINESE.encode("utf-32-le"), Encoding("utf-32-le", 4)),
        (CHINESE.encode("utf-16-le"), Encoding("utf-16-le")),
        (CHINESE.encode("utf-16-be"), Encoding("utf-16-be")),
        ("周一,一二三\n一,二\n".encode("utf-16-le"), Encoding("utf-16-le")),
    ],
)
def test_unicode_is_recognised(data: bytes, found: Encoding) -> None:
    assert encoding_of(io.BytesIO(data)) == found


SHORT = [
    ("gb18030", "姓名,电话\n李娜,13800138000"),
    ("gb18030", "刘洋,陈杰"),
    ("gb18030", "薛杨,18085300428\n姚婷,15703049785\n李柳,15851806905\n萧萍,1\n邓桂英,1\n"),
    ("gb18030", "钟佳,1\n韦军,2\n范丹丹,3\n王桂芝,4\n"),
    ("gb18030", "英文称谓,名,中间名,姓\n,王芳,,"),
    ("gb18030", "Name,Email,City\nLi Ming,lm@example.com,上海"),
    ("gb18030", "朱镕,李喆"),
    ("big5hkscs", "姓名,電話\n陳怡君,0912345678"),
    ("big5hkscs", "林志豪,張家豪"),
    ("big5hkscs", "李哲維,1\n陳建華,2\n莊靜怡,3\n鍾國華,4\n"),
    ("big5hkscs", "Name,Email,City\nLi Ming,lm@example.com,台北"),
    ("cp1252", "Müller,Jürgen"),
    ("cp1252", "Vorname,Firma,Straße,Telefon\nDana Johann,Bähr KG,Rostock,+49(0) 371\n"),
    ("cp1252", "François Lefèvre,Besançon"),
    ("cp1252", "Léon du Joseph,1\nÉdouard Bourdon,2\nAnne Barthelemy,3\n"),
    ("cp1252", "Name,Price\nX,€5"),
    ("cp1252", "Søren Kierkegaard,København"),
    ("cp1252", "±5 µm ¶"),
    ("cp932", "氏名,電話\n山田太郎,090"),
    ("cp932", "名前,メール\nさとう,sato@example.jp"),
    ("cp932", "株式会社サンプル,部長"),
]


@pytest.mark.parametrize(("codec", "text"), SHORT)
def test_few_names_tell_the_encoding(codec: str, text: str) -> None:
    assert encoding_of(io.BytesIO(text.encode(codec))).codec == codec


SURNAMES = st.sampled_from("王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗")
GIVEN = st.text("伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超", min_size=1, max_size=2)


@given(st.lists(st.tuples(SURNAMES, GIVEN), min_size=8, max_size=20))
def test_a_list_of_chinese_names_is_never_taken_for_anything_else(names: list[tuple[str, str]]) -> None:
    text = "".join(f"{family}{given},138001380{len(given)}\n" for family, given in names)
    assert encoding_of(io.BytesIO(text.encode("gbk"))).codec == "gb18030"


WESTERN = ["Müller", "Jürgen", "Weiß", "Schröder", "Lefèvre", "François", "Gómez", "Núñez", "Åberg", "Sørensen"]


@given(st.lists(st.sampled_from(WESTERN), min_size=4))
def test_a_list_of_western_names_is_never_taken_for_anything_else(names: list[str]) -> None:
    assert encoding_of(io.BytesIO("\n".join(names).encode("cp1252"))).codec == "cp1252"


def test_names_far_behind_ascii_still_tell() -> None:
    data = b"name,phone\n" + b"Anna Smith,1\n" * 200_000 + "张伟,138\n李娜,139\n王芳,137\n".encode("gbk")
    assert encoding_of(io.BytesIO(data)).codec == "gb18030"


def test_damaged_utf8_stays_utf8_and_the_damage_is_named() -> None:
    data = CHINESE.encode() * 3 + "王".encode()[:2] + b",1\n"
    encoding = encoding_of(io.BytesIO(data))
    assert encoding == Encoding("utf-8")
    error = undecodable("x.csv", io.BytesIO(data), encoding)
    assert "x.csv, line 7, column 1: " in error.message
    assert "UTF-8" in error.message


def test_damaged_gbk_stays_gbk_and_the_damage_is_named() -> None:
    data = "姓名,电话\r\n张伟,1\r\n李娜".encode("gbk") + b"\xff,2\r\n" + "王芳,3\r\n".encode("gbk")
    encoding = encoding_of(io.BytesIO(data))
    assert encoding.codec == "gb18030"
    assert "line 3, column 3" in undecodable("x.csv", io.BytesIO(data), encoding).message


def test_damage_of_utf16_is_named() -> None:
    data = "a,b\nc".encode("utf-16-le") + b"\x00\xd8" + "d,e\n".encode("utf-16-le")
    assert "line 2, column 2" in undecodable("x.csv", io.BytesIO(data), Encoding("utf-16-le")).message


@pytest.mark.parametrize(
    ("asked", "codec"),
    [
        ("gbk", "gb18030"),
        ("GB2312", "gb18030"),
        ("big5", "big5hkscs"),
        ("latin-1", "cp1252"),
        ("ascii", "cp1252"),
        ("Shift_JIS", "cp932"),
        ("utf8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("koi8-r", "koi8-r"),
    ],
)
def test_an_encoding_can_be_asked_for(asked: str, codec: str) -> None:
    assert encoding_of(io.BytesIO(b"a,b\n"), asked) == Encoding(codec)


@pytest.mark.parametrize(
    ("asked", "data", "found"),
    [
        ("utf-8", CHINESE.encode("utf-8-sig"), Encoding("utf-8", 3)),
        ("utf-16", CHINESE.encode("utf-16"), Encoding("utf-16-le", 2)),
        ("utf-16", CHINESE.encode("utf-16-be"), Encoding("utf-16-be")),
        ("utf-16", b"", Encoding("utf-16-le")),
        ("gbk", CHINESE.encode("utf-8-sig"), Encoding("gb18030")),
    ],
)
def test_the_mark_of_the_encoding_asked_for_is_no_text(asked: str, data: bytes, found: Encoding) -> None:
    assert encoding_of(io.BytesIO(data), asked) == found


@pytest.mark.parametrize("asked", ["klingon", "rot13", ""])
def test_what_is_no_encoding_is_refused(asked: str) -> None:
    with pytest.raises(UsageError, match="is no text encoding"):
        encoding_of(io.BytesIO(b""), asked)


def test_a_zero_byte_is_refused_with_its_place() -> None:
    data = b"name\n" + b"Anna\n" * 300_000 + b"Be\0n\n"
    with pytest.raises(BadInput, match="line 300002, column 3: a zero byte"):
        refuse_zero_bytes("x.csv", io.BytesIO(data), Encoding("utf-8"))


def test_zero_bytes_of_utf16_are_no_damage() -> None:
    refuse_zero_bytes("x.csv", io.BytesIO("a,b".encode("utf-16-le")), Encoding("utf-16-le"))


def test_bytes_with_zeros_that_are_no_utf16_are_read_as_bytes() -> None:
    noise = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(at * at % 251 for at in range(4096))
    assert not encoding_of(io.BytesIO(noise)).codec.startswith("utf-16")


def test_encodings_have_names_people_know() -> None:
    assert [Encoding(codec).name for codec in ("gb18030", "big5hkscs", "cp1252", "utf-8")] == [
        "GB18030",
        "Big5",
        "Windows-1252",
        "UTF-8",
    ]
