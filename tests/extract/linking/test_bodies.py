"""Whose body a document means by a bare name."""

import pytest

from guanxi.config.settings import load_settings
from guanxi.corpus.fold import name_key
from guanxi.extract.lexicon import Lexicon
from guanxi.extract.linking.document import DocumentNames
from guanxi.extract.linking.link import Linked, NameCount, link

LEXICON = Lexicon.of(load_settings())


def read(said: str, *names: tuple[str, str], bare: str) -> tuple[Linked, str]:
    """A document of one sentence; returns also what the bare name means in it."""
    all_names = [(bare, "organization"), *names]
    keys = [(name_key(text), kind) for text, kind in all_names]
    document = DocumentNames("d", frozenset(keys), {keys[0]: (said,)})
    counts = [NameCount(text, name_key(text), kind, 1) for text, kind in all_names]
    found = link(counts, [], LEXICON, lambda _: [document])
    return found, found.entities[found.of_alias.get(("d", *keys[0]), found.of_key[keys[0]])].name


ABROAD = [
    ("财政部周四干预汇市。", [("日本财政部", "organization"), ("日本", "region")], "财政部", "日本财务省"),
    ("日本财政部周四干预汇市。", [("日本", "region")], "财政部", "日本财务省"),
    ("美国最高法院裁定关税无效。", [("美国", "region")], "最高法院", "美国最高法院"),
    ("最高法院裁定关税无效。", [("印度最高法院", "organization")], "最高法院", "印度最高法院"),
    ("外交部称将予回应。", [("伊朗外交部", "organization"), ("伊朗", "region")], "外交部", "伊朗外交部"),
    ("央行维持利率不变。", [("日本", "region"), ("东京", "city")], "央行", "日本央行"),
    ("央行维持利率不变。", [("土耳其央行", "organization")], "央行", "土耳其央行"),
    ("马来西亚统计局公布数据。", [("马来西亚", "region")], "统计局", "马来西亚统计局"),
]
HOME = [
    ("财政部下达专项资金。", [("江苏", "region")], "财政部", "财政部"),
    ("财政部与日本财政部会谈，中国代表出席。", [("日本财政部", "organization")], "财政部", "财政部"),
    ("外交部回应提问。", [("伊朗外交部", "organization"), ("中国", "region")], "外交部", "外交部"),
    ("外交部毛宁主持例行记者会。", [("美国国务院", "organization")], "外交部", "外交部"),
    ("最高法院发布司法解释。", [], "最高法院", "最高人民法院"),
    ("我国央行开展逆回购。", [("欧洲央行", "organization")], "央行", "中国人民银行"),
    ("全球央行增持黄金。", [("欧洲央行", "organization")], "央行", "央行"),
    ("亚洲央行增持黄金。", [], "央行", "央行"),
    ("央行会议本周举行。", [("瑞士央行", "organization"), ("土耳其央行", "organization")], "央行", "央行"),
    ("统计局公布数据。", [], "统计局", "统计局"),
    ("华盛顿美国商会发表声明。", [("华盛顿", "city")], "美国商会", "美国商会"),
]


@pytest.mark.parametrize(("said", "names", "bare", "expected"), ABROAD)
def test_a_body_that_a_document_names_abroad_is_not_the_home_one(
    said: str, names: list[tuple[str, str]], bare: str, expected: str
) -> None:
    found, name = read(said, *names, bare=bare)
    assert name == expected
    entity = next(i for i, e in enumerate(found.entities) if e.name == expected and e.type == "organization")
    assert found.reason(entity, bare) == ("context", "d")


@pytest.mark.parametrize(("said", "names", "bare", "expected"), HOME)
def test_a_body_stays_what_it_is_taken_for_where_the_document_speaks_for_it_or_for_none(
    said: str, names: list[tuple[str, str]], bare: str, expected: str
) -> None:
    assert read(said, *names, bare=bare)[1] == expected
