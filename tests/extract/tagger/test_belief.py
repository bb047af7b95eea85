"""What is believed of a name that only the model found."""

import pytest

from guanxi.corpus.document import Document
from guanxi.corpus.sentences import split_sentences
from guanxi.extract.passage import Passage
from guanxi.extract.tagger.belief import believed


def _believed(text: str, name: str, kind: str) -> str | None:
    document = Document("d", text, "d.txt")
    passage = Passage("d", 0, text, split_sentences(document))
    start = passage.folded.index(name)
    extent = believed(passage, start, start + len(name), kind)
    return None if extent is None else passage.folded[extent[0] : extent[1]]


@pytest.mark.parametrize(
    ("text", "name", "kind", "wanted"),
    [
        ("前十大持仓包括阑海（LHA.US）等", "阑海(LHA.US", "company", "阑海"),
        (
            "日前发布《云纱行业规范条件（2030年版）》",
            "云纱行业规范条件(2030年版",
            "policy",
            "云纱行业规范条件(2030年版)",
        ),
        ("由）阑海投资", ")阑海投资", "fund", "阑海投资"),
        ("公司旗下的Brelm Financial发布报告", "Financial", "company", "Brelm Financial"),
        ("公司旗下的Brelm Financial发布报告", "Brelm", "company", "Brelm Financial"),
        ("创始人Dr. Olive Brelm表示，公司会继续", "Olive Brelm", "person", "Olive Brelm"),
        ("公司首席执行官CEO Brelm发布报告", "Brelm", "person", "Brelm"),
        ("Brelm Ventures领投了这家公司", "Brelm Ventures", "fund", "Brelm Ventures"),
    ],
)
def test_how_far_a_name_reaches(text: str, name: str, kind: str, wanted: str) -> None:
    assert _believed(text, name, kind) == wanted


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("看跌期权（TSLQ.US）大跌", "TSLQ.US", "fund"),
        ("下丘脑（hypothalamus）的神经细胞", "hypothalamus", "company"),
        ("The founders of Brelm met the press on Monday.", "Brelm", "company"),
        ("详见《大潮来了，谁在裸泳》一文", "大潮来了,谁在裸泳", "policy"),
        ("可再生能源基金（REF）补贴", "REF", "fund"),
        ("他说（A", "(A", "company"),
    ],
)
def test_what_is_not_believed(text: str, name: str, kind: str) -> None:
    assert _believed(text, name, kind) is None


def test_a_report_may_be_an_official_document() -> None:
    assert _believed("发布《云纱产业发展报告》", "云纱产业发展报告", "policy") == "云纱产业发展报告"
