"""The manifest: checked, and replaced atomically."""

from pathlib import Path

import pytest

from guanxi.config.errors import GraphError
from guanxi.graph.store.folder import FORMAT, GraphFolder, replace_atomically


def test_the_manifest_names_whole_shards(small_graph: Path) -> None:
    manifest = GraphFolder(small_graph).read_manifest()
    stems = {path.name.split(".")[0] for path in (small_graph / "shards").iterdir()}
    assert {stem for stem, _ in manifest.shards} == stems


@pytest.mark.parametrize("damage", ["", "{", "[]", f'{{"format": {FORMAT}, "checksum": "x"}}'])
def test_a_damaged_manifest_is_told(small_graph: Path, damage: str) -> None:
    (small_graph / "manifest.json").write_text(damage, encoding="utf-8")
    with pytest.raises(GraphError, match="damaged"):
        GraphFolder(small_graph).read_manifest()


def test_a_changed_manifest_is_told(small_graph: Path) -> None:
    path = small_graph / "manifest.json"
    path.write_text(path.read_text(encoding="utf-8").replace("sentence", "document"), encoding="utf-8")
    with pytest.raises(GraphError, match="checksum"):
        GraphFolder(small_graph).read_manifest()


def test_a_manifest_of_another_version_is_told(small_graph: Path) -> None:
    path = small_graph / "manifest.json"
    path.write_text('{"format": 5, "window": "sentence", "shards": [], "checksum": "x"}', encoding="utf-8")
    with pytest.raises(GraphError, match="made by another version of guanxi; build the graph again"):
        GraphFolder(small_graph).read_manifest()


def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old", encoding="utf-8")

    def half(beside: Path) -> None:
        beside.write_text("ne", encoding="utf-8")
        raise OSError("full")

    with pytest.raises(OSError, match="full"):
        replace_atomically(path, half)
    assert path.read_text(encoding="utf-8") == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]
