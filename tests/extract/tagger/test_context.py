"""What surrounds a character."""

from guanxi.extract.tagger import context

CODES = {"city": 1, "company": 2}


def _spans(text: str, **names: str) -> list[tuple[int, int, str]]:
    return sorted((text.index(name), text.index(name) + len(name), kind) for name, kind in names.items())


def test_a_list_passes_on_what_its_items_are() -> None:
    text = "优必选、逐际动力、阶梯医疗等8家机器人企业签约。"
    kind, noun, place = context.lists(text, _spans(text, 优必选="company", 逐际动力="company"), CODES)
    unknown = text.index("阶梯")
    assert kind[unknown] == 1 + CODES["company"] * 3 + 2  # two of them, and nothing else
    assert context.NOUN_VALUES[noun[[0, unknown]]].tolist() == [context.text_id("企业")] * 2
    assert place[[0, text.index("逐"), unknown]].tolist() == [1, 2, 3]


def test_a_list_can_say_first_what_it_is_of() -> None:
    _, noun, _ = context.lists("投资方包括红杉、甲乙和丙丁。", [], CODES)
    assert context.NOUN_VALUES[noun[[5, 10]]].tolist() == [context.text_id("投资方")] * 2


def test_a_list_of_mixed_or_unknown_items_says_so() -> None:
    text = "合肥、蔚来、某某。"
    mixed, _, _ = context.lists(text, _spans(text, 合肥="city", 蔚来="company"), CODES)
    unknown, _, _ = context.lists(text, [], CODES)
    assert mixed[0] == 1 + CODES["city"] * 3 + 1
    assert unknown[0] == 1


def test_outside_of_lists_there_is_nothing() -> None:
    for column in context.lists("合肥与蔚来签约。", [(0, 2, "city")], CODES):
        assert not column.any()


def test_the_list_is_what_stands_between_other_marks() -> None:
    text = "据悉,合肥、芜湖。其他"
    kind, _, _ = context.lists(text, [], CODES)
    assert [bool(value) for value in kind] == [mark in "合肥、芜湖" for mark in text]


def test_quotes_and_their_length() -> None:
    text = "《数据安全法》与“六小龙”"
    column = context.quotes(text).tolist()
    assert column[:7] == [0, 10, 10, 10, 10, 10, 0]
    assert column[8:] == [0, 17, 17, 17, 0]


def test_brackets_tell_latin_from_chinese() -> None:
    assert context.brackets("(AI)(简称合投)(甲)").tolist() == [0, 1, 1, 0, 0, 2, 2, 2, 2, 0, 0, 2, 0]


def test_lines_the_first_and_the_short() -> None:
    text = "标题\n作者 张三\n" + "正文" * 20
    column = context.lines(text, is_first=True).tolist()
    assert (column[0], column[3], column[-1]) == (1, 2, 4)
    assert context.lines(text, is_first=False)[0] == 2


def test_numbers_of_texts_are_the_same_everywhere() -> None:
    assert context.text_id("企业") == 787016426
