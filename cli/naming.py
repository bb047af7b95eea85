"""`guanxi names`"""

from __future__ import annotations

import click

from ..graph.query.view import View
from .output import note, print_json, print_table
from .questions import graph_argument, json_option


@click.command()
@graph_argument
@click.argument("name")
@json_option
def names(graph: str, name: str, as_json: bool) -> None:
    """All names of NAME, and why each is taken for one of its names.

    \b
    name             it goes by this name
    script           the same name in other characters, case or width
    lexicon          a lexicon lists it
    legal-form       with or without its legal form, or its registered name
    share-class      the name of its listed shares: 美团-W, 万科A, *ST海马
    place-prefix     with or without the place before it
    introduced       a document says so: 以下简称, 又称, 英文名 …
    parentheses      in brackets behind another name in a document
    code             before the same stock code
    foreign-name     the same foreign name, or a foreigner's family name
    transliteration  one foreign name in two spellings
    abbreviation     short for the only such thing that a document names
    elided           it shares its end with a name behind it: 东海、南海和黄海水产研究所
    context          of several things with this name the only one that a document can mean
    decided          people say so (`guanxi decisions`)
    """
    with View.open(graph) as view:
        found, others = view.names(name), view.also_named(name)
    if others:
        note(f"in some documents {name!r} stands for {', '.join(f'{other.name} ({other.id})' for other in others)}")
    if as_json:
        print_json(found)
    else:
        print_table(
            ("name", "mentions", "reason", "document"),
            [(n.name, n.mentions, n.reason, n.shown_by()) for n in found],
        )


COMMANDS = {"names": names}
