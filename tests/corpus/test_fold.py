"""Folding keeps length, whatever the text."""

from hypothesis import given
from hypothesis import strategies as st

from guanxi.corpus.fold import fold, is_traditional, lower, name_key, simplified_name, simplify


@given(st.text())
def test_folding_keeps_length(text: str) -> None:
    assert len(simplify(text)) == len(text)
    assert len(lower(text)) == len(text)
    assert simplify(simplify(text)) == simplify(text)


def test_script_width_and_case() -> None:
    assert simplify("輝達（ＮＶＩＤＩＡ）") == "辉达(NVIDIA)"
    assert lower("DeepSeek-Ｒ１") == "deepseek-Ｒ１"


@given(st.text(st.sampled_from("輝達辉达ＮＩ３　、・–昇腾Aa\U0001f600\U00020000\ud800"), max_size=12))
def test_long_texts_are_folded_like_their_characters(text: str) -> None:
    long = text + "國产" * 40
    assert simplify(long) == "".join(map(simplify, long))
    assert lower(long) == "".join(map(lower, long))
    assert fold(long) == "".join(map(fold, long)) == lower(simplify(long))
    assert fold(text) == lower(simplify(text))


def test_names_keep_characters_that_simplified_ones_are_written_with() -> None:
    assert [simplified_name(name) for name in ("輝達", "昇腾", "華為昇騰", "哪吒汽車")] == [
        "辉达",
        "昇腾",
        "华为昇腾",
        "哪吒汽车",
    ]


def test_traditional_texts_are_told_by_their_share_of_such_characters() -> None:
    assert is_traditional("輝達在合肥設立中心。")
    assert not is_traditional("辉达在合肥设立中心，昇腾、哪吒也在，还有一家公司叫臺积电。")
    assert not is_traditional("ＮＶＩＤＩＡ，「！」")


def test_spellings_of_one_name_have_one_key() -> None:
    assert name_key("《黑神話：悟空》") == name_key("黑神话:悟空")
    assert name_key("讯飞星火 4.0 Turbo") == name_key("讯飞星火4.0turbo")
    assert name_key("《》") != ""
    assert name_key("华为") != name_key("华美")
