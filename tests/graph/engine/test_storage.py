"""Documents and graphs in object storage: as on disk."""

from __future__ import annotations

import importlib.util
import logging
import re
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from pyarrow.fs import FileSelector, FileSystem, FileType

from guanxi.config.errors import ConfigError, GraphError, InputError
from guanxi.config.settings import Settings
from guanxi.corpus.remote import storage
from guanxi.graph.build import build
from guanxi.graph.extraction import Progress
from guanxi.graph.store.bucket import Bucket, Mirror
from guanxi.graph.store.folder import LOCK
from guanxi.graph.store.shards import SCHEMAS

from ...conftest import exported

server = pytest.importorskip("moto.server", reason="needs pip install 'moto[s3,server]'")
pytestmark = [
    pytest.mark.usefixtures("bucket"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]
ENGINES = ["local", *(["daft"] if importlib.util.find_spec("daft") else [])]


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch, articles: Path) -> Iterator[None]:
    """A storage of this machine, with the articles in s3://news/in."""
    running = server.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    address = f"http://{host}:{port}"
    for name, value in {
        "ENDPOINT_URL": address,
        "ACCESS_KEY_ID": "a",
        "SECRET_ACCESS_KEY": "b",
        "REGION": "us-east-1",
    }.items():
        monkeypatch.setenv(f"AWS_{name}", value)
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    storage.cache_clear()
    for place, method in (("moto-api/reset", "POST"), ("news", "PUT")):
        urllib.request.urlopen(urllib.request.Request(f"{address}/{place}", method=method)).close()
    for path in sorted(articles.iterdir()):
        Bucket("s3://news/in").put(path, path.name)
    Bucket("s3://news/in").put(path, ".hidden/secret.txt")
    Bucket("s3://news/in").put(path, "old.guanxi/shards/text.txt")
    yield
    storage.cache_clear()
    running.stop()


def fetched(url: str, folder: Path) -> Path:
    """A graph as it stands in the storage."""
    for name in Bucket(url).names():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        Bucket(url).fetch(name, folder / name)
    return folder


class _BreakingOff:
    """A storage in which every upload ends with Ctrl-C at its third piece."""

    def __init__(self, whole: FileSystem) -> None:
        self._whole = whole

    def __getattr__(self, name: str) -> Any:
        return getattr(self._whole, name)

    @contextmanager
    def open_output_stream(self, key: str) -> Iterator[SimpleNamespace]:
        pieces = []

        def write(piece: bytes) -> None:
            pieces.append(stream.write(piece))
            if len(pieces) == 3:
                raise KeyboardInterrupt

        with self._whole.open_output_stream(key) as stream:
            yield SimpleNamespace(write=write)


def test_an_upload_that_is_broken_off_leaves_the_old_object(tmp_path: Path) -> None:
    (tmp_path / "old").write_bytes(b"old")
    (tmp_path / "new").write_bytes(bytes(1000))
    bucket = Bucket("s3://news/out")
    bucket.replace(tmp_path / "old", "graph.sqlite")
    with pytest.MonkeyPatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr("guanxi.graph.store.bucket._CHUNK", 100)
        patch.setattr("guanxi.graph.store.bucket.storage", lambda: _BreakingOff(storage()))
        bucket.replace(tmp_path / "new", "graph.sqlite")
    assert bucket.names() == ["graph.sqlite"]
    assert bucket.fetch("graph.sqlite", tmp_path / "found") and (tmp_path / "found").read_bytes() == b"old"


@pytest.mark.parametrize("engine", ENGINES)
def test_the_graph_is_that_of_a_folder(
    engine: str, settings: Settings, expected: dict[str, str], tmp_path: Path, small_parts: None
) -> None:
    report = build("s3://news/in/", "s3://news/a.guanxi", settings=settings, engine=engine, workers=2)
    assert (report.path, report.documents) == ("s3://news/a.guanxi", 42)
    assert [item.source for item in report.unreadable] == ["more.jsonl", "old.doc"]
    graph = fetched("s3://news/a.guanxi", tmp_path / "a.guanxi")
    assert sorted(path.name for path in graph.iterdir()) == ["graph.sqlite", "manifest.json", "shards"]
    assert exported(graph, tmp_path / "out") == expected


@pytest.mark.parametrize("engine", ENGINES)
def test_what_is_finished_is_not_made_again(
    engine: str, articles: Path, settings: Settings, tmp_path: Path, small_parts: None
) -> None:
    def stop(now: Progress) -> None:
        if now.stage == "reposts":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build([articles], "s3://news/a.guanxi", settings=settings, engine=engine, workers=1, progress=stop)
    assert {name.partition("/")[0] for name in Bucket("s3://news/a.guanxi").names()} == {"shards"}
    report = build([articles], "s3://news/a.guanxi", settings=settings, engine=engine, workers=1)
    assert report.reused == report.shards > 0


