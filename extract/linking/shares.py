"""Names that exchanges give listed shares, which are names of the firm: 美团-W, 万科A, *ST海马."""

from __future__ import annotations

import re

# -W and -S (weighted voting), -B (biotech), -P (specialist technology), -R (renminbi), -U (no profit yet) and several
# of them; A, B and H shares, with or without the hyphen; a bracket behind them that the name was cut in.
_CLASS = re.compile(r"(?<=[\u4e00-\u9fa5])(?:-(?:[swbprud]{1,3}|[abch])|[abh])(?:股|\(h)?$")
# Under special treatment, ex dividend or ex rights, in delisting.
_MARK = re.compile(r"^(?:\*?st|s\*?st|退市|xd|xr|dr)(?=[\u4e00-\u9fa5]{2,4}$)")
_LEAVING = re.compile(r"(?<=[\u4e00-\u9fa5]{2})退$")


def without_share_class(name: str) -> str:
    """A folded name without what an exchange writes before or behind it; the name itself if it has nothing such.

    >>> without_share_class("小米集团-w"), without_share_class("万科a"), without_share_class("*st海马")
    ('小米集团', '万科', '海马')
    """
    bare = _MARK.sub("", _CLASS.sub("", _LEAVING.sub("", name)))
    return bare if len(bare) > 1 else name
