"""Decoding: the same text from every encoding, and a reason where there is none."""

import codecs
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guanxi.config.errors import ConfigError, InputError
from guanxi.corpus.decode import decode, encoding_of_head
from guanxi.corpus.document import content_id

SIMPLIFIED = [
    "合肥市人民政府发布人工智能产业发展行动计划，科大讯飞等企业参与。",
    "杭州的宇树科技完成新一轮融资，投资方包括多家国有基金。",
    "这项政策支持企业在未来三年内建设智能算力中心！",
    "记者了解到，2025年全市生产总值增长5.5%，规模以上工业企业共有1200家。",
    "深圳市场监管部门与腾讯公司签订合作协议（以下简称“协议”）。",
]
TRADITIONAL = [
    "台積電在新竹舉行動土典禮，經濟部長出席並致詞。",
    "香港科技園公司與數碼港合作，推動人工智慧產業發展。",
    "立法院今日三讀通過修正案，預計明年一月起施行。",
    "鴻海董事長表示，公司將擴大在高雄的投資，金額約新台幣100億元。",
    "這家醫療器材業者獲得國發基金支持，準備進軍歐洲市場。",
]


def joined(sentences: list[str]) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(sentences), min_size=1, max_size=6).map("\r\n".join)


@given(joined(SIMPLIFIED + TRADITIONAL))
def test_same_text_in_every_encoding_is_the_same_document(text: str) -> None:
    encodings = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030")
    assert {decode(text.encode(name))[0] for name in encodings} == {text}
    assert len({content_id(decode(text.encode(name))[0]) for name in encodings}) == 1


@given(joined(TRADITIONAL), st.sampled_from(["big5", "big5hkscs", "cp950"]))
def test_big5(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == (text, "big5hkscs")


@pytest.mark.parametrize(
    ("sentences", "encoding", "found"),
    [
        (SIMPLIFIED, "gb18030", "gb18030"),
        (TRADITIONAL, "gb18030", "gb18030"),
        (TRADITIONAL, "big5", "big5hkscs"),
        (SIMPLIFIED, "utf-16-le", "utf-16-le"),
        (TRADITIONAL, "utf-16-be", "utf-16-be"),
    ],
)
def test_short_cuts_are_recognised(sentences: list[str], encoding: str, found: str) -> None:
    text, random_cut = "".join(sentences), random.Random(5)
    for _ in range(100):
        start = random_cut.randrange(len(text) - 20)
        cut = text[start : start + 20]
        assert decode(cut.encode(encoding)) == (cut, found)


def test_big5_of_windows_and_of_hong_kong() -> None:
    for text, encoding in (("①支持企業‧機構～", "cp950"), ("①支持企業，啲嘢喺邊度", "big5hkscs")):
        assert decode((TRADITIONAL[0] + text).encode(encoding)) == (TRADITIONAL[0] + text, encoding)
    late = TRADITIONAL[0] * 1000 + "啲嘢①"
    assert decode(late.encode("big5hkscs")) == (late, "big5hkscs")
    late = TRADITIONAL[0] * 1000 + "€"
    assert decode(late.encode("cp950")) == (late, "cp950")


def test_chinese_far_behind_ascii() -> None:
    text = "<script>x()</script>\n" * 5000 + TRADITIONAL[0]
    assert decode(text.encode("big5"))[0] == text
    assert decode(text.encode("utf-16-le"))[0] == text


def test_line_ends_and_inner_marks_are_untouched() -> None:
    assert decode("\ufeff一\r\n\r二\n\ufeff　".encode())[0] == "一\r\n\r二\n\ufeff　"


def test_declaration_is_believed_where_it_can_be_true() -> None:
    data = "龘".encode("gb18030")
    assert decode(data, declared="gb2312") == ("龘", "gb18030")
    assert decode(SIMPLIFIED[0].encode(), declared="gb2312") == (SIMPLIFIED[0], "utf-8")
    assert decode(SIMPLIFIED[0].encode("gbk"), declared="iso-8859-1") == (SIMPLIFIED[0], "gb18030")
    for nonsense in ("no-such", "hex", "unicode_escape", "idna", "undefined", "utf-16", "utf-7"):
        assert decode(SIMPLIFIED[0].encode("gbk"), declared=nonsense) == (SIMPLIFIED[0], "gb18030")


def test_users_word_counts_but_a_mark_counts_more() -> None:
    assert decode("caf\xe9".encode("latin-1"), "latin-1") == ("café", "iso8859-1")
    assert decode("朱镕基".encode("gbk"), "gb2312") == ("朱镕基", "gb18030")
    assert decode(codecs.BOM_UTF8 + "一".encode(), "gbk") == ("一", "utf-8")


@pytest.mark.parametrize("name", ["klingon", "hex", "unicode_escape", "中文", "\ud800", "", "a\0b"])
def test_unknown_encoding(name: str) -> None:
    if name:
        with pytest.raises(ConfigError, match="try utf-8, gb18030 or big5"):
            decode(b"x", name)
    else:
        assert decode(b"x", name)[1] == "utf-8"


@pytest.mark.parametrize(
    ("data", "encoding", "reason"),
    [
        (b"", None, "empty file"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", None, "binary"),
        (b"PK\x03\x04\x14\x00\x06\x00\x08\x00", None, "binary"),
        (bytes(range(1, 32)) * 20, None, "binary"),
        ("一\0二".encode(), "utf-8", "binary"),
        (b"abc\xff\xff", "utf-8", "not valid utf-8 at byte 3: use --encoding, or save it in one encoding"),
        ("合肥市人民政府发布。".encode("gb18030") * 9 + "杭州市发布。".encode(), None, "not valid gb18030 at byte 196"),
        (
            "合肥市人民政府发布。".encode() * 999 + "杭州市发布。".encode("gb18030"),
            None,
            "not valid utf-8 at byte 29970",
        ),
        (codecs.BOM_UTF8 + b"ab\xff", None, "not valid utf-8 at byte 5"),
        (("合肥发布新政" * 50).encode() + b"\xff" + "合肥".encode(), None, "not valid utf-8 at byte 900"),
        (("合肥发布新政" * 50).encode("gbk") + b"\xff", None, "not valid gb18030 at byte 600"),
        ("Привет, мир и все люди".encode("koi8-r"), None, "use --encoding"),
        ("déjà vu à l’été".encode("cp1252"), None, "use --encoding"),
    ],
)
def test_reasons(data: bytes, encoding: str | None, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        decode(data, encoding)


@given(st.binary(max_size=200))
def test_any_bytes_decode_or_give_a_reason(data: bytes) -> None:
    try:
        text, name = decode(data)
    except InputError:
        return
    assert isinstance(text, str) and codecs.lookup(name)


def test_head_of_a_stream_may_be_cut_anywhere() -> None:
    for encoding, found in (("utf-8", "utf-8"), ("gb18030", "gb18030")):
        data = "".join(SIMPLIFIED).encode(encoding)
        assert {encoding_of_head(data[:n]) for n in range(40, 80)} == {(found, 0)}
    assert encoding_of_head(codecs.BOM_UTF16_LE + b"a\0") == ("utf-16-le", 2)
    assert encoding_of_head(b"a", "big5") == ("big5hkscs", 0)
