"""The command line as a user calls it: in this process, which is quick, or in one of its own."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import traceback
from pathlib import Path

import pytest

from guanxi.cli import main

Done = subprocess.CompletedProcess[str]


def in_this_process(folder: Path, *arguments: object, stdin: bytes = b"") -> Done:
    """`guanxi ARGUMENT...` in a folder. What it has read once, such as the lexicons, is there for the next call."""
    given = ["guanxi", *map(str, arguments)]
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setattr(sys, "argv", given)
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        patch.setattr(sys, "stdout", out)
        patch.setattr(sys, "stderr", err)
        try:
            main()
            code = 0
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(end.code is not None)
        except Exception:  # as the interpreter does with what nobody catches
            traceback.print_exc()
            code = 1
    return Done(given, code, *(stream.buffer.getvalue().decode() for stream in (out, err)))


def in_its_own(folder: Path, *arguments: object, stdin: bytes | None = None) -> Done:
    """The same in a new process."""
    done = subprocess.run(
        [sys.executable, "-m", "guanxi", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        cwd=folder,
        env={**os.environ, "PYTHONUTF8": "1"},
        check=False,
    )
    return Done(done.args, done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))
