"""Engines of other packages: what they give is checked, and said in one line."""

from collections.abc import Iterable
from dataclasses import replace
from importlib.metadata import EntryPoint

import pytest

from guanxi.config import registry
from guanxi.config.errors import ConfigError
from guanxi.config.settings import ExtractorSettings, load_settings
from guanxi.corpus.document import Document
from guanxi.extract.foreign import Foreign
from guanxi.extract.mention import Mention
from guanxi.extract.passage import Passage
from guanxi.extract.pipeline import Pipeline

from .conftest import MakePassage

HEFEI = Mention("d", 0, 0, 2, "合肥", "city", "mine", 0.5)


class Engine:
    def __init__(self, found: object) -> None:
        self.found = found

    def extract(self, _: Passage) -> Iterable[Mention]:
        return self.found  # type: ignore[return-value]


def foreign(found: object) -> Foreign:
    return Foreign("mine", Engine(found), ["city", "company"])


def test_what_is_right_goes_through(make_passage: MakePassage) -> None:
    assert list(foreign(iter([HEFEI])).extract(make_passage("合肥好。"))) == [HEFEI]


def test_a_mention_over_the_end_of_a_sentence_is_left_out(make_passage: MakePassage) -> None:
    over = HEFEI._replace(start=1, end=4, text="肥。上")
    assert list(foreign([over, HEFEI]).extract(make_passage("合肥。上海。"))) == [HEFEI]


@pytest.mark.parametrize(
    ("found", "told"),
    [
        (None, "'mine' must return mentions, not None"),
        (["合肥"], "'mine' gave '合肥', which is no Mention"),
        ([HEFEI._replace(end=9)], "outside of the passage"),
        ([HEFEI._replace(start=-2, end=0)], "outside of the passage"),
        ([HEFEI._replace(text="上海")], "does not stand where it says"),
        ([HEFEI._replace(sentence=1)], "does not stand where it says"),
        ([HEFEI._replace(document="e")], "does not stand where it says"),
        ([HEFEI._replace(type="ship")], "of type 'ship'; there are: city, company"),
        ([HEFEI._replace(score=0.0)], "score 0.0"),
        ([HEFEI._replace(score=1.5)], "score 1.5"),
        ([HEFEI._replace(score=float("nan"))], "score nan"),
    ],
)
def test_what_is_wrong_is_said(found: object, told: str, make_passage: MakePassage) -> None:
    with pytest.raises(ConfigError) as caught:
        list(foreign(found).extract(make_passage("合肥。上海。")))
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)


def test_engines_of_other_packages_are_checked_in_a_pipeline(monkeypatch: pytest.MonkeyPatch) -> None:
    point = EntryPoint("mine", f"{__name__}:create", registry.EXTRACTORS)
    known = registry.available(registry.EXTRACTORS)
    monkeypatch.setattr(registry, "available", lambda _: {**known, "mine": point})
    monkeypatch.setattr(EntryPoint, "load", lambda self: create)
    settings = load_settings()
    mine = replace(settings, profile="fast", extractors={"mine": ExtractorSettings("mine", 1.0, {})})
    assert not registry.is_own(registry.EXTRACTORS, "mine")
    assert registry.is_own(registry.EXTRACTORS, "lexicon")
    with pytest.raises(ConfigError, match="'mine' must return mentions"):
        Pipeline(mine).extract(Document("d", "合肥好。", "d.txt"))


def create(*_: object) -> Engine:
    return Engine(None)
