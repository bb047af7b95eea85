"""Settings as plain data, so that a graph can keep those it was built with."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .errors import ConfigError
from .settings import SHIPPED, SHIPPED_MODEL, Settings

if TYPE_CHECKING:
    from pydantic import TypeAdapter

# Stands for the folders of the installed package, which may move between two uses of a graph.
_LEXICONS, _MODEL = "<guanxi>/lexicons/", "<guanxi>/model"


@cache
def _adapter() -> TypeAdapter[Settings]:
    from pydantic import TypeAdapter  # a tenth of a second, for which workers need not wait

    return TypeAdapter(Settings)


def plain(settings: Settings) -> dict[str, Any]:
    """The settings as what JSON can say; files by their full path. How much memory there is says nothing of a graph."""
    found: dict[str, Any] = _adapter().dump_python(settings, mode="json")
    del found["memory"]
    found["lexicons"] = [_told(path) for path in settings.lexicons]
    found["model"] = _MODEL if settings.model == SHIPPED_MODEL else str(settings.model.absolute())
    return found


def settings_of(found: Any) -> Settings:
    """The settings that `plain` made plain.

    Raises:
        ConfigError: it is none of that, or a file that they name is gone.
    """
    try:
        files = {"lexicons": [_meant(name) for name in found["lexicons"]], "model": _meant(found["model"])}
        settings = _adapter().validate_python({**found, **files})
    except (ValueError, KeyError, TypeError, AttributeError) as error:  # pydantic's are ValueErrors
        raise ConfigError("the settings kept in the graph cannot be read; build it again") from error
    for path in (*settings.lexicons, settings.model):
        if not path.is_file():
            raise ConfigError(f"{path}, with which the graph was built, is gone; put it back or build the graph again")
    return settings


def _told(path: Path) -> str:
    return _LEXICONS + path.name if path.parent == SHIPPED / "lexicons" else str(path.absolute())


def _meant(name: str) -> Path:
    if name == _MODEL:
        return SHIPPED_MODEL
    return SHIPPED / "lexicons" / name.removeprefix(_LEXICONS) if name.startswith(_LEXICONS) else Path(name)
