"""An article with other names."""

from guanxi.corpus.document import Document
from guanxi.extract.tagger.annotations import Annotated
from guanxi.extract.tagger.names import Heard, Names
from guanxi.extract.tagger.variation import usable, varied

TEXT = "蓝桥与合肥签约。张三说，蓝桥很好。OpenAI来了。"
SPANS = ((0, 2, "company"), (3, 5, "city"), (8, 10, "person"), (12, 14, "company"), (17, 23, "company"))
NAMES = {"company": ["木耳科技"], "person": ["李四"], "city": ["芜湖"]}


def _articles() -> list[Annotated]:
    return [varied(Annotated(Document(str(i), TEXT, "a.txt"), SPANS), NAMES) for i in range(40)]


def test_spans_stay_on_their_names() -> None:
    for article in _articles():
        text = article.document.text
        for (start, end, kind), (old_start, old_end, old_kind) in zip(article.spans, SPANS, strict=True):
            assert kind == old_kind
            assert text[start:end] in (TEXT[old_start:old_end], *NAMES[kind])
        assert text.replace("木耳科技", "蓝桥").replace("李四", "张三").replace("芜湖", "合肥") == TEXT


def test_a_name_is_exchanged_wherever_it_stands_or_nowhere() -> None:
    counts = {article.document.text.count("木耳科技") for article in _articles()}
    assert counts == {0, 2}


def test_the_same_article_varies_the_same_way() -> None:
    assert _articles() == _articles()


def test_only_short_sure_chinese_names_are_given() -> None:
    names = [
        Heard("木耳科技", "company", 1), Heard("松果", "company", 2), Heard("openai", "company", 7),
        Heard("一二三四五六七八九公司", "company", 3), Heard("合肥", "city", 7),
    ]  # fmt: skip
    assert usable(Names(names)) == {"company": ["木耳科技"], "fund": [], "person": [], "product": []}
