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
from guanxi.config.errors import InputError

SCORER = Path(__file__).parents[3] / "shared" / "gold" / "score.py"

TYPES = ("city", "fund", "region", "company", "organization", *(f"t{i}" for i in range(4)))
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
        return read_gold(tmp_path / "gold", tmp_path / "texts", types=TYPES)

    return write


def entity(kind: str, *surfaces: object, **more: Any) -> dict[str, Any]:
    return {"id": surfaces[0], "type": kind, "surfaces": list(surfaces), **more}


def named(document: GoldDocument) -> list[tuple[int, str, str]]:
    return [(s.start, document.text[s.start : s.end], s.type) for s in sorted(document.spans)]


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


def test_annotations_without_names_are_told(annotate: Annotate) -> None:
    with pytest.raises(InputError, match="mark no mention"):
        annotate("合肥", entity("ignore", "合肥"))


@pytest.mark.skipif(not SCORER.is_file(), reason="no scorer beside the checkout")
@given(
    text=st.text("甲乙丙", min_size=4, max_size=12),
    cuts=st.lists(st.tuples(st.integers(0, 3), st.integers(1, 3), st.booleans()), min_size=1, max_size=4),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_we_read_the_gold_as_the_scorer_does(annotate: Annotate, text: str, cuts: list[tuple[int, int, bool]]) -> None:
    entities: list[dict[str, Any]] = []
    for start, length, excluded in cuts:
        if surface := text[start : start + length]:
            context = {"surface": surface, "context": text[: start + length]}
            is_excluded = excluded and text.count(context["context"]) == 1
            entities.append(entity(f"t{len(entities)}", surface, exclude=[context] if is_excluded else []))
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
