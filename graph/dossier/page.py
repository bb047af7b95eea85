"""Dossiers as HTML and as Markdown. Names, titles and sentences are text in both, whatever they hold."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from ...config.settings import EntityType
from .gather import Dossier, Group
from .quotes import LOOK, Citation

HERE = Path(__file__).parent
LANGUAGES = ("zh", "en")
_WIDTH, _HEIGHT, _LABEL = 720, 84, 44  # of the drawing of the timeline, and the room of a year in it
# Control characters, marks that turn the direction of writing, lone surrogates: no document holds them.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
# What could be Markdown; "1. " at the beginning of a line is a list, "://" and "www." make links.
_LINES = re.compile(" *[\t\n\r][ \t\n\r]*")
_MARKDOWN = re.compile(r"[\\`*_{}\[\]<>#|~!&$^@]|(?<=:)//|(?<=www)\.|^[+-]", re.IGNORECASE)
_LIST = re.compile(r"^([0-9]{1,9})([.)])(?= |$)")


@dataclass(frozen=True, slots=True)
class Bar:
    """A period of the timeline and its bar: place and size in the drawing, and length in blocks of text."""

    period: str
    windows: int
    blocks: int
    burst: bool
    label: str
    x: float
    y: float
    width: float
    height: float


def as_html(dossier: Dossier, types: Mapping[str, EntityType], *, lang: str) -> str:
    """A dossier as one HTML file without scripts, that asks for nothing else."""
    style = Markup((HERE / "dossier.css").read_text(encoding="utf-8"))
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return _rendered("dossier.html", dossier, types, lang, _clean, style=style, style_hash=Markup(f"'sha256-{digest}'"))


def as_markdown(dossier: Dossier, types: Mapping[str, EntityType], *, lang: str) -> str:
    """A dossier as Markdown with footnotes."""
    text = _rendered("dossier.md", dossier, types, lang, _markdown)
    return re.sub("\n{3,}", "\n\n", text).strip("\n") + "\n"


def _rendered(
    template: str,
    dossier: Dossier,
    types: Mapping[str, EntityType],
    lang: str,
    told: Callable[[object], object],
    **values: object,
) -> str:
    """The template, every value of it passed through `told`."""
    environment = Environment(
        autoescape=template.endswith(".html"),
        loader=FileSystemLoader(HERE),
        finalize=told,
        trim_blocks=True,
        undefined=StrictUndefined,
    )
    return environment.get_template(template).render({**_values(dossier, types, lang), **values})


def _clean(value: object) -> object:
    if isinstance(value, Markup):
        return value
    return _LINES.sub(" ", _UNSAFE.sub("\N{REPLACEMENT CHARACTER}", str(value)))


def _markdown(value: object) -> str:
    """A value as Markdown that means its text."""
    plain = re.sub(" +", " ", str(_clean(value)))  # four of them would be a block of code
    escaped = _MARKDOWN.sub(lambda found: "".join(f"\\{c}" for c in found[0]), plain)
    return _LIST.sub(r"\1\\\2", escaped)


def _values(dossier: Dossier, types: Mapping[str, EntityType], lang: str) -> dict[str, Any]:
    words = _words()[lang]
    shared = json.loads((HERE.parent / "web" / "words.json").read_text(encoding="utf-8"))[lang]
    unit = shared["units"].get(dossier.window, dossier.window) if lang == "zh" else dossier.window

    def say(key: str, **values: object) -> str:
        return str(words[key]).format(unit=unit, **values)

    def spoken(key: str) -> str:
        return say(f"{key}_then" if dossier.since or dossier.until else key)

    def label(kind: str) -> str:
        return getattr(types[kind], lang) if kind in types else kind

    def heading(group: Group) -> str:
        key = "group" if group.total > len(group.shown) else "whole"
        return say(key, type=label(group.type), total=number(group.total), shown=len(group.shown))

    def cited(source: Citation) -> list[str]:
        named = dict.fromkeys((source.source, source.document))
        also = [say("also", n=number(source.also))] if source.also else []
        return [source.date or say("undated"), *named, say("numbered", n=source.sentence + 1), *also]

    return {
        "it": dossier, "say": say, "spoken": spoken, "label": label, "heading": heading, "cited": cited,
        "number": number, "short": short,
        "reason": lambda reason: shared["reasons"].get(reason, reason), "shown_by": lambda name: name.shown_by() or "",
        "figures": list(_figures(dossier, say)), "method": list(_method(dossier, say)), "bars": _bars(dossier),
        "timeline_text": say(f"per_{dossier.timeline.by}", most=number(_most(dossier))),
    }  # fmt: skip


def number(value: int) -> str:
    """A count with a comma before every three digits."""
    return f"{value:,}"


def short(value: float) -> str:
    """A measure with three digits that count."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def _figures(dossier: Dossier, say: Callable[..., str]) -> Iterator[tuple[str, str]]:
    for key in ("mentions", "documents", "windows", "neighbors"):
        yield say(key), number(getattr(dossier, key))
    if dossier.since or dossier.until:
        yield say("in_period"), number(dossier.in_period)
    yield say("first_date"), dossier.first or "–"
    yield say("last_date"), dossier.last or "–"


def _method(dossier: Dossier, say: Callable[..., str]) -> Iterator[str]:
    read = dossier.read
    counts = {key: number(getattr(read, key)) for key in ("documents", "windows", "dated", "entities", "edges")}
    yield say("method_link")
    yield say("method_graph", graph=dossier.graph, **counts)
    if dossier.since or dossier.until:
        yield say("method_period", undated=number(dossier.undated))
    yield say("method_measures")
    yield say("method_quotes", look=LOOK)
    yield say("method_names")
    yield say("made", version=dossier.version)


def _most(dossier: Dossier) -> int:
    return max((when.windows for when in dossier.timeline.periods), default=0)


def _bars(dossier: Dossier) -> list[Bar]:
    periods, most = dossier.timeline.periods, max(_most(dossier), 1)
    step = min(_WIDTH / max(len(periods), 1), 40)
    bars, labelled = [], -1.0
    for place, when in enumerate(periods):
        x, height = place * step, _HEIGHT * when.windows / most
        begins = place == 0 or when.period[:4] != periods[place - 1].period[:4]
        shown = begins and (labelled < 0 or x - labelled >= _LABEL) and x + _LABEL <= _WIDTH + _LABEL / 2
        labelled = x if shown else labelled
        burst = any(span.first <= when.period <= span.last for span in dossier.timeline.bursts)
        sizes = (round(size, 2) for size in (x, 6 + _HEIGHT - height, max(step * 0.8, 0.5), height))
        blocks = -(-20 * when.windows // most)
        bars.append(Bar(when.period, when.windows, blocks, burst, when.period[:4] if shown else "", *sizes))
    return bars


@cache
def _words() -> dict[str, dict[str, str]]:
    words: dict[str, dict[str, str]] = json.loads((HERE / "words.json").read_text(encoding="utf-8"))
    return words
