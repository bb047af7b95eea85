"""Reading: which files, in which order, under which names, and what becomes of those that cannot be read."""

import gzip
import io
import json
import os
import re
import socket
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from guanxi.config.errors import ConfigError, InputError
from guanxi.corpus.document import Document, content_id, origin_of
from guanxi.corpus.read import Unreadable, read_documents
from guanxi.corpus.walk import find_files

LIMIT = 1_000_000


def read(*inputs: str | Path, **options: Any) -> tuple[list[Document], list[Unreadable]]:
    bad: list[Unreadable] = []
    documents = list(read_documents(inputs, **{"max_bytes": LIMIT, "on_unreadable": bad.append, **options}))
    return documents, bad


def sources(*inputs: str | Path) -> list[str]:
    documents, bad = read(*inputs)
    assert bad == []
    return [document.source for document in documents]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.txt", "a/z.txt", "a/y.MD", "a-b.txt", ".hidden.txt", ".git/x.txt", "a/~$z.docx", "p.png", "c.yaml"):
        path = tmp_path / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"这是{name}的正文。", encoding="utf-8")
    return tmp_path / "docs"


def test_document(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("\ufeff合肥新政\r\n2025-03-01\r\n正文。".encode())
    text = "合肥新政\r\n2025-03-01\r\n正文。"
    expected = Document(content_id(text), text, "a.txt", "合肥新政", "2025-03-01", {"encoding": "utf-8"})
    expected = replace(expected, date_from="text", origin=origin_of(str(tmp_path / "a.txt")))
    assert read(tmp_path / "a.txt") == ([expected], [])


def test_folders_in_order_without_what_is_hidden_or_no_document(folder: Path) -> None:
    assert sources(folder) == ["a-b.txt", "a/y.MD", "a/z.txt", "b.txt"]


def test_order_of_arguments_does_not_matter(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("别的正文。", encoding="utf-8")
    inputs: list[str | Path] = [folder, str(other), folder / "b.txt", folder / "a"]
    assert sources(*inputs) == sources(*reversed(inputs)) == sources(folder, other)


def test_links(folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "o.txt").write_text("外面的正文。", encoding="utf-8")
    (folder / "a" / "loop").symlink_to(folder)
    (folder / "0.txt").symlink_to(folder / "b.txt")
    (folder / "link").symlink_to(outside)
    (outside / "back").symlink_to(folder)
    (folder / "o.txt").symlink_to(outside / "o.txt")
    (folder / "o.png").symlink_to(outside / "o.txt")
    (folder / "d").symlink_to("/dev/zero")
    (folder / "gone.txt").symlink_to(tmp_path / "nothing")
    documents, bad = read(folder)
    assert [document.source for document in documents] == ["a-b.txt", "a/y.MD", "a/z.txt", "b.txt"]
    reason = "link to outside the folder: name the target as an input of its own"
    assert [(item.source, item.reason) for item in bad] == [
        ("d", reason),
        ("gone.txt", "link to nothing"),
        ("link", reason),
        ("o.txt", reason),
    ]
    documents, bad = read(folder, outside)
    assert [document.source for document in documents] == ["a-b.txt", "a/y.MD", "a/z.txt", "b.txt", "o.txt"]
    assert [item.source for item in bad] == ["d", "gone.txt"]


def test_links_inside_a_folder_are_followed(folder: Path) -> None:
    (folder / "seen.txt").symlink_to(".hidden.txt")
    (folder / "seen").symlink_to(folder / ".git")
    (folder / ".git" / "loop").symlink_to(folder / ".git")
    (folder / "twice").symlink_to(folder / ".git")
    assert sources(folder) == ["a-b.txt", "a/y.MD", "a/z.txt", "b.txt", "seen/x.txt", "seen.txt"]


def test_a_folder_and_what_is_in_it_are_read_once(folder: Path) -> None:
    inner = sources(folder, folder / "a", folder / ".git", folder / "a" / "z.txt")
    assert sorted(inner) == ["a-b.txt", "a/y.MD", "a/z.txt", "b.txt", "x.txt"]


def test_what_is_reached_by_two_ways_is_read_once(folder: Path) -> None:
    (folder / ".git" / "x.txt").rename(folder / "a" / ".x.txt")
    (folder / "a" / "x-link.txt").symlink_to(folder / "a" / ".x.txt")
    (folder / "a" / ".deep").mkdir()
    (folder / "a" / ".deep" / "y.txt").write_text("深处。", encoding="utf-8")
    (folder / "a" / "deep").symlink_to(".deep")
    inputs = folder / "a", folder / "a" / ".deep", folder / "a" / ".x.txt"
    assert sorted(sources(*inputs)) == [".x.txt", "deep/y.txt", "y.MD", "z.txt"]


def test_a_file_given_by_name_is_read_though_its_folder_cannot_be_listed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: str) -> Any:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "scandir", refuse)
    files = list(find_files([folder, folder / "a" / "z.txt"]))
    assert [(item.source, isinstance(item, Unreadable)) for item in files] == [("docs", True), ("a/z.txt", False)]


