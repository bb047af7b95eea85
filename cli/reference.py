"""The reference of all commands, made from their help texts: `python -m guanxi.cli.reference > docs/commands.md`"""

from __future__ import annotations

import click

from . import commands


def reference() -> str:
    """docs/commands.md as it has to be."""
    parts = ["# Commands\n\nMade from the help texts by `make reference`.\n"]
    context = click.Context(commands, info_name="guanxi", max_content_width=100, terminal_width=100)
    for name in commands.list_commands(context):
        command = commands.get_command(context, name)
        assert command is not None
        inner = click.Context(command, info_name=name, parent=context, max_content_width=100, terminal_width=100)
        parts.append(f"## guanxi {name}\n\n```\n{command.get_help(inner)}\n```\n")
    return "\n".join(parts)


if __name__ == "__main__":
    click.echo(reference(), nl=False)
