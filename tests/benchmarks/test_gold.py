"""Reading annotations."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guanxi.benchmarks.scoring.gold import GoldDocument, fingerprint, read_gold
from guanxi.config.errors import ConfigError, InputError

SCORER = Path(__file__).parents[3] / "shared" / "gold" / "score.py"

Annotate = Callable[..., list[GoldDocument]]


@pytest.fixture
def annotate(tmp_path: Path) -> Annotate:
    """Write one annotated document and read it back."""

    def write(text: str, *entities: dict[str, Any]) -> list[GoldDocument]:
        (tmp_path / "texts").mkdir(exist_ok=True)
        (tmp_path / "gold").mkdir(exist_ok=True)
        (tmp_path / "texts" / "a.txt").write_bytes(text.encode())
        annotation = yaml.safe_dump({"doc": "a.txt", "entities": list(entities)}, allow_unicode=True)
        (tmp_path / "gold" / "a.yaml").write_text(annotation, encoding="utf-8")
        return read_gold(tmp_path / "gold", tmp_path / "texts")

    return write


def entity(kind: str, *surfaces: object, **more: Any) -> dict[str, Any]:
    return {"id": surfaces[0], "type": kind, "surfaces": list(surfaces), **more}


def named(document: GoldDocument) -> list[tuple[int, str, str]]:
    return [(s.start, document.text[s.start : s.end], s.type) for s in sorted(document.spans)]


def test_every_occurrence_is_a_mention_and_the_longest_name_wins(annotate: Annotate) -> None:
    names = entity("region", "浙江"), entity("organization", "浙江大学"), entity("organization", "大学城")
    (document,) = annotate("浙江大学城在浙江，浙江！", *names)
    assert named(document) == [(0, "浙江大学", "organization"), (6, "浙江", "region"), (9, "浙江", "region")]


def test_what_is_ignored_shields_a_shorter_name(annotate: Annotate) -> None:
    (document,) = annotate("杭州六小龙在杭州", entity("city", "杭州"), entity("ignore", "杭州六小龙"))
    assert named(document) == [(6, "杭州", "city")]


def test_an_excluded_occurrence_leaves_its_place_to_a_shorter_name(annotate: Annotate) -> None:
    exclude = [{"surface": "合肥建投", "context": "在合肥建投产"}]
    text = "合肥建投在合肥建投产新厂"
    (document,) = annotate(text, entity("fund", "合肥建投", exclude=exclude), entity("city", "合肥"))
    assert named(document) == [(0, "合肥建投", "fund"), (5, "合肥", "city")]


@pytest.mark.parametrize(
    ("text", "script"),
    [("輝達與台積電合作，在臺灣設廠。", "traditional"), ("英伟达与台积电合作，在台湾设厂。吴昇", "simplified")],
)
def test_script_of_a_document(annotate: Annotate, text: str, script: str) -> None:
    assert annotate(text, entity("company", text[:2]))[0].script == script


def test_fingerprint_follows_annotations_and_texts(annotate: Annotate) -> None:
    first = fingerprint(annotate("合肥", entity("city", "合肥")))
    assert fingerprint(annotate("合肥", entity("city", "合肥"))) == first
    other_text = fingerprint(annotate("合肥。", entity("city", "合肥")))
    other_type = fingerprint(annotate("合肥", entity("region", "合肥")))
    assert len({first, other_text, other_type}) == 3


@pytest.mark.parametrize(
    ("wrong", "complaint"),
    [
        (entity("city", "芜湖"), r"a\.yaml:\d+: surface '芜湖' does not stand in the text"),
        (entity("city", 2024), r"a\.yaml:\d+: surface 2024 does not stand in the text"),
        (entity("", "合肥"), r"a\.yaml:\d+: an entity needs a type"),
        (entity("city", "合肥", exclude=[{"surface": "合肥", "context": "在合肥"}]), r"context '在合肥' must stand in"),
        (entity("city", "合肥", exclude=[{"surface": "合肥", "context": "公司"}]), r"context '公司' must stand in"),
    ],
)
def test_what_is_wrong_in_an_annotation_is_said_with_its_line(
    annotate: Annotate, wrong: dict[str, Any], complaint: str
) -> None:
    with pytest.raises(ConfigError, match=complaint):
        annotate("合肥的公司2024", wrong)


def test_what_is_missing_is_said(annotate: Annotate, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="mark no mention"):
        annotate("合肥", entity("ignore", "合肥"))
    with pytest.raises(InputError, match="nowhere is not a folder"):
        read_gold(tmp_path / "nowhere", tmp_path / "texts")
    with pytest.raises(InputError, match="holds no annotations"):
        read_gold(tmp_path / "texts", tmp_path / "texts")
    (tmp_path / "texts" / "a.txt").write_bytes("合肥".encode("gb18030"))
    with pytest.raises(InputError, match=r"a\.txt is not UTF-8"):
        read_gold(tmp_path / "gold", tmp_path / "texts")
    (tmp_path / "texts" / "a.txt").unlink()
    with pytest.raises(ConfigError, match=r"a\.yaml:1: 'doc' must name a \.txt file"):
        read_gold(tmp_path / "gold", tmp_path / "texts")


@pytest.mark.skipif(not SCORER.is_file(), reason="no scorer beside the checkout")
@given(
    text=st.text("甲乙丙", min_size=4, max_size=12),
    cuts=st.lists(st.tuples(st.integers(0, 3), st.integers(1, 3), st.booleans()), min_size=1, max_size=4),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
def test_we_read_the_gold_as_the_scorer_does(annotate: Annotate, text: str, cuts: list[tuple[int, int, bool]]) -> None:
    entities: list[dict[str, Any]] = []
    for start, length, excluded in cuts:
        if surface := text[start : start + length]:
            context = {"surface": surface, "context": text[: start + length]}
            entities.append(entity(f"t{len(entities)}", surface, exclude=[context] if excluded else []))
    spec = importlib.util.spec_from_file_location("scorer", SCORER)
    assert spec is not None and spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    wanted = {
        (start, end, kind) for _, start, end, kind, _ in scorer.gold_spans({"doc": "a", "entities": entities}, text)
    }
    if wanted:
        assert {(s.start, s.end, s.type) for s in annotate(text, *entities)[0].spans} == wanted
    else:
        with pytest.raises(InputError, match=re.escape("mark no mention")):
            annotate(text, *entities)
