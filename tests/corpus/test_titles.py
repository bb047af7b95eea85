"""Titles: a short first line that is no sentence."""

import pytest

from guanxi.corpus.titles import find_title


@pytest.mark.parametrize("text", ["合肥新政\n正文。", "\n\n　合肥新政 \r\n\r\n正文。", "合肥新政\n\n\n正"])
def test_first_line(text: str) -> None:
    assert find_title(text) == "合肥新政"


@pytest.mark.parametrize(
    "text", ["", "合肥新政", "合肥新政\n \n", "合肥发布新政。\n正文", "“合肥发布新政。”\n正文", "合" * 61 + "\n正文"]
)
def test_no_title(text: str) -> None:
    assert find_title(text) is None


def test_questions_are_titles() -> None:
    assert find_title("合肥凭什么？\n正文。") == "合肥凭什么？"