def test_shards_that_are_of_no_use_go_and_the_ledger_stays(articles: Path, settings: Settings, tmp_path: Path) -> None:
    build([articles], "s3://news/a.guanxi", settings=settings)
    before = set(Bucket("s3://news/a.guanxi").names())
    ledger = tmp_path / "ledger.yaml"
    ledger.write_text("decisions: []\n", encoding="utf-8")
    Bucket("s3://news/a.guanxi").put(ledger, "ledger.yaml")
    build([articles / "00.txt"], "s3://news/a.guanxi", settings=settings)
    after = set(Bucket("s3://news/a.guanxi").names())
    assert len(after) == len(before) + 1
    assert before & after == {"graph.sqlite", "manifest.json"}
    Bucket("s3://news/a.guanxi").fetch("ledger.yaml", tmp_path / "again")
    assert (tmp_path / "again").read_bytes() == ledger.read_bytes()


def test_a_shard_that_differs_from_the_manifest_is_made_again(
    articles: Path, settings: Settings, expected: dict[str, str], tmp_path: Path
) -> None:
    build([articles], "s3://news/a.guanxi", settings=settings)
    (name,) = (name for name in Bucket("s3://news/a.guanxi").names() if name.endswith(".aliases.parquet"))
    (other,) = (name for name in Bucket("s3://news/a.guanxi").names() if name.endswith(".mentions.parquet"))
    Bucket("s3://news/a.guanxi").fetch(other, tmp_path / "other")
    Bucket("s3://news/a.guanxi").put(tmp_path / "other", name)
    report = build([articles], "s3://news/a.guanxi", settings=settings)
    assert report.reused == 0
    assert exported(fetched("s3://news/a.guanxi", tmp_path / "a.guanxi"), tmp_path / "out") == expected


def test_what_is_not_there_is_told_in_one_line(articles: Path, settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"^s3://news/none: no such file or folder$"):
        build("s3://news/none", tmp_path / "a.guanxi", settings=settings)
    with pytest.raises(InputError, match=r"^s3://other/in: "):
        build("s3://other/in", tmp_path / "a.guanxi", settings=settings)
    with pytest.raises(GraphError, match=r"^s3://news/in exists and is not a graph"):
        build([articles], "s3://news/in", settings=settings)
    found = storage().get_file_info(FileSelector("news", recursive=True))
    assert not [info.path for info in found if info.type == FileType.File and not info.path.startswith("news/in/")]


def test_what_cannot_be_written_is_told_before_anything_is_read(articles: Path, settings: Settings) -> None:
    seen: list[Progress] = []
    with pytest.raises(GraphError, match=r"^s3://other/a\.guanxi: the storage cannot be used: .*bucket does not exist"):
        build([articles], "s3://other/a.guanxi", settings=settings, progress=seen.append)
    assert not seen


@pytest.mark.parametrize("url", ["s3://", "s3://news//x", "s3://news/a/../b", "s3://news/.."])
def test_addresses_that_cannot_be_are_told_in_one_line(
    url: str, articles: Path, settings: Settings, tmp_path: Path
) -> None:
    with pytest.raises(GraphError, match=f"^{re.escape(url)}: .*: an address is s3://bucket/folder"):
        build([articles], url, settings=settings)
    with pytest.raises(InputError, match=f"^{re.escape(url)}: .*: an address is s3://bucket/folder"):
        build([url], tmp_path / "a.guanxi", settings=settings)


def test_errors_name_the_graph_and_not_its_copy_here(articles: Path, settings: Settings, tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.yaml"
    ledger.write_text("decisions: 7\n", encoding="utf-8")
    Bucket("s3://news/a.guanxi").put(ledger, "ledger.yaml")
    Bucket("s3://news/a.guanxi").put(ledger, "manifest.json")
    with pytest.raises(ConfigError, match=r"^s3://news/a\.guanxi/ledger\.yaml:"):
        build([articles], "s3://news/a.guanxi", settings=settings)


def test_what_is_found_finished_is_fetched_once(
    articles: Path, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build([articles], "s3://news/a.guanxi", settings=settings)
    got: list[str] = []
    before = Bucket.fetch

    def noted(bucket: Bucket, name: str, path: Path) -> bool:
        got.append(name)
        return before(bucket, name, path)

    monkeypatch.setattr(Bucket, "fetch", noted)
    assert build([articles], "s3://news/a.guanxi", settings=settings).reused == 1
    assert sorted(name.split(".")[1] for name in got if name.startswith("shards/")) == sorted(SCHEMAS)


def test_the_graph_is_put_last(
    articles: Path, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put: list[str] = []
    before = Bucket.put

    def noted(bucket: Bucket, path: Path, name: str) -> None:
        put.append(name)
        before(bucket, path, name)

    monkeypatch.setattr(Bucket, "put", noted)
    build([articles], "s3://news/a.guanxi", settings=settings)
    lock, *shards, manifest, graph = put
    assert lock == LOCK  # and is gone again
    assert [name.split(".")[1] for name in shards] == ["aliases", "mentions", "sentences", "documents"]
    assert (manifest, graph) == ("manifest.json.new", "graph.sqlite.new")  # and copied from there
    assert Mirror("s3://news/a.guanxi", tmp_path).folder.read_manifest().shards
