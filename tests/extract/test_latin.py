"""Latin names by the word that says what they are."""

import pytest

from guanxi.extract.engines.latin import LatinExtractor

from .conftest import MakePassage


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("由Green Heron Capital领投", {"Green Heron Capital": "fund"}),
        ("Duckling Fund II, LP与Otter Ventures 3参投", {"Duckling Fund II, LP": "fund", "Otter Ventures 3": "fund"}),
        ("收购Alder & Ash Holdings PLC。", {"Alder & Ash Holdings PLC": "company"}),
        ("Redwood (China) Robotics Co., Ltd.上市", {}),
        ("Redwood Robotics Co., Ltd.上市", {"Redwood Robotics Co., Ltd.": "company"}),
        ("University of Kent Law School的研究", {"University of Kent Law School": "organization"}),
        ("Capital is here, The Times", {"The Times": "organization"}),
        ("iPhone与Demo Day、mRNA", {}),
        ("XGreen Capitals", {}),
        ("", {}),
    ],
)
def test_the_last_word_says_what_it_is(make_passage: MakePassage, text: str, names: dict[str, str]) -> None:
    assert {m.text: m.type for m in LatinExtractor().extract(make_passage(text))} == names


def test_capitals_without_end_are_read_in_one_go(make_passage: MakePassage) -> None:
    assert list(LatinExtractor().extract(make_passage("Aa " * 20_000))) == []
