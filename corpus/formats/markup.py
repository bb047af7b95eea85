"""Web pages as text: one pass that takes linear time, however broken, large or deep the page is."""

from __future__ import annotations

import re
from html import unescape

# Comments, elements whose content is no text of the page, tags, declarations. What is not closed goes to the end, as
# in browsers; therefore no character is looked at twice.
_TOKEN = re.compile(
    r"<(?:!--(?:-?>|.*?(?:--!?>|\Z))"
    r"|(?P<raw>script|style|noscript|template|title)\b.*?(?:</(?P=raw)\b[^<>]*+>?|\Z)"
    r"|/?(?P<name>[a-z][^\s/>]*+)(?:[^>=]++|=\s*+(?:\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z))?)*+(?:>|\Z)"
    r"|[!?/][^>]*+(?:>|\Z))",
    re.IGNORECASE | re.DOTALL,
)
_BLOCKS = frozenset(
    "address article aside blockquote br dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header "
    "hr li main nav ol p pre section table tr ul".split()
)
_ENDS_OF_LINES = str.maketrans("\r\n", "  ")
# Data: URIs and state of programs in attributes; JSON that tells title, author and date is shorter, too.
_LONGEST_TAG, _LONGEST_JSON = 2_000, 8_000


def plain_text(page: str) -> str:
    """All text of a page, a line for each block.

    >>> plain_text("<p>合肥<b>市</b></p>杭州&amp;<br>宁波<script>x</script>")
    '合肥市\\n杭州&\\n宁波'
    """
    marked = _TOKEN.sub(_break, page.translate(_ENDS_OF_LINES))
    lines = (" ".join(_unescape(line).split()) for line in marked.split("\n"))
    return "\n".join(line for line in lines if line)


def lean(page: str) -> str:
    """The page without comments, programs, styles, and attributes so long that they are no text."""
    return _TOKEN.sub(_shorten, page)


def _break(token: re.Match[str]) -> str:
    return "\n" if (token["name"] or "").lower() in _BLOCKS else ""


def _shorten(token: re.Match[str]) -> str:
    whole, name, raw = token[0], token["name"], (token["raw"] or "").lower()
    if name:
        return whole if len(whole) <= _LONGEST_TAG else f"<{'/' * (whole[1] == '/')}{name[:50]}>"
    is_told = raw == "title" or (raw == "script" and "ld+json" in whole[:200])
    if is_told and len(whole) <= _LONGEST_JSON:
        return whole
    # A < before it must not come to stand before what follows: that would be a tag.
    return "<!>" if token.string[token.start() - 1 : token.start()] == "<" else ""


def _unescape(line: str) -> str:
    try:
        return unescape(line)
    except ValueError:  # &# and thousands of digits
        return line
