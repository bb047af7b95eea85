"""Documents in object storage: `s3://bucket/folder` is listed and read as a folder on disk is.

Credentials, region and endpoint come from where all tools for S3 take them: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY,
AWS_PROFILE, the role of the machine, AWS_REGION, AWS_ENDPOINT_URL.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

from ..config.errors import InputError

if TYPE_CHECKING:
    from pyarrow.fs import FileSystem

_SCHEME = "s3://"
_NO_PARTS = {"", ".", ".."}
_CHUNK = 4 << 20


def is_remote(path: str | Path) -> bool:
    """Whether a path names something in object storage."""
    return str(path).startswith(_SCHEME)


def key_of(url: str) -> str:
    """Bucket and key of an address, as file systems of Arrow name them.

    Raises:
        ValueError: there can be no such address.
    """
    key = url.removeprefix("s3:").removeprefix("//").rstrip("/")
    if not _NO_PARTS.isdisjoint(key.split("/")):
        raise ValueError("an address is s3://bucket/folder, and no part of it is empty or dots alone")
    return key


@cache
def storage() -> FileSystem:
    """The storage that the environment names."""
    from pyarrow.fs import S3FileSystem  # what reads no bucket needs no S3 client

    endpoint = os.environ.get("AWS_ENDPOINT_URL_S3") or os.environ.get("AWS_ENDPOINT_URL") or None
    region = os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION") or None
    return S3FileSystem(endpoint_override=endpoint, region=region, connect_timeout=10, request_timeout=60)


def reason_of(error: OSError | ValueError) -> str:
    """What went wrong in the storage, in one line."""
    if isinstance(error, FileNotFoundError):
        return "no such bucket or object"
    return " ".join(str(error).split())[:300]


def list_remote(url: str) -> list[tuple[str, int]]:
    """Addresses and sizes in bytes of all objects in a folder, or of the one object that has this address.

    Raises:
        InputError: there is none, or the storage cannot be read.
    """
    from pyarrow.fs import FileSelector, FileType

    try:
        selector = FileSelector(key_of(url), recursive=True, allow_not_found=True)
        infos = storage().get_file_info(selector) or [storage().get_file_info(key_of(url))]
        found = sorted((_SCHEME + info.path, info.size or 0) for info in infos if info.type == FileType.File)
    except (OSError, ValueError) as error:
        raise InputError(f"{url}: the storage cannot be read: {reason_of(error)}") from error
    if not found:
        raise InputError(f"{url}: no such file or folder")
    return found


@contextmanager
def open_remote(url: str) -> Iterator[tuple[IO[bytes], int]]:
    """Stream of the bytes of an object, and how many there are.

    Raises:
        InputError: it cannot be read.
    """
    try:
        size = storage().get_file_info(key_of(url)).size
        stream = storage().open_input_stream(key_of(url), compression=None, buffer_size=_CHUNK)
    except (OSError, ValueError) as error:
        raise InputError(f"the storage cannot be read: {reason_of(error)}") from error
    with stream:
        yield cast(IO[bytes], stream), size or 0
