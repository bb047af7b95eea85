"""The command line. `main` is the entry point; every error a user can cause is one line and exit code 2."""

from __future__ import annotations

import os
import sqlite3
import sys
from importlib import import_module

import click

from ..config.errors import GuanxiError
from ..version import __version__
from .output import complain

# Where each command lives, in the order of the help. Only the one that runs is imported: asking a graph is quick.
_HOME = {
    "demo": "demo",
    "build": "building",
    "add": "building",
    "remove": "building",
    "info": "questions",
    "ask": "asking",
    "search": "questions",
    "names": "naming",
    "neighbors": "questions",
    "path": "questions",
    "evidence": "questions",
    "common": "common",
    "timeline": "timing",
    "entities": "ranking",
    "communities": "ranking",
    "merge": "deciding",
    "split": "deciding",
    "rename": "deciding",
    "retype": "deciding",
    "ignore": "deciding",
    "undo": "deciding",
    "decisions": "deciding",
    "review": "reviewing",
    "view": "showing",
    "serve": "serving",
    "export": "exporting",
    "dossier": "dossier",
    "train": "training",
}


class _Lazy(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_HOME)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in _HOME:
            return None
        command: click.Command = import_module(f".{_HOME[name]}", __name__).COMMANDS[name]
        return command


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="guanxi")
def commands() -> None:
    """Guanxi 关系: who is linked to what in Chinese news and policy documents, and which sentence says so.

    \b
    guanxi build ARTICLES -o my.guanxi
    guanxi neighbors my.guanxi 杭州 --type company
    guanxi evidence my.guanxi 宇树科技 杭州
    guanxi view my.guanxi -o my.html
    """


def main() -> None:
    """Run the command line and exit with its code: 0 done, 2 for what the user must mend, 130 interrupted."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name) or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - for as long as we run
        setattr(sys, name, stream)
        stream.reconfigure(errors="backslashreplace")  # names of files may hold what the terminal cannot show
    try:
        sys.exit(commands.main(prog_name="guanxi", standalone_mode=False) or 0)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        sys.exit(2)
    except click.ClickException as error:
        complain(error.format_message())
        sys.exit(2)
    except GuanxiError as error:
        complain(str(error))
        sys.exit(2)
    except (KeyboardInterrupt, click.Abort):
        complain("interrupted; what was stored before is untouched, and the same command goes on from here")
        sys.exit(130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except UnicodeEncodeError as error:
        what = str(error.object)[:80].encode(errors="backslashreplace").decode()
        complain(f"'{what}' is not UTF-8: give it so, and under a locale without UTF-8 set PYTHONUTF8=1")
        sys.exit(2)
    except sqlite3.DatabaseError as error:
        complain(f"graph.sqlite cannot be read ({error}); build the graph again")
        sys.exit(2)
    except OSError as error:
        complain(f"{error.filename or 'input/output'}: {error.strerror or error}")
        sys.exit(2)
