"""Settings: frozen and typed, Guanxi's defaults first and the user's YAML over them."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from ..version import __version__
from .errors import ConfigError
from .limits import MEMORY, Bounds, read_bounds, read_limits
from .yamlfile import Section, read_yaml

WINDOWS = ("sentence", "paragraph", "document")
PROFILES = ("full", "fast")
SHIPPED = Path(__file__).parent
SHIPPED_MODEL = SHIPPED.parent / "extract" / "tagger" / "model.npz"
_COLOR = re.compile(r"#[0-9a-fA-F]{6}")
_NAME = re.compile(r"[a-z][a-z0-9_-]*")


@dataclass(frozen=True, slots=True)
class EntityType:
    """A kind of entity: its key, the colour of its nodes and its names for people."""

    name: str
    color: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class ExtractorSettings:
    """An engine that is switched on: its name in the registry, its weight in the vote, its own options."""

    name: str
    weight: float
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LexiconEntry:
    """An entity known beforehand. A name that begins with `?` is ambiguous as plain text (see `extract.lexicon`)."""

    name: str
    type: str
    aliases: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Settings:
    """All that can be configured. Build one with `load_settings`.

    `memory` is for counting, in bytes.
    """

    types: Mapping[str, EntityType] = field(default_factory=dict)
    extractors: Mapping[str, ExtractorSettings] = field(default_factory=dict)
    window: str = "sentence"
    keep_reposts: bool = False
    sentence_ends: str = "。！？!?"
    bounds: Bounds = field(default_factory=Bounds)
    file_megabytes: int = 200
    memory: int = MEMORY
    lexicons: tuple[Path, ...] = ()
    profile: str = "full"
    model: Path = SHIPPED_MODEL
    entities: tuple[LexiconEntry, ...] = ()

    def fingerprint(self) -> str:
        """Hash of all that decides which mentions are found: same fingerprint, same mentions of one document."""
        plain = asdict(self)
        # These decide only what is counted, not what is found; files count by their content.
        for name in ("window", "keep_reposts", "bounds", "file_megabytes", "memory"):
            del plain[name]
        plain["types"] = sorted(self.types)  # their colours and labels are for people
        plain["lexicons"] = [hashlib.sha256(path.read_bytes()).hexdigest() for path in self.lexicons]
        del plain["model"]  # the pipeline says by its version which model it uses
        text = json.dumps([__version__, plain], sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()


def load_settings(path: str | Path | None = None, *, window: str | None = None) -> Settings:
    """The defaults, with the keys of the YAML file at `path` over them, and `window` over both.

    Raises:
        ConfigError: the file has an unknown key or a value that cannot be; names file and line.
    """
    settings = _merge(Settings(lexicons=tuple(sorted(SHIPPED.glob("lexicons/*.tsv")))), SHIPPED / "default.yaml")
    if path is not None:
        settings = _merge(settings, Path(path))
    return settings if window is None else replace(settings, window=_window(window))


def _window(value: str) -> str:
    if value not in WINDOWS:
        raise ConfigError(f"window must be one of {', '.join(WINDOWS)}, not {value!r}")
    return value


def _merge(settings: Settings, path: Path) -> Settings:
    top = read_yaml(path)
    types = {**settings.types, **_types(top, settings)}
    megabytes, memory = read_limits(top.section("limits"), settings.file_megabytes, settings.memory)
    profile = _choice(top, "profile", PROFILES, settings.profile)
    merged = replace(
        settings,
        types=types,
        window=_choice(top, "window", WINDOWS, settings.window),
        keep_reposts=top.get("keep_reposts", bool, settings.keep_reposts),
        profile=profile,
        model=_model(top, path, settings.model, profile=profile),
        sentence_ends=top.get("sentence_ends", str, settings.sentence_ends),
        bounds=read_bounds(top.section("bounds"), settings.bounds),
        file_megabytes=megabytes,
        memory=memory,
        lexicons=settings.lexicons + _lexicons(top, path),
        entities=settings.entities + tuple(_entity(item, types) for item in top.sections("entities")),
        extractors=_extractors(top, settings),
    )
    top.finish()
    return merged


def _choice(top: Section, key: str, choices: Sequence[str], default: str) -> str:
    value = top.get(key, str, default)
    if value not in choices:
        raise top.error(key, f"{key} must be one of {', '.join(choices)}, not {value!r}")
    return value


def _model(top: Section, path: Path, default: Path, *, profile: str) -> Path:
    name = top.get("model", str, "")
    model = path.parent / name if name else default
    if name and not os.path.isfile(model):
        raise top.error("model", f"model {str(model)!r} is not a file; paths count from the configuration")
    if name and profile == "fast":
        raise top.error("model", "profile fast works without a model; take out either model or profile")
    return model


def _types(top: Section, settings: Settings) -> dict[str, EntityType]:
    section = top.section("types")
    found = {}
    for name in section.names() if section else ():
        assert section is not None
        old = settings.types.get(name) or EntityType(name, "#7d8792", name, name)
        item = section.section(name)
        assert item is not None
        color = item.get("color", str, old.color)
        if not _NAME.fullmatch(name):
            raise section.error(name, f"a type is small letters, digits, - and _, not {name!r}")
        if not _COLOR.fullmatch(color):
            raise item.error("color", f"a colour is # and six hexadecimal digits, not {color!r}")
        found[name] = EntityType(name, color, item.get("zh", str, old.zh), item.get("en", str, old.en))
        item.finish()
    return found


def _lexicons(top: Section, path: Path) -> tuple[Path, ...]:
    paths = []
    for name in top.get("lexicons", list, []):
        if not isinstance(name, str):
            raise top.error("lexicons", f"a lexicon is the path of a file, not {repr(name)[:80]}")
        lexicon = path.parent / name
        if not os.path.isfile(lexicon):
            raise top.error("lexicons", f"lexicon {str(lexicon)!r} is not a file; paths count from the configuration")
        paths.append(lexicon)
    return tuple(paths)


def _entity(item: Section, types: Mapping[str, EntityType]) -> LexiconEntry:
    name, kind = item.get("name", str, ""), item.get("type", str, "")
    if not name.strip("? "):
        raise item.error("name", "an entity needs a name")
    if kind not in types and kind != "ignore":
        raise item.error("type", f"type {kind!r} is not one of {', '.join(types)}, ignore")
    aliases, cues = item.get("aliases", list, []), item.get("cues", list, [])
    item.finish()
    return LexiconEntry(name, kind, tuple(map(str, aliases)), tuple(map(str, cues)))


def _extractors(top: Section, settings: Settings) -> dict[str, ExtractorSettings]:
    found = dict(settings.extractors)
    section = top.section("extractors")
    for name in section.names() if section else ():
        assert section is not None
        if section.plain(name) is False:
            found.pop(name, None)
            continue
        item = section.section(name)
        assert item is not None
        old = found.get(name) or ExtractorSettings(name, 0.5)
        weight = item.get("weight", float, old.weight)
        if not 0 < weight <= 10:
            raise item.error("weight", f"weight must be above 0 and at most 10, not {weight}")
        options = {key: _option(item, key) for key in item.names() if key != "weight"}
        found[name] = ExtractorSettings(name, weight, {**old.options, **options})
    return dict(sorted(found.items()))


def _option(item: Section, key: str) -> Any:
    """Value of an option of an engine: what JSON can say, because it is part of the fingerprint."""
    value = item.plain(key)
    try:
        json.dumps(value, sort_keys=True)
    except (TypeError, ValueError, RecursionError):
        raise item.error(key, f"{key!r} must be made of text, numbers, lists and maps") from None
    return value
