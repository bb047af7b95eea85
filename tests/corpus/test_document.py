"""Ids of documents come from their content."""

from guanxi.corpus.document import content_id


def test_a_byte_order_mark_does_not_count_but_blanks_do() -> None:
    assert content_id("合肥") == content_id("\ufeff合肥")
    assert content_id("合肥") != content_id("合肥\n")
    assert content_id("a\r\nb") != content_id("a\nb")
    assert len(content_id("")) == 16


def test_lone_surrogates_have_an_id_too() -> None:
    assert content_id("\ud800") != content_id("")
