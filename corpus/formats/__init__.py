"""Readers by file suffix."""

from __future__ import annotations

from .article import Reader
from .docx import read_docx
from .html import read_html
from .pdf import read_pdf
from .records import read_csv, read_json, read_jsonl
from .text import read_markdown, read_text

_TEXTUAL: dict[str, Reader] = {
    ".txt": read_text,
    ".md": read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".json": read_json,
    ".jsonl": read_jsonl,
    ".csv": read_csv,
}
READERS: dict[str, Reader] = {
    **_TEXTUAL,
    **{suffix + ".gz": reader for suffix, reader in _TEXTUAL.items()},
    ".docx": read_docx,
    ".pdf": read_pdf,
}
# Documents that nothing here reads: always named, never passed over.
REFUSED = {
    **dict.fromkeys((".doc", ".wps", ".rtf", ".odt"), "this kind is not read: save it as .docx or .txt"),
    **dict.fromkeys((".xls", ".xlsx", ".et", ".ods"), "this kind is not read: save it as .csv"),
    **dict.fromkeys((".ppt", ".pptx", ".epub", ".caj", ".ofd"), "this kind is not read: save it as .pdf or .txt"),
    **dict.fromkeys((".zip", ".rar", ".7z", ".tar", ".tgz", ".tar.gz"), "this is an archive: unpack it"),
}
# Plainly no documents: passed over in folders.
IGNORED = frozenset(
    ".yaml .yml .toml .ini .cfg .conf .lock .log .xml .xsl .xsd .sql .db .sqlite .parquet .pkl .npy .bin .bak .tmp "
    ".py .pyc .ipynb .js .mjs .ts .css .scss .map .php .java .class .c .h .cpp .go .rs .sh .bat .ps1 .exe .dll .so "
    ".png .jpg .jpeg .gif .webp .svg .ico .bmp .tif .tiff .heic .mp3 .m4a .wav .flac .mp4 .mov .avi .mkv .webm "
    ".ttf .otf .woff .woff2 .tsv .url .lnk .ds_store .db-wal .db-shm .guanxi".split()
)


def suffix_of(path: str) -> str:
    """What decides the reader: the suffix in small letters, with the one before it if it is .gz."""
    parts = path.replace("\\", "/").rpartition("/")[2].lower().split(".")
    count = 2 if parts[-1] == "gz" and len(parts) > 2 else 1
    return "".join("." + part for part in parts[1:][-count:])
