"""Names heard in unannotated texts."""

from guanxi.extract.tagger.names import Heard, Listener, Names

TEXTS = ["阶梯医疗签约。阶梯医疗上市。", "投资阶梯医疗。合肥好。", "合肥与合肥市。爬阶梯医疗费。"]


def _listen() -> Names:
    listener = Listener()
    listener.hear(TEXTS[0], [(0, 4, "company"), (7, 11, "company")])
    listener.hear(TEXTS[1], [(2, 6, "company"), (7, 9, "city")])
    listener.hear(TEXTS[2], [(0, 2, "region"), (3, 5, "city"), (9, 11, "person")])
    return listener.names(TEXTS)


def test_a_name_counts_once_a_document_and_needs_two() -> None:
    assert [(heard.name, heard.type) for heard in _listen().heard] == [("合肥", "city"), ("阶梯医疗", "company")]


def test_the_level_tells_how_often_and_whether_it_is_always_a_name() -> None:
    city, company = _listen().heard
    assert (city.level, company.level) == (1, 1)
    listener = Listener()
    for text in TEXTS[:2]:
        listener.hear(text, [(0, 2, "company")])
    assert not listener.names(TEXTS).heard  # 阶梯 and 投资: once each


def test_standings_inside_latin_words_are_none() -> None:
    names = Names([Heard("ai", "product", 0), Heard("合肥", "city", 1)])
    assert [(start, end) for start, end, _ in names.find("ai在合肥said, ai2")] == [(0, 2), (3, 5)]


def test_nothing_heard_nothing_found() -> None:
    assert list(Names([]).find("\0合肥")) == []