def test_a_linked_folder_that_cannot_be_opened_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scandir = os.scandir

    def refuse(path: str) -> Any:
        if os.path.basename(path) == "seen":
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    (folder / "seen").symlink_to(folder / ".git")
    monkeypatch.setattr(os, "scandir", refuse)
    assert [item.source for item in read(folder)[1]] == ["seen"]


def test_a_folder_is_opened_when_its_turn_comes(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = []
    scandir = os.scandir

    def open_folder(path: str) -> Any:
        opened.append(os.path.basename(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", open_folder)
    files = find_files([folder])
    assert next(files).source == "a-b.txt" and opened == ["docs"]
    assert next(files).source == "a/y.MD" and opened == ["docs", "a"]


def test_inputs_may_be_links(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file.txt").symlink_to(folder / "b.txt")
    (tmp_path / "folder").symlink_to(folder)
    assert sources(tmp_path / "file.txt") == ["file.txt"]
    assert sources(tmp_path / "folder") == ["a-b.txt", "a/y.MD", "a/z.txt", "b.txt"]


def test_folders_whose_names_begin_alike_are_not_inside(tmp_path: Path) -> None:
    for name in ("docs", "docs2"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text("正文。", encoding="utf-8")
    (tmp_path / "docs" / "b").symlink_to(tmp_path / "docs2")
    documents, bad = read(tmp_path / "docs")
    assert (len(documents), [item.source for item in bad]) == (1, ["b"])


def test_graphs_in_folders_are_passed_over(folder: Path) -> None:
    for name in ("my.guanxi", "other", "shards", "half.guanxi"):
        (folder / name / "shards").mkdir(parents=True)
        (folder / name / "manifest.json").write_text("{}")
    for name in ("my.guanxi", "other"):
        (folder / name / "graph.sqlite").touch()
    (folder / "latest").symlink_to("half.guanxi")
    documents, bad = read(folder)
    assert [document.source for document in documents] == ["a-b.txt", "a/y.MD", "a/z.txt", "b.txt"]
    assert [item.source for item in bad] == ["shards/manifest.json"]
    for name in ("my.guanxi", "other"):
        path = str(folder / name)
        assert read(path) == ([], [Unreadable(name, "this is a graph, not a folder of documents", path)])
    assert [item.source for item in read(folder / "half.guanxi")[1]] == ["manifest.json"]


def test_pipes_and_sockets_in_folders_are_left_alone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(folder / "pipe.txt")
    monkeypatch.chdir(folder)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket.txt")
        assert sources(folder) == ["a-b.txt", "a/y.MD", "a/z.txt", "b.txt"]


def test_pipes_and_devices_given_by_name_are_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    for path in (tmp_path / "pipe.txt", "/dev/zero"):
        documents, bad = read(path)
        assert documents == []
        assert [item.reason for item in bad] == ["a pipe or device, not a file: pipe JSON lines into - instead"]


def test_folders_that_cannot_be_opened_are_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: str) -> Any:
        if os.path.basename(path) == "a":
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    scandir = os.scandir
    monkeypatch.setattr(os, "scandir", refuse)
    documents, bad = read(folder)
    assert [document.source for document in documents] == ["a-b.txt", "b.txt"]
    assert bad == [Unreadable("a", "folder cannot be opened: permission denied", str(folder / "a"))]
    assert [item.source for item in read(folder / "a")[1]] == ["a"]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_names_that_cannot_be_decoded_or_printed(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"\xb0\xc5.txt")).write_text("正文。", encoding="utf-8")
    (tmp_path / "a\nb\x1b[1m　c.txt").write_text("正文二。", encoding="utf-8")
    assert sources(tmp_path) == ["a\\nb\\x1b[1m　c.txt", "\\xb0\\xc5.txt"]


def test_kinds_that_are_not_read_are_named(tmp_path: Path) -> None:
    for name in ("a.doc", "b.xlsx", "c.tar.gz", "d.xyz", "README"):
        (tmp_path / name).write_text("正文。", encoding="utf-8")
    _, bad = read(tmp_path)
    assert [item.source for item in bad] == ["README", "a.doc", "b.xlsx", "c.tar.gz", "d.xyz"]
    assert bad[0].reason == "unknown kind of file: give the file itself to read it as text"
    assert bad[4].reason == "unknown kind .xyz: give the file itself to read it as text"
    assert bad[1] == Unreadable("a.doc", "this kind is not read: save it as .docx or .txt", str(tmp_path / "a.doc"))
    documents, bad = read(tmp_path, tmp_path / "d.xyz", tmp_path / "a.doc")
    assert [document.source for document in documents] == ["d.xyz"]
    assert "d.xyz" not in [item.source for item in bad]


def test_files_given_by_name_are_text_unless_they_are_not(tmp_path: Path) -> None:
    (tmp_path / "notes").write_text("正文。", encoding="utf-8")
    (tmp_path / "p.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0")
    documents, bad = read(tmp_path / "notes", tmp_path / "p.png")
    assert [document.text for document in documents] == ["正文。"]
    assert bad == [Unreadable("p.png", "binary, not text", str(tmp_path / "p.png"))]


BROKEN: dict[str, tuple[bytes, str]] = {
    "empty.txt": (b"", "empty file"),
    "bad.docx": (b"x", "damaged Word file"),
    "bad.pdf": (b"x", "damaged PDF"),
    "bad.json": (b"{", "not JSON"),
    "bad.csv": (b"a,b\n", "no column is called text"),
    "bad2.csv": (b'"a\nb\x1b[1m",b\n', r"no column is called .*: a b\\x1b\[1m, b$"),
    "bad.html": (b"<html></html>", "no text in this page"),
    "bad.txt.gz": (b"x", "damaged gzip file"),
    "cut.txt.gz": (gzip.compress("正文。".encode() * 100)[:-12], "damaged gzip file"),
    "lines.jsonl": (b'{"text": "x"}\nx\n', "line 2: not JSON"),
    "cut.jsonl.gz": (gzip.compress(b'{"text": "x"}\n')[:-4], "damaged gzip file"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_cannot_be_read_is_named_and_the_rest_is_read(name: str, tmp_path: Path) -> None:
    data, reason = BROKEN[name]
    (tmp_path / name).write_bytes(data)
    (tmp_path / "z.txt").write_text("正文。", encoding="utf-8")
    documents, bad = read(tmp_path)
    assert documents[-1].source == "z.txt"
    assert [(item.source, item.path) for item in bad] == [(name, str(tmp_path / name))]
    assert re.match(reason, bad[0].reason) and "\n" not in bad[0].reason
    with pytest.raises(InputError, match=f"{name}: {reason}"):
        read(tmp_path, strict=True)


def test_missing_input_is_told_before_anything_is_read(folder: Path) -> None:
    with pytest.raises(InputError, match="nowhere: no such file or folder"):
        read_documents([folder, folder / "nowhere"], max_bytes=LIMIT, on_unreadable=print)
    with pytest.raises(InputError, match="no such file"):
        read_documents(["\udcff\ud800"], max_bytes=LIMIT, on_unreadable=print)


def test_encoding(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("合肥".encode("utf-16-be"))
    assert read(tmp_path, encoding="utf-16-be")[0][0].text == "合肥"
    with pytest.raises(ConfigError, match="no encoding is called 'klingon'"):
        read_documents([tmp_path], max_bytes=LIMIT, on_unreadable=print, encoding="klingon")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", "正文。"),
        ("a.md", "正文。"),
        ("a.html", "<p>正文。</p>"),
        ("a.json", '{"text": "正文。"}'),
        ("a.jsonl", '{"text": "正文。"}'),
        ("a.csv", "text\n正文。\n"),
    ],
)
def test_packed_files(name: str, content: str, tmp_path: Path) -> None:
    (tmp_path / f"{name}.gz").write_bytes(gzip.compress(content.encode()))
    documents, bad = read(tmp_path)
    assert [(document.source, document.text) for document in documents] == [(f"{name}.gz", "正文。")]
    assert bad == []


def test_limit_names_both_sizes(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"x" * 1_300_000)
    reason = "1.3 MB is more than the 1.0 MB allowed: raise limits: file_megabytes in the configuration"
    assert [item.reason for item in read(tmp_path)[1]] == [reason]


def test_packed_bombs_are_not_unpacked(tmp_path: Path) -> None:
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(b" " * 30_000_000, 1))
    reason = "its content is more than the 1.0 MB allowed: raise limits: file_megabytes in the configuration"
    assert [item.reason for item in read(tmp_path)[1]] == [reason]


def test_records_bring_their_names(tmp_path: Path) -> None:
    lines = [{"text": "一。", "id": "x", "source": "示例网"}, {"text": "二。"}]
    (tmp_path / "2025-03-01.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    first, second = read(tmp_path)[0]
    assert (first.id, first.source) == ("x", "示例网")
    assert (second.id, second.source, second.date) == (content_id("二。"), "2025-03-01.jsonl", None)


def test_whatever_a_record_says_can_be_stored(tmp_path: Path) -> None:
    r"""NUL, at which databases take a text to end, and lone surrogates, which are not in UTF-8."""
    record = r'{"text": "一\ud800二\u0000三\ud83d\ude00", "title": "\udfff", "id": "\u0000 a", "source": "\ud800b"'
    (tmp_path / "a.jsonl").write_text(record + r', "author": "\udc00"}' + '\n{"text": "\\u0000"}', encoding="utf-8")
    first, second = read(tmp_path)[0]
    metadata = {"encoding": "utf-8", "author": "\ufffd"}
    expected = Document("\ufffd a", "一\ufffd二\ufffd三😀", "\ufffdb", "\ufffd", None, metadata)
    assert replace(first, origin="") == expected
    assert (second.id, second.text) == (content_id("\ufffd"), "\ufffd")


@pytest.fixture
def stdin(monkeypatch: pytest.MonkeyPatch) -> Callable[[bytes], io.BytesIO]:
    def give(data: bytes) -> io.BytesIO:
        buffer = io.BytesIO(data)
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=buffer))
        return buffer

    return give


def test_standard_input(folder: Path, stdin: Callable[[bytes], io.BytesIO]) -> None:
    buffer = stdin('{"text": "一。", "source": "s"}\n{\n{"text": "二。"}\n'.encode())
    documents, bad = read("-", folder, "-")
    assert [document.source for document in documents][-2:] == ["s", "stdin"]
    assert [(item.source, item.path, item.reason[:16]) for item in bad] == [("stdin", "-", "line 2: not JSON")]
    assert not buffer.closed


def test_standard_input_that_is_empty_or_closed(
    stdin: Callable[[bytes], io.BytesIO], monkeypatch: pytest.MonkeyPatch
) -> None:
    stdin(b"")
    assert [item.reason for item in read("-")[1]] == ["empty file"]
    monkeypatch.setattr(sys, "stdin", None)
    assert [item.reason for item in read("-")[1]] == ["there is no standard input"]
