"""The day of publication that a web page declares, in places made for it. Days in its text are not looked at here."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..dates import normalise_date

_TAG = re.compile(r"<(meta|time|\w+(?=[^<>]{1,300}?itemprop))\b([^<>]{1,2000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([\w:.-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_JSON = re.compile(r"\"(?:datePublished|pubDate)\"\s*:\s*\"([^\"]{4,40})\"")
# What a <meta> calls it, in small letters and nothing else; not when it was changed.
_PUBLISHED = re.compile(
    r"(?:og|weibo|bytedance|parsely|dc|dcterms)?(?:article|citation|original)?"
    r"(?:date|issued|created|createat|createdate|releasedate|publicationdate|"
    r"(?:date|first)?(?:publish(?:ed)?|pub|issued|created)(?:date|time)?)"
)


def declared_date(page: str) -> str | None:
    """YYYY-MM-DD from a page without comments and programs: its <meta>, JSON-LD, or the one day of its <time>.

    >>> declared_date('<meta name="PubDate" content="2025-03-01 08:30"><time datetime="2024-05-06">旧闻</time>')
    '2025-03-01'
    """
    named, times = [], set()
    for name, attributes in _tags(page):
        called = attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or ""
        if _PUBLISHED.fullmatch(re.sub("[^a-z]", "", called.lower())):
            named.append(normalise_date(attributes.get("content") or attributes.get("datetime")))
        elif name == "time":
            times.add(normalise_date(attributes.get("datetime")))
    told = (*named, *map(normalise_date, _JSON.findall(page)))
    only = times.pop() if len(times) == 1 else None  # of several, most are those of other articles
    return next((day for day in told if day), only)


def _tags(page: str) -> Iterator[tuple[str, dict[str, str]]]:
    for tag in _TAG.finditer(page):
        pairs = ((key.lower(), a or b or c) for key, a, b, c in _ATTRIBUTE.findall(tag[2]))
        yield tag[1].lower(), dict(pairs)
